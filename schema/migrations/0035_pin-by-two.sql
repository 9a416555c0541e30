-- A new secret number takes two officers of one organisation. The first one's word, until the second has asked the same.
CREATE TABLE pinAsk (
  registrationId TEXT NOT NULL REFERENCES registration (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  askedBy TEXT NOT NULL REFERENCES officer (id),
  askedAt TEXT NOT NULL,
  expiresAt TEXT NOT NULL,
  PRIMARY KEY (registrationId, organisationId)
) STRICT, WITHOUT ROWID;
-- For the supervisors of everybody who sees the case: numbers that were given are few, and found without reading all else.
CREATE INDEX auditPinReset ON audit (crisisId, seq)
  WHERE act IN ('registration.resetPin', 'registration.resetPinAlone');
