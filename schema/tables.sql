-- The whole database, as the migrations make it: for reading. A repository test compares the two.
-- Made by `node test/repo/schema-database.ts`; change a migration, never this file.

CREATE TABLE access (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  seq INTEGER NOT NULL,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  purpose TEXT REFERENCES purpose (word),
  fields INTEGER NOT NULL,
  glassId TEXT REFERENCES glass (id),
  PRIMARY KEY (registrationId, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE accountLink (
  officerId TEXT PRIMARY KEY REFERENCES officer (id),
  tokenHash TEXT NOT NULL UNIQUE,
  recovers INTEGER NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE admission (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE adultCode (
  personId TEXT PRIMARY KEY REFERENCES person (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  referenceHash TEXT NOT NULL UNIQUE,
  reference BLOB NOT NULL,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)),
  givenAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE areaFigure (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  scope TEXT NOT NULL,
  cell TEXT NOT NULL,
  kind TEXT NOT NULL,
  base INTEGER NOT NULL,
  shown INTEGER,
  PRIMARY KEY (crisisId, scope, cell, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE areaHour (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  scope TEXT NOT NULL,
  at TEXT NOT NULL,
  areas TEXT NOT NULL CHECK (json_valid(areas)), sheet TEXT CHECK (sheet IS NULL OR json_valid(sheet)),
  PRIMARY KEY (crisisId, scope, at)
) STRICT;

CREATE TABLE attempt (
  door TEXT NOT NULL,
  subject TEXT NOT NULL,
  lastAt TEXT NOT NULL, failures REAL NOT NULL DEFAULT 0,
  PRIMARY KEY (door, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  actId TEXT NOT NULL,
  crisisId TEXT,
  organisationId TEXT,
  targetId TEXT,
  UNIQUE (actor, actId)
) STRICT;

CREATE TABLE auditChain (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, crisisId TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE auditHead (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  crisisId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE challenge (
  hash TEXT PRIMARY KEY,
  officerId TEXT REFERENCES officer (id),
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  about TEXT NOT NULL CHECK (about IN ('organisation', 'platform', 'other')),
  aboutId TEXT REFERENCES organisation (id),
  kind TEXT NOT NULL REFERENCES complaintKind (word),
  state TEXT NOT NULL REFERENCES complaintState (word),
  filedAt TEXT NOT NULL,
  acknowledgeBy TEXT NOT NULL,
  outcomeBy TEXT NOT NULL,
  acknowledgedAt TEXT,
  closedAt TEXT,
  -- Set by the clock once a deadline passed: what was late stays late, also after it was done.
  acknowledgeLateAt TEXT,
  outcomeLateAt TEXT,
  -- Her case, where she ticked that oversight may see it for this complaint; otherwise nothing ties the two.
  registrationId TEXT REFERENCES registration (id),
  referenceHash TEXT NOT NULL UNIQUE,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  keyVersion INTEGER NOT NULL,
  wrappedKey BLOB NOT NULL,
  erasedAt TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  -- The one it is about never reads it, whoever writes this row.
  CHECK (aboutId IS NULL OR aboutId <> organisationId),
  CHECK (erasedAt IS NOT NULL OR (about = 'organisation') = (aboutId IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE complaintKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE complaintSession (
  tokenHash TEXT PRIMARY KEY,
  complaintId TEXT NOT NULL REFERENCES complaint (id),
  startedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE complaintState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE complaintStep (
  complaintId TEXT NOT NULL REFERENCES complaint (id),
  n INTEGER NOT NULL CHECK (n > 0),
  state TEXT NOT NULL REFERENCES complaintState (word),
  at TEXT NOT NULL,
  officerId TEXT REFERENCES officer (id),
  PRIMARY KEY (complaintId, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaintWord (
  id TEXT PRIMARY KEY,
  complaintId TEXT NOT NULL REFERENCES complaint (id),
  at TEXT NOT NULL,
  officerId TEXT REFERENCES officer (id),
  organisationId TEXT REFERENCES organisation (id),
  keyVersion INTEGER,
  enc BLOB,
  sealed BLOB NOT NULL,
  CHECK ((keyVersion IS NULL) = (enc IS NULL) AND (keyVersion IS NULL) = (organisationId IS NULL)),
  FOREIGN KEY (organisationId, keyVersion) REFERENCES organisationKey (organisationId, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  purpose TEXT NOT NULL REFERENCES purpose (word),
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  at TEXT NOT NULL,
  notice TEXT NOT NULL,
  way TEXT REFERENCES consentWay (word), officerId TEXT REFERENCES officer (id), event TEXT REFERENCES consentEvent (word), until TEXT, shown BLOB) STRICT;

CREATE TABLE consentEvent (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE consentHeld (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  purpose TEXT NOT NULL REFERENCES purpose (word),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (registrationId, organisationId, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE consentRefusal (
  registrationId TEXT PRIMARY KEY REFERENCES registration (id),
  at TEXT NOT NULL,
  refused TEXT NOT NULL CHECK (json_valid(refused))
, shown BLOB) STRICT, WITHOUT ROWID;

CREATE TABLE consentUnder (
  series TEXT NOT NULL CHECK (series IN ('consent', 'trace')),
  id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (series, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consentWay (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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
, countedSeq INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE crisisKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE crisisOrganisation (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (crisisId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE danger (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  kind TEXT NOT NULL REFERENCES dangerKind (word),
  cell TEXT CHECK (length(cell) = 15),
  area TEXT CHECK (json_valid(area)),
  state TEXT NOT NULL REFERENCES dangerState (word),
  firstAt TEXT NOT NULL,
  seenAt TEXT NOT NULL,
  until TEXT NOT NULL,
  reports INTEGER NOT NULL DEFAULT 0,
  confirmedAt TEXT,
  confirmedBy TEXT REFERENCES officer (id),
  confirmedIn TEXT REFERENCES organisation (id),
  overAt TEXT,
  overIn TEXT REFERENCES organisation (id),
  publicName TEXT CHECK (json_valid(publicName)),
  -- What stood before the last decision, for whoever made it.
  undoTo TEXT CHECK (json_valid(undoTo)),
  undoFrom TEXT,
  undoIn TEXT REFERENCES organisation (id),
  seq INTEGER NOT NULL,
  -- The last change of what partners read: of what nobody confirmed they learn not even that it changed.
  partnerSeq INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE dangerKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE dangerReport (
  id TEXT PRIMARY KEY,
  dangerId TEXT NOT NULL REFERENCES danger (id),
  organisationId TEXT REFERENCES organisation (id),
  slot TEXT UNIQUE,
  at TEXT NOT NULL,
  seenAt TEXT NOT NULL,
  link BLOB,
  words BLOB,
  CHECK (organisationId IS NULL OR slot IS NULL AND link IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE dangerState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
  actor TEXT NOT NULL,
  actId TEXT NOT NULL,
  bodyHash TEXT NOT NULL,
  reply TEXT NOT NULL,
  at TEXT NOT NULL,
  burnedAt TEXT,
  PRIMARY KEY (actor, actId)
) STRICT, WITHOUT ROWID;

CREATE TABLE demand (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL REFERENCES demandSource (word),
  subject TEXT NOT NULL REFERENCES demandSubject (word),
  -- The day on which it came; its year is the one in which it is counted.
  day TEXT NOT NULL,
  sealed BLOB,
  recordedBy TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE demandAnswer (
  demandId TEXT NOT NULL REFERENCES demand (id),
  n INTEGER NOT NULL CHECK (n > 0),
  answer TEXT NOT NULL REFERENCES demandAnswerWord (word),
  day TEXT NOT NULL,
  answeredBy TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL,
  PRIMARY KEY (demandId, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE demandAnswerWord (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE demandSource (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE demandSubject (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE deskBefore (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  until TEXT NOT NULL,
  PRIMARY KEY (crisisId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE exerciseEvent (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  at TEXT NOT NULL,
  id TEXT NOT NULL,
  act TEXT NOT NULL,
  officerId TEXT,
  input TEXT NOT NULL,
  PRIMARY KEY (crisisId, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE export (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  filter TEXT NOT NULL CHECK (json_valid(filter)),
  groups INTEGER NOT NULL CHECK (groups > 0),
  people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 500),
  purpose TEXT NOT NULL REFERENCES exportPurpose (word),
  why BLOB NOT NULL,
  askedBy TEXT NOT NULL REFERENCES officer (id),
  askedAt TEXT NOT NULL,
  -- Three days after it was asked for, and anew after it was agreed to.
  endsAt TEXT NOT NULL,
  agreed INTEGER CHECK (agreed IN (0, 1)),
  secondBy TEXT REFERENCES officer (id),
  secondAt TEXT,
  -- A lone officer went on without a second one: why, and by when somebody else looks at it.
  alone BLOB,
  aloneAt TEXT,
  reviewBy TEXT,
  reviewedBy TEXT REFERENCES officer (id),
  reviewedAt TEXT,
  found TEXT CHECK (found IN ('right', 'wrong')), counted INTEGER NOT NULL DEFAULT 0,
  CHECK (secondBy IS NULL OR secondBy <> askedBy),
  CHECK (reviewedBy IS NULL OR reviewedBy <> askedBy),
  CHECK ((alone IS NULL) = (reviewBy IS NULL)),
  CHECK ((agreed IS NULL) = (secondBy IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE exportFigure (
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  key TEXT NOT NULL,
  truth INTEGER NOT NULL,
  shown INTEGER,
  PRIMARY KEY (organisationId, crisisId, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE exportPerson (
  exportId TEXT NOT NULL REFERENCES export (id),
  personId TEXT NOT NULL,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  PRIMARY KEY (exportId, personId)
) STRICT, WITHOUT ROWID;

CREATE TABLE exportPurpose (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE figureDay (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  PRIMARY KEY (crisisId, day)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE findSight (
  organisationId TEXT NOT NULL,
  token INTEGER NOT NULL,
  registrationId TEXT NOT NULL,
  PRIMARY KEY (organisationId, token, registrationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE findStale (registrationId TEXT PRIMARY KEY REFERENCES registration (id)) STRICT, WITHOUT ROWID;

CREATE TABLE findTokens (
  registrationId TEXT PRIMARY KEY REFERENCES registration (id),
  tokens TEXT NOT NULL CHECK (json_valid(tokens))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE gateEventKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE glassKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE glassReason (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE guard (problem TEXT NOT NULL) STRICT;

CREATE TABLE headSent (id INTEGER PRIMARY KEY CHECK (id = 1), head INTEGER NOT NULL) STRICT;

CREATE TABLE issuer (
  organisationId TEXT PRIMARY KEY REFERENCES organisation (id),
  url TEXT NOT NULL,
  clientId TEXT NOT NULL,
  secret TEXT,
  setAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE issuerAsk (
  stateHash TEXT PRIMARY KEY,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  browserHash TEXT NOT NULL,
  linkHash TEXT,
  held TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE issuerSubject (
  url TEXT NOT NULL,
  subject TEXT NOT NULL,
  officerId TEXT NOT NULL UNIQUE REFERENCES officer (id),
  boundAt TEXT NOT NULL,
  PRIMARY KEY (url, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE keyPasskey (
  organisationId TEXT NOT NULL,
  version INTEGER NOT NULL,
  passkeyId TEXT NOT NULL,
  officerId TEXT NOT NULL REFERENCES officer (id),
  wrapped TEXT NOT NULL CHECK (json_valid(wrapped)),
  at TEXT NOT NULL,
  PRIMARY KEY (organisationId, version, passkeyId),
  FOREIGN KEY (organisationId, version) REFERENCES organisationKey (organisationId, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE location (
  registrationId TEXT PRIMARY KEY REFERENCES registration (id),
  kind TEXT NOT NULL REFERENCES placeKind (word),
  zoneId TEXT,
  cell TEXT,
  at TEXT NOT NULL,
  sealed BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE look (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  -- A movement's id.
  listId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (registrationId, organisationId, listId)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE measure (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  personId TEXT REFERENCES person (id),
  fromId TEXT REFERENCES organisation (id),
  at TEXT NOT NULL,
  sealed BLOB NOT NULL,
  readAt TEXT,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE messageTo (
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  messageId TEXT NOT NULL REFERENCES message (id),
  readAt TEXT,
  PRIMARY KEY (organisationId, registrationId, messageId)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE movementGate (
  movementId TEXT NOT NULL REFERENCES movement (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (movementId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE movementGateOnce (
  movementId TEXT NOT NULL REFERENCES movement (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (movementId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE movementMode (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE movementSeat (
  movementId TEXT NOT NULL REFERENCES movement (id),
  kind TEXT NOT NULL REFERENCES seatKind (word),
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  PRIMARY KEY (movementId, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE movementShare (
  movementId TEXT NOT NULL REFERENCES movement (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  places INTEGER NOT NULL CHECK (places >= 0),
  until TEXT NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  PRIMARY KEY (movementId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE movementState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE needKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE needState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  keyVersion INTEGER NOT NULL,
  enc BLOB NOT NULL,
  sealed BLOB NOT NULL,
  writtenBy TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL,
  FOREIGN KEY (organisationId, keyVersion) REFERENCES organisationKey (organisationId, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  hash TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('form', 'page', 'journey', 'permit')),
  lang TEXT NOT NULL,
  words TEXT NOT NULL CHECK (json_valid(words)),
  at TEXT NOT NULL
, spot TEXT REFERENCES noticeSpot (word)) STRICT, WITHOUT ROWID;

CREATE TABLE noticeSpot (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE officer (
  id TEXT PRIMARY KEY,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL REFERENCES role (word),
  label TEXT NOT NULL,
  closedAt TEXT
, line TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL REFERENCES organisationKind (word),
  name TEXT NOT NULL CHECK (json_valid(name)),
  country TEXT
, addedBy TEXT, vettedBy TEXT, vettedAt TEXT, wantsCrisisId TEXT, refusedAt TEXT, refusedBy TEXT REFERENCES officer (id), refusal TEXT REFERENCES refusal (word), supervisedAt TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE organisationKey (
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  version INTEGER NOT NULL CHECK (version > 0),
  publicKey TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  wrapped TEXT NOT NULL CHECK (json_valid(wrapped)),
  madeBy TEXT NOT NULL REFERENCES officer (id),
  madeAt TEXT NOT NULL,
  wrappedBy TEXT NOT NULL REFERENCES officer (id),
  wrappedAt TEXT NOT NULL,
  PRIMARY KEY (organisationId, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisationKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE pair (
  act TEXT NOT NULL REFERENCES pairAct (word),
  targetId TEXT NOT NULL,
  organisationId TEXT REFERENCES organisation (id),
  bodyHash TEXT NOT NULL,
  asked TEXT NOT NULL CHECK (json_valid(asked)),
  askedBy TEXT NOT NULL REFERENCES officer (id),
  askedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  PRIMARY KEY (act, targetId)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairAct (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE passengerState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  officerId TEXT NOT NULL REFERENCES officer (id),
  publicKey TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  label TEXT NOT NULL,
  synced INTEGER NOT NULL,
  addedAt TEXT NOT NULL,
  usedAt TEXT,
  closedAt TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE permit (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  personId TEXT NOT NULL REFERENCES person (id),
  authorityId TEXT NOT NULL REFERENCES organisation (id),
  -- Null: the person herself.
  askedBy TEXT REFERENCES organisation (id),
  state TEXT NOT NULL REFERENCES permitState (word),
  ground TEXT NOT NULL REFERENCES permitGround (word),
  askedAt TEXT NOT NULL,
  dueAt TEXT NOT NULL,
  escalatedAt TEXT,
  decidedAt TEXT,
  decidedBy TEXT REFERENCES officer (id),
  objected INTEGER NOT NULL DEFAULT 0 CHECK (objected IN (0, 1)),
  sealed BLOB NOT NULL,
  words BLOB,
  reason BLOB,
  credential BLOB,
  -- Where the status list says whether it still holds; drawn at random, so that it tells nothing of order.
  listIndex INTEGER,
  expiresAt TEXT,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
, documentHash TEXT CHECK (length(documentHash) IN (0, 64))) STRICT, WITHOUT ROWID;

CREATE TABLE permitGround (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE permitState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  position INTEGER NOT NULL,
  sealed BLOB NOT NULL
, told BLOB) STRICT, WITHOUT ROWID;

CREATE TABLE pinAsk (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  askedBy TEXT NOT NULL REFERENCES officer (id),
  askedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  PRIMARY KEY (registrationId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE placeKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE publicFigure (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  key TEXT NOT NULL,
  day TEXT NOT NULL,
  shown INTEGER,
  PRIMARY KEY (crisisId, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE publication (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE purpose (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE recovery (
  officerId TEXT NOT NULL REFERENCES officer (id),
  approverId TEXT NOT NULL REFERENCES officer (id),
  expiresAt TEXT NOT NULL,
  PRIMARY KEY (officerId, approverId)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE referralReason (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE referralState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE refusal (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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
, erasureAskedAt TEXT, erasureAt TEXT, erasedAt TEXT, heardAt TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE registrationState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE reserved (
  referenceHash TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  officerId TEXT NOT NULL REFERENCES officer (id),
  at TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE retention (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  kind TEXT NOT NULL REFERENCES retentionKind (word),
  days INTEGER NOT NULL CHECK (days > 0),
  setBy TEXT NOT NULL REFERENCES officer (id),
  setAt TEXT NOT NULL,
  PRIMARY KEY (crisisId, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE retentionKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE revokedPlace (country TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (country, place)) STRICT, WITHOUT ROWID;

CREATE TABLE rightEnded (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('stop', 'token', 'passkey', 'subject', 'permit', 'export')),
  name TEXT NOT NULL,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  at TEXT NOT NULL,
  by TEXT,
  country TEXT,
  place INTEGER
) STRICT;

CREATE TABLE role (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE seatKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE seatState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  tokenHash TEXT PRIMARY KEY,
  officerId TEXT REFERENCES officer (id),
  registrationId TEXT,
  startedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL, personId TEXT, way TEXT REFERENCES signInWay (word), usedAt TEXT, passkeyId TEXT,
  CHECK ((officerId IS NULL) <> (registrationId IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE severity (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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
  seq INTEGER NOT NULL, unread INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  PRIMARY KEY (organisationId, registrationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE signInLink (
  tokenHash TEXT PRIMARY KEY,
  officerId TEXT NOT NULL REFERENCES officer (id),
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signInWay (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE smsIn (
  idHash TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE smsKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE smsNumber (
  numberHash TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  stoppedAt TEXT,
  sealed BLOB,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE smsOut (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL REFERENCES smsKind (word),
  registrationId TEXT REFERENCES registration (id),
  numberHash TEXT NOT NULL,
  sealed BLOB,
  ends BLOB,
  state TEXT NOT NULL REFERENCES smsState (word),
  at TEXT NOT NULL,
  queuedAt TEXT NOT NULL,
  dueAt TEXT NOT NULL,
  changedAt TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  claim TEXT,
  claimUntil TEXT
) STRICT;

CREATE TABLE smsState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE stillAsked (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  kind TEXT NOT NULL CHECK (kind IN ('consent', 'registration')),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  until TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (registrationId, kind)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE sweep (
  crisisId TEXT NOT NULL,
  kind TEXT NOT NULL REFERENCES retentionKind (word),
  day TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  at TEXT NOT NULL,
  PRIMARY KEY (crisisId, kind, day)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE tallyLevel (level INTEGER PRIMARY KEY) STRICT;

CREATE TABLE token (
  id TEXT PRIMARY KEY,
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  layer TEXT NOT NULL REFERENCES tokenLayer (word),
  label TEXT NOT NULL,
  tokenHash TEXT NOT NULL UNIQUE,
  madeBy TEXT NOT NULL REFERENCES officer (id),
  madeAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  revokedAt TEXT,
  usedAt TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE tokenLayer (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE traceBlock (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  askerHash TEXT NOT NULL,
  PRIMARY KEY (registrationId, speakerId, askerHash)
) STRICT, WITHOUT ROWID;

CREATE TABLE traceConsent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  event TEXT NOT NULL REFERENCES consentEvent (word),
  given INTEGER NOT NULL CHECK (given IN (0, 1) AND given = (event IN ('given', 'renewed'))),
  at TEXT NOT NULL,
  until TEXT,
  lang TEXT NOT NULL,
  noticeHash TEXT REFERENCES notice (hash)
) STRICT;

CREATE TABLE traceHeld (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (registrationId, speakerId)
) STRICT, WITHOUT ROWID;

CREATE TABLE traceStale (registrationId TEXT PRIMARY KEY REFERENCES registration (id)) STRICT, WITHOUT ROWID;

CREATE TABLE traceToken (
  crisisId TEXT NOT NULL,
  token INTEGER NOT NULL,
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  PRIMARY KEY (crisisId, token, registrationId, speakerId)
) STRICT, WITHOUT ROWID;

CREATE TABLE tracing (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  referenceHash TEXT NOT NULL UNIQUE,
  pinSalt BLOB NOT NULL,
  pinHash BLOB NOT NULL,
  keyVersion INTEGER NOT NULL,
  wrappedKey BLOB NOT NULL,
  sealed BLOB NOT NULL,
  askerHash TEXT,
  openedAt TEXT NOT NULL,
  visitedAt TEXT NOT NULL,
  due INTEGER NOT NULL DEFAULT 1 CHECK (due IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE tracingMatch (
  id TEXT PRIMARY KEY,
  tracingId TEXT NOT NULL REFERENCES tracing (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  speakerId TEXT NOT NULL,
  personId TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'refused', 'blocked', 'unknown')),
  at TEXT NOT NULL,
  sealed BLOB,
  answeredAt TEXT,
  readAt TEXT,
  UNIQUE (tracingId, registrationId, speakerId),
  CHECK ((state = 'answered') = (sealed IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE tracingSession (
  tokenHash TEXT PRIMARY KEY,
  tracingId TEXT NOT NULL REFERENCES tracing (id),
  startedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tracingToken (
  crisisId TEXT NOT NULL,
  token INTEGER NOT NULL,
  tracingId TEXT NOT NULL REFERENCES tracing (id),
  PRIMARY KEY (crisisId, token, tracingId)
) STRICT, WITHOUT ROWID;

CREATE TABLE unseated (
  movementId TEXT NOT NULL REFERENCES movement (id),
  registrationId TEXT NOT NULL REFERENCES registration (id),
  at TEXT NOT NULL,
  ending TEXT NOT NULL CHECK (ending IN ('answer', 'officer', 'cancelled')),
  reason BLOB,
  PRIMARY KEY (movementId, registrationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE unsight (
  organisationId TEXT NOT NULL,
  registrationId TEXT NOT NULL,
  crisisId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (organisationId, registrationId)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiver (
  id TEXT PRIMARY KEY,
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  authorityId TEXT NOT NULL REFERENCES organisation (id),
  fromAt TEXT NOT NULL,
  untilAt TEXT NOT NULL,
  words TEXT NOT NULL CHECK (json_valid(words)),
  endedAt TEXT,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

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
, area TEXT CHECK (area IS NULL OR json_valid(area))) STRICT, WITHOUT ROWID;

CREATE TABLE zoneFigure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  zoneId TEXT NOT NULL REFERENCES zone (id),
  measure TEXT NOT NULL REFERENCES measure (word),
  value INTEGER NOT NULL CHECK (value >= 0),
  at TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE zoneKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE zoneState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE INDEX accessBySeq ON access (seq);

CREATE INDEX adultCodeByRegistration ON adultCode (registrationId);

CREATE INDEX alertByCrisis ON alert (crisisId, seq);

CREATE INDEX alertById ON alert (crisisId, id);

CREATE INDEX attemptByAge ON attempt (lastAt);

CREATE INDEX auditByCrisis ON audit (crisisId, seq);

CREATE INDEX auditByTarget ON audit (targetId, seq) WHERE targetId IS NOT NULL;

CREATE INDEX auditChainByCrisis ON auditChain (crisisId, seq);

CREATE INDEX auditHeadByCrisis ON auditHead (crisisId, seq);

CREATE INDEX auditOfNoCrisis ON audit (seq) WHERE crisisId IS NULL;

CREATE INDEX auditOfOrganisation ON audit (organisationId, seq) WHERE crisisId IS NULL;

CREATE INDEX auditPinReset ON audit (crisisId, seq)
  WHERE act IN ('registration.resetPin', 'registration.resetPinAlone');

CREATE INDEX challengeByAge ON challenge (expiresAt);

CREATE INDEX complaintByCrisis ON complaint (crisisId, state);

CREATE INDEX complaintByKey ON complaint (keyVersion);

CREATE INDEX complaintByReader ON complaint (organisationId, crisisId, state);

CREATE INDEX complaintByRegistration ON complaint (registrationId) WHERE registrationId IS NOT NULL;

CREATE INDEX complaintSessionByAge ON complaintSession (expiresAt);

CREATE INDEX complaintSessionByComplaint ON complaintSession (complaintId);

CREATE INDEX complaintWordByComplaint ON complaintWord (complaintId, at);

CREATE INDEX consentByRegistration ON consent (registrationId, organisationId, purpose, id);

CREATE INDEX consentByTaken ON consent (organisationId, id) WHERE given = 0;

CREATE INDEX consentHeldByEnd ON consentHeld (crisisId, until);

CREATE INDEX consentUnderBySeq ON consentUnder (seq, series, id);

CREATE INDEX crisisByOrganisation ON crisisOrganisation (organisationId, crisisId);

CREATE INDEX dangerByCrisis ON danger (crisisId, seq);

CREATE INDEX dangerByState ON danger (crisisId, state, until);

CREATE UNIQUE INDEX dangerOfSquare ON danger (crisisId, kind, cell)
  WHERE cell IS NOT NULL AND area IS NULL AND state IN ('reported', 'confirmed');

CREATE INDEX dangerReportOf ON dangerReport (dangerId);

CREATE INDEX deliveryByAge ON delivery (at);

CREATE INDEX demandByDay ON demand (day, id);

CREATE INDEX demandWithWords ON demand (day) WHERE sealed IS NOT NULL;

CREATE INDEX exportByAsker ON export (askedBy, crisisId, askedAt);

CREATE INDEX exportByOrganisation ON export (organisationId, crisisId, askedAt);

CREATE INDEX exportByReview ON export (crisisId, reviewBy) WHERE reviewBy IS NOT NULL;

CREATE INDEX exportPersonByRegistration ON exportPerson (registrationId);

CREATE INDEX gateEventByGate ON gateEvent (gateId, movementId, cti) WHERE kind = 'boarded';

CREATE INDEX gateEventByPass ON gateEvent (movementId, cti, kind, at);

CREATE INDEX glassByCrisis ON glass (crisisId, dueAt, id);

CREATE INDEX glassByOfficer ON glass (officerId, targetId, until);

CREATE INDEX glassByTarget ON glass (targetId);

CREATE INDEX glassWithWords ON glass (crisisId, reviewedAt) WHERE words IS NOT NULL AND reviewedAt IS NOT NULL;

CREATE INDEX issuerAskByAge ON issuerAsk (expiresAt);

CREATE INDEX keyPasskeyByPasskey ON keyPasskey (passkeyId);

CREATE INDEX locationByExactAge ON location (at) WHERE sealed IS NOT NULL OR zoneId IS NOT NULL;

CREATE INDEX messageByRegistration ON message (registrationId, seq);

CREATE INDEX messageByTime ON message (at);

CREATE INDEX messageToByMessage ON messageTo (messageId);

CREATE INDEX movementBySeq ON movement (crisisId, seq);

CREATE INDEX movementByTime ON movement (crisisId, leavesAt, id);

CREATE INDEX movementShareByOrganisation ON movementShare (organisationId, movementId);

CREATE INDEX needByRegistration ON need (registrationId);

CREATE INDEX noteByCase ON note (registrationId, organisationId, at);

CREATE INDEX passengerByRegistration ON passenger (registrationId);

CREATE INDEX passengerWaiting ON passenger (movementId, registrationId) WHERE state = 'waiting';

CREATE INDEX passkeyByOfficer ON passkey (officerId);

CREATE UNIQUE INDEX permitAskedOnce ON permit (personId, authorityId) WHERE state IN ('asked', 'more-needed');

CREATE INDEX permitByDocument ON permit (authorityId, crisisId, documentHash) WHERE documentHash > '';

CREATE INDEX permitByDue ON permit (authorityId, crisisId, state, dueAt, id);

CREATE INDEX permitByRegistration ON permit (registrationId);

CREATE INDEX permitBySeq ON permit (crisisId, seq);

CREATE UNIQUE INDEX permitListed ON permit (authorityId, listIndex) WHERE listIndex IS NOT NULL;

CREATE INDEX permitOverdue ON permit (crisisId, dueAt) WHERE state = 'asked' AND escalatedAt IS NULL;

CREATE INDEX permitRevoked ON permit (authorityId, listIndex) WHERE state = 'revoked';

CREATE INDEX permitToHash ON permit (id) WHERE documentHash IS NULL;

CREATE INDEX personByRegistration ON person (registrationId, position);

CREATE INDEX referralByDue ON referral (crisisId, dueAt) WHERE state = 'offered';

CREATE INDEX referralByHolder ON referral (toId, registrationId) WHERE state = 'accepted';

CREATE INDEX referralByNeed ON referral (needId);

CREATE INDEX referralByRegistration ON referral (registrationId);

CREATE INDEX referralFrom ON referral (fromId, crisisId, seq);

CREATE UNIQUE INDEX referralHeld ON referral (needId) WHERE state = 'accepted';

CREATE UNIQUE INDEX referralOffered ON referral (needId, toId) WHERE state = 'offered';

CREATE INDEX referralOver ON referral (seq) WHERE endedAt IS NOT NULL;

CREATE INDEX referralTo ON referral (toId, crisisId, seq);

CREATE INDEX registrationByErasure ON registration (erasureAt) WHERE erasureAt IS NOT NULL AND erasedAt IS NULL;

CREATE INDEX registrationByFinePlace ON registration (crisisId, locatedAt) WHERE length(cell) > 10;

CREATE INDEX registrationByKey ON registration (keyVersion);

CREATE INDEX registrationByPlace ON registration (crisisId, locatedAt) WHERE cell IS NOT NULL;

CREATE INDEX registrationByPlaceAge ON registration (locatedAt) WHERE locatedAt IS NOT NULL;

CREATE INDEX registrationBySign ON registration (crisisId, aliveAt) WHERE erasureAt IS NULL;

CREATE INDEX reservedByAge ON reserved (expiresAt);

CREATE INDEX rightEndedByName ON rightEnded (kind, name, id);

CREATE INDEX seatByPerson ON seat (personId) WHERE live = 1;

CREATE INDEX seatByRegistration ON seat (registrationId);

CREATE INDEX sessionByAge ON session (expiresAt);

CREATE INDEX sessionByOfficer ON session (officerId) WHERE officerId IS NOT NULL;

CREATE INDEX sessionByRegistration ON session (registrationId) WHERE registrationId IS NOT NULL;

CREATE INDEX sightByCell ON sight (organisationId, crisisId, state, urgency, cell, needs, people);

CREATE INDEX sightByPaper ON sight (organisationId, crisisId, registrationId)
WHERE audience = 'responder' AND needs & 64 <> 0;

CREATE INDEX sightByQueue ON sight (organisationId, crisisId, state, urgency, openedAt, registrationId, needs);

CREATE INDEX sightByRegistration ON sight (registrationId);

CREATE INDEX sightBySeq ON sight (organisationId, seq);

CREATE INDEX smsInByTime ON smsIn (at);

CREATE INDEX smsNumberByEnd ON smsNumber (until);

CREATE INDEX smsOutByChange ON smsOut (changedAt);

CREATE INDEX smsOutByClaim ON smsOut (claim) WHERE claim IS NOT NULL;

CREATE INDEX smsOutByNumber ON smsOut (numberHash) WHERE state = 'queued';

CREATE INDEX smsOutByRegistration ON smsOut (registrationId, seq) WHERE registrationId IS NOT NULL;

CREATE INDEX smsOutDue ON smsOut (dueAt) WHERE state = 'queued';

CREATE INDEX splitByRegistration ON split (registrationId);

CREATE INDEX stillAskedByEnd ON stillAsked (crisisId, kind, until);

CREATE INDEX stopBySeq ON stop (crisisId, organisationId, seq);

CREATE UNIQUE INDEX stopNow ON stop (organisationId, crisisId) WHERE liftedAt IS NULL;

CREATE INDEX tokenByOrganisation ON token (organisationId, crisisId, madeAt, id);

CREATE INDEX traceConsentByRegistration ON traceConsent (registrationId, speakerId, id);

CREATE INDEX traceHeldByEnd ON traceHeld (crisisId, until);

CREATE INDEX traceTokenByRegistration ON traceToken (registrationId);

CREATE INDEX tracingByAsker ON tracing (askerHash) WHERE askerHash IS NOT NULL;

CREATE INDEX tracingByKey ON tracing (keyVersion);

CREATE INDEX tracingByVisit ON tracing (crisisId, visitedAt);

CREATE INDEX tracingDue ON tracing (crisisId, openedAt) WHERE due = 1;

CREATE INDEX tracingMatchByPerson ON tracingMatch (registrationId, speakerId, state);

CREATE INDEX tracingSessionByAge ON tracingSession (expiresAt);

CREATE INDEX tracingSessionByRequest ON tracingSession (tracingId);

CREATE INDEX tracingTokenByRequest ON tracingToken (tracingId);

CREATE INDEX unseatedByRegistration ON unseated (registrationId);

CREATE INDEX unsightBySeq ON unsight (organisationId, seq);

CREATE INDEX waiverByCrisis ON waiver (crisisId, untilAt);

CREATE INDEX zoneByCrisis ON zone (crisisId, seq);

CREATE INDEX zoneById ON zone (crisisId, id);

CREATE INDEX zoneFigureByZone ON zoneFigure (zoneId, at);

CREATE VIEW consentNow AS
  SELECT registrationId, organisationId, purpose,
    iif(EXISTS (SELECT 1 FROM registration r WHERE r.id = registrationId AND r.erasureAt IS NOT NULL), 0, given) AS given,
    at, max(id) AS id
  FROM consent GROUP BY registrationId, organisationId, purpose;

CREATE VIEW heldNeed AS
  SELECT f.toId AS organisationId, f.registrationId, n.id, n.urgency, n.bit FROM referral f JOIN need n ON n.id = f.needId
  WHERE f.state = 'accepted' AND n.state IN ('open', 'assigned');

CREATE TRIGGER accessIsKept BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER accessIsNeverDeleted BEFORE DELETE ON access
WHEN NOT EXISTS (SELECT 1 FROM registration WHERE id = OLD.registrationId AND erasedAt IS NOT NULL) AND NOT EXISTS (
  SELECT 1 FROM audit s JOIN audit a ON a.seq = OLD.seq
  WHERE s.seq = (SELECT max(seq) FROM audit) AND s.act = 'retention.sweep' AND julianday(s.at) - julianday(a.at) >= 90
) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER adultCodeIsNew BEFORE INSERT ON adultCode BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM registration WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER adultCodeIsNoTracings BEFORE INSERT ON adultCode BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM tracing WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER adultCodeIsNotOnPaper BEFORE INSERT ON adultCode BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM reserved WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER aliveAnswers AFTER UPDATE OF aliveAt ON registration WHEN OLD.aliveAt IS NOT NEW.aliveAt BEGIN
  DELETE FROM stillAsked WHERE registrationId = NEW.id AND kind = 'registration';
END;

CREATE TRIGGER areaHourIsKept BEFORE UPDATE ON areaHour BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER askerLeaves AFTER UPDATE OF organisationId, role, closedAt ON officer BEGIN
  DELETE FROM pair WHERE askedBy = NEW.id;
END;

CREATE TRIGGER auditChainIsKept BEFORE UPDATE ON auditChain BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER auditChainIsNeverDeleted BEFORE DELETE ON auditChain BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER auditHeadIsKept BEFORE UPDATE ON auditHead BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER auditHeadIsNeverDeleted BEFORE DELETE ON auditHead BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER auditIsKept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER auditIsNeverDeleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER complaintAboutIsFixed BEFORE UPDATE OF aboutId ON complaint
WHEN NEW.aboutId IS NOT OLD.aboutId AND NEW.erasedAt IS NULL BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER complaintIsErased AFTER UPDATE OF erasedAt ON complaint
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM complaintWord WHERE complaintId = NEW.id;
  DELETE FROM complaintStep WHERE complaintId = NEW.id;
  DELETE FROM complaintSession WHERE complaintId = NEW.id;
END;

CREATE TRIGGER complaintIsFixed BEFORE UPDATE OF id, crisisId, organisationId, about, kind, filedAt, acknowledgeBy, outcomeBy ON complaint BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER complaintIsNeverDeleted BEFORE DELETE ON complaint BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER complaintMakesItsStep AFTER INSERT ON complaint BEGIN
  INSERT INTO complaintStep VALUES (NEW.id, 1, NEW.state, NEW.filedAt, NULL);
END;

CREATE TRIGGER complaintStaysClosed BEFORE UPDATE OF state ON complaint
WHEN OLD.state <> NEW.state AND OLD.state NOT IN ('received', 'looking') BEGIN
  SELECT RAISE(ABORT, 'transition-impossible');
END;

CREATE TRIGGER complaintStepIsKept BEFORE UPDATE ON complaintStep BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER complaintWordIsKept BEFORE UPDATE ON complaintWord BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER consentDecidesHash AFTER INSERT ON consent WHEN NEW.purpose = 'permit' BEGIN
  UPDATE permit SET documentHash = iif(NEW.given = 1 AND state <> 'withdrawn', NULL, '')
  WHERE registrationId = NEW.registrationId AND authorityId = NEW.organisationId;
END;

CREATE TRIGGER consentDecidesPermit AFTER INSERT ON consent WHEN NEW.purpose = 'permit' AND NEW.given = 0 BEGIN
  UPDATE permit SET state = 'withdrawn', version = version + 1, seq = (SELECT max(seq) FROM audit)
  WHERE registrationId = NEW.registrationId AND authorityId = NEW.organisationId AND state IN ('asked', 'more-needed');
END;

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

CREATE TRIGGER consentEventFits BEFORE INSERT ON consent
WHEN NEW.event IS NOT NULL AND (NEW.event IN ('given', 'renewed')) <> (NEW.given = 1) BEGIN
  SELECT RAISE(ABORT, 'not-allowed');
END;

CREATE TRIGGER consentHolds AFTER INSERT ON consent WHEN NEW.given = 1 BEGIN
  INSERT INTO consentHeld
    SELECT NEW.registrationId, NEW.organisationId, NEW.purpose, r.crisisId, NEW.at,
      ifnull(NEW.until, strftime('%Y-%m-%dT%H:%M:%fZ', NEW.at, '+90 days'))
    FROM registration r WHERE r.id = NEW.registrationId
    ON CONFLICT DO UPDATE SET since = excluded.since, until = excluded.until;
  DELETE FROM stillAsked WHERE registrationId = NEW.registrationId AND kind = 'consent';
END;

CREATE TRIGGER consentHoldsNoMore AFTER INSERT ON consent WHEN NEW.given = 0 BEGIN
  DELETE FROM consentHeld
  WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId AND purpose = NEW.purpose;
END;

CREATE TRIGGER consentIsKept BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER consentIsNeverDeleted BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER consentNamesItsTaker BEFORE INSERT ON consent
WHEN (NEW.way IN ('in-person', 'phone', 'paper') AND NEW.officerId IS NULL) OR (NEW.way IS NULL AND NEW.officerId IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'not-allowed');
END;

CREATE TRIGGER consentRefusalIsKept BEFORE UPDATE ON consentRefusal BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER consentRefusalIsNeverDeleted BEFORE DELETE ON consentRefusal BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER consentStandsUnder AFTER INSERT ON consent BEGIN
  INSERT INTO consentUnder VALUES ('consent', NEW.id, (SELECT ifnull(max(seq), 0) FROM audit));
END;

CREATE TRIGGER consentTouchesMovement AFTER INSERT ON consent WHEN NEW.purpose IN ('help', 'travel') BEGIN
  UPDATE movement SET seq = (SELECT max(seq) FROM audit)
  WHERE id IN (SELECT movementId FROM passenger WHERE registrationId = NEW.registrationId);
END;

CREATE TRIGGER consentUnderIsKept BEFORE UPDATE ON consentUnder BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER consentUnderIsNeverDeleted BEFORE DELETE ON consentUnder BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER demandAnswerIsKept BEFORE UPDATE ON demandAnswer BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER demandAnswerIsNeverDeleted BEFORE DELETE ON demandAnswer BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER demandIsKept BEFORE UPDATE ON demand
WHEN NEW.id IS NOT OLD.id OR NEW.source IS NOT OLD.source OR NEW.subject IS NOT OLD.subject OR NEW.day IS NOT OLD.day
  OR NEW.recordedBy IS NOT OLD.recordedBy OR NEW.at IS NOT OLD.at OR OLD.sealed IS NULL
  OR (NEW.sealed IS NULL AND ifnull(
    (SELECT answer FROM demandAnswer WHERE demandId = OLD.id ORDER BY n DESC LIMIT 1), 'pending') = 'pending')
  OR (NEW.sealed IS NOT NULL AND hex(substr(NEW.sealed, 1, 2)) <= hex(substr(OLD.sealed, 1, 2))) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER demandIsNeverDeleted BEFORE DELETE ON demand BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER erasedStaysErased BEFORE UPDATE ON registration WHEN OLD.erasedAt IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER erasureCancelsSms AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NULL AND NEW.erasureAt IS NOT NULL BEGIN
  UPDATE smsOut SET state = 'cancelled' WHERE registrationId = NEW.id AND state = 'queued' AND kind = 'news';
END;

CREATE TRIGGER erasureCutsHash AFTER UPDATE OF erasureAt, erasedAt ON registration
WHEN (NEW.erasureAt IS NOT NULL AND OLD.erasureAt IS NULL) OR (NEW.erasedAt IS NOT NULL AND OLD.erasedAt IS NULL) BEGIN
  UPDATE permit SET documentHash = '' WHERE registrationId = NEW.id;
END;

CREATE TRIGGER erasureCutsSight AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NULL AND NEW.erasureAt IS NOT NULL BEGIN
  DELETE FROM sight WHERE registrationId = NEW.id;
END;

CREATE TRIGGER erasureDeletesSms AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM smsOut WHERE registrationId = NEW.id;
END;

CREATE TRIGGER erasureForgetsExportsAndNotes AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM exportPerson WHERE registrationId = NEW.id;
  DELETE FROM note WHERE registrationId = NEW.id;
END;

CREATE TRIGGER erasureForgetsReasons AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  UPDATE glass SET words = NULL WHERE targetId = NEW.id;
END;

CREATE TRIGGER erasureForgetsWhoComplained AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  UPDATE complaint SET registrationId = NULL WHERE registrationId = NEW.id;
END;

CREATE TRIGGER exportFoundWrongIsRemembered AFTER UPDATE OF found ON export WHEN OLD.found IS NULL AND NEW.found = 'wrong' BEGIN
  INSERT INTO rightEnded (kind, name, ended, at, by) VALUES ('export', NEW.id, 1, ifnull(NEW.reviewedAt, NEW.askedAt), NEW.reviewedBy);
END;

CREATE TRIGGER exportIsAnsweredOnce BEFORE UPDATE ON export
WHEN (OLD.agreed IS NOT NULL AND NEW.agreed IS NOT OLD.agreed) OR (OLD.found IS NOT NULL AND NEW.found IS NOT OLD.found)
  OR (NEW.why IS NOT OLD.why AND hex(substr(NEW.why, 1, 2)) <= hex(substr(OLD.why, 1, 2)) AND (
    NEW.why <> x'' OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = (SELECT max(seq) FROM audit) AND act = 'retention.sweep')))
  OR (OLD.alone IS NOT NULL AND NEW.alone IS NOT OLD.alone
    AND (NEW.alone IS NULL OR hex(substr(NEW.alone, 1, 2)) <= hex(substr(OLD.alone, 1, 2)))
    AND (NEW.alone IS NOT x'' OR OLD.found IS NULL
      OR NOT EXISTS (SELECT 1 FROM audit WHERE seq = (SELECT max(seq) FROM audit) AND act = 'retention.sweep'))) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER exportIsCountedOnce BEFORE UPDATE OF counted ON export WHEN OLD.counted > 0 BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER exportIsFixed BEFORE UPDATE OF id, crisisId, organisationId, filter, groups, people, purpose, askedBy, askedAt ON export BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER exportIsKept BEFORE DELETE ON export BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER exportRefusalIsRemembered AFTER UPDATE OF agreed ON export WHEN OLD.agreed IS NULL AND NEW.agreed = 0 BEGIN
  INSERT INTO rightEnded (kind, name, ended, at, by) VALUES ('export', NEW.id, 1, ifnull(NEW.secondAt, NEW.askedAt), NEW.secondBy);
END;

CREATE TRIGGER findNumberChanged AFTER UPDATE OF sealed ON registration BEGIN
  DELETE FROM findTokens WHERE registrationId = NEW.id;
END;

CREATE TRIGGER findPersonChanged AFTER UPDATE OF sealed ON person BEGIN
  DELETE FROM findTokens WHERE registrationId = NEW.registrationId;
END;

CREATE TRIGGER findPersonGone AFTER DELETE ON person BEGIN
  DELETE FROM findTokens WHERE registrationId = OLD.registrationId;
END;

CREATE TRIGGER findPersonMade AFTER INSERT ON person BEGIN
  DELETE FROM findTokens WHERE registrationId = NEW.registrationId;
END;

CREATE TRIGGER findSightChanged AFTER UPDATE OF audience ON sight WHEN OLD.audience <> NEW.audience BEGIN
  DELETE FROM findSight WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId
    AND token IN (SELECT t.value FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = NEW.registrationId);
  INSERT OR IGNORE INTO findSight SELECT NEW.organisationId, t.value, NEW.registrationId
    FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = NEW.registrationId AND NEW.audience = 'responder';
END;

CREATE TRIGGER findSightGone AFTER DELETE ON sight WHEN OLD.audience = 'responder' BEGIN
  DELETE FROM findSight WHERE organisationId = OLD.organisationId AND registrationId = OLD.registrationId
    AND token IN (SELECT t.value FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = OLD.registrationId);
END;

CREATE TRIGGER findSightMade AFTER INSERT ON sight WHEN NEW.audience = 'responder' BEGIN
  INSERT OR IGNORE INTO findSight SELECT NEW.organisationId, t.value, NEW.registrationId
    FROM findTokens f, json_each(f.tokens) t WHERE f.registrationId = NEW.registrationId;
END;

CREATE TRIGGER findTokensGone AFTER DELETE ON findTokens BEGIN
  DELETE FROM findSight WHERE registrationId = OLD.registrationId
    AND organisationId IN (SELECT organisationId FROM sight WHERE registrationId = OLD.registrationId)
    AND token IN (SELECT value FROM json_each(OLD.tokens));
  INSERT OR IGNORE INTO findStale SELECT id FROM registration WHERE id = OLD.registrationId AND erasedAt IS NULL;
END;

CREATE TRIGGER findTokensMade AFTER INSERT ON findTokens BEGIN
  DELETE FROM findStale WHERE registrationId = NEW.registrationId;
  INSERT OR IGNORE INTO findSight SELECT s.organisationId, t.value, NEW.registrationId
    FROM sight s, json_each(NEW.tokens) t WHERE s.registrationId = NEW.registrationId AND s.audience = 'responder';
END;

CREATE TRIGGER gateEventIsKept BEFORE UPDATE ON gateEvent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER gateEventIsNeverDeleted BEFORE DELETE ON gateEvent WHEN NOT EXISTS (
  SELECT 1 FROM movement WHERE id = OLD.movementId AND state IN ('closed', 'cancelled')
) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER glassIsKept BEFORE UPDATE OF id, crisisId, organisationId, officerId, kind, act, targetId, reason, at, until, dueAt ON glass BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER glassIsNeverDeleted BEFORE DELETE ON glass BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER glassIsReviewed BEFORE UPDATE OF reviewedBy, reviewedAt ON glass BEGIN
  SELECT RAISE(ABORT, 'append-only') WHERE OLD.reviewedBy IS NOT NULL;
  SELECT RAISE(ABORT, 'second-officer-needed') WHERE NEW.reviewedBy = OLD.officerId;
END;

CREATE TRIGGER glassWordsWait BEFORE UPDATE OF words ON glass
WHEN NEW.words IS NULL AND OLD.words IS NOT NULL AND OLD.reviewedAt IS NULL
  AND NOT EXISTS (SELECT 1 FROM registration WHERE id = OLD.targetId AND erasedAt IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER guardRaises BEFORE INSERT ON guard BEGIN
  SELECT RAISE(ABORT, NEW.problem);
END;

CREATE TRIGGER heardAnswers AFTER UPDATE OF heardAt ON registration WHEN OLD.heardAt IS NOT NEW.heardAt BEGIN
  DELETE FROM stillAsked WHERE registrationId = NEW.id AND kind = 'registration';
END;

CREATE TRIGGER helpEndsRefer AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'help' BEGIN
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
    SELECT c.registrationId, c.organisationId, 'refer', 0, NEW.at, c.notice, NEW.event, c.shown
    FROM consent c WHERE c.given = 1 AND c.id = (
      SELECT max(id) FROM consent
      WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId AND purpose = 'refer'
    );
END;

CREATE TRIGGER holdEndsReferral AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'hold' BEGIN
  UPDATE referral SET state = iif(NEW.event = 'revoked', 'returned', 'ended'), endedAt = NEW.at, version = version + 1,
    seq = (SELECT max(seq) FROM audit),
    reason = CASE NEW.event WHEN 'expired' THEN 'consent-expired' WHEN 'revoked' THEN 'other' ELSE 'consent-ended' END
  WHERE registrationId = NEW.registrationId AND toId = NEW.organisationId AND state = 'accepted';
END;

CREATE TRIGGER keepingRestoresHash AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NOT NULL AND NEW.erasureAt IS NULL AND NEW.erasedAt IS NULL BEGIN
  UPDATE permit SET documentHash = NULL WHERE registrationId = NEW.id AND state <> 'withdrawn'
    AND (SELECT c.given FROM consent c WHERE c.registrationId = NEW.id AND c.organisationId = permit.authorityId
      AND c.purpose = 'permit' ORDER BY c.id DESC LIMIT 1) = 1;
END;

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

CREATE TRIGGER locationChanged AFTER UPDATE ON location BEGIN
  UPDATE registration SET cell = NEW.cell, locatedAt = NEW.at
  WHERE id = NEW.registrationId AND (cell IS NOT NEW.cell OR locatedAt IS NOT NEW.at);
END;

CREATE TRIGGER locationGone AFTER DELETE ON location BEGIN
  UPDATE registration SET cell = NULL, locatedAt = NULL WHERE id = OLD.registrationId;
END;

CREATE TRIGGER locationMade AFTER INSERT ON location BEGIN
  UPDATE registration SET cell = NEW.cell, locatedAt = NEW.at
  WHERE id = NEW.registrationId AND (cell IS NOT NEW.cell OR locatedAt IS NOT NEW.at);
END;

CREATE TRIGGER manifestIsKept BEFORE UPDATE ON manifestVersion BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER manifestIsNeverDeleted BEFORE DELETE ON manifestVersion BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER messageIsRead AFTER UPDATE OF readAt ON messageTo WHEN OLD.readAt IS NULL AND NEW.readAt IS NOT NULL BEGIN
  UPDATE sight SET unread = unread - 1, seq = (SELECT max(seq) FROM audit)
  WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;

CREATE TRIGGER messageReaches AFTER INSERT ON messageTo BEGIN
  UPDATE sight SET unread = unread + (NEW.readAt IS NULL), seq = (SELECT max(seq) FROM audit)
  WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;

CREATE TRIGGER movementGateWasNamed AFTER DELETE ON movementGate BEGIN
  INSERT INTO movementGateOnce VALUES (OLD.movementId, OLD.organisationId) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER needChanged AFTER UPDATE ON need BEGIN
  UPDATE registration SET (urgency, needs) = (
    SELECT ifnull(min(urgency), 3), ifnull(sum(DISTINCT 1 << bit), 0) FROM need
    WHERE registrationId = NEW.registrationId AND state IN ('open', 'assigned')
  ) WHERE id = NEW.registrationId;
END;

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

CREATE TRIGGER needMade AFTER INSERT ON need BEGIN
  UPDATE registration SET (urgency, needs) = (
    SELECT ifnull(min(urgency), 3), ifnull(sum(DISTINCT 1 << bit), 0) FROM need
    WHERE registrationId = NEW.registrationId AND state IN ('open', 'assigned')
  ) WHERE id = NEW.registrationId;
END;

CREATE TRIGGER noteIsKept BEFORE UPDATE ON note BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER noticeIsKept BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER noticeIsNeverDeleted BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER officerLeaves AFTER UPDATE OF organisationId, closedAt ON officer
WHEN NEW.closedAt IS NOT NULL OR NEW.organisationId <> OLD.organisationId BEGIN
  DELETE FROM passkey WHERE officerId = NEW.id;
  DELETE FROM issuerSubject WHERE officerId = NEW.id;
END;

CREATE TRIGGER officerMoves AFTER UPDATE OF organisationId, role, closedAt ON officer BEGIN
  DELETE FROM session WHERE officerId = NEW.id;
  DELETE FROM accountLink WHERE officerId = NEW.id;
  DELETE FROM recovery WHERE NEW.id IN (officerId, approverId);
  DELETE FROM challenge WHERE officerId = NEW.id;
END;

CREATE TRIGGER onlyVettedTakePart BEFORE INSERT ON crisisOrganisation
WHEN (SELECT vettedAt FROM organisation WHERE id = NEW.organisationId) IS NULL
BEGIN SELECT RAISE(ABORT, 'organisation-pending'); END;

CREATE TRIGGER organisationKeyIsFixed BEFORE UPDATE OF organisationId, version, publicKey, fingerprint, madeBy, madeAt ON organisationKey BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER organisationKeyIsKept BEFORE DELETE ON organisationKey BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER passedOnEndsOnce BEFORE INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose IN ('refer', 'hold') AND (
  SELECT given FROM consent WHERE registrationId = NEW.registrationId AND organisationId = NEW.organisationId
    AND purpose = NEW.purpose ORDER BY id DESC LIMIT 1
) = 0 BEGIN
  SELECT RAISE(IGNORE);
END;

CREATE TRIGGER passkeyClosingIsRemembered AFTER UPDATE OF closedAt ON passkey WHEN OLD.closedAt IS NULL AND NEW.closedAt IS NOT NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('passkey', NEW.id, 1, NEW.closedAt);
END;

CREATE TRIGGER passkeyComesBack AFTER INSERT ON passkey WHEN EXISTS (SELECT 1 FROM rightEnded WHERE kind = 'passkey' AND name = NEW.id) BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('passkey', NEW.id, 0, NEW.addedAt);
END;

CREATE TRIGGER passkeyEndIsRemembered AFTER DELETE ON passkey WHEN OLD.closedAt IS NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('passkey', OLD.id, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
END;

CREATE TRIGGER passkeyTakesItsKeys AFTER DELETE ON passkey BEGIN
  DELETE FROM keyPasskey WHERE passkeyId = OLD.id;
END;

CREATE TRIGGER permitIsDecidedAnew BEFORE UPDATE OF decidedBy ON permit
WHEN OLD.objected = 1 AND OLD.state = 'asked' AND NEW.decidedBy = OLD.decidedBy BEGIN
  SELECT RAISE(ABORT, 'second-officer-needed');
END;

CREATE TRIGGER permitRevokingIsRemembered AFTER UPDATE OF state ON permit WHEN NEW.state = 'revoked' AND OLD.state <> 'revoked' BEGIN
  INSERT INTO rightEnded (kind, name, ended, at, by, country, place)
    SELECT 'permit', NEW.id, 1, ifnull(NEW.decidedAt, NEW.askedAt), NEW.decidedBy, country, NEW.listIndex
    FROM organisation WHERE id = NEW.authorityId;
END;

CREATE TRIGGER permitTakenBackLosesHash AFTER UPDATE OF state ON permit WHEN NEW.state = 'withdrawn' BEGIN
  UPDATE permit SET documentHash = '' WHERE id = NEW.id;
END;

CREATE TRIGGER readByAPerson BEFORE UPDATE OF state ON registration
WHEN NEW.state <> OLD.state AND (NEW.decidedBy IS NULL OR NEW.decidedAt IS NULL OR NEW.state = 'sent') BEGIN
  SELECT RAISE(ABORT, 'transition-impossible');
END;

CREATE TRIGGER realCrisisHasNoClock BEFORE UPDATE OF clock ON crisis
WHEN OLD.clock IS NULL AND NEW.clock IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'crisis-not-exercise');
END;

CREATE TRIGGER referEndsReferral AFTER INSERT ON consent WHEN NEW.given = 0 AND NEW.purpose = 'refer' BEGIN
  UPDATE referral SET state = 'ended', endedAt = NEW.at, version = version + 1, seq = (SELECT max(seq) FROM audit),
    reason = CASE NEW.event WHEN 'expired' THEN 'consent-expired' WHEN 'revoked' THEN 'sender-left' ELSE 'consent-ended' END
  WHERE registrationId = NEW.registrationId AND fromId = NEW.organisationId AND state IN ('offered', 'accepted');
END;

CREATE TRIGGER referRenewsHold AFTER INSERT ON consent WHEN NEW.given = 1 AND NEW.purpose = 'refer' AND NEW.event = 'renewed' BEGIN
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, event, until, shown)
    SELECT h.registrationId, h.organisationId, 'hold', 1, NEW.at, NEW.notice, NEW.way, 'renewed', NEW.until, NEW.shown
    FROM consentHeld h WHERE h.registrationId = NEW.registrationId AND h.purpose = 'hold' AND h.organisationId IN (
      SELECT toId FROM referral WHERE registrationId = NEW.registrationId AND fromId = NEW.organisationId AND state = 'accepted'
    );
END;

CREATE TRIGGER referenceIsNew BEFORE INSERT ON registration BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM adultCode WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER referenceIsNoTracings BEFORE INSERT ON registration BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM tracing WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER referenceIsNotOnPaper BEFORE INSERT ON registration BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM reserved WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER referralEnds AFTER UPDATE OF state ON referral WHEN OLD.state = 'accepted' AND NEW.state <> 'accepted' BEGIN
  UPDATE need SET state = 'open', ownerId = NULL, version = version + 1
  WHERE id = NEW.needId AND ownerId = NEW.toId AND state IN ('open', 'assigned');
  INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
    SELECT c.registrationId, c.organisationId, c.purpose, 0, NEW.endedAt, c.notice,
      CASE NEW.reason WHEN 'consent-ended' THEN 'withdrawn' WHEN 'consent-expired' THEN 'expired' ELSE 'revoked' END, c.shown
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

CREATE TRIGGER referralStaysEnded BEFORE UPDATE OF state ON referral WHEN OLD.state NOT IN ('offered', 'accepted') BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER refusedStaysOut BEFORE UPDATE OF vettedAt, refusedAt ON organisation WHEN OLD.refusedAt IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'transition-impossible');
END;

CREATE TRIGGER registrationErased AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM session WHERE registrationId = NEW.id;
  DELETE FROM adultCode WHERE registrationId = NEW.id;
  DELETE FROM messageTo WHERE registrationId = NEW.id;
  DELETE FROM message WHERE registrationId = NEW.id;
  DELETE FROM need WHERE registrationId = NEW.id;
  -- A seat that nobody will take is free again. The place is deleted before: its triggers would touch the tombstone.
  DELETE FROM seat WHERE registrationId = NEW.id AND live = 1 AND state = 'held';
  DELETE FROM passenger WHERE registrationId = NEW.id
    AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.movementId = passenger.movementId AND s.registrationId = NEW.id);
  UPDATE person SET sealed = x'', told = NULL WHERE registrationId = NEW.id;
  UPDATE unseated SET reason = NULL WHERE registrationId = NEW.id;
  UPDATE split SET reason = x'' WHERE registrationId = NEW.id;
  UPDATE permit SET sealed = x'', words = NULL, reason = NULL, credential = NULL WHERE registrationId = NEW.id;
  -- Replies that a retry could still ask for: the receipt's code stands in one of them.
  DELETE FROM delivery WHERE actor = NEW.id;
  DELETE FROM delivery WHERE actor = 'nobody' AND actId IN (SELECT actId FROM audit WHERE targetId = NEW.id AND actor = 'nobody');
END;

CREATE TRIGGER registrationErasedReplies AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM delivery WHERE (actor, actId) IN (SELECT actor, actId FROM audit WHERE targetId = NEW.id);
END;

CREATE TRIGGER registrationErasedToo AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM look WHERE registrationId = NEW.id;
  DELETE FROM access WHERE registrationId = NEW.id;
  DELETE FROM consentHeld WHERE registrationId = NEW.id;
  DELETE FROM stillAsked WHERE registrationId = NEW.id;
END;

CREATE TRIGGER registrationShows AFTER UPDATE ON registration
WHEN OLD.state IS NOT NEW.state OR OLD.urgency IS NOT NEW.urgency OR OLD.needs IS NOT NEW.needs
  OR OLD.cell IS NOT NEW.cell OR OLD.locatedAt IS NOT NEW.locatedAt OR OLD.aliveAt IS NOT NEW.aliveAt
  OR OLD.people IS NOT NEW.people OR OLD.version IS NOT NEW.version BEGIN
  UPDATE sight SET state = NEW.state, people = NEW.people, cell = NEW.cell, seq = (SELECT max(seq) FROM audit),
    urgency = iif(held = 1, (SELECT ifnull(min(h.urgency), 3) FROM heldNeed h WHERE h.organisationId = sight.organisationId AND h.registrationId = NEW.id), NEW.urgency),
    needs = iif(held = 1, (SELECT ifnull(sum(DISTINCT 1 << h.bit), 0) FROM heldNeed h WHERE h.organisationId = sight.organisationId AND h.registrationId = NEW.id), NEW.needs)
  WHERE registrationId = NEW.id;
END;

CREATE TRIGGER reservedIsNew BEFORE INSERT ON reserved BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM registration WHERE referenceHash = NEW.referenceHash)
    OR EXISTS (SELECT 1 FROM adultCode WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER rightEndedIsKept BEFORE UPDATE ON rightEnded BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER rightEndedIsNeverDeleted BEFORE DELETE ON rightEnded BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER seatFreed AFTER DELETE ON seat BEGIN
  UPDATE movementSeat SET taken = taken - 1 WHERE movementId = OLD.movementId AND kind = OLD.kind;
  UPDATE movementShare SET taken = taken - 1
  WHERE movementId = OLD.movementId AND organisationId = OLD.organisationId AND OLD.kind <> 'lap';
  UPDATE movement SET seq = (SELECT max(seq) FROM audit) WHERE id = OLD.movementId;
END;

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

CREATE TRIGGER seatsAreNotTakenAway BEFORE UPDATE OF capacity ON movementSeat WHEN NEW.capacity < NEW.taken BEGIN
  SELECT RAISE(ABORT, 'seats-gone');
END;

CREATE TRIGGER seatsEnd AFTER UPDATE OF state ON movement WHEN NEW.state IN ('arrived', 'closed', 'cancelled') BEGIN
  UPDATE seat SET live = 0 WHERE movementId = NEW.id AND live = 1;
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

CREATE TRIGGER sightRemembersUnread AFTER INSERT ON sight WHEN NOT EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 1
) BEGIN
  UPDATE sight SET unread = (
    SELECT count(*) FROM messageTo
    WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId AND readAt IS NULL
  ) WHERE organisationId = NEW.organisationId AND registrationId = NEW.registrationId;
END;

CREATE TRIGGER smsNumberStops AFTER UPDATE OF stoppedAt ON smsNumber WHEN OLD.stoppedAt IS NULL AND NEW.stoppedAt IS NOT NULL BEGIN
  UPDATE smsOut SET state = 'stopped', changedAt = NEW.stoppedAt WHERE numberHash = NEW.numberHash AND state = 'queued';
END;

CREATE TRIGGER smsNumberStopsAtOnce AFTER INSERT ON smsNumber WHEN NEW.stoppedAt IS NOT NULL BEGIN
  UPDATE smsOut SET state = 'stopped', changedAt = NEW.stoppedAt WHERE numberHash = NEW.numberHash AND state = 'queued';
END;

CREATE TRIGGER smsOutForgets AFTER UPDATE OF state ON smsOut WHEN NEW.state <> 'queued' AND NEW.sealed IS NOT NULL BEGIN
  UPDATE smsOut SET sealed = NULL, claim = NULL, claimUntil = NULL WHERE seq = NEW.seq;
END;

CREATE TRIGGER splitIsApproved BEFORE UPDATE OF approvedBy ON split WHEN NEW.approvedBy IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'second-officer-needed') WHERE NEW.approvedBy = NEW.proposedBy;
  SELECT RAISE(ABORT, 'split-not-agreed') WHERE NEW.agreed IS NOT 1;
END;

CREATE TRIGGER stopAtOnceIsRemembered AFTER INSERT ON smsNumber WHEN NEW.stoppedAt IS NOT NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('stop', NEW.numberHash, 1, NEW.stoppedAt);
END;

CREATE TRIGGER stopEndsReferral AFTER INSERT ON stop BEGIN
  UPDATE referral SET state = 'ended', reason = 'stopped', endedAt = NEW.at, version = version + 1, seq = (SELECT max(seq) FROM audit)
  WHERE crisisId = NEW.crisisId AND (
    toId = NEW.organisationId AND state IN ('offered', 'accepted') OR fromId = NEW.organisationId AND state = 'offered'
  );
END;

CREATE TRIGGER stopHasNoSight BEFORE INSERT ON sight WHEN EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 0
) BEGIN
  SELECT RAISE(IGNORE);
END;

CREATE TRIGGER stopIsLiftedByTwo BEFORE UPDATE OF liftedBy ON stop WHEN NEW.liftedBy IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'second-officer-needed') WHERE OLD.liftAskedBy IS NULL OR OLD.liftAskedBy = NEW.liftedBy
    OR NOT EXISTS (SELECT 1 FROM officer WHERE id IN (OLD.liftAskedBy, NEW.liftedBy) AND role = 'platform-admin');
END;

CREATE TRIGGER stopIsNeverDeleted BEFORE DELETE ON stop BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER stopIsRemembered AFTER UPDATE OF stoppedAt ON smsNumber WHEN (OLD.stoppedAt IS NULL) <> (NEW.stoppedAt IS NULL) BEGIN
  INSERT INTO rightEnded (kind, name, ended, at)
    VALUES ('stop', NEW.numberHash, NEW.stoppedAt IS NOT NULL, ifnull(NEW.stoppedAt, OLD.stoppedAt));
END;

CREATE TRIGGER stopTakesNoPart BEFORE INSERT ON crisisOrganisation WHEN EXISTS (
  SELECT 1 FROM stop WHERE organisationId = NEW.organisationId AND crisisId = NEW.crisisId AND liftedAt IS NULL AND moving = 0
) BEGIN
  SELECT RAISE(ABORT, 'organisation-stopped');
END;

CREATE TRIGGER stopWordsWait BEFORE UPDATE OF reason ON stop
WHEN NEW.reason = x'' AND OLD.liftedAt IS NULL BEGIN
  SELECT RAISE(ABORT, 'append-only');
END;

CREATE TRIGGER subjectComesBack AFTER INSERT ON issuerSubject WHEN EXISTS (SELECT 1 FROM rightEnded WHERE kind = 'subject' AND name = NEW.officerId) BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('subject', NEW.officerId, 0, NEW.boundAt);
END;

CREATE TRIGGER subjectEndIsRemembered AFTER DELETE ON issuerSubject BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('subject', OLD.officerId, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
END;

CREATE TRIGGER supervisorSits AFTER INSERT ON session WHEN NEW.officerId IS NOT NULL BEGIN
  UPDATE organisation SET supervisedAt = NEW.startedAt
  WHERE supervisedAt IS NULL AND id = (SELECT organisationId FROM officer WHERE id = NEW.officerId AND role = 'supervisor');
END;

CREATE TRIGGER tokenEndIsRemembered AFTER UPDATE OF revokedAt ON token WHEN OLD.revokedAt IS NULL AND NEW.revokedAt IS NOT NULL BEGIN
  INSERT INTO rightEnded (kind, name, ended, at) VALUES ('token', NEW.id, 1, NEW.revokedAt);
END;

CREATE TRIGGER traceCodeGiven AFTER INSERT ON adultCode BEGIN
  DELETE FROM tracingMatch WHERE registrationId = NEW.registrationId AND personId = NEW.personId AND speakerId <> NEW.personId;
  DELETE FROM traceToken WHERE registrationId = NEW.registrationId;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.registrationId;
END;

CREATE TRIGGER traceConsentHolds AFTER INSERT ON traceConsent WHEN NEW.given = 1 BEGIN
  INSERT INTO traceHeld SELECT NEW.registrationId, NEW.speakerId, crisisId, NEW.at, NEW.until
    FROM registration WHERE id = NEW.registrationId
    ON CONFLICT DO UPDATE SET since = excluded.since, until = excluded.until;
  INSERT OR IGNORE INTO traceStale VALUES (NEW.registrationId);
  DELETE FROM stillAsked WHERE registrationId = NEW.registrationId AND kind = 'consent' AND NEW.speakerId = '';
END;

CREATE TRIGGER traceConsentHoldsNoMore AFTER INSERT ON traceConsent WHEN NEW.given = 0 BEGIN
  DELETE FROM traceHeld WHERE registrationId = NEW.registrationId AND speakerId = NEW.speakerId;
  DELETE FROM traceToken WHERE registrationId = NEW.registrationId AND speakerId = NEW.speakerId;
  DELETE FROM tracingMatch WHERE registrationId = NEW.registrationId AND speakerId = NEW.speakerId
    AND state IN ('waiting', 'answered');
END;

CREATE TRIGGER traceConsentIsKept BEFORE UPDATE ON traceConsent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER traceConsentIsNeverDeleted BEFORE DELETE ON traceConsent BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER traceConsentStandsUnder AFTER INSERT ON traceConsent BEGIN
  INSERT INTO consentUnder VALUES ('trace', NEW.id, (SELECT ifnull(max(seq), 0) FROM audit));
END;

CREATE TRIGGER traceErased AFTER UPDATE OF erasedAt ON registration
WHEN OLD.erasedAt IS NULL AND NEW.erasedAt IS NOT NULL BEGIN
  DELETE FROM tracingMatch WHERE registrationId = NEW.id;
  DELETE FROM traceToken WHERE registrationId = NEW.id;
  DELETE FROM traceBlock WHERE registrationId = NEW.id;
  DELETE FROM traceStale WHERE registrationId = NEW.id;
  DELETE FROM traceHeld WHERE registrationId = NEW.id;
END;

CREATE TRIGGER traceNumberChanged AFTER UPDATE OF sealed ON registration BEGIN
  DELETE FROM traceToken WHERE registrationId = NEW.id;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.id;
END;

CREATE TRIGGER tracePersonChanged AFTER UPDATE OF sealed ON person BEGIN
  DELETE FROM traceToken WHERE registrationId = NEW.registrationId;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.registrationId;
END;

CREATE TRIGGER tracePersonGone AFTER DELETE ON person BEGIN
  DELETE FROM tracingMatch WHERE registrationId = OLD.registrationId AND (personId = OLD.id OR speakerId = OLD.id);
  DELETE FROM traceToken WHERE registrationId = OLD.registrationId;
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = OLD.registrationId;
END;

CREATE TRIGGER tracePersonMade AFTER INSERT ON person BEGIN
  INSERT OR IGNORE INTO traceStale SELECT DISTINCT registrationId FROM traceHeld WHERE registrationId = NEW.registrationId;
END;

CREATE TRIGGER tracingCodeIsNew BEFORE INSERT ON tracing BEGIN
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM registration WHERE referenceHash = NEW.referenceHash);
  SELECT RAISE(ABORT, 'referenceHash is taken') WHERE EXISTS (SELECT 1 FROM adultCode WHERE referenceHash = NEW.referenceHash);
END;

CREATE TRIGGER tracingGone BEFORE DELETE ON tracing BEGIN
  DELETE FROM tracingSession WHERE tracingId = OLD.id;
  DELETE FROM tracingToken WHERE tracingId = OLD.id;
  DELETE FROM tracingMatch WHERE tracingId = OLD.id;
  DELETE FROM delivery WHERE actor = OLD.id;
  DELETE FROM delivery WHERE actor = 'nobody' AND actId IN (SELECT actId FROM audit WHERE targetId = OLD.id AND actor = 'nobody');
END;

CREATE TRIGGER tracingIsBlocked AFTER UPDATE OF state ON tracingMatch WHEN NEW.state IN ('blocked', 'unknown') BEGIN
  INSERT OR IGNORE INTO traceBlock SELECT NEW.registrationId, NEW.speakerId, askerHash
    FROM tracing WHERE id = NEW.tracingId AND askerHash IS NOT NULL;
  DELETE FROM tracingMatch WHERE id <> NEW.id AND registrationId = NEW.registrationId AND speakerId = NEW.speakerId
    AND state = 'waiting' AND tracingId IN (
      SELECT o.id FROM tracing t JOIN tracing o ON o.askerHash = t.askerHash WHERE t.id = NEW.tracingId
    );
END;

CREATE TRIGGER tracingIsSettled AFTER UPDATE OF state ON tracingMatch WHEN OLD.state = 'waiting' AND NEW.state <> 'waiting' BEGIN
  INSERT OR IGNORE INTO traceStale VALUES (NEW.registrationId);
END;

CREATE TRIGGER twicePasskeyTakesItsKeys AFTER UPDATE OF closedAt ON passkey WHEN NEW.closedAt IS NOT NULL BEGIN
  DELETE FROM keyPasskey WHERE passkeyId = NEW.id;
END;

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
