-- Family tracing: requests of those who look for somebody, who agreed to be looked for, and what was answered. Names, phones
-- and words are sealed: a request's under its own key, an answer under the key of her registration.

INSERT INTO purpose VALUES ('trace');
INSERT INTO retentionKind VALUES ('tracing');

-- `askerHash`: keyed hash of the phone that whoever looks gave, so that a block outlives one request. `due`: not compared yet.
CREATE TABLE tracing (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  referenceHash TEXT NOT NULL UNIQUE,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  keyVersion INTEGER NOT NULL,
  wrappedKey BLOB NOT NULL,
  sealed BLOB NOT NULL,
  askerHash TEXT,
  openedAt TEXT NOT NULL,
  visitedAt TEXT NOT NULL,
  due INTEGER NOT NULL DEFAULT 1 CHECK (due IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX tracingByVisit ON tracing (crisisId, visitedAt);
CREATE INDEX tracingDue ON tracing (crisisId, openedAt) WHERE due = 1;
CREATE INDEX tracingByKey ON tracing (keyVersion);
-- One series of codes for all: whoever draws one that is taken draws again.
CREATE TRIGGER tracingCodeIsNew BEFORE INSERT ON tracing BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM registration WHERE referenceHash = NEW.referenceHash);
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM adultCode WHERE referenceHash = NEW.referenceHash);
END;
CREATE TRIGGER referenceIsNoTracings BEFORE INSERT ON registration BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM tracing WHERE referenceHash = NEW.referenceHash);
END;
CREATE TRIGGER adultCodeIsNoTracings BEFORE INSERT ON adultCode BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM tracing WHERE referenceHash = NEW.referenceHash);
END;

-- Whoever looks, signed in; the hash of a token alone is stored.
CREATE TABLE tracingSession (
  tokenHash TEXT PRIMARY KEY,
  tracingId TEXT NOT NULL REFERENCES tracing (id),
  startedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tracingSessionByAge ON tracingSession (expiresAt);
CREATE INDEX tracingSessionByRequest ON tracingSession (tracingId);

-- Keyed tokens, by which the two sides find each other: of names that are looked for, and of people who agreed to be.
CREATE TABLE tracingToken (
  crisisId TEXT NOT NULL,
  token INTEGER NOT NULL,
  tracingId TEXT NOT NULL REFERENCES tracing (id),
  PRIMARY KEY (crisisId, token, tracingId)
) STRICT, WITHOUT ROWID;
CREATE INDEX tracingTokenByRequest ON tracingToken (tracingId);
CREATE TABLE traceToken (
  crisisId TEXT NOT NULL,
  token INTEGER NOT NULL,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  PRIMARY KEY (crisisId, token, registrationId, speakerId)
) STRICT, WITHOUT ROWID;
CREATE INDEX traceTokenByRegistration ON traceToken (registrationId);
-- Groups to be compared anew: the clock does it.
CREATE TABLE traceStale (registrationId TEXT PRIMARY KEY REFERENCES registration (id)) STRICT, WITHOUT ROWID;

-- Her yes and no to being looked for, append-only like every consent. It has no organisation, and each adult gives it for
-- herself: `speakerId` is her id, and empty for whoever registered.
CREATE TABLE traceConsent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  event TEXT NOT NULL REFERENCES consentEvent (word),
  given INTEGER NOT NULL CHECK (given IN (0, 1) AND given = (event IN ('given', 'renewed'))),
  at TEXT NOT NULL,
  until TEXT,
  lang TEXT NOT NULL,
  noticeHash TEXT REFERENCES notice (hash)
) STRICT;
CREATE INDEX traceConsentByRegistration ON traceConsent (registrationId, speakerId, id);
CREATE TRIGGER traceConsentIsKept BEFORE UPDATE ON traceConsent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER traceConsentIsNeverDeleted BEFORE DELETE ON traceConsent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What holds now and until when.
CREATE TABLE traceHeld (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (registrationId, speakerId)
) STRICT, WITHOUT ROWID;
CREATE INDEX traceHeldByEnd ON traceHeld (crisisId, until);

