-- Which notice she had before her names her language: it is sealed under her request's own key, as hash and language together,
-- and goes with that key. What rows of before said of it in the open is let go.
ALTER TABLE consent DROP COLUMN lang;
ALTER TABLE consent DROP COLUMN noticeHash;
ALTER TABLE consent ADD COLUMN shown BLOB;
ALTER TABLE consentRefusal DROP COLUMN lang;
ALTER TABLE consentRefusal DROP COLUMN noticeHash;
ALTER TABLE consentRefusal ADD COLUMN shown BLOB;
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
