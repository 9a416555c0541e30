-- An organisation's private key, wrapped once more for one passkey of one officer: under a key that her authenticator alone can
-- make (WebAuthn PRF). It goes with the passkey. The passphrase's wrapping stays whatever happens here.

CREATE TABLE keyPasskey (
  organisationId TEXT NOT NULL,
  version INTEGER NOT NULL,
  passkeyId TEXT NOT NULL,
  officerId TEXT NOT NULL REFERENCES officer (id),
  wrapped TEXT NOT NULL CHECK (json_valid(wrapped)),
  at TEXT NOT NULL,
  PRIMARY KEY (organisationId, version, passkeyId),
  FOREIGN KEY (organisationId, version) REFERENCES organisationKey (organisationId, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX keyPasskeyByPasskey ON keyPasskey (passkeyId);
CREATE TRIGGER passkeyTakesItsKeys AFTER DELETE ON passkey BEGIN
  DELETE FROM keyPasskey WHERE passkeyId = OLD.id;
END;
CREATE TRIGGER twicePasskeyTakesItsKeys AFTER UPDATE OF closedAt ON passkey WHEN NEW.closedAt IS NOT NULL BEGIN
  DELETE FROM keyPasskey WHERE passkeyId = NEW.id;
END;
