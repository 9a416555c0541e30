-- Consent as a record: the notice in the very words that were shown, what each event was, until when a yes holds, what was
-- left unticked; and retention: a period per kind of data and crisis, and counts of what the clock let go.

CREATE TABLE consentEvent (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO consentEvent VALUES ('given'), ('refused'), ('narrowed'), ('renewed'), ('expired'), ('withdrawn'), ('revoked');

-- What was read before a yes or a no, in one language: `hash` is taken over version, place, language and words.
CREATE TABLE notice (
  hash TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('form', 'page', 'journey', 'permit')),
  lang TEXT NOT NULL,
  words TEXT NOT NULL CHECK (json_valid(words)),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER noticeIsKept BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER noticeIsNeverDeleted BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Null in rows from before: a yes was given, a no was withdrawn.
ALTER TABLE consent ADD COLUMN event TEXT REFERENCES consentEvent (word);
ALTER TABLE consent ADD COLUMN until TEXT;
ALTER TABLE consent ADD COLUMN noticeHash TEXT REFERENCES notice (hash);
CREATE TRIGGER consentEventFits BEFORE INSERT ON consent
WHEN NEW.event IS NOT NULL AND (NEW.event IN ('given', 'renewed')) <> (NEW.given = 1) BEGIN
  SELECT RAISE(ABORT, 'not-allowed');
END;
-- What a supervisor reads of what was taken back from her organisation.
CREATE INDEX consentByTaken ON consent (organisationId, id) WHERE given = 0;

-- What holds now and until when, so that the clock reads those that end and no others. A yes without an end has ninety days.
CREATE TABLE consentHeld (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  purpose TEXT NOT NULL REFERENCES purpose (word),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (registrationId, organisationId, purpose)
) STRICT, WITHOUT ROWID;
CREATE INDEX consentHeldByEnd ON consentHeld (crisisId, until);
INSERT INTO consentHeld
  SELECT c.registrationId, c.organisationId, c.purpose, r.crisisId, c.at, strftime('%Y-%m-%dT%H:%M:%fZ', c.at, '+90 days')
  FROM consent c JOIN registration r ON r.id = c.registrationId
  WHERE c.given = 1 AND r.erasedAt IS NULL AND c.id = (
    SELECT max(id) FROM consent n
    WHERE n.registrationId = c.registrationId AND n.organisationId = c.organisationId AND n.purpose = c.purpose
  );
CREATE TRIGGER consentHolds AFTER INSERT ON consent WHEN NEW.given = 1 BEGIN
  INSERT INTO consentHeld
    SELECT NEW.registrationId, NEW.organisationId, NEW.purpose, r.crisisId, NEW.at,
      ifnull(NEW.until, strftime('%Y-%m-%dT%H:%M:%fZ', NEW.at, '+90 days'))
    FROM registration r WHERE r.id = NEW.registrationId
    ON CONFLICT DO UPDATE SET since = excluded.since, until = excluded.until;
  DELETE FROM stillAsked WHERE registrationId = NEW.registrationId AND kind = 'consent';
END;
CREATE TRIGGER consentHoldsNoMore AFTER INSERT ON consent WHEN NEW.given = 0 BEGIN
  DELETE FROM consentHeld
  WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId AND purpose = NEW.purpose;
END;

-- What she left unticked of what her form showed, in one row: it made nobody see anything, so no trigger looks at it.
CREATE TABLE consentRefusal (
  registrationId TEXT PRIMARY KEY REFERENCES registration (id),
  at TEXT NOT NULL,
  lang TEXT NOT NULL,
  noticeHash TEXT NOT NULL REFERENCES notice (hash),
  refused TEXT NOT NULL CHECK (json_valid(refused))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER consentRefusalIsKept BEFORE UPDATE ON consentRefusal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consentRefusalIsNeverDeleted BEFORE DELETE ON consentRefusal BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What the clock asked her, so that it asks once, and until when she can answer. A sign from her is the answer.
CREATE TABLE stillAsked (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  kind TEXT NOT NULL CHECK (kind IN ('consent', 'registration')),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  until TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (registrationId, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX stillAskedByEnd ON stillAsked (crisisId, kind, until);
CREATE TRIGGER aliveAnswers AFTER UPDATE OF aliveAt ON registration WHEN OLD.aliveAt IS NOT NEW.aliveAt BEGIN
  DELETE FROM stillAsked WHERE registrationId = NEW.id AND kind = 'registration';
END;

CREATE TABLE retentionKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO retentionKind VALUES ('registration'), ('silent'), ('message'), ('sms'), ('gate-event'), ('look'), ('session'), ('delivery');
-- Only what differs from the defaults of the contract.
CREATE TABLE retention (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  kind TEXT NOT NULL REFERENCES retentionKind (word),
  days INTEGER NOT NULL CHECK (days > 0),
  setBy TEXT NOT NULL REFERENCES officer (id),
  setAt TEXT NOT NULL,
  PRIMARY KEY (crisisId, kind)
) STRICT, WITHOUT ROWID;
-- How much went on a day, and nothing about whom. An empty crisis: what belongs to no crisis.
CREATE TABLE sweep (
  crisisId TEXT NOT NULL,
  kind TEXT NOT NULL REFERENCES retentionKind (word),
  day TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  at TEXT NOT NULL,
  PRIMARY KEY (crisisId, kind, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX registrationBySign ON registration (crisisId, aliveAt) WHERE erasureAt IS NULL;
CREATE INDEX messageByTime ON message (at);
CREATE INDEX accessBySeq ON access (seq);

-- What gates saw of a movement that is over may go when its time has come; of one that runs, never.
DROP TRIGGER gateEventIsNeverDeleted;
CREATE TRIGGER gateEventIsNeverDeleted BEFORE DELETE ON gateEvent WHEN NOT EXISTS (
  SELECT 1 FROM movement WHERE id = OLD.movementId AND state IN ('closed', 'cancelled')
) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- Who looked may be forgotten by the clock's sweep alone, in a batch whose audit row says so, and never within ninety days.
DROP TRIGGER accessIsNeverDeleted;
CREATE TRIGGER accessIsNeverDeleted BEFORE DELETE ON access
WHEN NOT EXISTS (SELECT 1 FROM registration WHERE id = OLD.registrationId AND erasedAt IS NOT NULL) AND NOT EXISTS (
  SELECT 1 FROM audit s JOIN audit a ON a.seq = OLD.seq
  WHERE s.seq = (SELECT max(seq) FROM audit) AND s.act = 'retention.sweep' AND julianday(s.at) - julianday(a.at) >= 90
) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
-- Looks of before were copied to `access`; here they would outlive it.
DELETE FROM look;

-- What else has to be gone when a key is destroyed.
CREATE TRIGGER registrationErasedToo AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM look WHERE registrationId = NEW.id;
  DELETE FROM access WHERE registrationId = NEW.id;
  DELETE FROM consentHeld WHERE registrationId = NEW.id;
  DELETE FROM stillAsked WHERE registrationId = NEW.id;
END;
