-- An organisation that was asked for and is refused: it stays, with who refused it and why, and is never confirmed. Whoever
-- wants it all the same asks anew, and two administrators look again.

CREATE TABLE refusal (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO refusal VALUES ('unknown'), ('twice'), ('wrong'), ('mistake'), ('distrust');
ALTER TABLE organisation ADD COLUMN refusedAt TEXT;
ALTER TABLE organisation ADD COLUMN refusedBy TEXT REFERENCES officer (id);
ALTER TABLE organisation ADD COLUMN refusal TEXT REFERENCES refusal (word);
CREATE TRIGGER refusedStaysOut BEFORE UPDATE OF vettedAt, refusedAt ON organisation WHEN OLD.refusedAt IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'transition-impossible');
END;
