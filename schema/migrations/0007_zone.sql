-- Places that help, every figure that was ever given for them, and alerts.
CREATE TABLE zone (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  kind TEXT NOT NULL REFERENCES zoneKind (word),
  name TEXT NOT NULL CHECK (json_valid(name)),
  lng REAL NOT NULL,
  lat REAL NOT NULL,
  publication TEXT NOT NULL REFERENCES publication (word),
  admitsMigrants TEXT NOT NULL REFERENCES admission (word),
  state TEXT NOT NULL REFERENCES zoneState (word),
  capacity INTEGER,
  occupancy INTEGER,
  occupancyAt TEXT,
  confirmedAt TEXT,
  confirmedBy TEXT,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  closedAt TEXT,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX zoneByCrisis ON zone (crisisId, seq);

-- Side by side, never merged: who said what, and when.
CREATE TABLE zoneFigure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  zoneId TEXT NOT NULL REFERENCES zone (id),
  measure TEXT NOT NULL REFERENCES measure (word),
  value INTEGER NOT NULL CHECK (value >= 0),
  at TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;
CREATE INDEX zoneFigureByZone ON zoneFigure (zoneId, at);

CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  number INTEGER NOT NULL,
  severity TEXT NOT NULL REFERENCES severity (word),
  headline TEXT NOT NULL CHECK (json_valid(headline)),
  advice TEXT NOT NULL CHECK (json_valid(advice)),
  area TEXT NOT NULL CHECK (json_valid(area)),
  issuedAt TEXT NOT NULL,
  validUntil TEXT NOT NULL,
  cancelledAt TEXT,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (crisisId, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX alertByCrisis ON alert (crisisId, seq);
