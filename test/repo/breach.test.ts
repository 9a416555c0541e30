// The rehearsal of a breach: every act of the runbook in SECURITY.md, in its order, as the people whom it names, against a
// running platform; with the key ring really rotated by a restart. A step without a rehearsal, or the reverse, fails.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { makePair, sealNote } from "../../web/kit/seal.ts";
import { at } from "../../worker/local/root.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { type Served, serve } from "../../worker/local/serve.ts";
import { CRISIS, crisis, officers, organisations, smallGroup } from "../kit/people.ts";
import { breachDoors, type Json } from "./breach-doors.ts";
import { everyFile, findMarks, formsOfText } from "./marks.ts";
import { read } from "./source.ts";

let statePath: string;
let served: Served;
const secrets = makeSecrets();
/** What stands nowhere readable afterwards. */
const texts = {
  name: "Philippa Thistlewood",
  why: "quenched vermilion list",
  alone: "nocturnal sassafras shift",
  demand: "albatross warrant of Tuesday",
  note: "zanzibar kestrel at the pier",
};
const [oldKey, newKey] = [makeSecrets(), makeSecrets()].map(
  (one) => (JSON.parse(one.KEY_RING) as Record<string, string>)[1] ?? "",
);

async function start(ring: Record<string, string | undefined>): Promise<void> {
  await served?.dispose();
  served = await serve({
    port: 0,
    statePath,
    vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true" },
    secrets: { ...secrets, KEY_RING: JSON.stringify(ring) },
    log: () => undefined,
  });
}

const { does, door, desk, refused, cookie } = breachDoors(() => served.url, secrets.DEMO_TOKEN);

/** The acts of the runbook, in order, once for each time that it names them. */
const runbook = read("SECURITY.md").split("## When something has leaked")[1] ?? "";
const named = [...runbook.matchAll(/`([a-z]+\.[a-zA-Z]+)`/g)].map(([, name = ""]) => name);

beforeAll(async () => {
  statePath = mkdtempSync(join(tmpdir(), "causeway-breach-"));
  mkdirSync(at("dist"), { recursive: true });
  await start({ 1: oldKey });
  await door("/api/exercise/load", { crisis, organisations, officers });
});
afterAll(async () => {
  await served?.dispose().catch(() => undefined);
  rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

it("names only acts that exist", () => {
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !acts.some((one) => one.name === name))).toEqual([]);
});

