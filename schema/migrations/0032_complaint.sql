-- Complaints: to an oversight body of the crisis, and never to whom they are about. No name, no number and no address of whoever
-- complained stands here; a case only where she let oversight see it. A look-up table for each word of the contract.
INSERT INTO purpose VALUES ('oversee');
INSERT INTO retentionKind VALUES ('complaint');
CREATE TABLE complaintKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO complaintKind VALUES ('papers'), ('money'), ('treated'), ('refused'), ('shared'), ('decision'), ('looked'), ('other');
CREATE TABLE complaintState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO complaintState VALUES ('received'), ('looking'), ('upheld'), ('partly'), ('not-upheld'), ('referred'), ('withdrawn');

-- `organisationId` reads it. Times are those of the crisis. `wrappedKey` seals answers, and her words where the reader has no key.
CREATE TABLE complaint (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  about TEXT NOT NULL CHECK (about IN ('organisation', 'platform', 'other')),
  aboutId TEXT REFERENCES organisation (id),
  kind TEXT NOT NULL REFERENCES complaintKind (word),
  state TEXT NOT NULL REFERENCES complaintState (word),
  filedAt TEXT NOT NULL,
  acknowledgeBy TEXT NOT NULL,
  outcomeBy TEXT NOT NULL,
  acknowledgedAt TEXT,
  closedAt TEXT,
  -- Set by the clock once a deadline passed: what was late stays late, also after it was done.
  acknowledgeLateAt TEXT,
  outcomeLateAt TEXT,
  -- Her case, where she ticked that oversight may see it for this complaint; otherwise nothing ties the two.
  registrationId TEXT REFERENCES registration (id),
  referenceHash TEXT NOT NULL UNIQUE,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  keyVersion INTEGER NOT NULL,
  wrappedKey BLOB NOT NULL,
  erasedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  -- The one it is about never reads it, whoever writes this row.
  CHECK (aboutId IS NULL OR aboutId <> organisationId),
  CHECK (erasedAt IS NOT NULL OR (about = 'organisation') = (aboutId IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX complaintByReader ON complaint (organisationId, crisisId, state);
CREATE INDEX complaintByCrisis ON complaint (crisisId, state);
CREATE INDEX complaintByKey ON complaint (keyVersion);
CREATE INDEX complaintByRegistration ON complaint (registrationId) WHERE registrationId IS NOT NULL;
CREATE TRIGGER complaintIsFixed BEFORE UPDATE OF id, crisisId, organisationId, about, kind, filedAt, acknowledgeBy, outcomeBy ON complaint BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
CREATE TRIGGER complaintStaysClosed BEFORE UPDATE OF state ON complaint
WHEN OLD.state <> NEW.state AND OLD.state NOT IN ('received', 'looking') BEGIN
  SELECT RAISE(ABORT, 'transition-impossible');
END;
CREATE TRIGGER complaintIsNeverDeleted BEFORE DELETE ON complaint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- Who it was about is let go with its words, and with nothing else.
CREATE TRIGGER complaintAboutIsFixed BEFORE UPDATE OF aboutId ON complaint
WHEN NEW.aboutId IS NOT OLD.aboutId AND NEW.erasedAt IS NULL BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- Hers where `officerId` is null. With `enc` it is sealed to a key of the reader's own; without, to the complaint's key.
CREATE TABLE complaintWord (
  id TEXT PRIMARY KEY,
  complaintId TEXT NOT NULL REFERENCES complaint (id),
  at TEXT NOT NULL,
  officerId TEXT REFERENCES officer (id),
  organisationId TEXT REFERENCES organisation (id),
  keyVersion INTEGER,
  enc BLOB,
  sealed BLOB NOT NULL,
  CHECK ((keyVersion IS NULL) = (enc IS NULL) AND (keyVersion IS NULL) = (organisationId IS NULL)),
  FOREIGN KEY (organisationId, keyVersion) REFERENCES organisationKey (organisationId, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaintWordByComplaint ON complaintWord (complaintId, at);
CREATE TRIGGER complaintWordIsKept BEFORE UPDATE ON complaintWord BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Each state with its time; she reads it.
CREATE TABLE complaintStep (
  complaintId TEXT NOT NULL REFERENCES complaint (id),
  n INTEGER NOT NULL CHECK (n > 0),
  state TEXT NOT NULL REFERENCES complaintState (word),
  at TEXT NOT NULL,
  officerId TEXT REFERENCES officer (id),
  PRIMARY KEY (complaintId, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER complaintStepIsKept BEFORE UPDATE ON complaintStep BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER complaintMakesItsStep AFTER INSERT ON complaint BEGIN
  INSERT INTO complaintStep VALUES (NEW.id, 1, NEW.state, NEW.filedAt, NULL);
END;

-- What is let go: by her own word, or by the clock. A tombstone of kind, times and outcome stays, for what is published.
CREATE TRIGGER complaintIsErased AFTER UPDATE OF erasedAt ON complaint
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM complaintWord WHERE complaintId = NEW.id;
  DELETE FROM complaintStep WHERE complaintId = NEW.id;
  DELETE FROM complaintSession WHERE complaintId = NEW.id;
END;
-- Erasing her case leaves her complaint, and cuts what tied the two.
CREATE TRIGGER erasureForgetsWhoComplained AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  UPDATE complaint SET registrationId = NULL WHERE registrationId = NEW.id;
END;

-- Of whoever came with code and PIN of a complaint; only the hash of a token is stored.
CREATE TABLE complaintSession (
  tokenHash TEXT PRIMARY KEY,
  complaintId TEXT NOT NULL REFERENCES complaint (id),
  startedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX complaintSessionByAge ON complaintSession (expiresAt);
CREATE INDEX complaintSessionByComplaint ON complaintSession (complaintId);
