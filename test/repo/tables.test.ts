// The database: its snapshot, its enumerations, what it refuses, and what no table may ever hold.
import { afterAll, describe, expect, it } from "vitest";
import { signInWays } from "../../schema/account.ts";
import { severities } from "../../schema/alert.ts";
import { complaintKinds, complaintStates } from "../../schema/complaint.ts";
import { consentEvents, consentWays, purposes } from "../../schema/consent.ts";
import { noticeSpots } from "../../schema/consent-notice.ts";
import { crisisKinds } from "../../schema/crisis.ts";
import { dangerKinds, dangerStates } from "../../schema/danger.ts";
import { demandAnswers, demandSources, demandSubjects } from "../../schema/demand.ts";
import { exportPurposes } from "../../schema/export.ts";
import { gateEventKinds } from "../../schema/gate.ts";
import { officerRoles } from "../../schema/kit/access.ts";
import { glassKinds, glassReasons } from "../../schema/kit/glass.ts";
import { placeKinds } from "../../schema/location.ts";
import { movementModes, movementStates, seatKinds } from "../../schema/movement.ts";
import { needKinds, needStates } from "../../schema/need.ts";
import { organisationKinds } from "../../schema/organisation.ts";
import { refusals } from "../../schema/organisation-refuse.ts";
import { pairActs } from "../../schema/pair.ts";
import { permitGrounds, permitStates } from "../../schema/permit.ts";
import { referralReasons, referralStates } from "../../schema/referral.ts";
import { registrationStates } from "../../schema/registration.ts";
import { retentionKinds } from "../../schema/retention.ts";
import { passengerStates, seatStates } from "../../schema/seat.ts";
import { smsKinds, smsStates } from "../../schema/sms.ts";
import { tokenLayers } from "../../schema/token.ts";
import { admissions, measures, publications, zoneKinds, zoneStates } from "../../schema/zone.ts";
import { migrated, migrationNames, snapshot, thingsOf } from "./schema-database.ts";
import { read } from "./source.ts";

const db = migrated();
afterAll(() => db.close());
const things = thingsOf(db);
const tables = things.filter(({ type }) => type === "table");
const words = (table: string) =>
  (db.prepare(`SELECT word FROM ${table}`).all() as { word: string }[]).map(({ word }) => word);

describe("schema/tables.sql", () => {
  it("is what the migrations make (`node test/repo/schema-database.ts` writes it anew)", () => {
    expect(read("schema/tables.sql")).toBe(snapshot());
  });
});

describe("migrations", () => {
  it("are numbered without gaps, go forward only, and take nothing away", () => {
    expect(migrationNames.map((name) => name.slice(0, 4))).toEqual(
      migrationNames.map((_, i) => String(i + 1).padStart(4, "0")),
    );
    for (const name of migrationNames) {
      expect(name).toMatch(/^\d{4}_[a-z-]+\.sql$/);
      expect(read(`schema/migrations/${name}`)).not.toMatch(/\bDROP TABLE\b/);
    }
  });
});

describe("an enumeration", () => {
  const enumerations = {
    role: officerRoles,
    organisationKind: organisationKinds,
    crisisKind: crisisKinds,
    registrationState: registrationStates,
    purpose: purposes,
    consentWay: consentWays,
    consentEvent: consentEvents,
    noticeSpot: noticeSpots,
    retentionKind: retentionKinds,
    placeKind: placeKinds,
    needKind: needKinds,
    needState: needStates,
    zoneKind: zoneKinds,
    zoneState: zoneStates,
    publication: publications,
    admission: admissions,
    measure: measures,
    tokenLayer: tokenLayers,
    severity: severities,
    dangerKind: dangerKinds,
    dangerState: dangerStates,
    movementMode: movementModes,
    movementState: movementStates,
    seatKind: seatKinds,
    seatState: seatStates,
    passengerState: passengerStates,
    permitState: permitStates,
    permitGround: permitGrounds,
    gateEventKind: gateEventKinds,
    glassKind: glassKinds,
    glassReason: glassReasons,
    smsKind: smsKinds,
    smsState: smsStates,
    exportPurpose: exportPurposes,
    complaintKind: complaintKinds,
    complaintState: complaintStates,
    demandSource: demandSources,
    demandSubject: demandSubjects,
    demandAnswerWord: demandAnswers,
    signInWay: signInWays,
    pairAct: pairActs,
    refusal: refusals,
    referralState: referralStates,
    referralReason: referralReasons,
  };
  for (const [table, contract] of Object.entries(enumerations))
    it(`${table} holds the words of the contract`, () => {
      expect(words(table).sort()).toEqual([...contract].sort());
    });
  it("is compared here, whichever it is", () => {
    const lookUps = tables.filter(({ sql }) => /\(word TEXT PRIMARY KEY\)/.test(sql)).map(({ name }) => name);
    expect(lookUps.sort()).toEqual(Object.keys(enumerations).sort());
  });
});

