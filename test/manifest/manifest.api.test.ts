// manifest: names for those to whom the case was sent and for those who run the movement after a yes; every look is
// hers to read; paper is void as soon as anybody gets on or off, or may be read by others than before; the sheet runs nothing.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { consentWithdraw } from "../../schema/consent.ts";
import { manifestCsv, manifestGet, manifestPrint } from "../../schema/manifest.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { answers, family, place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Row {
  number: string;
  group: number;
  n: number;
  m: number;
  name: string | null;
  reference: string | null;
  birthYear: number | null;
  document: string | null;
  child: boolean;
  medical: boolean;
  withdrawn: boolean;
  answer: string;
}
const share = { organisationId: "org_embassyTwo", places: 6, until: "2011-03-02T06:00:00Z" };
const get = async (movementId: string, by: PersonName = "embassyCoordinator") =>
  (await world.as(by).does(manifestGet, { movementId })).body as unknown as {
    rows: Row[];
    hash: string;
    versions: { version: number; hash: string; rows: number; by: string }[];
  };
const print = (movementId: string, by: PersonName = "embassyCoordinator", key?: string) =>
  world.as(by).does(manifestPrint, { movementId, form: "print" }, key === undefined ? {} : { key });
const csv = (movementId: string, by: PersonName = "embassyCoordinator") =>
  world.as(by).does(manifestCsv, { movementId });
/** A ship of Embassy one that Embassy two shares, with one group of the latter on it. */
async function shared() {
  const movement = await planned(world, { shares: [share] });
  const group = await world.opens({
    recipients: ["org_embassyTwo"],
    needs: ["medicine", "transport"],
    people: [
      { name: "Marked Name One", born: "1980", relation: "self", document: "held" },
      { name: "Marked Name Two", born: "9", relation: "child", document: "none" },
    ],
  });
  await place(world, movement, group.id, "otherEmbassy");
  return { movement, ...group };
}

describe("names", () => {
  it("are read by those to whom the case was sent, with year of birth, document and marks", async () => {
    const { movement, reference } = await shared();
    const { rows } = await get(movement, "otherEmbassy");
    expect(rows).toMatchObject([
      {
        group: 1,
        n: 1,
        m: 2,
        reference,
        name: "Marked Name One",
        birthYear: 1980,
        document: "held",
        child: false,
        medical: true,
        withdrawn: false,
        answer: "asked",
      },
      {
        group: 1,
        n: 2,
        m: 2,
        reference,
        name: "Marked Name Two",
        birthYear: null,
        document: "none",
        child: true,
        medical: true,
        withdrawn: false,
        answer: "asked",
      },
    ]);
  });
  it("are read by those who run it once she said yes, and then the names alone", async () => {
    const { movement, someone } = await shared();
    const blank = {
      reference: null,
      name: null,
      birthYear: null,
      document: null,
      medical: false,
      withdrawn: false,
    };
    expect((await get(movement)).rows).toMatchObject([blank, { ...blank, child: true }]);
    await answers(someone, movement, "coming");
    expect((await get(movement)).rows).toMatchObject([
      { ...blank, name: "Marked Name One", answer: "coming" },
      { ...blank, name: "Marked Name Two" },
    ]);
  });
  it("that she withdrew are gone at once, and the row says that", async () => {
    const { movement, someone } = await shared();
    await answers(someone, movement, "coming");
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect((await get(movement)).rows).toMatchObject([
      { name: null, withdrawn: true },
      { name: null, withdrawn: true },
    ]);
    expect((await get(movement, "otherEmbassy")).rows).toMatchObject([
      { name: "Marked Name One", withdrawn: false },
      {},
    ]);
    await someone.does(consentWithdraw, { organisationId: "org_embassyTwo" });
    expect((await get(movement, "otherEmbassy")).rows).toMatchObject([
      { name: null, reference: null, withdrawn: true },
      {},
    ]);
  });
  it("of another sharing organisation's case are nobody else's", async () => {
    const third = { ...share, organisationId: "org_healthTeam", places: 1 };
    const movement = await planned(world, { shares: [share, third] });
    const { id, someone } = await world.opens({ recipients: ["org_embassyTwo"] });
    await place(world, movement, id, "otherEmbassy");
    await answers(someone, movement, "coming");
    const seen = await world.as("healthCoordinator").does(manifestGet, { movementId: movement });
    expect([seen.status, seen.text.includes("Marked")]).toEqual([200, false]);
  });
  it("are not shown to an organisation that only holds a gate, nor to any role but those who read cases", async () => {
    const movement = await planned(world, { gates: ["org_supportDesk", "org_exitOffice"] });
    expect((await world.as("agencyCoordinator").does(manifestGet, { movementId: movement })).body.code).toBe(
      "not-found",
    );
    for (const name of [
      "healthViewer",
      "gateOfficer",
      "boardingOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const)
      for (const act of [manifestGet, manifestCsv])
        expect((await world.as(name).does(act, { movementId: movement })).body.code).toBe("not-allowed");
    expect((await print(movement, "boardingOfficer")).body.code).toBe("not-allowed");
  });
});

describe("a look", () => {
  it("is written once for the list and read by each whose name it showed, and by nobody else", async () => {
    const { movement, someone } = await shared();
    const own = await world.opens();
    await place(world, movement, own.id);
    const seen = async (one: { someone: typeof someone }) =>
      ((await one.someone.does(registrationStatus)).body.looks as { name: string }[]).map(
        (look) => look.name,
      );
    await get(movement);
    expect([await seen({ someone }), await seen(own)]).toEqual([[], ["Embassy one"]]);
    await answers(someone, movement, "coming");
    await get(movement);
    expect([await seen({ someone }), await seen(own)]).toEqual([["Embassy one"], ["Embassy one"]]);
    const rows = (await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS })).body.rows as {
      act: string;
      targetId: string | null;
      actor: string;
    }[];
    expect(rows.filter((row) => row.act === "manifest.get" && row.targetId === movement)).toMatchObject([
      { actor: "off_emb0001" },
      {},
    ]);
  });
  it("stays hers to read after she got off", async () => {
    const { movement, someone } = await shared();
    await get(movement, "otherEmbassy");
    await answers(someone, movement, "cannot");
    expect((await someone.does(registrationStatus)).body.looks).toMatchObject([{ name: "Embassy two" }]);
  });
});

