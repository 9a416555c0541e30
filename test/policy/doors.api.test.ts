// The policy as it leaves: actors, consents and records from a seeded source, and every read door tried by everybody for
// every record. No word that the rules close is in any reply, and what they open is there. Then rules are broken on
// purpose, to see that this finds it. `POLICY_RECORDS` says how many cases (test/bench/policy.bench.ts tries more).
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { alertIssue } from "../../schema/alert.ts";
import { findAct } from "../../schema/concepts.ts";
import { consentWithdraw } from "../../schema/consent.ts";
import { caseReaders, queueReaders } from "../../schema/kit/access.ts";
import { movementAdvance, movementGet } from "../../schema/movement.ts";
import { type Field, type Rule, rules } from "../../schema/policy.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { tokenLayers, tokenMake } from "../../schema/token.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { layers } from "../../worker/ogc/collection.ts";
import { clockRuns } from "../erasure/clock.ts";
import { planned } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { type Answer, BASE, makeWorld, Someone, type World } from "../kit/world.ts";
import { addresses, layersFor, neverShown, tilesOf, tileText } from "./addresses.ts";
import { castOf, type Member } from "./cast.ts";
import { neverOpened, reads, shows } from "./door.ts";
import { plant } from "./life.ts";
import { GATE, SHARES } from "./oracle.ts";
import { must, type Planted, TRAVELS } from "./record.ts";
import { lookedFor } from "./relative.ts";
import { crowd, printed, reasonsOf, seatTokens, sheetsOf, type Things } from "./sheets.ts";
import { wordsFrom } from "./token.ts";
import { leaksOf, type Send, walk, walkAs, walkPages, walkTiles } from "./walk.ts";

const SEED = 20_110_301;
const FEW = 10;
const RECORDS = Number(env.POLICY_RECORDS || FEW);
/** The rules as they stand in the contract: what the worker reads may be broken by a test, this copy is not. */
const asWritten: readonly Rule[] = rules.map((rule) => ({ ...rule }));

let world: World;
let things: Things;
let members: Member[];
const nobody: Member = {
  says: "nobody",
  reader: { role: "nobody", organisationId: null, own: null },
  someone: new Someone(""),
};
const records: Planted[] = [];

const send: Send = (member, door, input) => {
  const act = findAct(door);
  if (act === undefined) throw new Error(`no door ${door}`);
  // An address for each: hundreds of refusals from one are slowed down.
  return member.someone.does(act, input, { headers: { "CF-Connecting-IP": `${member.says} ${door}` } });
};

beforeAll(async () => {
  world = await makeWorld();
  const movementId = await planned(world, {
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
  await crowd(world);
  const warning = alertIssue.example.input as Record<string, unknown>;
  await must(world.as("agencyCoordinator").does(alertIssue, { ...warning, crisisId: CRISIS }));
  members = await castOf(records, RECORDS > FEW);
  await seatTokens(records, movementId);
  await reasonsOf(members, records, { source, word });
  await printed(members, movementId);
  const declared = { ...(zoneDeclare.example.input as Record<string, unknown>), crisisId: CRISIS };
  const { id: zoneId } = await must(world.as("agencyCoordinator").does(zoneDeclare, declared));
  things = { movementId, zoneId: String(zoneId), sheets: await sheetsOf(members) };
  // A viewer has no work on any case, and a case may be nobody's: each has said why, so that what opens is the policy's.
  await env.DB.prepare(
    `INSERT INTO glass (id, crisisId, organisationId, officerId, kind, act, targetId, reason, at, until, dueAt)
     SELECT 'gls_' || hex(randomblob(8)), s.crisisId, f.organisationId, f.id, 'look', 'registration.get', s.registrationId,
       'other', '2011-03-01T06:00:00.000Z', '2999-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'
     FROM officer f JOIN sight s ON s.organisationId = f.organisationId WHERE f.role = 'viewer' OR NOT EXISTS (
       SELECT 1 FROM need n WHERE n.registrationId = s.registrationId AND (n.state = 'open' OR n.ownerId = s.organisationId))`,
  ).run();
}, 300_000);

/** An address as a browser asks for it: a tile as the squares in it, everything else as text. */
async function get(member: Member, path: string): Promise<Answer> {
  const headers = { Cookie: member.someone.cookie, "CF-Connecting-IP": `${member.says} ${path}` };
  const request = new Request(`${BASE}${path}`, { headers, redirect: "manual" });
  const response = await exports.default.fetch(request);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isTile = response.status === 200 && path.endsWith(".mvt");
  const text = isTile ? tileText(bytes) : new TextDecoder().decode(bytes);
  return { status: response.status, body: {}, headers: response.headers, text };
}

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
    const { tried, doors, opened, leaks, missing, found } = await walk(
      members,
      records,
      things,
      send,
      asWritten,
    );
    console.log(
      `policy: ${String(doors)} doors × ${String(members.length)} actors × ${String(records.length)} records, ${String(tried)} requests`,
    );
    expect(leaks).toEqual([]);
    expect(missing).toEqual([]);
    expect(doors).toBe(reads.length);
    // A door that is open to nobody was not looked behind.
    const shut = reads.map(({ name }) => name).filter((name) => !opened.has(name));
    expect(shut).toEqual(Object.keys(neverOpened));
    const wanted = Object.entries(shows).flatMap(([door, { finds }]) =>
      findAct(door) === undefined ? [] : finds.map((one) => `${door} ${one}`),
    );
    expect(wanted.filter((one) => !found.has(one))).toEqual([]);
  }, 900_000);
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

