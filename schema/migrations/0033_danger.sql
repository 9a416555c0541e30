-- Dangers that people and officers tell of. A report names no case: `slot` is a keyed hash of its person and a number, each
-- another one, so that two reports of one person are not seen to be hers; `link` says whose it is, sealed by the ring.
CREATE TABLE dangerKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO dangerKind VALUES ('fighting'), ('armed-men'), ('robbery'), ('road-closed'), ('collapse'), ('mines'), ('disease'), ('other');
CREATE TABLE dangerState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO dangerState VALUES ('reported'), ('confirmed'), ('ended'), ('dismissed'), ('lapsed'), ('withdrawn');

CREATE TABLE danger (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  kind TEXT NOT NULL REFERENCES dangerKind (word),
  cell TEXT CHECK (length(cell) = 15),
  area TEXT CHECK (json_valid(area)),
  state TEXT NOT NULL REFERENCES dangerState (word),
  firstAt TEXT NOT NULL,
  seenAt TEXT NOT NULL,
  until TEXT NOT NULL,
  reports INTEGER NOT NULL DEFAULT 0,
  confirmedAt TEXT,
  confirmedBy TEXT REFERENCES officer (id),
  confirmedIn TEXT REFERENCES organisation (id),
  overAt TEXT,
  overIn TEXT REFERENCES organisation (id),
  publicName TEXT CHECK (json_valid(publicName)),
  -- What stood before the last decision, for whoever made it.
  undoTo TEXT CHECK (json_valid(undoTo)),
  undoFrom TEXT,
  undoIn TEXT REFERENCES organisation (id),
  seq INTEGER NOT NULL,
  -- The last change of what partners read: of what nobody confirmed they learn not even that it changed.
  partnerSeq INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX dangerByCrisis ON danger (crisisId, seq);
CREATE INDEX dangerByState ON danger (crisisId, state, until);
CREATE UNIQUE INDEX dangerOfSquare ON danger (crisisId, kind, cell)
  WHERE cell IS NOT NULL AND area IS NULL AND state IN ('reported', 'confirmed');

CREATE TABLE dangerReport (
  id TEXT PRIMARY KEY,
  dangerId TEXT NOT NULL REFERENCES danger (id),
  organisationId TEXT REFERENCES organisation (id),
  slot TEXT UNIQUE,
  at TEXT NOT NULL,
  seenAt TEXT NOT NULL,
  link BLOB,
  words BLOB,
  CHECK (organisationId IS NULL OR slot IS NULL AND link IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX dangerReportOf ON dangerReport (dangerId);

INSERT INTO retentionKind VALUES ('danger');
