-- Officers who sign in for real: passkeys, one-time links, recovery by colleagues, sign-in servers of organisations, and
-- organisations that two administrators have to stand for. Only hashes of tokens, challenges and subjects are kept.

-- `addedBy` asked for it, `vettedBy` is another administrator; an exercise's organisations are vetted by construction.
ALTER TABLE organisation ADD COLUMN addedBy TEXT;
ALTER TABLE organisation ADD COLUMN vettedBy TEXT;
ALTER TABLE organisation ADD COLUMN vettedAt TEXT;
-- The crisis for which it was added: it comes in with the second word, not before.
ALTER TABLE organisation ADD COLUMN wantsCrisisId TEXT;
-- What stands already came with an exercise: until now nobody could sign in to add one.
UPDATE organisation SET vettedAt = strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
CREATE TRIGGER onlyVettedTakePart BEFORE INSERT ON crisisOrganisation
WHEN (SELECT vettedAt FROM organisation WHERE id = NEW.organisationId) IS NULL
BEGIN SELECT RAISE(ABORT, 'organisation-pending'); END;

-- How she signed in; an officer's session also ends idle, counted from `usedAt`.
CREATE TABLE signInWay (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO signInWay VALUES ('passkey'), ('issuer'), ('link');
ALTER TABLE session ADD COLUMN way TEXT REFERENCES signInWay (word);
ALTER TABLE session ADD COLUMN usedAt TEXT;
ALTER TABLE session ADD COLUMN passkeyId TEXT;
CREATE INDEX sessionByOfficer ON session (officerId) WHERE officerId IS NOT NULL;

-- `closedAt`: its counter went back, so that there are two of it; it opens nothing any more.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  officerId TEXT NOT NULL REFERENCES officer (id),
  publicKey TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  label TEXT NOT NULL,
  synced INTEGER NOT NULL,
  addedAt TEXT NOT NULL,
  usedAt TEXT,
  closedAt TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeyByOfficer ON passkey (officerId);

-- Each is answered once, within minutes; without an officer it is for signing in, with one for a new passkey of hers.
CREATE TABLE challenge (
  hash TEXT PRIMARY KEY,
  officerId TEXT REFERENCES officer (id),
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challengeByAge ON challenge (expiresAt);

-- One at most per account. `recovers`: what opened the account before is void when it is used.
CREATE TABLE accountLink (
  officerId TEXT PRIMARY KEY REFERENCES officer (id),
  tokenHash TEXT NOT NULL UNIQUE,
  recovers INTEGER NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who stood for a colleague that lost her passkey.
CREATE TABLE recovery (
  officerId TEXT NOT NULL REFERENCES officer (id),
  approverId TEXT NOT NULL REFERENCES officer (id),
  expiresAt TEXT NOT NULL,
  PRIMARY KEY (officerId, approverId)
) STRICT, WITHOUT ROWID;

-- The sign-in server of an organisation (OpenID Connect). The secret is sealed by the key ring.
CREATE TABLE issuer (
  organisationId TEXT PRIMARY KEY REFERENCES organisation (id),
  url TEXT NOT NULL,
  clientId TEXT NOT NULL,
  secret TEXT,
  setAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which account a subject of an issuer is; `subject` is a keyed hash, bound to the issuer's address.
CREATE TABLE issuerSubject (
  url TEXT NOT NULL,
  subject TEXT NOT NULL,
  officerId TEXT NOT NULL UNIQUE REFERENCES officer (id),
  boundAt TEXT NOT NULL,
  PRIMARY KEY (url, subject)
) STRICT, WITHOUT ROWID;

-- A sign-in under way: one browser, one issuer, one answer. `held` is sealed: nonce and code verifier.
CREATE TABLE issuerAsk (
  stateHash TEXT PRIMARY KEY,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  browserHash TEXT NOT NULL,
  linkHash TEXT,
  held TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX issuerAskByAge ON issuerAsk (expiresAt);

-- Whoever leaves, or sits elsewhere from now on, is signed out of everything in the same batch.
CREATE TRIGGER officerMoves AFTER UPDATE OF organisationId, role, closedAt ON officer BEGIN
  DELETE FROM session WHERE officerId = NEW.id;
  DELETE FROM accountLink WHERE officerId = NEW.id;
  DELETE FROM recovery WHERE NEW.id IN (officerId, approverId);
  DELETE FROM challenge WHERE officerId = NEW.id;
END;
-- Her keys go with her account, and with her place: another organisation invites her anew.
CREATE TRIGGER officerLeaves AFTER UPDATE OF organisationId, closedAt ON officer
WHEN NEW.closedAt IS NOT NULL OR NEW.organisationId <> OLD.organisationId BEGIN
  DELETE FROM passkey WHERE officerId = NEW.id;
  DELETE FROM issuerSubject WHERE officerId = NEW.id;
END;
