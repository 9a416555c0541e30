-- The clock looks every minute for places that have to become less precise. What was forgotten already is not in this index,
-- so that the look costs what is due and not what was ever said.
CREATE INDEX locationByExactAge ON location (at) WHERE sealed IS NOT NULL OR zoneId IS NOT NULL;
