-- Who looked, why, and what was stopped: a record of every look at a person, reasons that are reviewed, captured offices.

-- Why somebody did what takes a reason: looked at a case that is nobody's work now (`look`), or did alone what takes two
-- (`alone`). Its words are sealed. It is read by her supervisor and by oversight, and is due for review by the next day.
CREATE TABLE glassKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO glassKind VALUES ('look'), ('alone');
CREATE TABLE glassReason (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO glassReason VALUES ('asked'), ('follow-up'), ('other-office'), ('danger'), ('nobody-there'), ('other');
CREATE TABLE glass (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  officerId TEXT NOT NULL REFERENCES officer (id),
  kind TEXT NOT NULL REFERENCES glassKind (word),
  -- The act that it was for, and what that was done to.
  act TEXT NOT NULL,
  targetId TEXT NOT NULL,
  reason TEXT NOT NULL REFERENCES glassReason (word),
  -- Null once the registration that it is about was erased.
  words BLOB,
  at TEXT NOT NULL,
  -- The real moment until which it opens; `at` and `dueAt` go by the crisis's own clock.
  until TEXT NOT NULL,
  dueAt TEXT NOT NULL,
  reviewedBy TEXT REFERENCES officer (id),
  reviewedAt TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX glassByCrisis ON glass (crisisId, dueAt, id);
CREATE INDEX glassByOfficer ON glass (officerId, targetId, until);
CREATE INDEX glassByTarget ON glass (targetId);
CREATE TRIGGER glassIsReviewed BEFORE UPDATE OF reviewedBy, reviewedAt ON glass BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE OLD.reviewedBy IS NOT NULL;
  SELECT RAISE(ABORT, 'second-officer-needed') WHERE NEW.reviewedBy = OLD.officerId;
END;
CREATE TRIGGER glassIsKept BEFORE UPDATE OF id, crisisId, organisationId, officerId, kind, act, targetId, reason, at, until, dueAt ON glass BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;
CREATE TRIGGER glassIsNeverDeleted BEFORE DELETE ON glass BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER erasureForgetsReasons AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  UPDATE glass SET words = NULL WHERE targetId = NEW.id;
END;

-- One row for each person whom a read showed. `seq` is the audit's row of that read: who, which act, when. `fields` has a
-- bit for each word of schema/access.ts. Looks of before this table have no purpose and no fields: nobody wrote them down.
CREATE TABLE access (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  seq INTEGER NOT NULL,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  purpose TEXT REFERENCES purpose (word),
  fields INTEGER NOT NULL,
  glassId TEXT REFERENCES glass (id),
  PRIMARY KEY (registrationId, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO access (registrationId, seq, organisationId, fields)
  SELECT a.targetId, a.seq, a.organisationId, 0 FROM audit a JOIN registration r ON r.id = a.targetId
  WHERE a.act IN ('registration.get', 'message.ofCase', 'paper.sheet', 'permit.get') AND a.organisationId IS NOT NULL;
-- `look` held the newest look at each list, and is written no more.
INSERT INTO access (registrationId, seq, organisationId, fields)
  SELECT registrationId, seq, organisationId, 0 FROM look WHERE true ON CONFLICT DO NOTHING;
CREATE TRIGGER accessIsKept BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER accessIsNeverDeleted BEFORE DELETE ON access
WHEN NOT EXISTS (SELECT 1 FROM registration WHERE id = OLD.registrationId AND erasedAt IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- An office that was captured: while `liftedAt` is null the organisation takes no part in the crisis and has no sight
-- there, whatever consent says. `moving` is 1 only inside the batch that drops or restores all of it at once: the
-- triggers of single rows then stand aside for one statement each. `seq` tells open screens.
CREATE TABLE stop (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES officer (id),
  reason BLOB NOT NULL,
  liftAskedBy TEXT REFERENCES officer (id),
  liftAskedAt TEXT,
  liftReason BLOB,
  liftedBy TEXT REFERENCES officer (id),
  liftedAt TEXT,
  liftedReason BLOB,
  moving INTEGER NOT NULL DEFAULT 1 CHECK (moving IN (0, 1)),
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX stopNow ON stop (organisationId, crisisId) WHERE liftedAt IS NULL;
CREATE INDEX stopBySeq ON stop (crisisId, organisationId, seq);
CREATE TRIGGER stopIsLiftedByTwo BEFORE UPDATE OF liftedBy ON stop WHEN NEW.liftedBy IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'second-officer-needed') WHERE OLD.liftAskedBy IS NULL OR OLD.liftAskedBy = NEW.liftedBy
    OR NOT EXISTS (SELECT 1 FROM officer WHERE id IN (OLD.liftAskedBy, NEW.liftedBy) AND role = 'platform-admin');
END;
CREATE TRIGGER stopIsNeverDeleted BEFORE DELETE ON stop BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- Whatever makes sight, now or later: none is made for an organisation that was stopped.
CREATE TRIGGER stopHasNoSight BEFORE INSERT ON sight WHEN EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 0
) BEGIN
  SELECT RAISE(IGNORE);
END;
CREATE TRIGGER stopTakesNoPart BEFORE INSERT ON crisisOrganisation WHEN EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 0
) BEGIN
  SELECT RAISE(ABORT, 'organisation-stopped');
END;

DROP TRIGGER sightMade;
CREATE TRIGGER sightMade AFTER INSERT ON sight WHEN NOT EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 1
) BEGIN
  DELETE FROM unsight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
  INSERT INTO tally
    SELECT NEW.organisationId, NEW.crisisId, level,
      iif(level > 0, substr(NEW.cell, 1, level), iif(NEW.cell IS NULL, 'off', 'on')), NEW.state, NEW.urgency, 1, NEW.people
    FROM tallyLevel WHERE level = 0 OR NEW.cell IS NOT NULL
    ON CONFLICT DO UPDATE SET groups = groups + 1, people = people + excluded.people;
END;

DROP TRIGGER sightGone;
CREATE TRIGGER sightGone AFTER DELETE ON sight WHEN NOT EXISTS (
  SELECT 1 FROM stop WHERE organisationId = OLD.organisationId AND crisisId = OLD.crisisId AND liftedAt IS NULL AND moving = 1
) BEGIN
  INSERT INTO unsight VALUES (OLD.organisationId, OLD.registrationId, OLD.crisisId, (SELECT max(seq) FROM audit))
    ON CONFLICT DO UPDATE SET seq = excluded.seq;
  UPDATE tally SET groups = groups - 1, people = people - OLD.people
  WHERE organisationId = OLD.organisationId AND crisisId = OLD.crisisId AND state = OLD.state AND urgency = OLD.urgency
    AND (level, cell) IN (
      SELECT level, iif(level > 0, substr(OLD.cell, 1, level), iif(OLD.cell IS NULL, 'off', 'on'))
      FROM tallyLevel WHERE level = 0 OR OLD.cell IS NOT NULL
    );
END;

DROP TRIGGER sightRemembersUnread;
CREATE TRIGGER sightRemembersUnread AFTER INSERT ON sight WHEN NOT EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 1
) BEGIN
  UPDATE sight SET unread = (
    SELECT count(*) FROM messageTo
    WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId AND readAt IS NULL
  ) WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;
