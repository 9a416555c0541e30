-- What officers wrote in words goes once its time is over (retention kind `reason`, and `demand` for the whole platform); the
-- rows stay, without the words. Empty where a column always holds something.
INSERT INTO retentionKind VALUES ('reason'), ('demand');

-- What waits for a review keeps its words. With the case that they are about they go at once.
CREATE TRIGGER glassWordsWait BEFORE UPDATE OF words ON glass
WHEN NEW.words IS NULL AND OLD.words IS NOT NULL AND OLD.reviewedAt IS NULL
  AND NOT EXISTS (SELECT 1 FROM registration WHERE id = OLD.targetId AND erasedAt IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- Words of a sheet: sealed anew by a newer version of the ring, or let go by the sweep once it was reviewed.
DROP TRIGGER exportIsAnsweredOnce;
CREATE TRIGGER exportIsAnsweredOnce BEFORE UPDATE ON export
WHEN (OLD.agreed IS NOT NULL AND NEW.agreed IS NOT OLD.agreed) OR (OLD.found IS NOT NULL AND NEW.found IS NOT OLD.found)
  OR (NEW.why IS NOT OLD.why AND hex(substr(NEW.why, 1, 2)) <= hex(substr(OLD.why, 1, 2)) AND (
    NEW.why <> x'' OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = (SELECT max(seq) FROM audit) AND act = 'retention.sweep')))
  OR (OLD.alone IS NOT NULL AND NEW.alone IS NOT OLD.alone
    AND (NEW.alone IS NULL OR hex(substr(NEW.alone, 1, 2)) <= hex(substr(OLD.alone, 1, 2)))
    AND (NEW.alone IS NOT x'' OR OLD.found IS NULL
      OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = (SELECT max(seq) FROM audit) AND act = 'retention.sweep'))) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- A stop that holds keeps its words; those of one that was lifted go by the sweep.
CREATE TRIGGER stopWordsWait BEFORE UPDATE OF reason ON stop
WHEN NEW.reason = x'' AND OLD.liftedAt IS NULL BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- What was asked and answered stays in the register; the words beside it may go once it was settled.
DROP TRIGGER demandIsKept;
CREATE TRIGGER demandIsKept BEFORE UPDATE ON demand
WHEN NEW.id IS NOT OLD.id OR NEW.source IS NOT OLD.source OR NEW.subject IS NOT OLD.subject OR NEW.day IS NOT OLD.day
  OR NEW.recordedBy IS NOT OLD.recordedBy OR NEW.at IS NOT OLD.at OR OLD.sealed IS NULL
  OR (NEW.sealed IS NULL AND ifnull(
    (SELECT answer FROM demandAnswer WHERE demandId = OLD.id ORDER BY n DESC LIMIT 1), 'pending') = 'pending')
  OR (NEW.sealed IS NOT NULL AND hex(substr(NEW.sealed, 1, 2)) <= hex(substr(OLD.sealed, 1, 2))) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE INDEX demandWithWords ON demand (day) WHERE sealed IS NOT NULL;
CREATE INDEX glassWithWords ON glass (crisisId, reviewedAt) WHERE words IS NOT NULL AND reviewedAt IS NOT NULL;
