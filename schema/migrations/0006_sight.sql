-- What each organisation may see, kept by the database itself from consent and registration in the same commit.
-- Every read of people goes through `sight`; a withdrawn consent deletes the row, and then there is nothing to read.

CREATE TABLE sight (
  organisationId TEXT NOT NULL,
  registrationId TEXT NOT NULL,
  crisisId TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('responder', 'partner')),
  mayExact INTEGER NOT NULL CHECK (mayExact IN (0, 1)),
  state TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  needs INTEGER NOT NULL,
  people INTEGER NOT NULL,
  cell TEXT,
  openedAt TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (organisationId, registrationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightByQueue ON sight (organisationId, crisisId, state, urgency, openedAt, registrationId);
CREATE INDEX sightByCell ON sight (organisationId, crisisId, cell);
CREATE INDEX sightBySeq ON sight (organisationId, seq);
CREATE INDEX sightByRegistration ON sight (registrationId);

-- What an organisation saw and sees no more: its open screens are told to drop it.
CREATE TABLE unsight (
  organisationId TEXT NOT NULL,
  registrationId TEXT NOT NULL,
  crisisId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (organisationId, registrationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX unsightBySeq ON unsight (organisationId, seq);

CREATE TRIGGER consentDecidesSight AFTER INSERT ON consent BEGIN
  DELETE FROM sight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId
    AND NOT EXISTS (
      SELECT 1 FROM (
        SELECT given, max(id) FROM consent WHERE registrationId = NEW.registrationId
          AND organisationId = NEW.organisationId AND purpose IN ('help', 'assist') GROUP BY purpose
      ) WHERE given = 1
    );
  INSERT INTO sight
    SELECT NEW.organisationId, r.id, r.crisisId,
      iif(c.help = 1, 'responder', 'partner'), ifnull(c.place, 0),
      r.state, r.urgency, r.needs, r.people, r.cell, r.openedAt, (SELECT max(seq) FROM audit)
    FROM registration r, (
      SELECT max(iif(purpose = 'help', given, NULL)) AS help, max(iif(purpose = 'assist', given, NULL)) AS assist,
        max(iif(purpose = 'place', given, NULL)) AS place
      FROM (
        SELECT purpose, given, max(id) FROM consent WHERE registrationId = NEW.registrationId
          AND organisationId = NEW.organisationId GROUP BY purpose
      )
    ) c
    WHERE r.id = NEW.registrationId AND (c.help = 1 OR c.assist = 1)
    ON CONFLICT (organisationId, registrationId) DO UPDATE SET
      audience = excluded.audience, mayExact = excluded.mayExact, seq = excluded.seq;
END;

CREATE TRIGGER registrationShows AFTER UPDATE ON registration
WHEN OLD.state IS NOT NEW.state OR OLD.urgency IS NOT NEW.urgency OR OLD.needs IS NOT NEW.needs
  OR OLD.cell IS NOT NEW.cell OR OLD.locatedAt IS NOT NEW.locatedAt OR OLD.aliveAt IS NOT NEW.aliveAt
  OR OLD.version IS NOT NEW.version BEGIN
  UPDATE sight SET state = NEW.state, urgency = NEW.urgency, needs = NEW.needs, cell = NEW.cell,
    seq = (SELECT max(seq) FROM audit)
  WHERE registrationId = NEW.id;
END;

-- Counts by organisation, cell, state and urgency at the levels that maps use. Level 0 has two cells: 'on' (on the
-- map) and 'off' (without a place). A district's cell is shorter than fine levels and stands in them whole. So a header, a cell and a queue can never disagree, and cost nothing to read.
CREATE TABLE tallyLevel (level INTEGER PRIMARY KEY) STRICT;
INSERT INTO tallyLevel VALUES (0), (5), (7), (9), (11), (13), (15);
CREATE TABLE tally (
  organisationId TEXT NOT NULL,
  crisisId TEXT NOT NULL,
  level INTEGER NOT NULL,
  cell TEXT NOT NULL,
  state TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  groups INTEGER NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (organisationId, crisisId, level, cell, state, urgency)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sightMade AFTER INSERT ON sight BEGIN
  DELETE FROM unsight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
  INSERT INTO tally
    SELECT NEW.organisationId, NEW.crisisId, level,
      iif(level > 0, substr(NEW.cell, 1, level), iif(NEW.cell IS NULL, 'off', 'on')), NEW.state, NEW.urgency, 1, NEW.people
    FROM tallyLevel WHERE level = 0 OR NEW.cell IS NOT NULL
    ON CONFLICT DO UPDATE SET groups = groups + 1, people = people + excluded.people;
END;

CREATE TRIGGER sightGone AFTER DELETE ON sight BEGIN
  INSERT INTO unsight VALUES (OLD.organisationId, OLD.registrationId, OLD.crisisId, (SELECT max(seq) FROM audit))
    ON CONFLICT DO UPDATE SET seq = excluded.seq;
  UPDATE tally SET groups = groups - 1, people = people - OLD.people
  WHERE organisationId = OLD.organisationId AND crisisId = OLD.crisisId AND state = OLD.state AND urgency = OLD.urgency
    AND (level, cell) IN (
      SELECT level, iif(level > 0, substr(OLD.cell, 1, level), iif(OLD.cell IS NULL, 'off', 'on'))
      FROM tallyLevel WHERE level = 0 OR OLD.cell IS NOT NULL
    );
END;

CREATE TRIGGER sightChanged AFTER UPDATE ON sight
WHEN OLD.cell IS NOT NEW.cell OR OLD.state IS NOT NEW.state OR OLD.urgency IS NOT NEW.urgency OR OLD.people IS NOT NEW.people BEGIN
  UPDATE tally SET groups = groups - 1, people = people - OLD.people
  WHERE organisationId = OLD.organisationId AND crisisId = OLD.crisisId AND state = OLD.state AND urgency = OLD.urgency
    AND (level, cell) IN (
      SELECT level, iif(level > 0, substr(OLD.cell, 1, level), iif(OLD.cell IS NULL, 'off', 'on'))
      FROM tallyLevel WHERE level = 0 OR OLD.cell IS NOT NULL
    );
  INSERT INTO tally
    SELECT NEW.organisationId, NEW.crisisId, level,
      iif(level > 0, substr(NEW.cell, 1, level), iif(NEW.cell IS NULL, 'off', 'on')), NEW.state, NEW.urgency, 1, NEW.people
    FROM tallyLevel WHERE level = 0 OR NEW.cell IS NOT NULL
    ON CONFLICT DO UPDATE SET groups = groups + 1, people = people + excluded.people;
END;
