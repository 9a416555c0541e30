-- One memory for every figure that is published under disclosure control, and a day for the public's to wait in.

-- What is remembered of each count, so that nothing changes before ten people have moved. Never read by a door.
-- `scope`: an organisation's id for its own cases, '' for a crisis by district, 'public' for the crisis as a whole.
CREATE TABLE figureState (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  base INTEGER NOT NULL,
  groups INTEGER NOT NULL,
  value INTEGER,
  alone INTEGER NOT NULL CHECK (alone IN (0, 1)),
  shown INTEGER,
  told INTEGER NOT NULL CHECK (told IN (0, 1)),
  PRIMARY KEY (crisisId, scope, key)
) STRICT, WITHOUT ROWID;
-- Groups were not counted before: they are at the first publication.
INSERT INTO figureState
  SELECT crisisId, scope, iif(scope = '', kind || ' ' || cell, 'district.' || cell), base, 0, shown, shown IS NOT NULL, shown, 1 FROM areaFigure;
INSERT INTO figureState
  SELECT crisisId, 'public', key, truth, 0, shown, shown IS NOT NULL, shown, 1 FROM publicFigure;
-- Nothing reads or writes these two from here on, and no true number stays in them.
DELETE FROM areaFigure;
DELETE FROM exportFigure;

-- What was counted on a day, until it is a day old.
CREATE TABLE figureDay (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  PRIMARY KEY (crisisId, day)
) STRICT, WITHOUT ROWID;

-- What everybody reads: figures and the day on which they were counted, and no true number beside them.
ALTER TABLE publicFigure DROP COLUMN truth;

-- The figures of an organisation's own cases as its sheets hold them: one answer for the hour.
ALTER TABLE areaHour ADD COLUMN sheet TEXT CHECK (sheet IS NULL OR json_valid(sheet));
