-- Failures are forgotten little by little as time passes, so a count is no whole number. What was counted before is let go.
DELETE FROM attempt;
ALTER TABLE attempt DROP COLUMN failures;
ALTER TABLE attempt ADD COLUMN failures REAL NOT NULL DEFAULT 0;
