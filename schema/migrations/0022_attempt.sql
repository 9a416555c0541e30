-- Failures are forgotten little by little as time passes, so a count is no whole number. What was counted before is let go.
DROP TABLE attempt;
CREATE TABLE attempt (
  door TEXT NOT NULL,
  subject TEXT NOT NULL,
  failures REAL NOT NULL,
  lastAt TEXT NOT NULL,
  PRIMARY KEY (door, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX attemptByAge ON attempt (lastAt);
