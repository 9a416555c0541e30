-- Entered by somebody else: how a consent came in and who wrote it down, and references that were handed out on paper.

-- Null: she gave it herself, on her own page.
CREATE TABLE consentWay (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO consentWay VALUES ('other'), ('in-person'), ('phone'), ('paper');
ALTER TABLE consent ADD COLUMN way TEXT REFERENCES consentWay (word);
ALTER TABLE consent ADD COLUMN officerId TEXT REFERENCES officer (id);
-- What an officer took by voice or on paper names that officer; what she gave herself names none.
CREATE TRIGGER consentNamesItsTaker BEFORE INSERT ON consent
WHEN (NEW.way IN ('in-person', 'phone', 'paper') AND NEW.officerId IS NULL) OR (NEW.way IS NULL AND NEW.officerId IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'not-allowed');
END;

-- Printed on a form, and nobody's yet. The secret number of each is derived from it again; times are real ones.
CREATE TABLE reserved (
  referenceHash TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  officerId TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reservedByAge ON reserved (expiresAt);
-- One series of codes for all. A form is typed in by deleting its row and opening the request in one batch.
CREATE TRIGGER reservedIsNew BEFORE INSERT ON reserved BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM registration WHERE referenceHash = NEW.referenceHash)
    OR EXISTS (SELECT 1 FROM adultCode WHERE referenceHash = NEW.referenceHash);
END;
CREATE TRIGGER referenceIsNotOnPaper BEFORE INSERT ON registration BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM reserved WHERE referenceHash = NEW.referenceHash);
END;
CREATE TRIGGER adultCodeIsNotOnPaper BEFORE INSERT ON adultCode BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM reserved WHERE referenceHash = NEW.referenceHash);
END;
