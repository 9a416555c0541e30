// registration.open: what is accepted, what is refused by name, that a retry never doubles and nothing is half stored.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { isChecked } from "../../schema/kit/damm.ts";
import { registrationOpen, registrationSignIn } from "../../schema/registration.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const nobody = () => world.as("nobody");
const count = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n ?? 0;

describe("a request is accepted", () => {
  it("and replies with a ten-digit code, a PIN, who received it and a phone number", async () => {
    const { status, body } = await nobody().does(registrationOpen, smallGroup(), { key: freshKey() });
    expect(status).toBe(200);
    expect(body.reference).toMatch(/^\d{10}$/);
    expect(isChecked(String(body.reference))).toBe(true);
    expect(body.pin).toMatch(/^\d{6}$/);
    expect(body.sentTo).toEqual([{ id: "org_embassyOne", name: "Embassy one" }]);
    expect(body.hotline).toBe("+218 00 000 000");
  });
  it("with ages, a PIN and a number in the digits of other scripts", async () => {
    const pin = "४८२९१३";
    const given = smallGroup({
      pin,
      people: [{ born: "৩৪" }, { born: "٢٠٠٤" }],
      place: { lng: "١٣٫١٨", lat: "32,89" },
    });
    const { status, body } = await nobody().does(registrationOpen, given, { key: freshKey() });
    expect([status, body.pin]).toEqual([200, null]);
    const signedIn = await nobody().does(registrationSignIn, { reference: body.reference, pin: "482 913" });
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const status2 = await new Someone(cookie).does(registrationStatus);
    expect((status2.body.persons as { born: string }[]).map((one) => one.born)).toEqual([
      "age:34",
      "year:2004",
    ]);
  });
  it("on the danger path without a recipient, by the receiving desk", async () => {
    const { status, body } = await nobody().does(
      registrationOpen,
      smallGroup({ recipients: undefined, danger: "now" }),
      { key: freshKey() },
    );
    expect([status, (body.sentTo as { id: string }[])[0]?.id]).toEqual([200, "org_supportDesk"]);
  });
  it("as a form, with the same fields", async () => {
    const form = new URLSearchParams([
      ["crisisId", CRISIS],
      ["lang", "ar"],
      ["recipients[]", "org_embassyOne"],
      ["danger", "no"],
      ["people.0.born", "40"],
      ["needs[]", "shelter"],
      ["needs[]", "medical"],
      ["phone", ""],
    ]);
    const answer = await send("POST", "/api/registration/open", {
      body: form.toString(),
      headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
    });
    expect([answer.status, answer.body.sentTo]).toEqual([
      200,
      [{ id: "org_embassyOne", name: "السفارة الأولى" }],
    ]);
  });
});

describe("a retry", () => {
  it("gets the same receipt and makes no second case", async () => {
    const key = freshKey();
    const before = await count("registration");
    const first = await nobody().does(registrationOpen, smallGroup(), { key });
    const second = await nobody().does(registrationOpen, smallGroup(), { key });
    expect(second.body).toEqual(first.body);
    expect(await count("registration")).toBe(before + 1);
  });
  it("sent twenty times at once makes one case", async () => {
    const key = freshKey();
    const before = await count("registration");
    const all = await Promise.all(
      Array.from({ length: 20 }, () => nobody().does(registrationOpen, smallGroup(), { key })),
    );
    expect(new Set(all.map((one) => one.body.reference)).size).toBe(1);
    expect(await count("registration")).toBe(before + 1);
  });
  it("with another body is refused as key-reused, and changes nothing", async () => {
    const key = freshKey();
    await nobody().does(registrationOpen, smallGroup(), { key });
    const before = await count("registration");
    const other = await nobody().does(registrationOpen, smallGroup({ note: "more" }), { key });
    expect([other.status, other.body.code]).toEqual([422, "key-reused"]);
    expect(await count("registration")).toBe(before);
  });
});

