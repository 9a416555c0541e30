-- Words of movements, permits and gates, as look-up tables like those of 0001.
INSERT INTO purpose VALUES ('travel'), ('permit');
CREATE TABLE movementMode (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO movementMode VALUES ('bus'), ('ship'), ('flight'), ('foot');
CREATE TABLE movementState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO movementState VALUES ('planned'), ('confirmed'), ('boarding'), ('departed'), ('arrived'), ('closed'), ('cancelled');
CREATE TABLE seatKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO seatKind VALUES ('seat'), ('wheelchair'), ('stretcher'), ('lap');
CREATE TABLE seatState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO seatState VALUES ('held'), ('boarded'), ('arrived'), ('absent'), ('refused'), ('handed-over');
CREATE TABLE passengerState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO passengerState VALUES ('waiting'), ('asked'), ('coming');
CREATE TABLE permitState (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO permitState VALUES ('asked'), ('more-needed'), ('granted'), ('refused'), ('revoked'), ('withdrawn');
CREATE TABLE permitGround (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO permitGround VALUES ('evacuation'), ('medical'), ('family'), ('humanitarian');
CREATE TABLE gateEventKind (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO gateEventKind VALUES ('boarded'), ('seen'), ('absent'), ('refused'), ('arrived'), ('handed-over');
