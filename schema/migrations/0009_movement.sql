-- Movements and their seats. Seats are counted by triggers in the commit that takes them: the last seat cannot be
-- taken twice, whoever tries and whenever, because the second row raises the problem's name and its batch rolls back.
CREATE TABLE movement (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  mode TEXT NOT NULL REFERENCES movementMode (word),
  label TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (json_valid(origin)),
  destination TEXT NOT NULL CHECK (json_valid(destination)),
  leavesAt TEXT NOT NULL,
  state TEXT NOT NULL REFERENCES movementState (word),
  stateAt TEXT NOT NULL,
  reason TEXT CHECK (reason IS NULL OR json_valid(reason)),
  -- What others published of it, kept beside our own counts.
  reported TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reported)),
  -- Who signed a list of differences that was not empty, and why; sealed under the ring.
  signed BLOB,
  -- The last group number that was given out, and groups that wait.
  groups INTEGER NOT NULL DEFAULT 0,
  waiting INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX movementByTime ON movement (crisisId, leavesAt, id);
CREATE INDEX movementBySeq ON movement (crisisId, seq);

CREATE TABLE movementSeat (
  movementId TEXT NOT NULL REFERENCES movement (id),
  kind TEXT NOT NULL REFERENCES seatKind (word),
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  PRIMARY KEY (movementId, kind)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER seatsAreNotTakenAway BEFORE UPDATE OF capacity ON movementSeat WHEN NEW.capacity < NEW.taken BEGIN
  SELECT RAISE(ABORT, 'seats-gone');
END;

-- How many people an organisation may place, until when. Its free places are everybody's afterwards.
CREATE TABLE movementShare (
  movementId TEXT NOT NULL REFERENCES movement (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  places INTEGER NOT NULL CHECK (places >= 0),
  until TEXT NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  PRIMARY KEY (movementId, organisationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX movementShareByOrganisation ON movementShare (organisationId, movementId);

-- Further organisations whose gates may fetch the pack.
CREATE TABLE movementGate (
  movementId TEXT NOT NULL REFERENCES movement (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (movementId, organisationId)
) STRICT, WITHOUT ROWID;

-- A group on a movement or its waiting list. `priorState` is where its case goes back to when it gets off again.
CREATE TABLE passenger (
  movementId TEXT NOT NULL REFERENCES movement (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL REFERENCES passengerState (word),
  since TEXT NOT NULL,
  groupNumber INTEGER,
  priorState TEXT NOT NULL REFERENCES registrationState (word),
  -- Only these people of the group, where a split was agreed: ids as JSON.
  splitId TEXT REFERENCES split (id),
  answeredAt TEXT,
  PRIMARY KEY (movementId, registrationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX passengerByRegistration ON passenger (registrationId);
CREATE TRIGGER waitingBegins AFTER INSERT ON passenger WHEN NEW.state = 'waiting' BEGIN
  UPDATE movement SET waiting = waiting + 1, seq = (SELECT max(seq) FROM audit) WHERE id = NEW.movementId;
END;
CREATE TRIGGER waitingChanges AFTER UPDATE OF state ON passenger
WHEN (OLD.state = 'waiting') <> (NEW.state = 'waiting') BEGIN
  UPDATE movement SET waiting = waiting + iif(NEW.state = 'waiting', 1, -1), seq = (SELECT max(seq) FROM audit)
  WHERE id = NEW.movementId;
END;
CREATE TRIGGER waitingEnds AFTER DELETE ON passenger WHEN OLD.state = 'waiting' BEGIN
  UPDATE movement SET waiting = waiting - 1, seq = (SELECT max(seq) FROM audit) WHERE id = OLD.movementId;
END;

-- Groups that were on a movement and are not any more: what their page tells them. `reason` is sealed.
CREATE TABLE unseated (
  movementId TEXT NOT NULL REFERENCES movement (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  at TEXT NOT NULL,
  ending TEXT NOT NULL CHECK (ending IN ('answer', 'officer', 'cancelled')),
  reason BLOB,
  PRIMARY KEY (movementId, registrationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX unseatedByRegistration ON unseated (registrationId);

-- One person's seat. `cti` is the pass's own id, unlike any id of the database; `live` ends with the movement.
CREATE TABLE seat (
  movementId TEXT NOT NULL REFERENCES movement (id),
  personId TEXT NOT NULL REFERENCES person (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL REFERENCES seatKind (word),
  number TEXT NOT NULL,
  cti TEXT NOT NULL UNIQUE,
  -- Person n of m.
  n INTEGER NOT NULL,
  m INTEGER NOT NULL,
  adult INTEGER NOT NULL CHECK (adult IN (0, 1)),
  state TEXT NOT NULL DEFAULT 'held' REFERENCES seatState (word),
  at TEXT NOT NULL,
  boardedAt TEXT,
  arrivedAt TEXT,
  handedTo TEXT REFERENCES organisation (id),
  live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
  PRIMARY KEY (movementId, personId),
  UNIQUE (movementId, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX seatByRegistration ON seat (registrationId);
CREATE INDEX seatByPerson ON seat (personId) WHERE live = 1;

CREATE TRIGGER seatIsFree BEFORE INSERT ON seat BEGIN
  SELECT RAISE(ABORT, 'already-seated') WHERE EXISTS (SELECT 1 FROM seat WHERE personId = NEW.personId AND live = 1);
  SELECT RAISE(ABORT, 'movement-not-open') WHERE NOT EXISTS (
    SELECT 1 FROM movement WHERE id = NEW.movementId AND state IN ('planned', 'confirmed', 'boarding')
  );
  SELECT RAISE(ABORT, 'seats-gone') WHERE NOT EXISTS (
    SELECT 1 FROM movementSeat WHERE movementId = NEW.movementId AND kind = NEW.kind AND taken < capacity
  );
  -- Laps are nobody's share. All others: what is free, less what running shares of others still keep.
  SELECT RAISE(ABORT, 'share-used') WHERE NEW.kind <> 'lap' AND (
    SELECT sum(capacity) - sum(taken) FROM movementSeat WHERE movementId = NEW.movementId AND kind <> 'lap'
  ) - ifnull((
    SELECT sum(max(0, places - taken)) FROM movementShare
    WHERE movementId = NEW.movementId AND organisationId <> NEW.organisationId AND until > NEW.at
  ), 0) < 1;
END;
CREATE TRIGGER seatTaken AFTER INSERT ON seat BEGIN
  UPDATE movementSeat SET taken = taken + 1 WHERE movementId = NEW.movementId AND kind = NEW.kind;
  UPDATE movementShare SET taken = taken + 1
  WHERE movementId = NEW.movementId AND organisationId = NEW.organisationId AND NEW.kind <> 'lap';
  UPDATE movement SET seq = (SELECT max(seq) FROM audit) WHERE id = NEW.movementId;
END;
CREATE TRIGGER seatFreed AFTER DELETE ON seat BEGIN
  UPDATE movementSeat SET taken = taken - 1 WHERE movementId = OLD.movementId AND kind = OLD.kind;
  UPDATE movementShare SET taken = taken - 1
  WHERE movementId = OLD.movementId AND organisationId = OLD.organisationId AND OLD.kind <> 'lap';
  UPDATE movement SET seq = (SELECT max(seq) FROM audit) WHERE id = OLD.movementId;
END;
CREATE TRIGGER seatsEnd AFTER UPDATE OF state ON movement WHEN NEW.state IN ('arrived', 'closed', 'cancelled') BEGIN
  UPDATE seat SET live = 0 WHERE movementId = NEW.id AND live = 1;
END;

-- A split: proposed by one officer, agreed by the group, approved by another officer.
CREATE TABLE split (
  id TEXT PRIMARY KEY,
  movementId TEXT NOT NULL REFERENCES movement (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  personIds TEXT NOT NULL CHECK (json_valid(personIds)),
  reason BLOB NOT NULL,
  proposedBy TEXT NOT NULL REFERENCES officer (id),
  proposedAt TEXT NOT NULL,
  agreed INTEGER CHECK (agreed IN (0, 1)),
  agreedAt TEXT,
  approvedBy TEXT REFERENCES officer (id),
  approvedAt TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX splitByRegistration ON split (registrationId);
CREATE TRIGGER splitIsApproved BEFORE UPDATE OF approvedBy ON split WHEN NEW.approvedBy IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'second-officer-needed') WHERE NEW.approvedBy = NEW.proposedBy;
  SELECT RAISE(ABORT, 'split-not-agreed') WHERE NEW.agreed IS NOT 1;
END;

-- Every version that was printed or filed; all but the newest are void.
CREATE TABLE manifestVersion (
  movementId TEXT NOT NULL REFERENCES movement (id),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES officer (id),
  rows INTEGER NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('print', 'csv')),
  PRIMARY KEY (movementId, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER manifestIsKept BEFORE UPDATE ON manifestVersion BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER manifestIsNeverDeleted BEFORE DELETE ON manifestVersion BEGIN SELECT RAISE(ABORT, 'append-only'); END;
