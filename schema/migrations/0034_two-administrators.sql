-- What takes two administrators, and which organisations it protects: those that have ever had a supervisor of their own.

-- The first moment at which a supervisor sat at a desk of it. Never taken back, whatever became of her account.
ALTER TABLE organisation ADD COLUMN supervisedAt TEXT;
UPDATE organisation SET supervisedAt = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE EXISTS (SELECT 1 FROM officer o WHERE o.organisationId = organisation.id AND o.role = 'supervisor');
CREATE TRIGGER supervisorSits AFTER INSERT ON session WHEN NEW.officerId IS NOT NULL BEGIN
  UPDATE organisation SET supervisedAt = NEW.startedAt
  WHERE supervisedAt IS NULL AND id = (SELECT organisationId FROM officer WHERE id = NEW.officerId AND role = 'supervisor');
END;

CREATE TABLE pairAct (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO pairAct VALUES ('account.close'), ('account.invite'), ('issuer.set'), ('issuer.drop'), ('crisis.close');
-- One act that was asked for and waits for the second. `bodyHash`: a keyed hash of all that was sent, so that the second
-- one says yes to just this. `asked` is what of it a screen shows.
CREATE TABLE pair (
  act TEXT NOT NULL REFERENCES pairAct (word),
  targetId TEXT NOT NULL,
  organisationId TEXT REFERENCES organisation (id),
  bodyHash TEXT NOT NULL,
  asked TEXT NOT NULL CHECK (json_valid(asked)),
  askedBy TEXT NOT NULL REFERENCES officer (id),
  askedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  PRIMARY KEY (act, targetId)
) STRICT, WITHOUT ROWID;
-- Whoever asked and has left since asked for nothing.
CREATE TRIGGER askerLeaves AFTER UPDATE OF organisationId, role, closedAt ON officer BEGIN
  DELETE FROM pair WHERE askedBy = NEW.id;
END;

-- What was done to an organisation from outside, for its own officers to read: few rows of each, whatever else is written.
CREATE INDEX auditOfOrganisation ON audit (organisationId, seq) WHERE crisisId IS NULL;
