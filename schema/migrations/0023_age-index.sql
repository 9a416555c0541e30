-- The clock looks every minute for places that have to become less precise. What is coarse already is in neither index, so
-- that the look costs what is due and not what was ever said. Ten is the length of a district's cell.
CREATE INDEX registrationByFinePlace ON registration (crisisId, locatedAt) WHERE length(cell) > 10;
CREATE INDEX locationByExactAge ON location (at) WHERE sealed IS NOT NULL OR zoneId IS NOT NULL;