const refused: [string, unknown, number, string, string?][] = [
  ["text that is not JSON", "{people", 400, "malformed"],
  ["a list instead of an object", "[]", 400, "malformed"],
  ["an unknown field", smallGroup({ visaNumber: "x" }), 400, "malformed", "visaNumber"],
  ["a wrong enumeration", smallGroup({ choice: "anywhere" }), 400, "malformed", "choice"],
  ["a year that has not come", smallGroup({ people: [{ born: "2050" }] }), 400, "malformed", "people.0.born"],
  ["an age of 300", smallGroup({ people: [{ born: "300" }] }), 400, "malformed", "people.0.born"],
  ["a place off the globe", smallGroup({ place: { lng: 13, lat: 95 } }), 400, "malformed", "place.lat"],
  [
    "a place that is no number",
    smallGroup({ place: { lng: "east", lat: 3 } }),
    400,
    "malformed",
    "place.lng",
  ],
  [
    "a name with a lone surrogate",
    smallGroup({ people: [{ name: "a\ud800b" }] }),
    400,
    "malformed",
    "people.0.name",
  ],
  [
    "a name of 10,000 characters",
    smallGroup({ people: [{ name: "n".repeat(10_000) }] }),
    400,
    "malformed",
    "people.0.name",
  ],
  ["nobody in the group", smallGroup({ people: [] }), 400, "malformed", "people"],
  ["31 people", smallGroup({ people: Array.from({ length: 31 }, () => ({})) }), 400, "malformed", "people"],
  ["no recipient without danger", smallGroup({ recipients: [] }), 400, "malformed", "recipients"],
  ["a PIN of four digits", smallGroup({ pin: "1234" }), 400, "malformed", "pin"],
  ["another crisis", smallGroup({ crisisId: "crs_elsewhere" }), 404, "not-found"],
  ["a recipient who does not exist", smallGroup({ recipients: ["org_nowhere1"] }), 422, "recipient-unknown"],
  ["a host authority as recipient", smallGroup({ recipients: ["org_exitOffice"] }), 422, "recipient-unknown"],
  ["a place of another crisis", smallGroup({ place: { zoneId: "zon_elsewhere" } }), 422, "place-unknown"],
];

describe("bad input", () => {
  for (const [what, input, status, code, path] of refused)
    it(`${what} is refused as ${code}, and nothing is stored`, async () => {
      const tables = ["registration", "person", "consent", "location", "need", "audit", "delivery"];
      const before = await Promise.all(tables.map(count));
      const answer = await nobody().does(registrationOpen, input, { key: freshKey() });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
      if (path !== undefined)
        expect((answer.body.fields as { path: string }[]).map((field) => field.path)).toContain(path);
      expect(await Promise.all(tables.map(count))).toEqual(before);
    });
  it("a body over 64 KB is refused as too-large, with or without its length", async () => {
    const big = smallGroup({ note: "x".repeat(70_000) });
    expect((await nobody().does(registrationOpen, big)).body.code).toBe("too-large");
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 80; i++) controller.enqueue(new TextEncoder().encode(" ".repeat(1000)));
        controller.close();
      },
    });
    const answer = await send("POST", "/api/registration/open", {
      body: stream,
      headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
    });
    expect([answer.status, answer.body.code]).toEqual([413, "too-large"]);
  });
  it("another media type is refused as unsupported-type", async () => {
    const answer = await nobody().does(registrationOpen, "<x/>", { headers: { "Content-Type": "text/xml" } });
    expect([answer.status, answer.body.code]).toEqual([415, "unsupported-type"]);
  });
  it("a page of another site is refused as wrong-origin", async () => {
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }]) {
      const answer = await nobody().does(registrationOpen, smallGroup(), { headers });
      expect([answer.status, answer.body.code]).toEqual([403, "wrong-origin"]);
    }
  });
  it("says nothing back of what was typed", async () => {
    const answer = await nobody().does(
      registrationOpen,
      smallGroup({ people: [{ name: "Unmistakable".repeat(200) }], unmistakableField: 1 }),
    );
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain("Unmistakable");
  });
});

describe("who sees it", () => {
  it("exactly those whom she chose, and nobody else", async () => {
    const { id } = await world.opens({ recipients: ["org_embassyTwo"] });
    const sees = async (name: "embassyCoordinator" | "otherEmbassy" | "agencyCoordinator" | "healthViewer") =>
      (
        (await world.as(name).does(registrationQueue, { crisisId: CRISIS })).body.rows as { id: string }[]
      ).some((row) => row.id === id);
    expect([
      await sees("otherEmbassy"),
      await sees("embassyCoordinator"),
      await sees("agencyCoordinator"),
      await sees("healthViewer"),
    ]).toEqual([true, false, false, false]);
  });
});
