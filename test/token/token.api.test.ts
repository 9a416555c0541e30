// token: one layer of one crisis for a tool that cannot sign in; shown once, stored as a hash, ended at once.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose } from "../../schema/crisis.ts";
import { TOKENS_MOST, tokenList, tokenMake, tokenRevoke } from "../../schema/token.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { type Answer, freshKey, makeWorld, send, type World } from "../kit/world.ts";
import { tick } from "../ogc/tick.ts";

interface Page {
  features: { id: string; properties: Record<string, unknown> }[];
}

let world: World;
const get = (path: string, headers: Record<string, string> = {}) => send("GET", `/ogc${path}`, { headers });
const page = (answer: Answer) => answer.body as unknown as Page;
const layer = (name: string) => `/collections/${CRISIS}-${name}`;
const idsOf = (answer: Answer) => page(answer).features.map((one) => one.id);
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const basic = (secret: string) => ({ Authorization: `Basic ${btoa(`anybody:${secret}`)}` });

beforeAll(async () => {
  world = await makeWorld();
  await world.as("agencyCoordinator").does(zoneDeclare, {
    id: "zon_place003",
    crisisId: CRISIS,
    kind: "shelter",
    name: { en: "Hidden place" },
    lng: 12,
    lat: 30,
    publication: "hidden",
  });
  const group = (n: number, over = {}) =>
    world.opens({ people: Array.from({ length: n }, () => ({})), ...over });
  for (let n = 0; n < 5; n++) await group(8, { place: { lng: 13.18, lat: 32.89, accuracy: 50 } });
  // Enough without a place that the district's number finds no few.
  for (let n = 0; n < 5; n++) await group(5, { place: undefined, exactPlace: false });
  await tick();
});

