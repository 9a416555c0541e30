// Not there and not yours are one answer: the same status, headers and body, byte for byte, at every act that takes the id
// of a case or of what belongs to one; and so for codes, whether somebody has them or nobody.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { consentGive } from "../../schema/consent.ts";
import { exportAsk, exportCount } from "../../schema/export.ts";
import type { Act } from "../../schema/kit/act.ts";
import { checkDigit, isChecked } from "../../schema/kit/damm.ts";
import { messageSend } from "../../schema/message.ts";
import { permitAsk } from "../../schema/permit.ts";
import { referralOffer } from "../../schema/referral.ts";
import { registrationSignIn } from "../../schema/registration.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { seatProposeSplit } from "../../schema/seat.ts";
import { tracingAgree } from "../../schema/tracing-own.ts";
import { clockRuns } from "../erasure/clock.ts";
import { personIds, place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName, people, START } from "../kit/people.ts";
import { type Answer, looks, makeWorld, Someone, type World } from "../kit/world.ts";

let world: World;
let other: Someone;
/** Ids that exist and belong to Embassy one's case. */
const theirs: Record<string, string> = {};
/** Ids of the asking organisation's own, so that one id at a time is in question. */
const mine: Record<string, string> = {};
let reference = "";

/** A need of hers that Embassy one offers to an agency: to all others it is nobody's. */
async function offered(victim: Awaited<ReturnType<World["opens"]>>): Promise<string> {
  await victim.someone.does(consentGive, { organisationId: "org_embassyOne", purpose: "refer" });
  const need = await env.DB.prepare("SELECT id, version FROM need WHERE registrationId = ?1 LIMIT 1")
    .bind(victim.id)
    .first<{ id: string; version: number }>();
  const input = { needId: need?.id, organisationId: "org_supportDesk" };
  const { body } = await world
    .as("embassyCoordinator")
    .does(referralOffer, input, { ifMatch: need?.version ?? 1 });
  return String(body.id);
}

/** A sheet of everybody whom this officer's organisation may open. */
async function sheetOf(name: PersonName): Promise<string> {
  const desk = world.as(name);
  const { people } = (await desk.does(exportCount, { crisisId: CRISIS })).body;
  const asks = { crisisId: CRISIS, people, purpose: "other", why: "Marked" };
  return String((await desk.does(exportAsk, asks)).body.id);
}

/** Same shape and length, and nobody's. */
const missing = (id: string) => `${id.slice(0, 4)}${"Zz9".repeat(20)}`.slice(0, id.length);

