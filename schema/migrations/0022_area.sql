-- What is published of districts, hour by hour, and tokens that read single layers from outside.

-- The last visible state of each figure: `base` is the true number at its last change. Never read by a door.
-- `scope`: an organisation's id for its own people, '' for the whole crisis.
CREATE TABLE areaFigure (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  scope TEXT NOT NULL,
  cell TEXT NOT NULL,
  kind TEXT NOT NULL,
  base INTEGER NOT NULL,
  shown INTEGER,
  PRIMARY KEY (crisisId, scope, cell, kind)
) STRICT, WITHOUT ROWID;

-- What was published in an hour of the crisis. Written once, never changed; the clock deletes what is old.
CREATE TABLE areaHour (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  scope TEXT NOT NULL,
  at TEXT NOT NULL,
  areas TEXT NOT NULL CHECK (json_valid(areas)),
  PRIMARY KEY (crisisId, scope, at)
) STRICT;
CREATE TRIGGER areaHourIsKept BEFORE UPDATE ON areaHour BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A token for tools that cannot sign in: one layer of one crisis, read only, until a day. Only its hash is stored.
CREATE TABLE tokenLayer (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO tokenLayer VALUES ('partner-zones'), ('partner-areas');
CREATE TABLE token (
  id TEXT PRIMARY KEY,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  layer TEXT NOT NULL REFERENCES tokenLayer (word),
  label TEXT NOT NULL,
  tokenHash TEXT NOT NULL UNIQUE,
  madeBy TEXT NOT NULL REFERENCES officer (id),
  madeAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  revokedAt TEXT,
  usedAt TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX tokenByOrganisation ON token (organisationId, crisisId, madeAt, id);

-- Outside tools page through these in order of id.
CREATE INDEX zoneById ON zone (crisisId, id);
CREATE INDEX alertById ON alert (crisisId, id);
