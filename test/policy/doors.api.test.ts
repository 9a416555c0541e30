// The policy as it leaves: actors, consents and records from a seeded source, and every read door tried by everybody for
// every record. No word that the rules close is in any reply, and what they open is there. Then rules are broken on
// purpose, to see that this finds it. `POLICY_RECORDS` says how many cases (test/bench/policy.bench.ts tries more).
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { findAct } from "../../schema/concepts.ts";
import { caseReaders, queueReaders } from "../../schema/kit/access.ts";
import { movementAdvance, movementGet } from "../../schema/movement.ts";
import { type Field, type Rule, rules } from "../../schema/policy.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { clockRuns } from "../erasure/clock.ts";
import { planned } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { send as at, BASE, makeWorld, type World } from "../kit/world.ts";
import { castOf, type Member } from "./cast.ts";
import { reads, shows } from "./door.ts";
import { plant } from "./life.ts";
import { GATE, SHARES } from "./oracle.ts";
import { type Planted, TRAVELS } from "./record.ts";
import { lookedFor } from "./relative.ts";
import { wordsFrom } from "./token.ts";
import { type Send, walk, walkAs, walkPages } from "./walk.ts";

const SEED = 20_110_301;
const FEW = 10;
const RECORDS = Number(env.POLICY_RECORDS || FEW);
/** The rules as they stand in the contract: what the worker reads may be broken by a test, this copy is not. */
const asWritten: readonly Rule[] = rules.map((rule) => ({ ...rule }));

let world: World;
let movementId: string;
let members: Member[];
const records: Planted[] = [];

const send: Send = (member, door, input) => {
  const act = findAct(door);
  if (act === undefined) throw new Error(`no door ${door}`);
  // An address for each: hundreds of refusals from one are slowed down.
  return member.someone.does(act, input, { headers: { "CF-Connecting-IP": `${member.says} ${door}` } });
};

beforeAll(async () => {
  world = await makeWorld();
  movementId = await planned(world, {
    shares: [{ organisationId: SHARES, places: 300, until: "2011-03-02T06:00:00Z" }],
    gates: [GATE],
    capacity: { seat: 400, wheelchair: 1, stretcher: 1, lap: 90 },
  });
  const source = random(SEED);
  const word = wordsFrom(source);
  for (let n = 0; n < RECORDS; n++) records.push(await plant(world, { source, word }, n, movementId));
  await lookedFor(records, { source, word }, TRAVELS);
  const { version } = (await world.as("embassyCoordinator").does(movementGet, { id: movementId })).body;
  await world
    .as("embassyCoordinator")
    .does(movementAdvance, { id: movementId, state: "confirmed" }, { ifMatch: Number(version) });
  members = await castOf(records, RECORDS > FEW);
  // A viewer has no work on any case, and a case may be nobody's: each has said why, so that what opens is the policy's.
  await env.DB.prepare(
    `INSERT INTO glass (id, crisisId, organisationId, officerId, kind, act, targetId, reason, at, until, dueAt)
     SELECT 'gls_' || hex(randomblob(8)), s.crisisId, f.organisationId, f.id, 'look', 'registration.get', s.registrationId,
       'other', '2011-03-01T06:00:00.000Z', '2999-01-01T00:00:00.000Z', '2011-03-02T06:00:00.000Z'
     FROM officer f JOIN sight s ON s.organisationId = f.organisationId WHERE f.role = 'viewer'`,
  ).run();
}, 60_000);

const ofRoles = (roles: readonly string[]) => members.filter(({ reader }) => roles.includes(reader.role));
const placeDoors = ["registration.queue", "registration.map", "registration.get", "live.changes"];

