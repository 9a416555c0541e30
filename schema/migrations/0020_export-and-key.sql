-- Exports of people with their second officers, keys of an organisation's own with the notes that are sealed to them, and
-- requests of others for data. What was asked for is fixed: only answers are added to it.
CREATE TABLE exportPurpose (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO exportPurpose VALUES ('movement'), ('travel-paper'), ('medical'), ('shelter'), ('follow-up'), ('hand-over'), ('other');

-- `why` and `alone` are words of officers, sealed by the ring. Times are those of the crisis.
CREATE TABLE export (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  filter TEXT NOT NULL CHECK (json_valid(filter)),
  groups INTEGER NOT NULL CHECK (groups > 0),
  people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 500),
  purpose TEXT NOT NULL REFERENCES exportPurpose (word),
  why BLOB NOT NULL,
  askedBy TEXT NOT NULL REFERENCES officer (id),
  askedAt TEXT NOT NULL,
  -- Three days after it was asked for, and anew after it was agreed to.
  endsAt TEXT NOT NULL,
  agreed INTEGER CHECK (agreed IN (0, 1)),
  secondBy TEXT REFERENCES officer (id),
  secondAt TEXT,
  -- A lone officer went on without a second one: why, and by when somebody else looks at it.
  alone BLOB,
  aloneAt TEXT,
  reviewBy TEXT,
  reviewedBy TEXT REFERENCES officer (id),
  reviewedAt TEXT,
  found TEXT CHECK (found IN ('right', 'wrong')),
  CHECK (secondBy IS NULL OR secondBy <> askedBy),
  CHECK (reviewedBy IS NULL OR reviewedBy <> askedBy),
  CHECK ((alone IS NULL) = (reviewBy IS NULL)),
  CHECK ((agreed IS NULL) = (secondBy IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX exportByOrganisation ON export (organisationId, crisisId, askedAt);
CREATE INDEX exportByReview ON export (crisisId, reviewBy) WHERE reviewBy IS NOT NULL;
CREATE TRIGGER exportIsFixed BEFORE UPDATE OF id, crisisId, organisationId, filter, groups, people, purpose, askedBy, askedAt ON export BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
-- The first two bytes of what is sealed are the version of the ring: words change only by being sealed anew by a later one.
CREATE TRIGGER exportIsAnsweredOnce BEFORE UPDATE ON export
WHEN (OLD.agreed IS NOT NULL AND NEW.agreed IS NOT OLD.agreed) OR (OLD.found IS NOT NULL AND NEW.found IS NOT OLD.found)
  OR (NEW.why IS NOT OLD.why AND hex(substr(NEW.why, 1, 2)) <= hex(substr(OLD.why, 1, 2)))
  OR (OLD.alone IS NOT NULL AND NEW.alone IS NOT OLD.alone
    AND (NEW.alone IS NULL OR hex(substr(NEW.alone, 1, 2)) <= hex(substr(OLD.alone, 1, 2)))) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
CREATE TRIGGER exportIsKept BEFORE DELETE ON export BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Whom an export was asked for, so that nobody joins it later. Whether each may still be read is asked of `sight` every time.
CREATE TABLE exportPerson (
  exportId TEXT NOT NULL REFERENCES export (id),
  personId TEXT NOT NULL,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  PRIMARY KEY (exportId, personId)
) STRICT, WITHOUT ROWID;
CREATE INDEX exportPersonByRegistration ON exportPerson (registrationId);

-- What an organisation was last told of each figure, so that small steps never show.
CREATE TABLE exportFigure (
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  key TEXT NOT NULL,
  truth INTEGER NOT NULL,
  shown INTEGER,
  PRIMARY KEY (organisationId, crisisId, key)
) STRICT, WITHOUT ROWID;

-- A key pair that was made in a browser. `wrapped` is the private key under a passphrase that never comes here.
CREATE TABLE organisationKey (
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  version INTEGER NOT NULL CHECK (version > 0),
  publicKey TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  wrapped TEXT NOT NULL CHECK (json_valid(wrapped)),
  madeBy TEXT NOT NULL REFERENCES officer (id),
  madeAt TEXT NOT NULL,
  wrappedBy TEXT NOT NULL REFERENCES officer (id),
  wrappedAt TEXT NOT NULL,
  PRIMARY KEY (organisationId, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER organisationKeyIsFixed BEFORE UPDATE OF organisationId, version, publicKey, fingerprint, madeBy, madeAt ON organisationKey BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
CREATE TRIGGER organisationKeyIsKept BEFORE DELETE ON organisationKey BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Confidential notes: sealed in the writer's browser to her organisation's key. Nothing here opens them.
CREATE TABLE note (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  keyVersion INTEGER NOT NULL,
  enc BLOB NOT NULL,
  sealed BLOB NOT NULL,
  writtenBy TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL,
  FOREIGN KEY (organisationId, keyVersion) REFERENCES organisationKey (organisationId, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX noteByCase ON note (registrationId, organisationId, at);
CREATE TRIGGER noteIsKept BEFORE UPDATE ON note BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- With the key of a case overwritten, what stands beside it goes too.
CREATE TRIGGER erasureForgetsExportsAndNotes AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM exportPerson WHERE registrationId = NEW.id;
  DELETE FROM note WHERE registrationId = NEW.id;
END;

-- Requests of courts, authorities and others for data. No person stands here; free words are sealed.
CREATE TABLE demandSource (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO demandSource VALUES ('court'), ('security-body'), ('government-office'), ('other-state'), ('company'), ('private-person'), ('other');
CREATE TABLE demandSubject (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO demandSubject VALUES ('one-person'), ('several-people'), ('list-of-people'), ('places'), ('records'), ('switch-off'), ('other');
CREATE TABLE demandAnswerWord (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO demandAnswerWord VALUES ('pending'), ('refused'), ('partly'), ('complied');
CREATE TABLE demand (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL REFERENCES demandSource (word),
  subject TEXT NOT NULL REFERENCES demandSubject (word),
  -- The day on which it came; its year is the one in which it is counted.
  day TEXT NOT NULL,
  sealed BLOB,
  recordedBy TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX demandByDay ON demand (day, id);
-- The newest answer counts; older ones stay.
CREATE TABLE demandAnswer (
  demandId TEXT NOT NULL REFERENCES demand (id),
  n INTEGER NOT NULL CHECK (n > 0),
  answer TEXT NOT NULL REFERENCES demandAnswerWord (word),
  day TEXT NOT NULL,
  answeredBy TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL,
  PRIMARY KEY (demandId, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER demandIsKept BEFORE UPDATE ON demand
WHEN NEW.id IS NOT OLD.id OR NEW.source IS NOT OLD.source OR NEW.subject IS NOT OLD.subject OR NEW.day IS NOT OLD.day
  OR NEW.recordedBy IS NOT OLD.recordedBy OR NEW.at IS NOT OLD.at OR OLD.sealed IS NULL OR NEW.sealed IS NULL
  OR hex(substr(NEW.sealed, 1, 2)) <= hex(substr(OLD.sealed, 1, 2)) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
CREATE TRIGGER demandIsNeverDeleted BEFORE DELETE ON demand BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER demandAnswerIsKept BEFORE UPDATE ON demandAnswer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER demandAnswerIsNeverDeleted BEFORE DELETE ON demandAnswer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
