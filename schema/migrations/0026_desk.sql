-- Organisations that were the receiving desk of a crisis and are it no more: who agreed with one of them reads on her page who
-- receives now. What she agreed to stays where it was.

CREATE TABLE deskBefore (
  crisisId TEXT NOT NULL REFERENCES crisis (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  until TEXT NOT NULL,
  PRIMARY KEY (crisisId, organisationId)
) STRICT, WITHOUT ROWID;