it("is rehearsed step by step, in its order", async () => {
  const opens = async (people = 2) => {
    const crowd = Array.from({ length: people }, () => ({ name: texts.name, born: "30" }));
    const { reference, pin } = await does("registration.open", "", smallGroup({ people: crowd }));
    await does("registration.signIn", "", { reference, pin });
    return { reference, pin, cookie: cookie() };
  };
  const person = await opens();
  for (let n = 0; n < 4; n++) await opens(30);
  const oversight = await desk("off_over001");
  const admin = await desk("off_plat001");
  const supervisor = await desk("off_super01");
  const coordinator = await desk("off_emb0001");
  const doubtful = await desk("off_emb0002");
  const { rows } = (await does("registration.queue", coordinator, { crisisId: CRISIS })) as {
    rows: { id: string; reference: string }[];
  };
  const caseOf = (reference: unknown) => rows.find((row) => row.reference === reference)?.id ?? "";
  await does("message.send", person.cookie, { text: "Is anybody there?" });
  const sheet = { crisisId: CRISIS, people: 122, purpose: "other", why: texts.why };
  let reasonId = "";
  const { id: exportId } = await does("export.ask", coordinator, sheet);
  await does("export.alone", coordinator, { id: exportId, reason: texts.alone });
  await served.scheduled();
  let head = "";
  let seized = "";
  const stopId = "stp_rehearsal1";
  let pin = String(person.pin);

  const steps: [string, () => Promise<unknown>][] = [
    [
      "audit.verify",
      async () => {
        const found = await does("audit.verify", oversight);
        expect(found.brokenAt).toBe(null);
        head = String(found.head);
      },
    ],
    ["organisation.roster", () => does("organisation.roster", oversight, { crisisId: CRISIS })],
    [
      "audit.list",
      async () => {
        const text = JSON.stringify(await does("audit.list", oversight, { crisisId: CRISIS }));
        expect(text).toContain("export.alone");
        expect(text).not.toContain(texts.name);
      },
    ],
    [
      "organisation.signOut",
      async () => {
        await does("organisation.signOut", doubtful);
        await refused("signed-out", "organisation.me", doubtful);
        seized = await desk("off_emb0002");
      },
    ],
    [
      "account.endSessions",
      async () => {
        expect((await does("account.endSessions", supervisor, { officerId: "off_emb0002" })).ended).toBe(1);
        await refused("signed-out", "organisation.me", seized);
      },
    ],
    ["account.close", () => does("account.close", supervisor, { officerId: "off_emb0002" })],
    ["export.list", () => does("export.list", supervisor, { crisisId: CRISIS })],
    [
      "glass.list",
      async () => {
        const { rows } = (await does("glass.list", supervisor, { crisisId: CRISIS })) as {
          rows: { id: string; targetId: string }[];
        };
        reasonId = rows.find((one) => one.targetId === exportId)?.id ?? "";
        expect(reasonId).not.toBe("");
      },
    ],
    [
      "glass.review",
      async () => {
        await does("export.file", coordinator, { id: exportId });
        await does("glass.review", supervisor, { id: reasonId, found: "wrong" });
        await refused("export-ended", "export.file", coordinator, { id: exportId });
      },
    ],
    [
      "registration.changePin",
      async () => {
        await does("registration.signIn", "", { reference: person.reference, pin });
        const thief = cookie();
        await does("registration.changePin", person.cookie, { old: pin, pin: "730416" });
        pin = "730416";
        await refused("signed-out", "registration.status", thief);
        await does("registration.status", person.cookie);
      },
    ],
    [
      "registration.resetPin",
      async () => {
        const id = caseOf(person.reference);
        const { questions } = (await does("registration.pinQuestions", coordinator, { id })) as {
          questions: string[];
        };
        const told: Record<string, string> = {
          name: texts.name,
          born: "30",
          need: "transport",
          choice: "home",
          recipient: "org_embassyOne",
          people: "2",
        };
        const answers = questions.map((question) => ({ question, answer: told[question] ?? "" }));
        const first = await does("registration.resetPin", coordinator, { id, answers });
        expect(first.pin).toBeNull();
        const given = await does("registration.resetPin", supervisor, { id, answers });
        await refused("signed-out", "registration.status", person.cookie);
        await does("registration.signIn", "", { reference: person.reference, pin: String(given.pin) });
        person.cookie = cookie();
      },
    ],
    [
      "consent.withdraw",
      async () => {
        const other = await opens();
        const seen = async () =>
          JSON.stringify(await does("registration.queue", coordinator, { crisisId: CRISIS, limit: "200" }));
        expect(await seen()).toContain(String(other.reference));
        await does("consent.withdraw", other.cookie, { organisationId: "org_embassyOne" });
        expect(await seen()).not.toContain(String(other.reference));
      },
    ],
    [
      "organisation.stop",
      async () => {
        const other = await desk("off_other01");
        await does("registration.open", "", smallGroup({ recipients: ["org_embassyTwo"] }));
        const seen = async () =>
          ((await does("registration.queue", other, { crisisId: CRISIS })).rows as unknown[]).length;
        expect(await seen()).toBe(1);
        const stop = { id: stopId, crisisId: CRISIS, organisationId: "org_embassyTwo", reason: texts.why };
        await does("organisation.stop", oversight, stop);
        expect(await seen()).toBe(0);
      },
    ],
    [
      "organisation.lift",
      async () => {
        expect(await does("organisation.lift", oversight, { id: stopId, reason: texts.why })).toMatchObject({
          lifted: false,
        });
        await refused("second-officer-needed", "organisation.lift", oversight, {
          id: stopId,
          reason: texts.why,
        });
        expect(await does("organisation.lift", admin, { id: stopId, reason: texts.why })).toMatchObject({
          lifted: true,
        });
      },
    ],
    [
      "crisis.close",
      async () => {
        // Another crisis: the rest of the rehearsal goes on in this one.
        const crisis = {
          id: "crs_toclose01",
          name: { en: "To close" },
          kind: "flood",
          hostCountry: "LY",
          area: [9, 19, 26, 34],
        };
        await does("crisis.open", admin, crisis);
        expect(await does("crisis.close", admin, { id: crisis.id })).toMatchObject({ closedAt: null });
        await does("crisis.close", await desk("off_plat002"), { id: crisis.id });
        await refused("crisis-closed", "registration.open", "", smallGroup({ crisisId: crisis.id }));
      },
    ],
    [
      "crisis.reopen",
      async () => {
        await does("crisis.reopen", admin, { id: "crs_toclose01" });
        expect(JSON.stringify(await does("crisis.list", ""))).toContain("crs_toclose01");
      },
    ],
    [
      "key.set",
      async () => {
        // Step 7 comes before it: the ring gets a new version by a restart, the clock re-wraps, and the old one leaves.
        await start({ 1: oldKey, 2: newKey });
        await served.scheduled();
        await start({ 2: newKey });
        const read = await does("registration.get", coordinator, { id: caseOf(person.reference) });
        expect(JSON.stringify(read)).toContain(texts.name);
        await does("export.list", supervisor, { crisisId: CRISIS });
        const { publicKey } = await makePair();
        const text = (length: number) => Buffer.alloc(length, 7).toString("base64url");
        const wrapped = { salt: text(16), rounds: 600_000, iv: text(12), sealed: text(48) };
        await does("key.set", supervisor, { version: 1, publicKey, wrapped });
        const registrationId = caseOf(person.reference);
        const id = "nte_rehearsal1";
        const of = { organisationId: "org_embassyOne", version: 1, registrationId, noteId: id };
        const sealed = await sealNote(publicKey, texts.note, of);
        await does("note.add", coordinator, { id, registrationId, keyVersion: 1, ...sealed });
        await does("note.ofCase", coordinator, { registrationId });
      },
    ],
    [
      "alert.issue",
      async () => {
        const { example } = acts.find((one) => one.name === "alert.issue") ?? { example: { input: {} } };
        await does("alert.issue", coordinator, { ...(example.input as Json), crisisId: CRISIS });
      },
    ],
    [
      "message.answer",
      async () => {
        await does("message.answer", coordinator, {
          registrationId: caseOf(person.reference),
          text: "Somebody may have seen your request.",
        });
        expect(JSON.stringify(await does("message.mine", person.cookie))).toContain("may have seen");
      },
    ],
    [
      "demand.record",
      () =>
        does("demand.record", oversight, {
          id: "dmd_rehearsal1",
          source: "security-body",
          subject: "list-of-people",
          day: new Date().toISOString().slice(0, 10),
          words: texts.demand,
        }),
    ],
    ["crisis.figures", () => does("crisis.figures", "", { id: CRISIS })],
    ["audit.list", () => does("audit.list", oversight, { crisisId: CRISIS })],
    [
      "demand.answer",
      () =>
        does("demand.answer", admin, {
          id: "dmd_rehearsal1",
          answer: "refused",
          day: new Date().toISOString().slice(0, 10),
        }),
    ],
    [
      "demand.count",
      async () => {
        const { years } = (await does("demand.count", "")) as { years: Json[] };
        expect(years[0]).toMatchObject({ asked: 1, refused: 1 });
        const page = await (await fetch(`${served.url}/en/rights`)).text();
        expect(page).toContain("Refused: 1.");
      },
    ],
    [
      "audit.verify",
      async () => {
        await served.scheduled();
        const found = await does("audit.verify", oversight);
        expect(found.brokenAt).toBe(null);
        expect(found.head).not.toBe(head);
      },
    ],
  ];
  expect(steps.map(([name]) => name)).toEqual(named);
  for (const [, step] of steps) await step();
});

it("leaves no word of officers, no note and no name in any byte that was written", async () => {
  await served.dispose();
  const written = everyFile(join(statePath, "v3"));
  // A word that may be read is found: so the search can fail.
  expect(findMarks({ readable: formsOfText("list-of-people") }, written)).not.toEqual([]);
  const marks = Object.entries(texts).map(([name, text]) => [name, formsOfText(text)] as const);
  expect(findMarks(Object.fromEntries(marks), written)).toEqual([]);
});