beforeAll(async () => {
  world = await makeWorld();
  const victim = await world.opens({
    needs: ["transport", "medical"],
    phone: "+218911234567",
    phoneSafe: true,
    people: [
      { name: "Marked One", born: "34", relation: "self" },
      { name: "Marked Two", born: "33", relation: "partner" },
    ],
  });
  reference = victim.reference;
  const [personId = "", second = ""] = await personIds(victim.id);
  const movementId = await planned(world);
  await place(world, movementId, victim.id);
  const split = {
    id: "spl_existing01",
    movementId,
    registrationId: victim.id,
    personIds: [second],
    reason: "A bed.",
  };
  const asks = { personId, ground: "evacuation", name: "Marked", agree: "yes" };
  const permit = await victim.someone.does(permitAsk, asks);
  const message = await victim.someone.does(messageSend, { text: "Marked words" });
  const version = await env.DB.prepare("SELECT version FROM registration WHERE id = ?1")
    .bind(victim.id)
    .first<number>("version");
  const decided = { id: victim.id, state: "more-needed", reason: "Marked" };
  const answers = [
    permit,
    message,
    await world.as("embassyCoordinator").does(seatProposeSplit, split),
    await world.as("embassyCoordinator").does(registrationDecide, decided, { ifMatch: version ?? 1 }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  // In an exercise no text goes to a number that never wrote: the row is put there.
  await env.DB.prepare(
    `INSERT INTO smsOut (id, kind, registrationId, numberHash, sealed, state, at, queuedAt, dueAt, changedAt)
     VALUES ('sms_existing01', 'news', ?1, 'h', x'00', 'queued', ?2, ?2, '2999-01-01T00:00:00.000Z', ?2)`,
  )
    .bind(victim.id, START)
    .run();
  await victim.someone.does(tracingAgree, {});
  await looks({ name: "Marked One", text: "Marked words" });
  await clockRuns();
  const first = async (sql: string) => (await env.DB.prepare(sql).bind(victim.id).first<string>("id")) ?? "";
  Object.assign(theirs, {
    reg_: victim.id,
    per_: personId,
    mov_: movementId,
    spl_: split.id,
    prm_: String(permit.body.id),
    msg_: String(message.body.id),
    rfl_: await offered(victim),
    ned_: await first("SELECT id FROM need WHERE registrationId = ?1 LIMIT 1"),
    sms_: await first("SELECT id FROM smsOut WHERE registrationId = ?1 LIMIT 1"),
    trm_: await first("SELECT id FROM tracingMatch WHERE registrationId = ?1 LIMIT 1"),
  });
  theirs.exp_ = await sheetOf("embassyCoordinator");
  const own = await world.opens({ recipients: ["org_healthTeam"] });
  mine.exp_ = await sheetOf("healthCoordinator");
  other = own.someone;
  for (const [prefix, id] of Object.entries(theirs)) expect(id.slice(0, 4)).toBe(prefix);
  mine.reg_ = own.id;
  mine.mov_ = await planned(world, {}, "healthCoordinator");
  mine.per_ = (await personIds(own.id))[0] ?? "";
});

const prefixes = ["reg_", "per_", "mov_", "spl_", "prm_", "msg_", "ned_", "sms_", "rfl_", "trm_", "exp_"];
const prefixOf = (value: unknown) =>
  prefixes.find((one) => typeof value === "string" && value.startsWith(one));

/** What can be compared: everything but what names this very request. */
function told(answer: Answer, asked = ""): string {
  const { requestId: _, ...body } = answer.body;
  const headers = [...answer.headers].filter(([name]) => !/^(x-request-id|date|set-cookie)$/i.test(name));
  const said = JSON.stringify([answer.status, body, answer.text.length, headers]);
  // The id that was asked for may come back, as it was sent.
  return asked === "" ? said : said.replaceAll(asked, "the id");
}

/** Paths of ids in an example's input, one level of lists included. */
function idsIn(input: Record<string, unknown>): string[] {
  return Object.entries(input).flatMap(([name, value]) =>
    prefixOf(Array.isArray(value) ? value[0] : value) === undefined ? [] : [name],
  );
}

function inputOf(act: Act, asked: string, as: (id: string) => string): Record<string, unknown> {
  const example = act.example.input as Record<string, unknown>;
  const entries = Object.entries(example).map(([name, value]): [string, unknown] => {
    const one = Array.isArray(value) ? (value[0] as unknown) : value;
    const prefix = prefixOf(one);
    if (prefix === undefined) return [name, value === "crs_libya2011" ? CRISIS : value];
    const id = name === asked ? as(theirs[prefix] ?? "") : (mine[prefix] ?? theirs[prefix] ?? "");
    return [name, Array.isArray(value) ? [id] : id];
  });
  return Object.fromEntries(entries);
}

/** Of another organisation, another authority, or another person: to all of them the case is nobody's. */
const strangers: PersonName[] = [
  "healthCoordinator",
  "healthViewer",
  "otherEmbassy",
  "gateOfficer",
  "boardingOfficer",
];
/** These make the thing whose id they give, so an id that stands is refused as taken; planning has a test of its own. */
const makes = new Set(["movement.plan", "seat.proposeSplit"]);

const taking = acts.filter((act) => idsIn(act.example.input as Record<string, unknown>).length > 0);

describe("an id that is not theirs and an id that is nobody's", () => {
  let compared = 0;
  for (const act of taking)
    it(`are one answer: ${act.name}`, async () => {
      const askers: [string, Someone][] = [
        ...strangers
          .filter((name) => act.may.some((caller) => caller === people[name].role))
          .map((name): [string, Someone] => [people[name].says, world.as(name)]),
        ...(act.may.includes("person") ? ([["another person", other]] as [string, Someone][]) : []),
      ];
      for (const [says, someone] of askers)
        for (const asked of idsIn(act.example.input as Record<string, unknown>)) {
          if (makes.has(act.name) && asked === "id") continue;
          const tries = async (as: (id: string) => string) => {
            const input = inputOf(act, asked, as);
            const answer = await someone.does(act, input, {
              ...(act.guarded === true ? { ifMatch: 1 } : {}),
              headers: { "CF-Connecting-IP": `${act.name} ${says}` },
            });
            return told(answer, String([input[asked]].flat()[0]));
          };
          expect([says, asked, await tries((id) => id)]).toEqual([says, asked, await tries(missing)]);
          compared++;
        }
    });
  it("were compared at many doors", () => {
    expect(taking.length).toBeGreaterThan(25);
    expect(compared).toBeGreaterThan(40);
  });
});

describe("a code", () => {
  const free = () => {
    for (let n = 100_000_001; ; n += 7919) {
      const code = `${String(n)}${checkDigit(String(n))}`;
      if (isChecked(code) && code !== reference) return code;
    }
  };
  it("with a wrong secret number is the same as one that nobody has, try after try", async () => {
    const tries = async (code: string) => {
      const seen: string[] = [];
      for (let n = 0; n < 5; n++) {
        const headers = { "CF-Connecting-IP": `signs in ${code}` };
        seen.push(
          told(
            await new Someone("").does(registrationSignIn, { reference: code, pin: "000001" }, { headers }),
          ),
        );
      }
      return seen;
    };
    const [known, unknown] = [await tries(reference), await tries(free())];
    // How long is still to wait may differ by the second that passes between two tries.
    const wait = /"retryAfter":\d+|"retry-after","\d+"/gi;
    expect(known.map((one) => one.replace(wait, ""))).toEqual(unknown.map((one) => one.replace(wait, "")));
    expect(known[0]).toContain("code-or-pin-wrong");
  });
  it("of another organisation's case finds what a code of nobody finds", async () => {
    for (const name of ["healthCoordinator", "healthViewer", "otherEmbassy"] as const) {
      const finds = async (code: string) =>
        told(await world.as(name).does(registrationFind, { crisisId: CRISIS, reference: code }));
      expect(await finds(reference)).toBe(await finds(free()));
    }
  });
});

describe("an agency that holds a need", () => {
  it("reads nothing once her consent is taken back, though the need still bears its name", async () => {
    const one = await world.opens({ recipients: ["org_healthTeam"], needs: ["medical"] });
    const desk = world.as("healthCoordinator");
    const { openNeeds } = (await desk.does(registrationGet, { id: one.id })).body;
    const [need] = openNeeds as { id: string }[];
    const takes = { needId: need?.id, state: "assigned" };
    const taken = await desk.does({ name: "need.update", kind: "write" }, takes, { ifMatch: 1 });
    expect([taken.status, taken.body.ownerId]).toEqual([200, "org_healthTeam"]);
    await one.someone.does({ name: "consent.withdraw", kind: "write" }, { organisationId: "org_healthTeam" });
    expect((await desk.does(registrationGet, { id: one.id })).status).toBe(404);
    const again = await desk.does(
      { name: "need.update", kind: "write" },
      { ...takes, state: "met" },
      { ifMatch: 2 },
    );
    expect(again.status).toBe(404);
  });
});
