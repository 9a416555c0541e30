-- A need is handed to another organisation. She says once that an organisation which has her request may do that (`refer`);
-- whoever takes the need on gets a consent of its own by it (`hold`), so that all that is true of consents is true of it:
-- its end, its record, sight, and the memory outside the database. Either one ends the other, in the same commit.

INSERT INTO purpose VALUES ('refer'), ('hold');

CREATE TABLE referralState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO referralState VALUES ('offered'), ('accepted'), ('refused'), ('revoked'), ('returned'), ('met'), ('lapsed'), ('ended');
CREATE TABLE referralReason (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO referralReason VALUES ('full'), ('not-ours'), ('too-far'), ('cannot-reach'), ('other'),
  ('other-took'), ('consent-ended'), ('consent-expired'), ('sender-left'), ('stopped'), ('need-closed');

-- No person stands in it: ids, words and moments. Erasing a need takes its referrals along.
CREATE TABLE referral (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  needId TEXT NOT NULL REFERENCES need (id) ON DELETE CASCADE,
  fromId TEXT NOT NULL REFERENCES organisation (id),
  toId TEXT NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL REFERENCES referralState (word),
  reason TEXT REFERENCES referralReason (word),
  offeredAt TEXT NOT NULL,
  offeredBy TEXT NOT NULL REFERENCES officer (id),
  -- An offer that nobody answers goes back by itself.
  dueAt TEXT NOT NULL,
  acceptedAt TEXT,
  answeredBy TEXT REFERENCES officer (id),
  endedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  seq INTEGER NOT NULL,
  CHECK (fromId <> toId)
) STRICT, WITHOUT ROWID;
-- One organisation holds a need; it may be offered to several, and to each of them once at a time.
CREATE UNIQUE INDEX referralHeld ON referral (needId) WHERE state = 'accepted';
CREATE UNIQUE INDEX referralOffered ON referral (needId, toId) WHERE state = 'offered';
CREATE INDEX referralByHolder ON referral (toId, registrationId) WHERE state = 'accepted';
CREATE INDEX referralByDue ON referral (crisisId, dueAt) WHERE state = 'offered';
CREATE INDEX referralTo ON referral (toId, crisisId, seq);
CREATE INDEX referralFrom ON referral (fromId, crisisId, seq);
CREATE INDEX referralByRegistration ON referral (registrationId);
CREATE INDEX referralByNeed ON referral (needId);
-- What has ended stays as it ended.
CREATE TRIGGER referralStaysEnded BEFORE UPDATE OF state ON referral WHEN OLD.state NOT IN ('offered', 'accepted') BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

-- 1: a partner that sees the needs which it holds, and no other need. `audience` is a partner's: whatever asks for more than
-- that finds no row.
ALTER TABLE sight ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));

CREATE VIEW heldNeed AS
  SELECT f.toId AS organisationId, f.registrationId, n.id, n.urgency, n.bit FROM referral f JOIN need n ON n.id = f.needId
  WHERE f.state = 'accepted' AND n.state IN ('open', 'assigned');

DROP TRIGGER consentDecidesSight;
CREATE TRIGGER consentDecidesSight AFTER INSERT ON consent BEGIN
  DELETE FROM sight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId
    AND NOT EXISTS (
      SELECT 1 FROM (
        SELECT given, max(id) FROM consent WHERE registrationId = NEW.registrationId
          AND organisationId = NEW.organisationId AND purpose IN ('help', 'assist', 'hold') GROUP BY purpose
      ) WHERE given = 1
    );
  INSERT INTO sight (organisationId, registrationId, crisisId, audience, held, mayExact, state, urgency, needs, people, cell, openedAt, seq)
    SELECT NEW.organisationId, r.id, r.crisisId, iif(c.help = 1, 'responder', 'partner'), c.held, ifnull(c.place, 0), r.state,
      iif(c.held = 1, h.urgency, r.urgency), iif(c.held = 1, h.needs, r.needs), r.people, r.cell, r.openedAt, (SELECT max(seq) FROM audit)
    FROM registration r, (
      SELECT help, assist, hold, place, ifnull(help, 0) = 0 AND ifnull(assist, 0) = 0 AS held FROM (
        SELECT max(iif(purpose = 'help', given, NULL)) AS help, max(iif(purpose = 'assist', given, NULL)) AS assist,
          max(iif(purpose = 'hold', given, NULL)) AS hold, max(iif(purpose = 'place', given, NULL)) AS place
        FROM (
          SELECT purpose, given, max(id) FROM consent WHERE registrationId = NEW.registrationId
            AND organisationId = NEW.organisationId GROUP BY purpose
        )
      )
    ) c, (
      SELECT ifnull(min(urgency), 3) AS urgency, ifnull(sum(DISTINCT 1 << bit), 0) AS needs FROM heldNeed
      WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId
    ) h
    WHERE r.id = NEW.registrationId AND r.erasureAt IS NULL AND (c.help = 1 OR c.assist = 1 OR c.hold = 1)
    ON CONFLICT (organisationId, registrationId) DO UPDATE SET
      audience = excluded.audience, held = excluded.held, mayExact = excluded.mayExact, urgency = excluded.urgency,
      needs = excluded.needs, seq = excluded.seq;
