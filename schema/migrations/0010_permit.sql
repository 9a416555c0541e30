-- Exit permits and waivers. What is printed is sealed under the registration's own key; the authority opens it only
-- while the person's consent to that purpose holds.
CREATE TABLE permit (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  personId TEXT NOT NULL REFERENCES person (id),
  authorityId TEXT NOT NULL REFERENCES organisation (id),
  -- Null: the person herself.
  askedBy TEXT REFERENCES organisation (id),
  state TEXT NOT NULL REFERENCES permitState (word),
  ground TEXT NOT NULL REFERENCES permitGround (word),
  askedAt TEXT NOT NULL,
  dueAt TEXT NOT NULL,
  escalatedAt TEXT,
  decidedAt TEXT,
  decidedBy TEXT REFERENCES officer (id),
  objected INTEGER NOT NULL DEFAULT 0 CHECK (objected IN (0, 1)),
  sealed BLOB NOT NULL,
  words BLOB,
  reason BLOB,
  credential BLOB,
  -- Where the status list says whether it still holds; drawn at random, so that it tells nothing of order.
  statusIdx INTEGER,
  expiresAt TEXT,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX permitByDue ON permit (authorityId, crisisId, state, dueAt, id);
CREATE INDEX permitByRegistration ON permit (registrationId);
CREATE INDEX permitBySeq ON permit (crisisId, seq);
CREATE INDEX permitOverdue ON permit (dueAt) WHERE state = 'asked' AND escalatedAt IS NULL;
CREATE UNIQUE INDEX permitStatus ON permit (authorityId, statusIdx) WHERE statusIdx IS NOT NULL;
CREATE UNIQUE INDEX permitAskedOnce ON permit (personId, authorityId) WHERE state IN ('asked', 'more-needed');

-- An objection is decided by somebody else.
CREATE TRIGGER permitIsDecidedAnew BEFORE UPDATE OF decidedBy ON permit
WHEN OLD.objected = 1 AND OLD.state = 'asked' AND NEW.decidedBy = OLD.decidedBy BEGIN
  SELECT RAISE(ABORT, 'second-officer-needed');
END;
-- Consent taken back takes back what was only asked. What was granted is hers, and stays.
CREATE TRIGGER consentDecidesPermit AFTER INSERT ON consent WHEN NEW.purpose = 'permit' AND NEW.given = 0 BEGIN
  UPDATE permit SET state = 'withdrawn', version = version + 1, seq = (SELECT max(seq) FROM audit)
  WHERE registrationId = NEW.registrationId AND authorityId = NEW.organisationId AND state IN ('asked', 'more-needed');
END;

CREATE TABLE waiver (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  authorityId TEXT NOT NULL REFERENCES organisation (id),
  fromAt TEXT NOT NULL,
  untilAt TEXT NOT NULL,
  words TEXT NOT NULL CHECK (json_valid(words)),
  endedAt TEXT,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX waiverByCrisis ON waiver (crisisId, untilAt);
