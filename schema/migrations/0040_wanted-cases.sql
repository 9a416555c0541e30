-- Queue, map and the counts of a need look at cases of the states and urgencies that are asked for, and at no others: what is
-- closed or has left costs nothing, however much of it there is. Both indexes hold all that such a look needs, so that cases
-- which do not match are never opened.
DROP INDEX sightByCell;
CREATE INDEX sightByCell ON sight (organisationId, crisisId, state, urgency, cell, needs, people);
DROP INDEX sightByQueue;
CREATE INDEX sightByQueue ON sight (organisationId, crisisId, state, urgency, openedAt, registrationId, needs);

-- The number of the commit that last made the kept counts of a crisis anew: open desks ask for them again.
ALTER TABLE crisis ADD COLUMN countedSeq INTEGER NOT NULL DEFAULT 0;
