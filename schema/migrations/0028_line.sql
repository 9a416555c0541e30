-- Who let an officer in, all the way up: the account that the operator made. Where two have to stand for something, accounts
-- of one line are one: whoever may invite could otherwise be both. Null for an account that begins a line.

ALTER TABLE officer ADD COLUMN line TEXT;
UPDATE officer SET line = (
  WITH RECURSIVE up (id, n) AS (
    SELECT officer.id, 0
    UNION ALL
    SELECT (SELECT actor FROM audit WHERE act = 'account.invite' AND targetId = up.id ORDER BY seq DESC LIMIT 1), n + 1
    FROM up WHERE up.id IS NOT NULL AND n < 50
  )
  SELECT nullif(id, officer.id) FROM up WHERE id IN (SELECT id FROM officer) ORDER BY n DESC LIMIT 1
);
