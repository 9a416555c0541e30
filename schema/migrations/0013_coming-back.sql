-- Coming back: messages both ways, codes of adults, what was told later, and deleting everything with three days to undo it.

-- What somebody told of herself after the receipt, sealed under the registration's own key.
ALTER TABLE person ADD COLUMN told BLOB;
-- Set where an adult of the group signed in with a code of her own.
ALTER TABLE session ADD COLUMN personId TEXT;
-- Messages of hers that nobody of the organisation has read.
ALTER TABLE sight ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
-- When deleting was asked for, when it is due by the crisis's own clock, and when it was done. A tombstone keeps counts.
ALTER TABLE registration ADD COLUMN erasureAskedAt TEXT;
ALTER TABLE registration ADD COLUMN erasureAt TEXT;
ALTER TABLE registration ADD COLUMN erasedAt TEXT;
CREATE INDEX registrationByErasure ON registration (erasureAt) WHERE erasureAt IS NOT NULL AND erasedAt IS NULL;

-- An adult's own way in. What she reads is her group's; `chosen` is set once the secret number is one that she chose.
CREATE TABLE adultCode (
  personId TEXT PRIMARY KEY REFERENCES person (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  referenceHash TEXT NOT NULL UNIQUE,
  reference BLOB NOT NULL,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)),
  givenAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX adultCodeByRegistration ON adultCode (registrationId);
-- One series of codes for all: whoever draws one that is taken draws again.
CREATE TRIGGER adultCodeIsNew BEFORE INSERT ON adultCode BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM registration WHERE referenceHash = NEW.referenceHash);
END;
CREATE TRIGGER referenceIsNew BEFORE INSERT ON registration BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM adultCode WHERE referenceHash = NEW.referenceHash);
END;

-- `personId` says whose conversation it is: null for whoever registered; an adult with a code has one that nobody else of
-- her group reads. `fromId` is the organisation that wrote, null for the person. `readAt`: when she read it.
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  personId TEXT REFERENCES person (id),
  fromId TEXT REFERENCES organisation (id),
  at TEXT NOT NULL,
  sealed BLOB NOT NULL,
  readAt TEXT,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX messageByRegistration ON message (registrationId, seq);

-- Whom a message reached: those who saw her request when it was written, or whom she chose among them. Later ones do not.
CREATE TABLE messageTo (
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  messageId TEXT NOT NULL REFERENCES message (id),
  readAt TEXT,
  PRIMARY KEY (organisationId, registrationId, messageId)
) STRICT, WITHOUT ROWID;
CREATE INDEX messageToByMessage ON messageTo (messageId);
CREATE TRIGGER messageReaches AFTER INSERT ON messageTo BEGIN
  UPDATE sight SET unread = unread + (NEW.readAt IS NULL), seq = (SELECT max(seq) FROM audit)
  WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;
CREATE TRIGGER messageIsRead AFTER UPDATE OF readAt ON messageTo WHEN OLD.readAt IS NULL AND NEW.readAt IS NOT NULL BEGIN
  UPDATE sight SET unread = unread - 1, seq = (SELECT max(seq) FROM audit)
  WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;
CREATE TRIGGER sightRemembersUnread AFTER INSERT ON sight BEGIN
  UPDATE sight SET unread = (
    SELECT count(*) FROM messageTo
    WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId AND readAt IS NULL
  ) WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;

-- The size of the group can change now, and screens hear of it.
DROP TRIGGER registrationShows;
CREATE TRIGGER registrationShows AFTER UPDATE ON registration
WHEN OLD.state IS NOT NEW.state OR OLD.urgency IS NOT NEW.urgency OR OLD.needs IS NOT NEW.needs
  OR OLD.cell IS NOT NEW.cell OR OLD.locatedAt IS NOT NEW.locatedAt OR OLD.aliveAt IS NOT NEW.aliveAt
  OR OLD.people IS NOT NEW.people OR OLD.version IS NOT NEW.version BEGIN
  UPDATE sight SET state = NEW.state, urgency = NEW.urgency, needs = NEW.needs, people = NEW.people, cell = NEW.cell,
    seq = (SELECT max(seq) FROM audit)
  WHERE registrationId = NEW.id;
END;

-- While a registration waits for its end no consent holds, though every event stays as it was: undoing brings all back.
DROP VIEW consentNow;
CREATE VIEW consentNow AS
  SELECT registrationId, organisationId, purpose,
    iif(EXISTS (SELECT 1 FROM registration r WHERE r.id = registrationId AND r.erasureAt IS NOT NULL), 0, given) AS given,
    at, max(id) AS id
  FROM consent GROUP BY registrationId, organisationId, purpose;

