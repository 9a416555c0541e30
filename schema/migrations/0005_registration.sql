-- One travel group's request. Readable at rest: state, counts, needs, urgency, the cell. All else is sealed
-- (AES-GCM under the registration's own key, which `wrappedKey` holds wrapped by version `keyVersion` of the ring).
CREATE TABLE registration (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  -- `reference` is sealed under the ring itself, so that a page of the queue costs one operation a row.
  referenceHash TEXT NOT NULL UNIQUE,
  reference BLOB NOT NULL,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  keyVersion INTEGER NOT NULL,
  wrappedKey BLOB NOT NULL,
  sealed BLOB NOT NULL,
  reason BLOB,
  state TEXT NOT NULL REFERENCES registrationState (word),
  people INTEGER NOT NULL CHECK (people > 0),
  urgency INTEGER NOT NULL CHECK (urgency BETWEEN 1 AND 3),
  needs INTEGER NOT NULL,
  cell TEXT,
  locatedAt TEXT,
  openedAt TEXT NOT NULL,
  aliveAt TEXT NOT NULL,
  decidedAt TEXT,
  decidedBy TEXT REFERENCES officer (id),
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX registrationByPlaceAge ON registration (locatedAt) WHERE locatedAt IS NOT NULL;
CREATE INDEX registrationByKey ON registration (keyVersion);
-- "Read by a person" needs a person (R1): no state after `sent` without the officer who decided.
CREATE TRIGGER readByAPerson BEFORE UPDATE OF state ON registration
WHEN NEW.state <> OLD.state AND (NEW.decidedBy IS NULL OR NEW.decidedAt IS NULL OR NEW.state = 'sent') BEGIN
  SELECT RAISE(ABORT, 'transition-impossible');
END;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  position INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX personByRegistration ON person (registrationId, position);

-- One present place, never a track.
CREATE TABLE location (
  registrationId TEXT PRIMARY KEY REFERENCES registration (id),
  kind TEXT NOT NULL REFERENCES placeKind (word),
  zoneId TEXT,
  cell TEXT,
  at TEXT NOT NULL,
  sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE TRIGGER locationMade AFTER INSERT ON location BEGIN
  UPDATE registration SET cell = NEW.cell, locatedAt = NEW.at
  WHERE id = NEW.registrationId AND (cell IS NOT NEW.cell OR locatedAt IS NOT NEW.at);
END;
CREATE TRIGGER locationChanged AFTER UPDATE ON location BEGIN
  UPDATE registration SET cell = NEW.cell, locatedAt = NEW.at
  WHERE id = NEW.registrationId AND (cell IS NOT NEW.cell OR locatedAt IS NOT NEW.at);
END;
CREATE TRIGGER locationGone AFTER DELETE ON location BEGIN
  UPDATE registration SET cell = NULL, locatedAt = NULL WHERE id = OLD.registrationId;
END;

CREATE TABLE need (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  kind TEXT NOT NULL REFERENCES needKind (word),
  bit INTEGER NOT NULL,
  urgency INTEGER NOT NULL CHECK (urgency BETWEEN 1 AND 3),
  state TEXT NOT NULL REFERENCES needState (word),
  ownerId TEXT REFERENCES organisation (id),
  statedAt TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX needByRegistration ON need (registrationId);
-- A group is as urgent as the most urgent need that is not met; it shows the needs that are not met.
CREATE TRIGGER needMade AFTER INSERT ON need BEGIN
  UPDATE registration SET (urgency, needs) = (
    SELECT ifnull(min(urgency), 3), ifnull(sum(DISTINCT 1 << bit), 0) FROM need
    WHERE registrationId = NEW.registrationId AND state IN ('open', 'assigned')
  ) WHERE id = NEW.registrationId;
END;
CREATE TRIGGER needChanged AFTER UPDATE ON need BEGIN
  UPDATE registration SET (urgency, needs) = (
    SELECT ifnull(min(urgency), 3), ifnull(sum(DISTINCT 1 << bit), 0) FROM need
    WHERE registrationId = NEW.registrationId AND state IN ('open', 'assigned')
  ) WHERE id = NEW.registrationId;
END;

-- Append-only events; the last one per registration, organisation and purpose holds.
CREATE TABLE consent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  purpose TEXT NOT NULL REFERENCES purpose (word),
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  at TEXT NOT NULL,
  notice TEXT NOT NULL,
  lang TEXT NOT NULL
) STRICT;
CREATE INDEX consentByRegistration ON consent (registrationId, organisationId, purpose, id);
CREATE TRIGGER consentIsKept BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consentIsNeverDeleted BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE VIEW consentNow AS
  SELECT registrationId, organisationId, purpose, given, at, max(id) AS id FROM consent
  GROUP BY registrationId, organisationId, purpose;
