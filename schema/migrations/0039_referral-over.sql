-- The ledger reads which referrals ended since it last looked, so that a database that is put back gives no need back to
-- whoever holds it no more.
CREATE INDEX referralOver ON referral (seq) WHERE endedAt IS NOT NULL;
