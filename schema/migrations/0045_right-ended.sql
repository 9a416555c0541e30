-- Rights that ended, and those that came back, in their order: what the ledger remembers outside of this database, so that an
-- older copy of it revives none. Ids, salted or random names and moments; nothing of anybody.
-- stop: texts to a number, by its hash. subject: an account's sign-in by its organisation's server. place: of a revoked permit
-- on its country's public list.
CREATE TABLE rightEnded (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('stop', 'token', 'passkey', 'subject', 'permit', 'export')),
  name TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  at TEXT NOT NULL,
  by TEXT,
  country TEXT,
  place INTEGER
) STRICT;
CREATE INDEX rightEndedByName ON rightEnded (kind, name, id);
CREATE TRIGGER rightEndedIsKept BEFORE UPDATE ON rightEnded BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER rightEndedIsNeverDeleted BEFORE DELETE ON rightEnded BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Places of permits that this copy of the database does not know as revoked: nobody gets them again.
CREATE TABLE revokedPlace (country TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (country, place)) STRICT, WITHOUT ROWID;

INSERT INTO rightEnded (kind, name, ended, at) SELECT 'stop', numberHash, 1, stoppedAt FROM smsNumber WHERE stoppedAt IS NOT NULL;
INSERT INTO rightEnded (kind, name, ended, at) SELECT 'token', id, 1, revokedAt FROM token WHERE revokedAt IS NOT NULL;
INSERT INTO rightEnded (kind, name, ended, at) SELECT 'passkey', id, 1, closedAt FROM passkey WHERE closedAt IS NOT NULL;
INSERT INTO rightEnded (kind, name, ended, at, by, country, place)
  SELECT 'permit', p.id, 1, ifnull(p.decidedAt, p.askedAt), p.decidedBy, o.country, p.listIndex
  FROM permit p JOIN organisation o ON o.id = p.authorityId WHERE p.state = 'revoked';
INSERT INTO rightEnded (kind, name, ended, at, by) SELECT 'export', id, 1, ifnull(reviewedAt, askedAt), reviewedBy FROM export WHERE found = 'wrong';
INSERT INTO rightEnded (kind, name, ended, at, by) SELECT 'export', id, 1, ifnull(secondAt, askedAt), secondBy FROM export WHERE agreed = 0;

CREATE TRIGGER stopIsRemembered AFTER UPDATE OF stoppedAt ON smsNumber WHEN (OLD.stoppedAt IS NULL) <> (NEW.stoppedAt IS NULL) BEGIN
  INSERT INTO rightEnded (kind, name, ended, at)
    VALUES ('stop', NEW.numberHash, NEW.stoppedAt IS NOT NULL, ifnull(NEW.stoppedAt, OLD.stoppedAt));
END;
CREATE TRIGGER stopAtOnceIsRemembered AFTER INSERT ON smsNumber WHEN NEW.stoppedAt IS NOT NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('stop', NEW.numberHash, 1, NEW.stoppedAt);
END;
CREATE TRIGGER tokenEndIsRemembered AFTER UPDATE OF revokedAt ON token WHEN OLD.revokedAt IS NULL AND NEW.revokedAt IS NOT NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('token', NEW.id, 1, NEW.revokedAt);
END;
-- Removed by its owner, voided by a recovery, or found twice.
CREATE TRIGGER passkeyEndIsRemembered AFTER DELETE ON passkey WHEN OLD.closedAt IS NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('passkey', OLD.id, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
END;
CREATE TRIGGER passkeyClosingIsRemembered AFTER UPDATE OF closedAt ON passkey WHEN OLD.closedAt IS NULL AND NEW.closedAt IS NOT NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('passkey', NEW.id, 1, NEW.closedAt);
END;
CREATE TRIGGER passkeyComesBack AFTER INSERT ON passkey WHEN EXISTS (SELECT 1 FROM rightEnded WHERE kind = 'passkey' AND name = NEW.id) BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('passkey', NEW.id, 0, NEW.addedAt);
END;
CREATE TRIGGER subjectEndIsRemembered AFTER DELETE ON issuerSubject BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('subject', OLD.officerId, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
END;
CREATE TRIGGER subjectComesBack AFTER INSERT ON issuerSubject WHEN EXISTS (SELECT 1 FROM rightEnded WHERE kind = 'subject' AND name = NEW.officerId) BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('subject', NEW.officerId, 0, NEW.boundAt);
END;
CREATE TRIGGER permitRevokingIsRemembered AFTER UPDATE OF state ON permit WHEN NEW.state = 'revoked' AND OLD.state <> 'revoked' BEGIN
  INSERT INTO rightEnded (kind, name, ended, at, by, country, place)
    SELECT 'permit', NEW.id, 1, ifnull(NEW.decidedAt, NEW.askedAt), NEW.decidedBy, country, NEW.listIndex
    FROM organisation WHERE id = NEW.authorityId;
END;
CREATE TRIGGER exportFoundWrongIsRemembered AFTER UPDATE OF found ON export WHEN OLD.found IS NULL AND NEW.found = 'wrong' BEGIN
  INSERT INTO rightEnded (kind, name, ended, at, by) VALUES ('export', NEW.id, 1, ifnull(NEW.reviewedAt, NEW.askedAt), NEW.reviewedBy);
END;
CREATE TRIGGER exportRefusalIsRemembered AFTER UPDATE OF agreed ON export WHEN OLD.agreed IS NULL AND NEW.agreed = 0 BEGIN
  INSERT INTO rightEnded (kind, name, ended, at, by) VALUES ('export', NEW.id, 1, ifnull(NEW.secondAt, NEW.askedAt), NEW.secondBy);
END;