END;

DROP TRIGGER keepingRestoresSight;
CREATE TRIGGER keepingRestoresSight AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NOT NULL AND NEW.erasureAt IS NULL BEGIN
  INSERT INTO sight (organisationId, registrationId, crisisId, audience, held, mayExact, state, urgency, needs, people, cell, openedAt, seq)
    SELECT c.organisationId, NEW.id, NEW.crisisId, iif(c.help = 1, 'responder', 'partner'), c.held, ifnull(c.place, 0), NEW.state,
      iif(c.held = 1, (SELECT ifnull(min(h.urgency), 3) FROM heldNeed h WHERE h.organisationId = c.organisationId AND h.registrationId = NEW.id), NEW.urgency),
      iif(c.held = 1, (SELECT ifnull(sum(DISTINCT 1 << h.bit), 0) FROM heldNeed h WHERE h.organisationId = c.organisationId AND h.registrationId = NEW.id), NEW.needs),
      NEW.people, NEW.cell, NEW.openedAt, (SELECT max(seq) FROM audit)
    FROM (
      SELECT organisationId, help, assist, hold, place, ifnull(help, 0) = 0 AND ifnull(assist, 0) = 0 AS held FROM (
        SELECT organisationId, max(iif(purpose = 'help', given, NULL)) AS help,
          max(iif(purpose = 'assist', given, NULL)) AS assist, max(iif(purpose = 'hold', given, NULL)) AS hold,
          max(iif(purpose = 'place', given, NULL)) AS place
        FROM consentNow WHERE registrationId = NEW.id GROUP BY organisationId
      )
    ) c WHERE c.help = 1 OR c.assist = 1 OR c.hold = 1;
END;

DROP TRIGGER registrationShows;
CREATE TRIGGER registrationShows AFTER UPDATE ON registration
WHEN OLD.state IS NOT NEW.state OR OLD.urgency IS NOT NEW.urgency OR OLD.needs IS NOT NEW.needs
  OR OLD.cell IS NOT NEW.cell OR OLD.locatedAt IS NOT NEW.locatedAt OR OLD.aliveAt IS NOT NEW.aliveAt
  OR OLD.people IS NOT NEW.people OR OLD.version IS NOT NEW.version BEGIN
  UPDATE sight SET state = NEW.state, people = NEW.people, cell = NEW.cell, seq = (SELECT max(seq) FROM audit),
    urgency = iif(held = 1, (SELECT ifnull(min(h.urgency), 3) FROM heldNeed h WHERE h.organisationId = sight.organisationId AND h.registrationId = NEW.id), NEW.urgency),
    needs = iif(held = 1, (SELECT ifnull(sum(DISTINCT 1 << h.bit), 0) FROM heldNeed h WHERE h.organisationId = sight.organisationId AND h.registrationId = NEW.id), NEW.needs)
  WHERE registrationId = NEW.id;
END;

-- How a referral ends, whoever ends it: by an act, a consent, a need or a stop. Whoever held the need holds it no more, and
-- it is open to those who have her request; the consent that came with it goes, and with that the sight.
CREATE TRIGGER referralEnds AFTER UPDATE OF state ON referral WHEN OLD.state = 'accepted' AND NEW.state <> 'accepted' BEGIN
  UPDATE need SET state = 'open', ownerId = NULL, version = version + 1
  WHERE id = NEW.needId AND ownerId = NEW.toId AND state IN ('open', 'assigned');
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, lang, event, noticeHash)
    SELECT c.registrationId, c.organisationId, c.purpose, 0, NEW.endedAt, c.notice, c.lang,
      CASE NEW.reason WHEN 'consent-ended' THEN 'withdrawn' WHEN 'consent-expired' THEN 'expired' ELSE 'revoked' END, c.noticeHash
    FROM (VALUES ('hold'), ('place')) p JOIN consent c ON c.id = (
      SELECT max(id) FROM consent WHERE registrationId = NEW.registrationId AND organisationId = NEW.toId AND purpose = p.column1
    )
    WHERE c.given = 1
      AND NOT EXISTS (SELECT 1 FROM referral WHERE toId = NEW.toId AND registrationId = NEW.registrationId AND state = 'accepted')
      -- Her exact place goes too, unless she lets this organisation see the rest by name.
      AND (p.column1 = 'hold' OR NOT EXISTS (
        SELECT 1 FROM (
          SELECT given, max(id) FROM consent WHERE registrationId = NEW.registrationId AND organisationId = NEW.toId
            AND purpose IN ('help', 'assist') GROUP BY purpose
        ) WHERE given = 1
      ));
  -- Every desk reads who holds the need now, and what is still held is all that its holder sees.
  UPDATE registration SET version = version + 1 WHERE id = NEW.registrationId AND erasedAt IS NULL;
