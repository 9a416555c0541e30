-- Text messages: what numbers wrote, by hash and sealed, and the outbox. No number and no text stands here readable.
CREATE TABLE smsKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO smsKind VALUES ('answer'), ('news');
CREATE TABLE smsState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO smsState VALUES ('queued'), ('sent'), ('delivered'), ('failed'), ('stopped'), ('cancelled');

-- A number that wrote, by keyed hash. `sealed` holds its conversation and its counters until `until`; STOP outlives both.
CREATE TABLE smsNumber (
  numberHash TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  stoppedAt TEXT,
  sealed BLOB,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX smsNumberByEnd ON smsNumber (until);

-- What a gateway delivered already, by keyed hash of its own id: a second delivery does nothing.
CREATE TABLE smsIn (
  idHash TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX smsInByTime ON smsIn (at);

-- The outbox. `sealed` holds number and text and is gone once the gateway has them; `ends` is sealed too. `at` is the moment in
-- the crisis, all other times are real. Whoever sends takes a row by `claim`, so that two clocks never send it both.
CREATE TABLE smsOut (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL REFERENCES smsKind (word),
  registrationId TEXT REFERENCES registration (id),
  numberHash TEXT NOT NULL,
  sealed BLOB,
  ends BLOB,
  state TEXT NOT NULL REFERENCES smsState (word),
  at TEXT NOT NULL,
  queuedAt TEXT NOT NULL,
  dueAt TEXT NOT NULL,
  changedAt TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  claim TEXT,
  claimUntil TEXT
) STRICT;
CREATE INDEX smsOutDue ON smsOut (dueAt) WHERE state = 'queued';
CREATE INDEX smsOutByNumber ON smsOut (numberHash) WHERE state = 'queued';
CREATE INDEX smsOutByRegistration ON smsOut (registrationId, seq) WHERE registrationId IS NOT NULL;
CREATE INDEX smsOutByClaim ON smsOut (claim) WHERE claim IS NOT NULL;
CREATE INDEX smsOutByChange ON smsOut (changedAt);

-- What the gateway has, or will never get, is kept as a state alone.
CREATE TRIGGER smsOutForgets AFTER UPDATE OF state ON smsOut WHEN NEW.state <> 'queued' AND NEW.sealed IS NOT NULL BEGIN
  UPDATE smsOut SET sealed = NULL, claim = NULL, claimUntil = NULL WHERE seq = NEW.seq;
END;
-- STOP holds for what waits, too.
CREATE TRIGGER smsNumberStops AFTER UPDATE OF stoppedAt ON smsNumber WHEN OLD.stoppedAt IS NULL AND NEW.stoppedAt IS NOT NULL BEGIN
  UPDATE smsOut SET state = 'stopped', changedAt = NEW.stoppedAt WHERE numberHash = NEW.numberHash AND state = 'queued';
END;
CREATE TRIGGER smsNumberStopsAtOnce AFTER INSERT ON smsNumber WHEN NEW.stoppedAt IS NOT NULL BEGIN
  UPDATE smsOut SET state = 'stopped', changedAt = NEW.stoppedAt WHERE numberHash = NEW.numberHash AND state = 'queued';
END;
-- Whoever deletes everything hears nothing more unasked, and nothing is left of what was sent.
CREATE TRIGGER erasureCancelsSms AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NULL AND NEW.erasureAt IS NOT NULL BEGIN
  UPDATE smsOut SET state = 'cancelled' WHERE registrationId = NEW.id AND state = 'queued' AND kind = 'news';
END;
CREATE TRIGGER erasureDeletesSms AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM smsOut WHERE registrationId = NEW.id;
END;