describe("every read door", () => {
  it("is tried with consents that are what each person reads of them", async () => {
    for (const record of records.filter(({ deleting }) => !deleting)) {
      const { shares } = (await record.someone.does(registrationStatus)).body;
      const said = (shares as { organisationId: string; purposes: string[] }[]).map(
        (one) => `${one.organisationId} ${[...one.purposes].sort().join(" ")}`,
      );
      const kept = [...record.consents].flatMap(([id, held]) =>
        held.size === 0 ? [] : [`${id} ${[...held].sort().join(" ")}`],
      );
      expect(said.sort()).toEqual(kept.sort());
    }
  });
  it("shows to everybody what the rules open and nothing that they close", async () => {
    const { tried, doors, leaks, missing, found } = await walk(members, records, movementId, send, asWritten);
    console.log(
      `policy: ${String(doors)} doors × ${String(members.length)} actors × ${String(records.length)} records, ${String(tried)} requests`,
    );
    expect(leaks).toEqual([]);
    expect(missing).toEqual([]);
    expect(doors).toBe(reads.length);
    const wanted = Object.entries(shows).flatMap(([door, { finds }]) => finds.map((one) => `${door} ${one}`));
    expect(wanted.filter((one) => !found.has(one))).toEqual([]);
  }, 300_000);
  it("shows an answer that was taken back to nobody, not even to her who wrote it", async () => {
    const gone = records.flatMap((record) => record.gone);
    expect(gone.length).toBeGreaterThan(1);
    const readers = members.filter(({ reader }) => reader.organisationId === null);
    for (const member of readers)
      for (const door of ["tracing.see", "tracing.mine", "registration.download"]) {
        const { text } = await send(member, door, {});
        expect([member.says, door, gone.filter((word) => text.includes(word))]).toEqual([
          member.says,
          door,
          [],
        ]);
      }
  }, 60_000);
  it("tells a desk by its socket a number and nothing else", async () => {
    for (const { someone, says, reader } of members.slice(0, 30)) {
      const headers = { Upgrade: "websocket", Cookie: someone.cookie, "CF-Connecting-IP": `${says} socket` };
      const response = await exports.default.fetch(
        new Request(`${BASE}/api/live?crisis=crs_test0001`, { headers }),
      );
      const socket = response.webSocket;
      if (socket === null) {
        expect([says, reader.organisationId, response.status]).toEqual([says, null, 401]);
        continue;
      }
      const first = new Promise<string>((resolve) => {
        socket.addEventListener("message", (event) => {
          resolve(String(event.data));
        });
      });
      socket.accept();
      expect(await first).toMatch(/^\{"head":\d+\}$/);
      socket.close(1000);
    }
  });
});

/** Addresses that are no acts. `prm` stands for each permit. */
const own = [
  "",
  "/file",
  "/people",
  "/msg",
  "/share",
  "/trace",
  "/data",
  "/pin",
  "/own",
  "/place",
  "/danger",
  "/needs",
  "/answers",
  "/delete",
  "/tell/0",
  "/tell/1",
  "/pass",
  "/permit",
];
const everywhere = [
  "/",
  "/en",
  "/en/r",
  "/en/trace",
  "/en/alerts",
  "/en/dangers",
  "/en/places",
  "/en/numbers",
  "/en/map",
  "/en/call",
  "/en/rights",
  "/en/exit-rules",
  "/en/c",
  "/en/c/s",
  "/api",
  "/api/openapi.json",
  "/.well-known/permit-jwks.json",
  "/.well-known/permit-root.json",
];

describe("every page", () => {
  it("shows to each person what the rules open of her own, and to all others nothing of anybody", async () => {
    const permits = records.flatMap(({ permitId }) => (permitId === null ? [] : [`/permit/${permitId}`]));
    const paths = [...[...own, ...permits].map((path) => `/en/s${path}`), "/en/trace/s"];
    const get = (member: Member, path: string) =>
      at("GET", path, {
        headers: { Cookie: member.someone.cookie, "CF-Connecting-IP": `${member.says} ${path}` },
      });
    const readers = members.filter(({ reader }) => reader.organisationId === null);
    const { tried, leaks, seen } = await walkPages(readers, records, paths, get, asWritten);
    // What is public is the same for all: a few are enough, officers among them.
    const few = [...members.slice(0, 4), ...readers.slice(-2)];
    const open = await walkPages(few, records, everywhere, get, asWritten);
    console.log(
      `policy: ${String(paths.length + everywhere.length)} pages × ${String(readers.length)} actors, ${String(tried + open.tried)} requests`,
    );
    expect(open.leaks).toEqual([]);
    expect(seen).toBeGreaterThan(records.length * 5);
    expect(leaks).toEqual([]);
  }, 120_000);
});

