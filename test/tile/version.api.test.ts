// The version of a tile is what stands in it: whatever way that changed, an older answer is never taken for it, and what
// changed elsewhere leaves it as it was.
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { cellAt, tileOf } from "../../schema/kit/quadkey.ts";
import { liveChanges } from "../../schema/live.ts";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { tallyCheck } from "../../schema/tally.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { BASE, freshKey, makeWorld, type World } from "../kit/world.ts";
import { readTile } from "./read.ts";

let world: World;
const west = { lng: 13.18, lat: 32.89, accuracy: 50 };
const east = { lng: 20.07, lat: 32.12, accuracy: 50 };
beforeAll(async () => {
  world = await makeWorld();
  for (const place of [west, east])
    await world.opens({ recipients: ["org_embassyOne", "org_embassyTwo"], place });
}, 60_000);

async function get(name: PersonName, place: typeof west | null, known = "") {
  const { x, y } = place === null ? { x: 0, y: 0 } : tileOf(cellAt(place, 9));
  const path = `/tiles/${CRISIS}/${place === null ? "0" : "9"}/${String(x)}/${String(y)}.mvt`;
  const headers = { Cookie: world.as(name).cookie, ...(known === "" ? {} : { "If-None-Match": known }) };
  const answer = await exports.default.fetch(new Request(`${BASE}${path}`, { headers }));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const features = answer.ok ? readTile(bytes).flatMap((layer) => layer.features) : [];
  return {
    status: answer.status,
    etag: answer.headers.get("ETag") ?? "",
    people: features.reduce((sum, one) => sum + Number(one.properties.people), 0),
  };
}

describe("the version of a tile", () => {
  it("belongs to its tile, its organisation and its filter", async () => {
    const all = [
      await get("embassyCoordinator", west),
      await get("embassyCoordinator", east),
      await get("embassyCoordinator", null),
      await get("otherEmbassy", west),
    ];
    expect(new Set(all.map((one) => one.etag)).size).toBe(4);
    expect((await get("embassyCoordinator", east, all[0]?.etag)).status).toBe(200);
    expect((await get("otherEmbassy", west, all[0]?.etag)).status).toBe(200);
    expect((await get("embassyCoordinator", west, all[0]?.etag)).status).toBe(304);
  });
  it("stays where somebody comes or goes elsewhere", async () => {
    const [before, there] = [await get("otherEmbassy", west), await get("otherEmbassy", east)];
    const { someone } = await world.opens({ recipients: ["org_embassyTwo"], place: east });
    expect((await get("otherEmbassy", west, before.etag)).status).toBe(304);
    expect((await get("otherEmbassy", east, there.etag)).status).toBe(200);
    await someone.does(consentWithdraw, { organisationId: "org_embassyTwo" });
    expect(await get("otherEmbassy", east)).toMatchObject({ etag: there.etag, people: there.people });
  });
  it("changes where counts alone were mended", async () => {
    const right = await get("embassyCoordinator", west);
    await env.DB.prepare("UPDATE tally SET people = people + 500 WHERE groups > 0").run();
    const wrong = await get("embassyCoordinator", west);
    expect(wrong.people).toBeGreaterThan(500);
    const mend = await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS, mend: true });
    expect(mend.body.mended).toBe(true);
    const mended = await get("embassyCoordinator", west, wrong.etag);
    expect([mended.status, mended.people, mended.etag]).toEqual([200, right.people, right.etag]);
  });
  it("is no older one after a stop and its lift, where somebody withdrew meanwhile", async () => {
    const known = await get("otherEmbassy", west);
    const one = await world.opens({ recipients: ["org_embassyTwo"], place: west });
    const withHer = await get("otherEmbassy", west);
    const id = "stp_version001";
    const as = world.as("platformAdministrator");
    await as.does(
      organisationStop,
      { id, crisisId: CRISIS, organisationId: "org_embassyTwo", reason: "Marked words" },
      { key: freshKey() },
    );
    expect((await get("otherEmbassy", west, withHer.etag)).status).toBe(404);
    await one.someone.does(consentWithdraw, { organisationId: "org_embassyTwo" });
    for (const by of ["platformAdministrator", "oversightVisitor"] as const)
      expect(
        (await world.as(by).does(organisationLift, { id, reason: "Marked words" }, { key: freshKey() }))
          .status,
      ).toBe(200);
    const after = await get("otherEmbassy", west, withHer.etag);
    expect([after.status, after.people]).toEqual([200, known.people]);
  });
});

describe("open desks", () => {
  const changes = async (name: PersonName, since: number) =>
    (await world.as(name).does(liveChanges, { crisisId: CRISIS, since })).body as {
      touched: string[];
      put: unknown[];
    };
  const head = async (name: PersonName) =>
    Number((await world.as(name).does(registrationQueue, { crisisId: CRISIS })).body.head);

  it("are told of counts that were mended, each that sees cases or none, and once", async () => {
    const since = await head("embassyCoordinator");
    await env.DB.prepare("UPDATE tally SET people = people + 5 WHERE groups > 0").run();
    await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS, mend: true });
    expect(await changes("embassyCoordinator", since)).toMatchObject({ put: [], touched: ["count"] });
    expect((await changes("embassyCoordinator", await head("embassyCoordinator"))).touched).toEqual([]);
  });
  it("are not told of a check that found nothing", async () => {
    const since = await head("embassyCoordinator");
    await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS, mend: true });
    expect((await changes("embassyCoordinator", since)).touched).toEqual([]);
  });
  it("hear the number over the socket", async () => {
    const answer = await exports.default.fetch(
      new Request(`${BASE}/api/live?crisis=${CRISIS}`, {
        headers: { Upgrade: "websocket", Cookie: world.as("embassyCoordinator").cookie },
      }),
    );
    const heads: number[] = [];
    answer.webSocket?.addEventListener("message", (event) =>
      heads.push((JSON.parse(String(event.data)) as { head: number }).head),
    );
    answer.webSocket?.accept();
    await expect.poll(() => heads.length).toBeGreaterThan(0);
    // The room knows from now on what it told.
    const first = heads.at(-1) ?? 0;
    await world.opens();
    await expect.poll(() => heads.at(-1)).toBeGreaterThan(first);
    const before = await head("embassyCoordinator");
    await env.DB.prepare("UPDATE tally SET people = people + 5 WHERE groups > 0").run();
    await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS, mend: true });
    await expect.poll(() => heads.at(-1), { timeout: 10_000 }).toBeGreaterThan(before);
    answer.webSocket?.close();
  });
});