describe("every table", () => {
  it("is STRICT", () => {
    const rows = db
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
      .all();
    const loose = (rows as { name: string; strict: number }[]).filter(
      ({ name, strict }) => strict === 0 && !name.startsWith("sqlite_"),
    );
    expect(loose).toEqual([]);
  });
  it("names its columns in camelCase, and none after what this platform never asks", () => {
    const columns = tables.flatMap(({ name }) =>
      (db.prepare("SELECT name FROM pragma_table_info(?)").all(name) as { name: string }[]).map(
        (column) => `${name}.${column.name}`,
      ),
    );
    expect(columns.filter((column) => !/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/.test(column))).toEqual([]);
    const never =
      /visa|residen|nationalit|citizen|legal|immigra|employer|sponsor|kafala|passport|religio|ethnic|offen[cs]e|police|deport|detain|overstay/i;
    expect(columns.filter((column) => never.test(column))).toEqual([]);
    // A state is what became of a request, never of a person before the law.
    expect(columns.filter((column) => /status/i.test(column))).toEqual([]);
  });
  it("keeps names, phones, notes, barriers and points in sealed columns alone", () => {
    const open =
      /^(registration|person|location)\.(name|born|phone|note|landmark|lng|lat|barriers|document|choice)$/;
    const columns = tables.flatMap(({ name }) =>
      (
        db.prepare("SELECT name, type FROM pragma_table_info(?)").all(name) as {
          name: string;
          type: string;
        }[]
      ).map((column) => ({ ...column, path: `${name}.${column.name}` })),
    );
    expect(columns.filter(({ path }) => open.test(path))).toEqual([]);
    expect(columns.filter(({ name, type }) => name === "sealed" && type !== "BLOB")).toEqual([]);
  });
});

describe("the database itself", () => {
  const refuses = (sql: string, problem: string) => expect(() => db.exec(sql)).toThrow(problem);
  it("lets audit and consent be added to, and never changed", () => {
    db.exec("PRAGMA foreign_keys = OFF");
    db.exec(
      "INSERT INTO audit (at, act, actor, actId) VALUES ('2011-03-01T06:00:00.000Z', 'a.b', 'nobody', 'k1')",
    );
    db.exec("INSERT INTO auditChain (seq, hash) VALUES (1, 'h')");
    db.exec(
      "INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice) VALUES ('reg_1', 'org_1', 'help', 1, 't', 'n')",
    );
    for (const table of ["audit", "auditChain", "consent"]) {
      refuses(`DELETE FROM ${table}`, "append-only");
      const column = table === "auditChain" ? "hash" : "at";
      refuses(`UPDATE ${table} SET ${column} = 'x'`, "append-only");
    }
  });
  it("raises the name of the problem that a guard inserts, and keeps nothing of it", () => {
    refuses("INSERT INTO guard VALUES ('crisis-closed')", "crisis-closed");
    expect(db.prepare("SELECT count(*) AS n FROM guard").get()).toEqual({ n: 0 });
  });
  it("refuses the same act of the same actor twice", () => {
    refuses("INSERT INTO audit (at, act, actor, actId) VALUES ('t', 'a.b', 'nobody', 'k1')", "UNIQUE");
  });
  it("lets no case be read without a person who read it, and never back to sent", () => {
    db.exec(`INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed,
      state, people, urgency, needs, openedAt, aliveAt) VALUES ('reg_2', 'crs_1', 'h', x'00', x'00', x'00', 1, x'00', x'00', 'sent', 1, 3, 0, 't', 't')`);
    refuses("UPDATE registration SET state = 'read' WHERE id = 'reg_2'", "transition-impossible");
    db.exec(
      "UPDATE registration SET state = 'read', decidedBy = 'off_1', decidedAt = 't' WHERE id = 'reg_2'",
    );
    refuses("UPDATE registration SET state = 'sent' WHERE id = 'reg_2'", "transition-impossible");
  });
  it("gives a real crisis no clock", () => {
    db.exec(
      "INSERT INTO crisis (id, name, kind, hostCountry, area, openedAt, seq) VALUES ('crs_1', '{}', 'conflict', 'LY', '[]', 't', 1)",
    );
    refuses("UPDATE crisis SET clock = '{}' WHERE id = 'crs_1'", "crisis-not-exercise");
  });
});
