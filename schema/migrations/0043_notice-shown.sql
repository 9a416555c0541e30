-- Where a notice truly stood: texts, the form of an adult who leaves her group, what was read aloud or printed, and others of
-- their own. `spot` says it where `place`, which knows four, does not; older rows have none. And a yes that was texted.
CREATE TABLE noticeSpot (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO noticeSpot VALUES ('other'), ('aloud'), ('paper'), ('sms'), ('leave'), ('confirm');
ALTER TABLE notice ADD COLUMN spot TEXT REFERENCES noticeSpot (word);
INSERT INTO consentWay VALUES ('sms');