describe("a version", () => {
  it("counts up, holds the hash of the rows, and is the same for every reader", async () => {
    const { movement } = await shared();
    const key = freshKey();
    const first = await print(movement, "embassyCoordinator", key);
    expect(first.body).toMatchObject({ version: 1, rows: 2, by: "off_emb0001" });
    expect(first.body.hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await print(movement, "embassyCoordinator", key)).body).toEqual(first.body);
    expect((await print(movement, "otherEmbassy")).body).toMatchObject({ version: 2, hash: first.body.hash });
    const [mine, theirs] = [await get(movement), await get(movement, "otherEmbassy")];
    expect([mine.hash, theirs.hash]).toEqual([first.body.hash, first.body.hash]);
    expect(mine.versions.map((one) => one.version)).toEqual([2, 1]);
  });
  it("is void once somebody gets on or off, or may be read by others; not for a look", async () => {
    const { movement, someone } = await shared();
    const hashes = [(await print(movement)).body.hash];
    await get(movement);
    expect((await get(movement)).hash).toBe(hashes[0]);
    const own = await world.opens(family(1));
    await place(world, movement, own.id);
    hashes.push((await get(movement)).hash);
    await answers(someone, movement, "coming");
    hashes.push((await get(movement)).hash);
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    hashes.push((await get(movement)).hash);
    await answers(own.someone, movement, "cannot");
    await answers(someone, movement, "cannot");
    hashes.push((await get(movement)).hash);
    expect(new Set(hashes).size).toBe(4);
    expect(hashes[1]).toBe(hashes[3]);
  });
  it("is kept as it was, and two prints at once are two versions", async () => {
    const { movement } = await shared();
    const both = await Promise.all([print(movement), print(movement, "embassyColleague")]);
    expect(both.map((answer) => answer.body.version).sort()).toEqual([1, 2]);
    await expect(env.DB.prepare("UPDATE manifestVersion SET hash = 'x'").run()).rejects.toThrow(
      "append-only",
    );
    await expect(env.DB.prepare("DELETE FROM manifestVersion").run()).rejects.toThrow("append-only");
  });
});

describe("the sheet", () => {
  it("is of the newest version only: without one, or once it changed, it says so", async () => {
    const { movement } = await shared();
    const none = await csv(movement);
    expect([none.status, none.body.code]).toEqual([409, "manifest-changed"]);
    await print(movement);
    expect((await csv(movement)).body).toMatchObject({ name: `manifest-${movement}-1.csv`, rows: 2 });
    await place(world, movement, (await world.opens(family(1))).id);
    expect((await csv(movement)).body.code).toBe("manifest-changed");
  });
  it("has a line for each seat and no more, and no cell that a spreadsheet would run", async () => {
    const movement = await planned(world);
    const names = ['=HYPERLINK("http://x.test")', "+1", "-1", "@SUM(A1)", " =1", 'A "quoted", name', "Plain"];
    const { id, reference } = await world.opens({ people: names.map((name) => ({ name, born: "1980" })) });
    await place(world, movement, id);
    await print(movement);
    const sheet = String((await csv(movement)).body.csv);
    const lines = sheet.split("\r\n");
    expect(lines.length).toBe(1 + names.length + 1);
    expect(lines[0]).toBe(
      "number,group,n,m,kind,reference,name,birthYear,document,child,medical,withdrawn,answer,state",
    );
    expect(lines[1]).toContain(`,${reference},"'=HYPERLINK(""http://x.test"")",1980,`);
    for (const [i, cell] of ["'+1", "'-1", "'@SUM(A1)", "'=1"].entries())
      expect(lines[i + 2]).toContain(`,${cell},`);
    expect(lines[6]).toContain(',"A ""quoted"", name",');
    expect(lines[7]).toContain(",Plain,");
  });
});