DROP TRIGGER consentDecidesSight;
CREATE TRIGGER consentDecidesSight AFTER INSERT ON consent BEGIN
  DELETE FROM sight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId
    AND NOT EXISTS (
      SELECT 1 FROM (
        SELECT given, max(id) FROM consent WHERE registrationId = NEW.registrationId
          AND organisationId = NEW.organisationId AND purpose IN ('help', 'assist') GROUP BY purpose
      ) WHERE given = 1
    );
  INSERT INTO sight (organisationId, registrationId, crisisId, audience, mayExact, state, urgency, needs, people, cell, openedAt, seq)
    SELECT NEW.organisationId, r.id, r.crisisId, iif(c.help = 1, 'responder', 'partner'), ifnull(c.place, 0),
      r.state, r.urgency, r.needs, r.people, r.cell, r.openedAt, (SELECT max(seq) FROM audit)
    FROM registration r, (
      SELECT max(iif(purpose = 'help', given, NULL)) AS help, max(iif(purpose = 'assist', given, NULL)) AS assist,
        max(iif(purpose = 'place', given, NULL)) AS place
      FROM (
        SELECT purpose, given, max(id) FROM consent WHERE registrationId = NEW.registrationId
          AND organisationId = NEW.organisationId GROUP BY purpose
      )
    ) c
    WHERE r.id = NEW.registrationId AND r.erasureAt IS NULL AND (c.help = 1 OR c.assist = 1)
    ON CONFLICT (organisationId, registrationId) DO UPDATE SET
      audience = excluded.audience, mayExact = excluded.mayExact, seq = excluded.seq;
END;

CREATE TRIGGER erasureCutsSight AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NULL AND NEW.erasureAt IS NOT NULL BEGIN
  DELETE FROM sight WHERE registrationId = NEW.id;
END;
CREATE TRIGGER keepingRestoresSight AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NOT NULL AND NEW.erasureAt IS NULL BEGIN
  INSERT INTO sight (organisationId, registrationId, crisisId, audience, mayExact, state, urgency, needs, people, cell, openedAt, seq)
    SELECT c.organisationId, NEW.id, NEW.crisisId, iif(c.help = 1, 'responder', 'partner'), ifnull(c.place, 0),
      NEW.state, NEW.urgency, NEW.needs, NEW.people, NEW.cell, NEW.openedAt, (SELECT max(seq) FROM audit)
    FROM (
      SELECT organisationId, max(iif(purpose = 'help', given, NULL)) AS help,
        max(iif(purpose = 'assist', given, NULL)) AS assist, max(iif(purpose = 'place', given, NULL)) AS place
      FROM consentNow WHERE registrationId = NEW.id GROUP BY organisationId
    ) c WHERE c.help = 1 OR c.assist = 1;
END;
CREATE TRIGGER erasedStaysErased BEFORE UPDATE ON registration WHEN OLD.erasedAt IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- The end: with the key overwritten nothing that was sealed opens; what is left of it goes too, in the same commit.
CREATE TRIGGER registrationErased AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM session WHERE registrationId = NEW.id;
  DELETE FROM adultCode WHERE registrationId = NEW.id;
  DELETE FROM messageTo WHERE registrationId = NEW.id;
  DELETE FROM message WHERE registrationId = NEW.id;
  DELETE FROM need WHERE registrationId = NEW.id;
  -- A seat that nobody will take is free again. The place is deleted before: its triggers would touch the tombstone.
  DELETE FROM seat WHERE registrationId = NEW.id AND live = 1 AND state = 'held';
  DELETE FROM passenger WHERE registrationId = NEW.id
    AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.movementId = passenger.movementId AND s.registrationId = NEW.id);
  UPDATE person SET sealed = x'', told = NULL WHERE registrationId = NEW.id;
  UPDATE unseated SET reason = NULL WHERE registrationId = NEW.id;
  UPDATE split SET reason = x'' WHERE registrationId = NEW.id;
  UPDATE permit SET sealed = x'', words = NULL, reason = NULL, credential = NULL WHERE registrationId = NEW.id;
  -- Replies that a retry could still ask for: the receipt's code stands in one of them.
  DELETE FROM delivery WHERE actor = NEW.id;
  DELETE FROM delivery WHERE actor = 'nobody' AND actId IN (SELECT actId FROM audit WHERE targetId = NEW.id AND actor = 'nobody');
END;
