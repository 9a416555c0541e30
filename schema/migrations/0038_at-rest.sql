-- Which notice she had before her names her language: it is sealed under her request's own key, as hash and language together,
-- and goes with that key. What rows of before said of it in the open is let go.
DROP TRIGGER referralEnds;
DROP TRIGGER helpEndsRefer;
DROP TRIGGER referRenewsHold;
ALTER TABLE consent DROP COLUMN lang;
ALTER TABLE consent DROP COLUMN noticeHash;
ALTER TABLE consent ADD COLUMN shown BLOB;
ALTER TABLE consentRefusal DROP COLUMN lang;
ALTER TABLE consentRefusal DROP COLUMN noticeHash;
ALTER TABLE consentRefusal ADD COLUMN shown BLOB;
-- The same as before, but for what they carry on.
CREATE TRIGGER referralEnds AFTER UPDATE OF state ON referral WHEN OLD.state = 'accepted' AND NEW.state <> 'accepted' BEGIN
  UPDATE need SET state = 'open', ownerId = NULL, version = version + 1
  WHERE id = NEW.needId AND ownerId = NEW.toId AND state IN ('open', 'assigned');
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
    SELECT c.registrationId, c.organisationId, c.purpose, 0, NEW.endedAt, c.notice,
      CASE NEW.reason WHEN 'consent-ended' THEN 'withdrawn' WHEN 'consent-expired' THEN 'expired' ELSE 'revoked' END, c.shown
    FROM (VALUES ('hold'), ('place')) p JOIN consent c ON c.id = (
      SELECT max(id) FROM consent WHERE registrationId = NEW.registrationId AND organisationId = NEW.toId AND purpose = p.column1
    )
    WHERE c.given = 1
      AND NOT EXISTS (SELECT 1 FROM referral WHERE toId = NEW.toId AND registrationId = NEW.registrationId AND state = 'accepted')
      -- Her exact place goes too, unless she lets this organisation see the rest by name.
      AND (p.column1 = 'hold' OR NOT EXISTS (
        SELECT 1 FROM (
          SELECT given, max(id) FROM consent WHERE registrationId = NEW.registrationId AND organisationId = NEW.toId
            AND purpose IN ('help', 'assist') GROUP BY purpose
        ) WHERE given = 1
      ));
  -- Every desk reads who holds the need now, and what is still held is all that its holder sees.
  UPDATE registration SET version = version + 1 WHERE id = NEW.registrationId AND erasedAt IS NULL;
END;
CREATE TRIGGER helpEndsRefer AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'help' BEGIN
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
    SELECT c.registrationId, c.organisationId, 'refer', 0, NEW.at, c.notice, NEW.event, c.shown
    FROM consent c WHERE c.given = 1 AND c.id = (
      SELECT max(id) FROM consent
      WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId AND purpose = 'refer'
    );
END;
CREATE TRIGGER referRenewsHold AFTER INSERT ON consent WHEN NEW.given = 1 AND NEW.purpose = 'refer' AND NEW.event = 'renewed' BEGIN
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, event, until, shown)
    SELECT h.registrationId, h.organisationId, 'hold', 1, NEW.at, NEW.notice, NEW.way, 'renewed', NEW.until, NEW.shown
    FROM consentHeld h WHERE h.registrationId = NEW.registrationId AND h.purpose = 'hold' AND h.organisationId IN (
      SELECT toId FROM referral WHERE registrationId = NEW.registrationId AND fromId = NEW.organisationId AND state = 'accepted'
    );
END;

-- A notice stands there in all languages or in none: that one was stored says nothing of who came.
DROP TRIGGER noticeIsNeverDeleted;
DELETE FROM notice;
CREATE TRIGGER noticeIsNeverDeleted BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Every reply that a retry could still ask for goes with its request, whoever sent it.
CREATE TRIGGER registrationErasedReplies AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM delivery WHERE (actor, actId) IN (SELECT actor, actId FROM audit WHERE targetId = NEW.id);
END;
-- When a person's session was used is not kept: one that begins at that moment is her next.
UPDATE session SET usedAt = NULL, startedAt = substr(startedAt, 1, 13) || ':00:00.000Z' WHERE officerId IS NULL;
