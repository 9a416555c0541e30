-- What of a crisis is over first, found by one seek: the oldest place on its map, and the oldest that is finer than a district
-- (level 10). Consents have theirs (consentHeldByEnd). So every request can ask it before anybody is shown to anybody.

CREATE INDEX registrationByPlace ON registration (crisisId, locatedAt) WHERE cell IS NOT NULL;
CREATE INDEX registrationByFinePlace ON registration (crisisId, locatedAt) WHERE length(cell) > 10;
