// A copy of a database that somebody touched, against heads that were published before: whatever was done, the command
// names the first row that is not as it was.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import {
  type ChainedConsent,
  type ChainedRow,
  chainOf,
  digestsOf,
  linkText,
  type PublishedHead,
} from "../../schema/audit.rules.ts";
import { consentsUnder } from "../../schema/audit-consents.ts";
import { openCopy, sentence, verifyCopy } from "../../worker/local/copy.ts";
import { migrated } from "./schema-database.ts";

const folder = mkdtempSync(join(tmpdir(), "causeway-copy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chains = ["crs_oneCrisis", "crs_twoCrisis", null] as const;
const rows: ChainedRow[] = Array.from({ length: 60 }, (_, i) => ({
  seq: i + 1,
  at: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString(),
  act: "registration.get",
  actor: "off_emb0001",
  actId: `act-${String(i).padStart(16, "0")}`,
  crisisId: chains[i % 3] ?? null,
  organisationId: "org_embassyOne",
  targetId: `reg_example${String(i).padStart(4, "0")}`,
}));

const sha256 = (text: string) => Promise.resolve(createHash("sha256").update(text).digest("hex"));

async function chained(db: DatabaseSync, all: readonly ChainedRow[]): Promise<Map<number, string>> {
  const read = db.prepare(consentsUnder);
  const consents = await digestsOf(
    0,
    1000,
    ({ seq, series, id }, until, most) =>
      Promise.resolve(read.all(seq, series, id, until, most) as unknown as ChainedConsent[]),
    sha256,
  );
  const last = new Map<string, string>();
  const links = new Map<number, string>();
  for (const row of all) {
    const chain = chainOf(row);
    const hash = await sha256(linkText(last.get(chain) ?? "", row, consents.get(row.seq) ?? ""));
    last.set(chain, hash);
    links.set(row.seq, hash);
    db.prepare("INSERT INTO auditChain (seq, hash, crisisId) VALUES (?1, ?2, ?3)").run(row.seq, hash, chain);
  }
  return links;
}

/** What was consented to under each row of the audit, by its number; before the migration that covers them, nothing is. */
const said: Record<number, readonly string[]> = {
  16: ["help 1", "place 1", "assist 1"],
  19: ["assist 0", "trace 1"],
  25: ["help 0"],
  28: ["trace 0"],
  58: ["help 1"],
};

async function database(): Promise<{ db: DatabaseSync; heads: PublishedHead[] }> {
  const db = migrated();
  db.exec("PRAGMA foreign_keys = OFF");
  // What follows from a consent is tested elsewhere; here the two that note where it stands are enough.
  const triggers = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('consent', 'traceConsent') AND name NOT LIKE '%StandsUnder'",
    )
    .all() as { name: string }[];
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec("DROP TRIGGER consentUnderIsKept; DROP TRIGGER consentUnderIsNeverDeleted");
  const insert = db.prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  const consent = db.prepare(
    `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
     VALUES ('reg_example0001', 'org_embassyOne', ?1, ?2, ?3, 'n', ?4, x'00ff')`,
  );
  const trace = db.prepare(
    `INSERT INTO traceConsent (registrationId, speakerId, event, given, at, lang) VALUES ('reg_example0001', '', ?2, ?1, ?3, 'en')`,
  );
  for (const { seq, at, act, actor, actId, crisisId, organisationId, targetId } of rows) {
    insert.run(seq, at, act, actor, actId, crisisId, organisationId, targetId);
    for (const [purpose = "", given] of (said[seq] ?? []).map((one) => one.split(" "))) {
      const event = given === "1" ? "given" : "withdrawn";
      if (purpose === "trace") trace.run(Number(given), event, at);
      else consent.run(purpose, Number(given), at, event);
    }
  }
  const links = await chained(db, rows);
  const heads = rows
    .filter((row) => [28, 29, 30, 58, 59, 60].includes(row.seq))
    .map((row) => ({ crisis: row.crisisId, seq: row.seq, hash: links.get(row.seq) ?? "", at: row.at }));
  for (const trigger of [
    "auditIsKept",
    "auditIsNeverDeleted",
    "auditChainIsKept",
    "auditChainIsNeverDeleted",
  ])
    db.exec(`DROP TRIGGER ${trigger}`);
  return { db, heads };
}

/** What is found in the one chain that was touched; all others are whole. */
async function found(touch: (db: DatabaseSync) => void | Promise<void>) {
  const { db, heads } = await database();
  await touch(db);
  const findings = await verifyCopy(db, heads);
  db.close();
  const wrong = findings.filter((one) => one.broken !== null);
  return wrong.map((one) => [one.crisis, one.broken?.seq, one.broken?.why]);
}

describe("a copy of the database", () => {
  it("that nobody touched agrees with every head, chain by chain", async () => {
    expect(await found(() => undefined)).toEqual([]);
    const { db, heads } = await database();
    db.exec("INSERT INTO audit (at, act, actor, actId) VALUES ('2026', 'x.y', 'nobody', 'later')");
    const findings = await verifyCopy(db, heads);
    expect(findings.map((one) => [one.crisis, one.rows, one.loose, one.heads])).toEqual([
      [null, 20, 1, 2],
      ["crs_oneCrisis", 20, 0, 2],
      ["crs_twoCrisis", 20, 0, 2],
    ]);
    for (const one of findings) expect(sentence(one)).toContain("are as they were");
    db.close();
  });
  it("names a row that was edited, whatever of it", async () => {
    for (const [column, value] of [
      ["targetId", "'reg_FORGED00'"],
      ["actor", "'off_other01'"],
      ["at", "'2026-01-01T00:00:00.000Z'"],
      ["organisationId", "NULL"],
      ["crisisId", "'crs_twoCrisis'"],
    ])
      expect(await found((db) => db.exec(`UPDATE audit SET ${column} = ${value} WHERE seq = 22`))).toEqual([
        ["crs_oneCrisis", 22, "changed"],
      ]);
  });
  it("names a row that was deleted, with its link and without", async () => {
    expect(await found((db) => db.exec("DELETE FROM audit WHERE seq = 22"))).toEqual([
      ["crs_oneCrisis", 22, "gone"],
    ]);
    const both = "DELETE FROM audit WHERE seq = 22; DELETE FROM auditChain WHERE seq = 22";
    expect(await found((db) => db.exec(both))).toEqual([["crs_oneCrisis", 25, "changed"]]);
  });
  it("names where the end was cut off", async () => {
    const cut = "DELETE FROM audit WHERE seq > 40; DELETE FROM auditChain WHERE seq > 40";
    expect(await found((db) => db.exec(cut))).toEqual([
      [null, 60, "cut"],
      ["crs_oneCrisis", 58, "cut"],
      ["crs_twoCrisis", 59, "cut"],
    ]);
  });
  it("names rows that changed places", async () => {
    const swap = `UPDATE audit SET targetId = 'reg_example0021', actId = 'x' WHERE seq = 25;
      UPDATE audit SET targetId = 'reg_example0024', actId = 'act-0000000000000024' WHERE seq = 22;
      UPDATE audit SET actId = 'act-0000000000000021' WHERE seq = 25`;
    expect(await found((db) => db.exec(swap))).toEqual([["crs_oneCrisis", 22, "changed"]]);
  });
  it("names a row that was put in afterwards", async () => {
    const move = `DELETE FROM auditChain WHERE seq = 31; DELETE FROM audit WHERE seq = 31`;
    const put = "INSERT INTO audit VALUES (31, '2026', 'a.b', 'off_x', 'new', 'crs_twoCrisis', NULL, NULL)";
    expect(await found((db) => db.exec(`${move};${put}`))).toEqual([
      ["crs_oneCrisis", 34, "changed"],
      ["crs_twoCrisis", 31, "added"],
    ]);
  });
  it("names the row under which a consent was changed, turned, dropped, put in or moved", async () => {
    const one = (seq: number, why: string) => [["crs_oneCrisis", seq, why]];
    const touched: readonly [string, [unknown, number, string][]][] = [
      [
        "UPDATE consent SET purpose = 'help' WHERE purpose = 'assist' AND given = 1",
        one(16, "changed") as never,
      ],
      [
        "UPDATE consent SET given = 1, event = 'given' WHERE purpose = 'assist' AND given = 0",
        one(19, "changed") as never,
      ],
      ["UPDATE consent SET shown = x'00fe' WHERE id = 1", one(16, "changed") as never],
      ["UPDATE consent SET at = '2026' WHERE id = 5", one(25, "changed") as never],
      ["UPDATE traceConsent SET given = 1, event = 'given' WHERE given = 0", one(28, "changed") as never],
      // A withdrawal that is gone, with what noted where it stood and without; and the last consent of all.
      ["DELETE FROM consent WHERE id = 5", one(25, "changed") as never],
      [
        "DELETE FROM consent WHERE id = 5; DELETE FROM consentUnder WHERE series = 'consent' AND id = 5",
        one(25, "changed") as never,
      ],
      [
        "DELETE FROM consent WHERE id = 6; DELETE FROM consentUnder WHERE series = 'consent' AND id = 6",
        one(58, "changed") as never,
      ],
      ["DELETE FROM traceConsent WHERE id = 2", one(28, "changed") as never],
      ["UPDATE consentUnder SET seq = 28 WHERE series = 'consent' AND id = 5", one(25, "changed") as never],
    ];
    for (const [sql, broken] of touched)
      expect([sql, await found((db) => db.exec(sql))]).toEqual([sql, broken]);
    const yes = `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event)
      VALUES ('reg_example0001', 'org_embassyTwo', 'help', 1, '2026-01-01T00:30:00.000Z', 'n', 'given')`;
    // With the trigger it stands under the newest row, which is chained; without, under none.
    expect(await found((db) => db.exec(yes))).toEqual([[null, 60, "changed"]]);
    expect(await found((db) => db.exec(`DROP TRIGGER consentStandsUnder; ${yes}`))).toEqual([
      ["crs_oneCrisis", 58, "stray"],
    ]);
    const both = "DELETE FROM audit WHERE seq = 19; DELETE FROM auditChain WHERE seq = 19";
    expect(await found((db) => db.exec(both))).toEqual([
      [null, 19, "stray"],
      ["crs_oneCrisis", 22, "changed"],
    ]);
    const under = "INSERT INTO consentUnder VALUES ('consent', 7, 19)";
    expect(await found((db) => db.exec(`DROP TRIGGER consentStandsUnder; ${yes}; ${under}`))).toEqual(
      one(19, "changed"),
    );
  });
  it("of before consents were chained is read as it is", async () => {
    const { db, heads } = await database();
    db.exec("DELETE FROM consentUnder; DELETE FROM auditChain; DROP TABLE consentUnder");
    const last = new Map<string, string>();
    for (const row of rows) {
      const hash = await sha256(linkText(last.get(chainOf(row)) ?? "", row));
      last.set(chainOf(row), hash);
      db.prepare("INSERT INTO auditChain (seq, hash, crisisId) VALUES (?1, ?2, ?3)").run(
        row.seq,
        hash,
        chainOf(row),
      );
    }
    expect((await verifyCopy(db, [])).every((one) => one.broken === null)).toBe(true);
    expect(heads).not.toEqual([]);
    db.close();
  });
  it("whose chain was made anew after an edit is told by the heads, and between which two", async () => {
    const remake = async (db: DatabaseSync) => {
      db.exec("UPDATE audit SET actor = 'off_other01' WHERE seq = 34; DELETE FROM auditChain");
      await chained(
        db,
        rows.map((row) => (row.seq === 34 ? { ...row, actor: "off_other01" } : row)),
      );
    };
    expect(await found(remake)).toEqual([["crs_oneCrisis", 58, "remade"]]);
    const { db, heads } = await database();
    await remake(db);
    const [, one] = await verifyCopy(db, heads);
    expect(one === undefined ? "" : sentence(one)).toContain("lies after row 28");
    db.close();
  });
  it("is read from a file, and from SQL as an export writes it", async () => {
    const { db, heads } = await database();
    const path = join(folder, "copy.sqlite");
    db.exec(`VACUUM INTO '${path}'`);
    const file = openCopy(path);
    expect((await verifyCopy(file, heads)).every((one) => one.broken === null)).toBe(true);
    expect(() => file.exec("DELETE FROM auditChain")).toThrow();
    file.close();
    const literal = (value: unknown) =>
      value === null
        ? "NULL"
        : typeof value === "number"
          ? String(value)
          : value instanceof Uint8Array
            ? `X'${Buffer.from(value).toString("hex")}'`
            : `'${String(value)}'`;
    const lines = (["audit", "auditChain", "consentUnder", "consent", "traceConsent"] as const).flatMap(
      (table) =>
        (db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]).map(
          (row) =>
            `INSERT INTO "${table}" (${Object.keys(row)
              .map((name) => `"${name}"`)
              .join(",")}) VALUES(${Object.values(row).map(literal).join(",")});`,
        ),
    );
    const text = join(folder, "copy.sql");
    writeFileSync(text, ["PRAGMA defer_foreign_keys=TRUE;", ...lines].join("\n"));
    const exported = openCopy(text);
    expect((await verifyCopy(exported, heads)).every((one) => one.broken === null)).toBe(true);
    // Consents are read from it too, whatever the order of its tables.
    exported.exec("UPDATE consent SET purpose = 'help' WHERE purpose = 'assist'");
    expect((await verifyCopy(exported, heads)).map((one) => one.broken?.seq)).toEqual([
      undefined,
      16,
      undefined,
    ]);
    exported.close();
    db.close();
  });
});
