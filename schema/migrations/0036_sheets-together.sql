-- How many different people an officer may open by this sheet and her others of the last three days that nobody else has
-- agreed to: sheets that are cut into slices are one sheet.
ALTER TABLE export ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
UPDATE export SET counted = people;
CREATE TRIGGER exportIsCountedOnce BEFORE UPDATE OF counted ON export WHEN OLD.counted > 0 BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
CREATE INDEX exportByAsker ON export (askedBy, crisisId, askedAt);
