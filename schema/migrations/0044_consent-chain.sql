-- Under which row of the audit each row of consent was written, those too that a trigger made: the audit's chain covers them
-- by it. In `commit` that row comes first, so the newest one is it. Rows of before are under none.
CREATE TABLE consentUnder (
  series TEXT NOT NULL CHECK (series IN ('consent', 'trace')),
  id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (series, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consentUnderBySeq ON consentUnder (seq, series, id);
CREATE TRIGGER consentUnderIsKept BEFORE UPDATE ON consentUnder BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consentUnderIsNeverDeleted BEFORE DELETE ON consentUnder BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consentStandsUnder AFTER INSERT ON consent BEGIN
  INSERT INTO consentUnder VALUES ('consent', NEW.id, (SELECT ifnull(max(seq), 0) FROM audit));
END;
CREATE TRIGGER traceConsentStandsUnder AFTER INSERT ON traceConsent BEGIN
  INSERT INTO consentUnder VALUES ('trace', NEW.id, (SELECT ifnull(max(seq), 0) FROM audit));
END;
