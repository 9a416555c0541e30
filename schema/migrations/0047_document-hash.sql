-- The number of the travel document that a request for a permit holds, as a keyed hash, by which the authority that was asked
-- finds it. Null: still to be made (the clock does it). Empty: there is none, or it went with what let it be found.
ALTER TABLE permit ADD COLUMN documentHash TEXT CHECK (length(documentHash) IN (0, 64));
CREATE INDEX permitByDocument ON permit (authorityId, crisisId, documentHash) WHERE documentHash > '';
CREATE INDEX permitToHash ON permit (id) WHERE documentHash IS NULL;
UPDATE permit SET documentHash = '' WHERE state = 'withdrawn'
  OR EXISTS (SELECT 1 FROM registration r WHERE r.id = permit.registrationId AND r.erasureAt IS NOT NULL)
  OR ifnull((SELECT c.given FROM consent c WHERE c.registrationId = permit.registrationId
    AND c.organisationId = permit.authorityId AND c.purpose = 'permit' ORDER BY c.id DESC LIMIT 1), 0) = 0;

-- Taken back, whoever did it: the row can be read by nobody but herself.
CREATE TRIGGER permitTakenBackLosesHash AFTER UPDATE OF state ON permit WHEN NEW.state = 'withdrawn' BEGIN
  UPDATE permit SET documentHash = '' WHERE id = NEW.id;
END;
-- A permit that was granted stays hers when the consent goes; that it can be found does not. Given again, it is made anew.
CREATE TRIGGER consentDecidesHash AFTER INSERT ON consent WHEN NEW.purpose = 'permit' BEGIN
  UPDATE permit SET documentHash = iif(NEW.given = 1 AND state <> 'withdrawn', NULL, '')
  WHERE registrationId = NEW.registrationId AND authorityId = NEW.organisationId;
END;
CREATE TRIGGER erasureCutsHash AFTER UPDATE OF erasureAt, erasedAt ON registration
WHEN (NEW.erasureAt IS NOT NULL AND OLD.erasureAt IS NULL) OR (NEW.erasedAt IS NOT NULL AND OLD.erasedAt IS NULL) BEGIN
  UPDATE permit SET documentHash = '' WHERE registrationId = NEW.id;
END;
CREATE TRIGGER keepingRestoresHash AFTER UPDATE OF erasureAt ON registration
WHEN OLD.erasureAt IS NOT NULL AND NEW.erasureAt IS NULL AND NEW.erasedAt IS NULL BEGIN
  UPDATE permit SET documentHash = NULL WHERE registrationId = NEW.id AND state <> 'withdrawn'
    AND (SELECT c.given FROM consent c WHERE c.registrationId = NEW.id AND c.organisationId = permit.authorityId
      AND c.purpose = 'permit' ORDER BY c.id DESC LIMIT 1) = 1;
END;
