-- Gates that a movement named once: what they saw without a network, before others were named, is never too late.
CREATE TABLE movementGateOnce (
  movementId TEXT NOT NULL REFERENCES movement (id),
  organisationId TEXT NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (movementId, organisationId)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER movementGateWasNamed AFTER DELETE ON movementGate BEGIN
  INSERT INTO movementGateOnce VALUES (OLD.movementId, OLD.organisationId) ON CONFLICT DO NOTHING;
END;
