-- Who works in a crisis, and who is signed in.
CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL REFERENCES organisationKind (word),
  name TEXT NOT NULL CHECK (json_valid(name)),
  country TEXT
) STRICT, WITHOUT ROWID;

-- A work label, never a person's name.
CREATE TABLE officer (
  id TEXT PRIMARY KEY,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL REFERENCES role (word),
  label TEXT NOT NULL,
  closedAt TEXT
) STRICT, WITHOUT ROWID;

-- Only the hash of a token is stored. Exactly one of officer and registration is set.
CREATE TABLE session (
  tokenHash TEXT PRIMARY KEY,
  officerId TEXT REFERENCES officer (id),
  registrationId TEXT,
  startedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  CHECK ((officerId IS NULL) <> (registrationId IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sessionByAge ON session (expiresAt);
CREATE INDEX sessionByRegistration ON session (registrationId) WHERE registrationId IS NOT NULL;

CREATE TABLE signInLink (
  tokenHash TEXT PRIMARY KEY,
  officerId TEXT NOT NULL REFERENCES officer (id),
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