describe("the desk's page", () => {
  const get = (member: Member, path: string) =>
    at("GET", path, {
      headers: { Cookie: member.someone.cookie, "CF-Connecting-IP": `${member.says} ${path}` },
    });
  it("holds what the queue shows to this officer, nothing for anybody else, and is kept by no cache", async () => {
    const paths = [
      "/desk/queue",
      "/desk/queue?state=more-needed",
      `/desk/queue?crisis=${CRISIS}&need=medical`,
      "/desk/queue?crisis=crs_another1&state=nonsense",
      ...records.map(({ id }) => `/desk/case/${id}`),
      "/desk/zones",
    ];
    const { leaks, seen } = await walkAs("desk page", members, records, paths, get, asWritten);
    expect(leaks).toEqual([]);
    expect(seen).toBeGreaterThan(0);
    for (const member of members) {
      const reads = (queueReaders as readonly string[]).includes(member.reader.role);
      const { text, headers } = await get(member, "/desk/queue");
      expect([member.says, text.includes('<div id="first">')]).toEqual([member.says, reads]);
      expect(headers.get("Cache-Control")).toBe(reads ? "no-store" : "no-cache");
      expect(headers.get("Content-Security-Policy")).toContain("script-src 'self';");
    }
  }, 120_000);
});

describe("a rule that is broken on purpose", () => {
  const worker = rules as Rule[];
  afterEach(() => {
    worker.splice(0, worker.length, ...asWritten);
  });
  const broken: Record<string, { field: Field; rule: Rule; doors: string[] }> = {
    "names for partners": {
      field: "name",
      rule: { audience: "partner", roles: queueReaders, fields: ["name"], consent: ["assist", "help"] },
      doors: ["registration.get"],
    },
    "a viewer who is a responder": {
      field: "code",
      rule: { audience: "responder", roles: ["viewer"], fields: ["case", "code"], consent: ["help"] },
      doors: ["registration.queue"],
    },
    "an exact place that does not age": {
      field: "exact",
      rule: {
        audience: "responder",
        roles: caseReaders,
        fields: ["exact"],
        consent: ["help"],
        also: ["place"],
      },
      doors: ["registration.map"],
    },
    "words for a place that do not age": {
      field: "landmark",
      rule: { audience: "responder", roles: caseReaders, fields: ["landmark"], consent: ["help"] },
      doors: ["registration.get"],
    },
    "a code for those who run a movement": {
      field: "code",
      rule: { audience: "mover", roles: caseReaders, fields: ["code", "born"], consent: ["travel"] },
      doors: ["manifest.get"],
    },
    "a code for whoever holds a need": {
      field: "code",
      rule: { audience: "holder", roles: queueReaders, fields: ["code"], consent: ["hold"] },
      doors: ["registration.queue"],
    },
    "the head's note for other adults": {
      field: "note",
      rule: { audience: "adult", roles: ["person"], fields: ["note", "phone"], consent: [] },
      doors: ["registration.status", "registration.download"],
    },
  };
  for (const [what, { field, rule, doors }] of Object.entries(broken))
    it(`is found: ${what}`, async () => {
      worker.push(rule);
      const { leaks } = await walk(ofRoles(rule.roles), records, movementId, send, asWritten, doors);
      expect(leaks.filter((leak) => leak.includes(` shows ${field} of `)).length).toBeGreaterThan(0);
    }, 60_000);
  it("is found where it closes too much", async () => {
    worker.splice(0, worker.length, ...asWritten.filter(({ audience }) => audience !== "partner"));
    const { missing } = await walk(ofRoles(["viewer"]), records, movementId, send, asWritten, [
      "registration.queue",
    ]);
    expect(missing.length).toBeGreaterThan(0);
  }, 60_000);
});

describe("after the clock has run", () => {
  it("the doors that show places still do as the rules say", async () => {
    await clockRuns();
    const { leaks, missing } = await walk(
      ofRoles(["coordinator", "viewer"]),
      records,
      movementId,
      send,
      asWritten,
      placeDoors,
    );
    expect([leaks, missing]).toEqual([[], []]);
  }, 120_000);
});
