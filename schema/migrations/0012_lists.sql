-- Lists that show people by name: what each person reads of them, and what keeps the queue of travel papers cheap.

-- Whose names a list showed to whom, last: `seq` is the audit's row of that look. The audit has one row for a list of
-- a thousand; her page finds it here.
CREATE TABLE look (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  -- A movement's id.
  listId TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (registrationId, organisationId, listId)
) STRICT, WITHOUT ROWID;

-- 64 is the bit of `travel-paper` in `needs`: only cases that need a paper stand here, so that the queue and its sheet
-- read those and no others.
CREATE INDEX sightByPaper ON sight (organisationId, crisisId, registrationId)
WHERE audience = 'responder' AND needs & 64 <> 0;