END;

CREATE TRIGGER holdEndsReferral AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'hold' BEGIN
  UPDATE referral SET state = iif(NEW.event = 'revoked', 'returned', 'ended'), endedAt = NEW.at, version = version + 1,
    seq = (SELECT max(seq) FROM audit),
    reason = CASE NEW.event WHEN 'expired' THEN 'consent-expired' WHEN 'revoked' THEN 'other' ELSE 'consent-ended' END
  WHERE registrationId = NEW.registrationId AND toId = NEW.organisationId AND state = 'accepted';
END;
CREATE TRIGGER referEndsReferral AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'refer' BEGIN
  UPDATE referral SET state = 'ended', endedAt = NEW.at, version = version + 1, seq = (SELECT max(seq) FROM audit),
    reason = CASE NEW.event WHEN 'expired' THEN 'consent-expired' WHEN 'revoked' THEN 'sender-left' ELSE 'consent-ended' END
  WHERE registrationId = NEW.registrationId AND fromId = NEW.organisationId AND state IN ('offered', 'accepted');
END;
-- What an organisation may pass on hangs on what it has.
CREATE TRIGGER helpEndsRefer AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'help' BEGIN
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, lang, event, noticeHash)
    SELECT c.registrationId, c.organisationId, 'refer', 0, NEW.at, c.notice, c.lang, NEW.event, c.noticeHash
    FROM consent c WHERE c.given = 1 AND c.id = (
      SELECT max(id) FROM consent
      WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId AND purpose = 'refer'
    );
END;
-- One end is one event, though a statement that ends several names each, and the first of them ended the others.
CREATE TRIGGER passedOnEndsOnce BEFORE INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose IN ('refer', 'hold') AND (
  SELECT given FROM consent WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId
    AND purpose = NEW.purpose ORDER BY id DESC LIMIT 1
) = 0 BEGIN
  SELECT RAISE(IGNORE);
END;
-- A yes to passing on that starts anew is one to what was passed on.
CREATE TRIGGER referRenewsHold AFTER INSERT ON consent WHEN NEW.given = 1 AND NEW.purpose = 'refer' AND NEW.event = 'renewed' BEGIN
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, lang, way, event, until, noticeHash)
    SELECT h.registrationId, h.organisationId, 'hold', 1, NEW.at, NEW.notice, NEW.lang, NEW.way, 'renewed', NEW.until, NEW.noticeHash
    FROM consentHeld h WHERE h.registrationId = NEW.registrationId AND h.purpose = 'hold' AND h.organisationId IN (
      SELECT toId FROM referral WHERE registrationId = NEW.registrationId AND fromId = NEW.organisationId AND state = 'accepted'
    );
END;

-- A need that is met, dropped, opened again, or taken by another organisation.
CREATE TRIGGER needEndsReferral AFTER UPDATE OF state, ownerId ON need BEGIN
  UPDATE referral SET state = iif(NEW.state = 'met' AND state = 'accepted', 'met', 'ended'),
    reason = iif(NEW.state = 'met' AND state = 'accepted', NULL, 'need-closed'), endedAt = (SELECT at FROM audit ORDER BY seq DESC LIMIT 1),
    version = version + 1, seq = (SELECT max(seq) FROM audit)
  WHERE needId = NEW.id AND (
    state = 'accepted' AND (NEW.state <> 'assigned' OR NEW.ownerId IS NOT toId)
    OR state = 'offered' AND (NEW.state NOT IN ('open', 'assigned') OR NEW.ownerId <> fromId AND NOT EXISTS (
      SELECT 1 FROM referral a WHERE a.needId = NEW.id AND a.state = 'accepted'
    ))
  );
END;

-- An office that was captured holds nothing, is offered nothing, and its own offers are taken by nobody.
CREATE TRIGGER stopEndsReferral AFTER INSERT ON stop BEGIN
  UPDATE referral SET state = 'ended', reason = 'stopped', endedAt = NEW.at, version = version + 1, seq = (SELECT max(seq) FROM audit)
  WHERE crisisId = NEW.crisisId AND (
    toId = NEW.organisationId AND state IN ('offered', 'accepted') OR fromId = NEW.organisationId AND state = 'offered'
  );
END;