describe("every page", () => {
  it("shows to each person what the rules open of her own, and to all others nothing of anybody", async () => {
    const { own, everywhere } = addresses(records);
    const readers = members.filter(({ reader }) => reader.organisationId === null);
    const mine = await walkPages(readers, records, own, get, asWritten);
    // What is public is the same for all: a few are enough, officers among them.
    const few = [...members.slice(0, 4), ...readers.slice(-2)];
    const open = await walkPages(few, records, everywhere, get, asWritten);
    console.log(
      `policy: ${String(own.length + everywhere.length)} pages × ${String(readers.length)} actors, ${String(mine.tried + open.tried)} requests`,
    );
    expect(open.leaks).toEqual([]);
    expect(mine.seen).toBeGreaterThan(records.length * 5);
    expect(mine.leaks).toEqual([]);
    const shown = new Set([...mine.opened, ...open.opened]);
    expect([...own, ...everywhere].filter((path) => !shown.has(path))).toEqual(Object.keys(neverShown));
  }, 300_000);
});

describe("what maps and other tools fetch", () => {
  it("shows in each tile the squares that the rules open to this officer, and nobody else's", async () => {
    const paths = tilesOf(records);
    const { tried, leaks, missing, found, refused } = await walkTiles(
      members,
      records,
      paths,
      get,
      asWritten,
    );
    console.log(
      `policy: ${String(paths.length)} tiles × ${String(members.length)} actors, ${String(tried)} requests`,
    );
    expect([leaks, missing]).toEqual([[], []]);
    expect([...found].sort()).toEqual(["tile cell", "tile district"]);
    // Each cookie of a person, a relative or nobody, and each role that reads no queue.
    const closed = members.filter(({ reader }) => !(queueReaders as readonly string[]).includes(reader.role));
    expect(refused).toEqual(new Set(closed.map(({ says }) => says)));
  }, 300_000);
  it("shows in no layer anything of anybody, with a token as without one", async () => {
    const bearers = await Promise.all(
      tokenLayers.map(async (layer, n) => {
        const asked = { id: `tok_policy000${String(n)}`, crisisId: CRISIS, layer, label: "Map", days: 3 };
        const { secret } = (
          await world.as("supervisor").does(tokenMake, asked, { key: `${layer}-policy-key` })
        ).body;
        return { Authorization: `Bearer ${String(secret)}` };
      }),
    );
    const all = new Set<string>();
    for (const headers of [{}, ...bearers])
      for (const [path, answer] of await layersFor(headers)) {
        all.add(path);
        expect([path, answer.status]).toEqual([path, 200]);
        expect([path, leaksOf(nobody, "layer", path, answer.text, records, asWritten)]).toEqual([path, []]);
      }
    console.log(`policy: ${String(all.size)} addresses of layers`);
    for (const layer of layers)
      expect([...all].filter((path) => path.includes(`${CRISIS}-${layer}`)).length).toBeGreaterThan(1);
  }, 60_000);
});

describe("the desk's page", () => {
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
  }, 300_000);
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
      const { leaks } = await walk(ofRoles(rule.roles), records, things, send, asWritten, doors);
      expect(leaks.filter((leak) => leak.includes(` shows ${field} of `)).length).toBeGreaterThan(0);
    }, 60_000);
  it("is found where it closes too much", async () => {
    worker.splice(0, worker.length, ...asWritten.filter(({ audience }) => audience !== "partner"));
    const { missing } = await walk(ofRoles(["viewer"]), records, things, send, asWritten, [
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
      things,
      send,
      asWritten,
      placeDoors,
    );
    expect([leaks, missing]).toEqual([[], []]);
  }, 300_000);
});

describe("after she took a consent back", () => {
  it("sheets that were asked for before hold her no more, nor does their list say where she was", async () => {
    const left = records.find(
      (record, n) =>
        n !== TRAVELS &&
        !record.deleting &&
        record.offered === null &&
        record.place !== null &&
        [...record.consents.values()].every((held) => !held.has("hold")) &&
        record.consents.get("org_embassyTwo")?.has("help") === true,
    );
    if (left === undefined) throw new Error("nobody to take a consent back");
    await must(left.someone.does(consentWithdraw, { organisationId: "org_embassyTwo" }));
    left.consents.get("org_embassyTwo")?.clear();
    const readers = members.filter(({ reader }) => reader.organisationId === "org_embassyTwo");
    const doors = ["export.list", "export.file", "paper.sheet", "paper.queue", "glass.list"];
    const { leaks, missing } = await walk(readers, records, things, send, asWritten, doors);
    expect([leaks, missing]).toEqual([[], []]);
  }, 120_000);
});
