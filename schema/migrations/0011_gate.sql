-- What gates saw, as they tell it. A set of events: order and repetition change nothing. Passes by their own ids alone.
CREATE TABLE gateEvent (
  id TEXT PRIMARY KEY,
  gateId TEXT NOT NULL,
  gate TEXT NOT NULL,
  movementId TEXT NOT NULL REFERENCES movement (id),
  cti TEXT NOT NULL,
  kind TEXT NOT NULL REFERENCES gateEventKind (word),
  at TEXT NOT NULL,
  organisationId TEXT REFERENCES organisation (id),
  mergedBy TEXT NOT NULL REFERENCES officer (id),
  mergedAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX gateEventByPass ON gateEvent (movementId, cti, kind, at);
CREATE TRIGGER gateEventIsKept BEFORE UPDATE ON gateEvent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER gateEventIsNeverDeleted BEFORE DELETE ON gateEvent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