describe("a token", () => {
  const make = async (over: object = {}) =>
    (
      await world.as("supervisor").does(
        tokenMake,
        {
          id: `tok_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`,
          crisisId: CRISIS,
          layer: "partner-zones",
          label: "A map",
          days: 30,
          ...over,
        },
        { key: freshKey() },
      )
    ).body as unknown as { token: { id: string }; secret: string };
  const zones = `${layer("partner-zones")}/items`;

  it("opens its one layer, as Bearer and as the password of Basic, and lists it", async () => {
    const { secret } = await make();
    for (const headers of [bearer(secret), basic(secret)]) {
      const answer = await get(`${zones}?limit=1000`, headers);
      expect([answer.status, idsOf(answer).includes("zon_place003")]).toEqual([200, true]);
      expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
      const list = (await get("/collections", headers)).body.collections as { id: string }[];
      expect(list.map((one) => one.id)).toContain(`${CRISIS}-partner-zones`);
      expect(list.map((one) => one.id)).not.toContain(`${CRISIS}-partner-areas`);
    }
    expect((await get(`${layer("partner-areas")}/items`, bearer(secret))).body.code).toBe("not-allowed");
    const areas = await make({ layer: "partner-areas" });
    const hourly = page(await get(`${layer("partner-areas")}/items`, bearer(areas.secret)));
    expect(hourly.features[0]?.properties.publishedAt).toBe("2011-03-01T06:00:00Z");
  });
  it("is asked for where there is none, and refused where it is forged, foreign or too long", async () => {
    const { secret } = await make();
    const forged = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
    const none = await get(zones);
    expect([none.status, none.headers.get("WWW-Authenticate")]).toEqual([
      401,
      'Basic realm="layers", charset="UTF-8"',
    ]);
    for (const headers of [
      bearer(forged),
      basic(forged),
      bearer("x".repeat(9000)),
      { Authorization: "Digest abc" },
      { Authorization: "Basic %%%" },
    ]) {
      const answer = await get(zones, { ...headers, "CF-Connecting-IP": "forger" });
      expect([answer.status, answer.body.code]).toEqual([401, "signed-out"]);
      expect(answer.text).not.toContain(forged);
      // A wrong token opens nothing public either: whoever shows one should learn that it is wrong.
      expect((await get("/collections", { ...headers, "CF-Connecting-IP": "forger" })).status).toBe(401);
    }
    expect((await get("/collections/crs_other0001-partner-zones/items", bearer(secret))).body.code).toBe(
      "not-allowed",
    );
  });
  it("slows down whoever guesses, and nobody else", async () => {
    const { secret } = await make();
    const guess = (n: number) =>
      get(zones, { ...bearer(`cwt_${String(n).padStart(43, "g")}`), "CF-Connecting-IP": "guesser" });
    let waits = false;
    for (let n = 0; n < 30 && !waits; n++) waits = (await guess(n)).status === 429;
    expect(waits).toBe(true);
    for (const address of ["another", "guesser"])
      expect((await get(zones, { ...bearer(secret), "CF-Connecting-IP": address })).status).toBe(200);
  });
  it("is shown once, stored as a hash, listed with its last use, and ended at once", async () => {
    const { token, secret } = await make();
    await get(zones, bearer(secret));
    const rows = JSON.stringify((await env.DB.prepare("SELECT * FROM token").all()).results);
    expect(rows).not.toContain(secret);
    const delivered = JSON.stringify((await env.DB.prepare("SELECT * FROM delivery").all()).results);
    expect(delivered).not.toContain(secret);
    const listed = await world.as("supervisor").does(tokenList, { crisisId: CRISIS });
    expect(listed.text).not.toContain(secret);
    const mine = (listed.body.tokens as { id: string; usedAt: string | null }[]).find(
      (one) => one.id === token.id,
    );
    expect(mine?.usedAt).toMatch(/:00:00Z$/);
    expect((await world.as("supervisor").does(tokenRevoke, { id: token.id })).body.revokedAt).not.toBeNull();
    expect((await get(zones, { ...bearer(secret), "CF-Connecting-IP": "ended" })).status).toBe(401);
  });
  it("is the same for a retry, and nothing for another organisation", async () => {
    const input = {
      id: "tok_again0001",
      crisisId: CRISIS,
      layer: "partner-areas",
      label: "Again",
      days: "7",
    };
    const key = freshKey();
    const first = await world.as("supervisor").does(tokenMake, input, { key });
    expect((await world.as("supervisor").does(tokenMake, input, { key })).body.secret).toBe(
      first.body.secret,
    );
    expect(first.body.secret).toMatch(/^cwt_[0-9A-Za-z_-]{43}$/);
    expect(
      (await world.as("platformAdministrator").does(tokenRevoke, { id: "tok_again0001" })).body.code,
    ).toBe("not-found");
    expect(
      (await world.as("platformAdministrator").does(tokenList, { crisisId: CRISIS })).body.tokens,
    ).toEqual([]);
  });
  it("ends by itself, with its maker's account, and with its crisis", async () => {
    const { token, secret } = await make({ days: 1 });
    const use = async () =>
      (await get(zones, { ...bearer(secret), "CF-Connecting-IP": crypto.randomUUID() })).status;
    const set = (sql: string) => env.DB.prepare(sql).bind(token.id).run();
    expect(await use()).toBe(200);
    await set("UPDATE token SET expiresAt = '2020-01-01T00:00:00Z' WHERE id = ?1");
    expect(await use()).toBe(401);
    await set("UPDATE token SET expiresAt = '2099-01-01T00:00:00Z' WHERE id = ?1");
    await set(
      "UPDATE officer SET closedAt = '2020-01-01T00:00:00Z' WHERE id = (SELECT madeBy FROM token WHERE id = ?1)",
    );
    expect(await use()).toBe(401);
    await set("UPDATE officer SET closedAt = NULL WHERE id = (SELECT madeBy FROM token WHERE id = ?1)");
    await world.signsIn("supervisor");
    expect(await use()).toBe(200);
  });
  it("cannot be made without an end, for people, or beyond the most", async () => {
    const refused = async (over: object) =>
      (
        await world.as("supervisor").does(tokenMake, {
          id: "tok_refused01",
          crisisId: CRISIS,
          layer: "partner-zones",
          label: "x",
          days: 1,
          ...over,
        })
      ).body.code;
    for (const over of [
      { days: 0 },
      { days: 91 },
      { days: "NaN" },
      { layer: "people" },
      { layer: "zones" },
      { label: "" },
    ])
      expect(await refused(over)).toBe("malformed");
    const many = env.DB.prepare(
      `INSERT INTO token (id, organisationId, crisisId, layer, label, tokenHash, madeBy, madeAt, expiresAt)
       VALUES (?1, 'org_embassyOne', ?2, 'partner-areas', 'x', ?1, 'off_super01', '2026-01-01', '2999-01-01')`,
    );
    await env.DB.batch(
      Array.from({ length: TOKENS_MOST }, (_, n) =>
        many.bind(`tok_many${String(n).padStart(4, "0")}`, CRISIS),
      ),
    );
    expect(await refused({})).toBe("tokens-full");
  });
});

describe("a closed crisis", () => {
  it("is opened by no token", async () => {
    const made = await world.as("platformAdministrator").does(tokenMake, {
      id: "tok_closing01",
      crisisId: CRISIS,
      layer: "partner-zones",
      label: "x",
      days: 1,
    });
    const read = () => get(`${layer("partner-zones")}/items`, bearer(String(made.body.secret)));
    expect((await read()).status).toBe(200);
    await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    expect((await read()).status).toBe(401);
  });
});
