-- Finding a person by name or number without a readable index; and the audit chained per crisis, with its published heads.

-- Keyed tokens of a group's names and numbers (worker/find/): JSON, a list of whole numbers. What they were made from is
-- sealed elsewhere.
CREATE TABLE findTokens (
  registrationId TEXT PRIMARY KEY REFERENCES registration (id),
  tokens TEXT NOT NULL CHECK (json_valid(tokens))
) STRICT, WITHOUT ROWID;
-- Groups whose tokens are missing: the clock makes them.
CREATE TABLE findStale (registrationId TEXT PRIMARY KEY REFERENCES registration (id)) STRICT, WITHOUT ROWID;
INSERT INTO findStale SELECT id FROM registration WHERE erasedAt IS NULL;
-- The same by organisation, for those that may read the names. No consent, no row: a look-up touches nothing of others,
-- so that neither its answer nor its time tells of them.
CREATE TABLE findSight (
  organisationId TEXT NOT NULL,
  token INTEGER NOT NULL,
  registrationId TEXT NOT NULL,
  PRIMARY KEY (organisationId, token, registrationId)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER findTokensMade AFTER INSERT ON findTokens BEGIN
  DELETE FROM findStale WHERE registrationId = NEW.registrationId;
  INSERT OR IGNORE INTO findSight SELECT s.organisationId, t.value, NEW.registrationId
    FROM sight s, json_each(NEW.tokens) t WHERE s.registrationId = NEW.registrationId AND s.audience = 'responder';
END;
CREATE TRIGGER findTokensGone AFTER DELETE ON findTokens BEGIN
  DELETE FROM findSight WHERE registrationId = OLD.registrationId
    AND organisationId IN (SELECT organisationId FROM sight WHERE registrationId = OLD.registrationId)
    AND token IN (SELECT value FROM json_each(OLD.tokens));
  INSERT OR IGNORE INTO findStale SELECT id FROM registration WHERE id = OLD.registrationId AND erasedAt IS NULL;
END;
-- Names and numbers that change make the old tokens untrue in the same moment.
CREATE TRIGGER findPersonChanged AFTER UPDATE OF sealed ON person BEGIN
  DELETE FROM findTokens WHERE registrationId = NEW.registrationId;
END;
CREATE TRIGGER findPersonMade AFTER INSERT ON person BEGIN
  DELETE FROM findTokens WHERE registrationId = NEW.registrationId;
END;
CREATE TRIGGER findPersonGone AFTER DELETE ON person BEGIN
  DELETE FROM findTokens WHERE registrationId = OLD.registrationId;
END;
CREATE TRIGGER findNumberChanged AFTER UPDATE OF sealed ON registration BEGIN
  DELETE FROM findTokens WHERE registrationId = NEW.id;
END;
CREATE TRIGGER findSightMade AFTER INSERT ON sight WHEN NEW.audience = 'responder' BEGIN
  INSERT OR IGNORE INTO findSight SELECT NEW.organisationId, t.value, NEW.registrationId
    FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = NEW.registrationId;
END;
CREATE TRIGGER findSightChanged AFTER UPDATE OF audience ON sight WHEN OLD.audience <> NEW.audience BEGIN
  DELETE FROM findSight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId
    AND token IN (SELECT t.value FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = NEW.registrationId);
  INSERT OR IGNORE INTO findSight SELECT NEW.organisationId, t.value, NEW.registrationId
    FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = NEW.registrationId AND NEW.audience = 'responder';
END;
CREATE TRIGGER findSightGone AFTER DELETE ON sight WHEN OLD.audience = 'responder' BEGIN
  DELETE FROM findSight WHERE organisationId = OLD.organisationId AND registrationId = OLD.registrationId
    AND token IN (SELECT t.value FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = OLD.registrationId);
END;

-- Each crisis has a chain of its own; what belongs to none (sign-ins, accounts) is the platform's, under an empty name. No
-- head of the one chain before was ever published: it is made anew, from the first row, by the clock.
DROP TRIGGER auditChainIsNeverDeleted;
DELETE FROM auditChain;
ALTER TABLE auditChain ADD COLUMN crisisId TEXT NOT NULL DEFAULT '';
CREATE INDEX auditChainByCrisis ON auditChain (crisisId, seq);
CREATE TRIGGER auditChainIsNeverDeleted BEFORE DELETE ON auditChain BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX auditOfNoCrisis ON audit (seq) WHERE crisisId IS NULL;

-- What was published of each chain, hour by hour, for anybody to keep.
CREATE TABLE auditHead (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  crisisId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX auditHeadByCrisis ON auditHead (crisisId, seq);
CREATE TRIGGER auditHeadIsKept BEFORE UPDATE ON auditHead BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER auditHeadIsNeverDeleted BEFORE DELETE ON auditHead BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- How far published heads were sent to an address of the operator's choice.
CREATE TABLE headSent (id INTEGER PRIMARY KEY CHECK (id = 1), head INTEGER NOT NULL) STRICT;
