-- The last sign of another adult of the group, by her own code. It keeps the group's request from going in silence, and is
-- shown to nobody: when she was here is hers, and what is shared stays with whoever shared it.

ALTER TABLE registration ADD COLUMN heardAt TEXT;
CREATE TRIGGER heardAnswers AFTER UPDATE OF heardAt ON registration WHEN OLD.heardAt IS NOT NEW.heardAt BEGIN
  DELETE FROM stillAsked WHERE registrationId = NEW.id AND kind = 'registration';
END;
