// What a host authority knows of zones: what the public knows. Zones are planted whose every part is a word of its own, and
// every read door, layer and page is tried by its officers, whatever their role. Then the same is asked as an agency.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import type { Act } from "../../schema/kit/act.ts";
import { liveChanges } from "../../schema/live.ts";
import { movementGet } from "../../schema/movement.ts";
import { zoneClose, zoneConfirm, zoneDeclare, zoneFigures, zoneList, zonePlaces } from "../../schema/zone.ts";
import { sha256 } from "../../worker/kit/seal.ts";
import { advance, planned } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";

let world: World;
let movementId: string;
const HIDDEN = "zon_hidden0001";
const AREA = "zon_area00001";
const EXACT = "zon_exact00001";
/** Of the hidden one everything; of the others what is not published of them. */
const secrets = [
  HIDDEN,
  "Marked hidden shelter",
  "13.2468",
  "32.9135",
  "14.1357",
  "31.8642",
  ":4321",
  ":8765",
  "Marked head count",
];
/** Corners of the outlines of both. */
const corners = ["13.2311", "32.9022", "14.1144", "31.8533"];
const outline = (lng: number, lat: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lng, lat],
      [lng + 0.05, lat],
      [lng + 0.05, lat + 0.05],
      [lng, lat],
    ],
  ],
});

async function declares(id: string, over: Record<string, unknown>): Promise<void> {
  const her = world.as("agencyCoordinator");
  const input = { id, crisisId: CRISIS, kind: "shelter", capacity: 8765, ...over };
  const made = await her.does(zoneDeclare, input, { key: freshKey() });
  const figures = { zoneId: id, state: "open", occupancy: 4321, source: "Marked head count" };
  const said = await her.does(zoneConfirm, figures, { key: freshKey(), ifMatch: 1 });
  expect([made.status, said.status]).toEqual([200, 200]);
}

beforeAll(async () => {
  world = await makeWorld();
  await declares(HIDDEN, {
    name: { en: "Marked hidden shelter" },
    lng: 13.2468,
    lat: 32.9135,
    area: outline(13.2311, 32.9022),
    publication: "hidden",
  });
  const drawn = { area: outline(14.1144, 31.8533) };
  await declares(AREA, {
    name: { en: "Area shelter" },
    lng: 14.1357,
    lat: 31.8642,
    ...drawn,
    publication: "area",
  });
  await declares(EXACT, { name: { en: "Exact shelter" }, lng: 14.5, lat: 31.5, publication: "exact" });
  movementId = await planned(world, {
    from: { name: { en: "Marked hidden shelter" }, zoneId: HIDDEN },
    to: { name: { en: "Area shelter" }, zoneId: AREA },
    gates: ["org_exitOffice", "org_supportDesk"],
  });
  await advance(world, movementId, ["confirmed"]);
});

/** An example with everything of ours in it; a zone that it names is the hidden one. */
function inputOf(act: Act): Record<string, unknown> {
  const ours: Record<string, string> = { crs_: CRISIS, mov_: movementId, zon_: HIDDEN, reg_: world.own.id };
  const example = Object.entries(act.example.input as Record<string, unknown>);
  const input = Object.fromEntries(
    example.map(([name, value]) => [name, ours[String(value).slice(0, 4)] ?? value]),
  );
  return act.name === "live.changes" ? { ...input, since: "0" } : input;
}

const pages = [
  "/en",
  "/en/places",
  "/en/map",
  "/en/r",
  "/en/call",
  `/tiles/${CRISIS}.json`,
  `/tiles/${CRISIS}/0/0/0.mvt`,
  "/ogc/collections",
  `/ogc/collections/${CRISIS}-zones/items`,
  `/ogc/collections/${CRISIS}-zones/items/${HIDDEN}`,
  `/ogc/collections/${CRISIS}-zones/tiles/0/0/0.mvt`,
  `/ogc/collections/${CRISIS}-partner-zones/tiles/0/0/0.mvt`,
  `/ogc/collections/${CRISIS}-partner-zones/items`,
  `/ogc/collections/${CRISIS}-partner-zones/items/${HIDDEN}`,
];

/** What is told, door by door, of what is not published. */
async function told(someone: Someone, headers: Record<string, string> = {}): Promise<string[]> {
  const found: string[] = [];
  const look = (door: string, text: string) => {
    for (const secret of [...secrets, ...corners])
      if (text.includes(secret)) found.push(`${door}: ${secret}`);
  };
  for (const act of acts.filter(({ kind }) => kind === "read")) {
    const from = { "CF-Connecting-IP": `firewall ${act.name}` };
    look(act.name, (await someone.does(act, inputOf(act), { headers: from })).text);
  }
  for (const path of pages) {
    const answer = await send("GET", path, {
      headers: { Cookie: someone.cookie, "CF-Connecting-IP": path, ...headers },
    });
    look(path, answer.text);
  }
  return found;
}

