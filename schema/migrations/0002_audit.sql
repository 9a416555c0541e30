-- The one write path: guards that name their problem, the audit, its hash chain, and what makes a retry safe.

-- A guard is an insert that happens only where something is missing; it raises the problem's code and the whole
-- batch rolls back. No row ever stands here.
CREATE TABLE guard (problem TEXT NOT NULL) STRICT;
CREATE TRIGGER guardRaises BEFORE INSERT ON guard BEGIN
  SELECT RAISE(ABORT, NEW.problem);
END;

-- Ids and act names only; never anything personal. `seq` doubles as the number of the change feed.
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
CREATE INDEX auditByCrisis ON audit (crisisId, seq);
CREATE INDEX auditByTarget ON audit (targetId, seq) WHERE targetId IS NOT NULL;
CREATE TRIGGER auditIsKept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER auditIsNeverDeleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- hash = SHA-256(previous hash, row); made after the commit, in order of seq.
CREATE TABLE auditChain (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT;
CREATE TRIGGER auditChainIsKept BEFORE UPDATE ON auditChain BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER auditChainIsNeverDeleted BEFORE DELETE ON auditChain BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A second delivery with the same key: same body, the stored reply; other body, `key-reused`. Replies hold nothing
-- personal (a PIN is derived again); `burnedAt` is set when the person leaves, so that nothing can be shown again.
CREATE TABLE delivery (
  actor TEXT NOT NULL,
  actId TEXT NOT NULL,
  bodyHash TEXT NOT NULL,
  reply TEXT NOT NULL,
  at TEXT NOT NULL,
  burnedAt TEXT,
  PRIMARY KEY (actor, actId)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveryByAge ON delivery (at);

-- Failures only, by keyed hash of an address or a reference: what slows a guesser down without locking anybody out.
CREATE TABLE attempt (
  door TEXT NOT NULL,
  subject TEXT NOT NULL,
  failures INTEGER NOT NULL,
  lastAt TEXT NOT NULL,
  PRIMARY KEY (door, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX attemptByAge ON attempt (lastAt);
