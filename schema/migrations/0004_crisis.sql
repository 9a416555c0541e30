-- A crisis and who takes part in it. `clock` is JSON for an exercise and null for a real crisis (ruling 15).
CREATE TABLE crisis (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (json_valid(name)),
  kind TEXT NOT NULL REFERENCES crisisKind (word),
  hostCountry TEXT NOT NULL,
  area TEXT NOT NULL CHECK (json_valid(area)),
  receivingDeskId TEXT REFERENCES organisation (id),
  hotline TEXT,
  openedAt TEXT NOT NULL,
  closedAt TEXT,
  clock TEXT CHECK (clock IS NULL OR json_valid(clock)),
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER realCrisisHasNoClock BEFORE UPDATE OF clock ON crisis
WHEN OLD.clock IS NULL AND NEW.clock IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'crisis-not-exercise');
END;

CREATE TABLE crisisOrganisation (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (crisisId, organisationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX crisisByOrganisation ON crisisOrganisation (organisationId, crisisId);

-- Published counts as they were last published (ruling 10).
CREATE TABLE publicFigure (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  key TEXT NOT NULL,
  day TEXT NOT NULL,
  truth INTEGER NOT NULL,
  shown INTEGER,
  PRIMARY KEY (crisisId, key)
) STRICT, WITHOUT ROWID;

-- What an exercise's clock still has to release. Invented people only; exists in demo deployments.
CREATE TABLE exerciseEvent (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  at TEXT NOT NULL,
  id TEXT NOT NULL,
  act TEXT NOT NULL,
  officerId TEXT,
  input TEXT NOT NULL,
  PRIMARY KEY (crisisId, at, id)
) STRICT, WITHOUT ROWID;