-- A request as it stands before one person. `personId`: who of the group is looked for. `sealed`: her answer.
CREATE TABLE tracingMatch (
  id TEXT PRIMARY KEY,
  tracingId TEXT NOT NULL REFERENCES tracing (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  personId TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'refused', 'blocked', 'unknown')),
  at TEXT NOT NULL,
  sealed BLOB,
  answeredAt TEXT,
  readAt TEXT,
  UNIQUE (tracingId, registrationId, speakerId),
  CHECK ((state = 'answered') = (sealed IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX tracingMatchByPerson ON tracingMatch (registrationId, speakerId, state);
-- Whose requests she wants to see no more, whichever code they come with.
CREATE TABLE traceBlock (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  askerHash TEXT NOT NULL,
  PRIMARY KEY (registrationId, speakerId, askerHash)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tracingIsBlocked AFTER UPDATE OF state ON tracingMatch WHEN NEW.state IN ('blocked', 'unknown') BEGIN
  INSERT OR IGNORE INTO traceBlock SELECT NEW.registrationId, NEW.speakerId, askerHash
    FROM tracing WHERE id = NEW.tracingId AND askerHash IS NOT NULL;
  DELETE FROM tracingMatch WHERE id <> NEW.id AND registrationId = NEW.registrationId AND speakerId = NEW.speakerId
    AND state = 'waiting' AND tracingId IN (
      SELECT o.id FROM tracing t JOIN tracing o ON o.askerHash = t.askerHash WHERE t.id = NEW.tracingId
    );
END;
CREATE INDEX tracingByAsker ON tracing (askerHash) WHERE askerHash IS NOT NULL;
-- Where one is settled there is room for the next.
CREATE TRIGGER tracingIsSettled AFTER UPDATE OF state ON tracingMatch WHEN OLD.state = 'waiting' AND NEW.state <> 'waiting' BEGIN
  INSERT OR IGNORE INTO traceStale VALUES (NEW.registrationId);
END;

CREATE TRIGGER traceConsentHolds AFTER INSERT ON traceConsent WHEN NEW.given = 1 BEGIN
  INSERT INTO traceHeld SELECT NEW.registrationId, NEW.speakerId, crisisId, NEW.at, NEW.until
    FROM registration WHERE id = NEW.registrationId
    ON CONFLICT DO UPDATE SET since = excluded.since, until = excluded.until;
  INSERT OR IGNORE INTO traceStale VALUES (NEW.registrationId);
  DELETE FROM stillAsked WHERE registrationId = NEW.registrationId AND kind = 'consent' AND NEW.speakerId = '';
END;
-- Her answers go with it; what she did not want to see stays away if she agrees again.
CREATE TRIGGER traceConsentHoldsNoMore AFTER INSERT ON traceConsent WHEN NEW.given = 0 BEGIN
  DELETE FROM traceHeld WHERE registrationId = NEW.registrationId AND speakerId = NEW.speakerId;
  DELETE FROM traceToken WHERE registrationId = NEW.registrationId AND speakerId = NEW.speakerId;
  DELETE FROM tracingMatch WHERE registrationId = NEW.registrationId AND speakerId = NEW.speakerId
    AND state IN ('waiting', 'answered');
END;

-- Names and numbers that change make the old tokens untrue in the same moment.
CREATE TRIGGER tracePersonChanged AFTER UPDATE OF sealed ON person BEGIN
  DELETE FROM traceToken WHERE registrationId = NEW.registrationId;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.registrationId;
END;
CREATE TRIGGER tracePersonMade AFTER INSERT ON person BEGIN
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.registrationId;
END;
CREATE TRIGGER tracePersonGone AFTER DELETE ON person BEGIN
  DELETE FROM tracingMatch WHERE registrationId = OLD.registrationId AND (personId = OLD.id OR speakerId = OLD.id);
  DELETE FROM traceToken WHERE registrationId = OLD.registrationId;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = OLD.registrationId;
END;
CREATE TRIGGER traceNumberChanged AFTER UPDATE OF sealed ON registration BEGIN
  DELETE FROM traceToken WHERE registrationId = NEW.id;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.id;
END;
-- From now on she is asked herself.
CREATE TRIGGER traceCodeGiven AFTER INSERT ON adultCode BEGIN
  DELETE FROM tracingMatch WHERE registrationId = NEW.registrationId AND personId = NEW.personId AND speakerId <> NEW.personId;
  DELETE FROM traceToken WHERE registrationId = NEW.registrationId;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.registrationId;
END;

CREATE TRIGGER traceErased AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM tracingMatch WHERE registrationId = NEW.id;
  DELETE FROM traceToken WHERE registrationId = NEW.id;
  DELETE FROM traceBlock WHERE registrationId = NEW.id;
  DELETE FROM traceStale WHERE registrationId = NEW.id;
  DELETE FROM traceHeld WHERE registrationId = NEW.id;
END;

-- Whoever looks ends her request, or the clock does: nothing of it stays, the receipt that a retry could ask for neither.
CREATE TRIGGER tracingGone BEFORE DELETE ON tracing BEGIN
  DELETE FROM tracingSession WHERE tracingId = OLD.id;
  DELETE FROM tracingToken WHERE tracingId = OLD.id;
  DELETE FROM tracingMatch WHERE tracingId = OLD.id;
  DELETE FROM delivery WHERE actor = OLD.id;
  DELETE FROM delivery WHERE actor = 'nobody' AND actId IN (SELECT actId FROM audit WHERE targetId = OLD.id AND actor = 'nobody');
END;