/** A token of an organisation, put into the database past the doors: no officer of an authority may make one. */
async function tokenOf(organisationId: string, madeBy: string): Promise<Record<string, string>> {
  const secret = `cwt_${"x".repeat(30)}${organisationId.slice(-13).padStart(13, "0")}`.replaceAll("_", "-");
  const shown = secret.replace("cwt-", "cwt_");
  await env.DB.prepare(
    `INSERT INTO token (id, organisationId, crisisId, layer, label, tokenHash, madeBy, madeAt, expiresAt)
     VALUES (?1, ?2, ?3, 'partner-zones', 'x', ?4, ?5, '2011-03-01T06:00:00.000Z', '2999-01-01T00:00:00.000Z')`,
  )
    .bind(`tok_${organisationId.slice(4)}`, organisationId, CRISIS, await sha256(shown), madeBy)
    .run();
  return { Authorization: `Bearer ${shown}` };
}

describe("officers of a host authority", () => {
  for (const who of ["permitOfficer", "gateOfficer"] as const)
    it(`are told nothing at any door that is not published of zones: ${who}`, async () => {
      expect(await told(world.as(who))).toEqual([]);
    });
  it("read of zones what the public reads, and not one more", async () => {
    const published = (await world.as("nobody").does(zonePlaces, { crisisId: CRISIS })).body
      .zones as unknown as Record<string, unknown>[];
    expect(published.map((one) => one.id).sort()).toEqual([AREA, EXACT]);
    for (const who of ["permitOfficer", "gateOfficer"] as const)
      for (const [act, input] of [
        [zoneList, { crisisId: CRISIS }],
        [liveChanges, { crisisId: CRISIS, since: "0" }],
      ] as const) {
        const zones = (await world.as(who).does(act, input)).body.zones as unknown as Record<
          string,
          unknown
        >[];
        const seen = zones.map((zone) =>
          published.map((one) =>
            Object.keys(one).filter(
              (key) =>
                key in zone && zone.id === one.id && JSON.stringify(zone[key]) !== JSON.stringify(one[key]),
            ),
          ),
        );
        expect([zones.length, seen.flat(2)]).toEqual([2, []]);
        for (const zone of zones)
          expect([
            zone.capacity,
            zone.occupancy,
            zone.occupancyAt,
            zone.confirmedBy,
            zone.organisationId,
          ]).toEqual([null, null, null, null, null]);
      }
  });
  it("get the same answer for figures of a hidden zone, of a published one and of none", async () => {
    for (const zoneId of [HIDDEN, EXACT, "zon_nothing0001"])
      expect((await world.as("permitOfficer").does(zoneFigures, { zoneId })).status).toBe(404);
  });
  it("see that a movement starts somewhere, and not at which hidden place", async () => {
    const { from, to } = (await world.as("gateOfficer").does(movementGet, { id: movementId })).body;
    expect([from, to]).toEqual([
      { name: { en: "A place that is not published", ar: "مكان غير منشور" } },
      { name: { en: "Area shelter" }, zoneId: AREA },
    ]);
  });
  it("are told of a published zone that was closed for good, so that their screens let it go", async () => {
    await declares("zon_closed0001", { name: { en: "Gone" }, lng: 14, lat: 31, publication: "exact" });
    const gone = await world
      .as("agencyCoordinator")
      .does(zoneClose, { zoneId: "zon_closed0001" }, { ifMatch: 2 });
    expect(gone.status).toBe(200);
    const { zones } = (await world.as("permitOfficer").does(liveChanges, { crisisId: CRISIS, since: "0" }))
      .body;
    expect(
      (zones as unknown as { name: { en: string }; state: string }[]).filter((one) => one.name.en === "Gone"),
    ).toMatchObject([{ state: "closed", capacity: null }]);
  });
  it("could not read the layer of all zones with a token either, if they had one", async () => {
    const headers = await tokenOf("org_exitOffice", "off_perm001");
    expect(await told(world.as("permitOfficer"), headers)).toEqual([]);
    const layer = `/ogc/collections/${CRISIS}-partner-zones/items`;
    expect((await send("GET", layer, { headers })).status).toBe(403);
  });
});

describe("an agency of the crisis", () => {
  it("reads all of it: what the test above looks for is there", async () => {
    const found = await told(world.as("agencyCoordinator"), await tokenOf("org_supportDesk", "off_desk001"));
    for (const door of ["zone.list", "live.changes", `/ogc/collections/${CRISIS}-partner-zones/items`])
      for (const secret of secrets) expect(found).toContain(`${door}: ${secret}`);
    // Tools with a token read the point of a zone.
    for (const door of ["zone.list", "live.changes"])
      for (const secret of corners) expect(found).toContain(`${door}: ${secret}`);
    expect(found).toContain("zone.figures: :4321");
    const gate = await told(world.as("boardingOfficer"));
    expect(gate).toContain(`gate.list: ${HIDDEN}`);
    expect(gate).toContain("movement.get: Marked hidden shelter");
  });
});
