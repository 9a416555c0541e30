// Pages of other ways to ask, as bytes and as posts: how much each weighs, what a shared device shows again and when, and
// what a form may lead to after leaving.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";
import { cookieOf, get, packed, post, words } from "../plain/own.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const nobody = () => new Someone("");
const fields = (over: Record<string, string | string[]> = {}) => ({
  actId: freshKey(),
  crisisId: CRISIS,
  lang: "en",
  "recipients[]": "org_embassyOne",
  "people.0.relation": "self",
  openedAt: new Date().toISOString(),
  ...over,
});
const kiosk = (form: Record<string, string | string[]>) => post(nobody(), "/en/r?kiosk=1", form);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe("bytes", () => {
  // EXPERIENCE section 7: a form 12 KB, a receipt 5 KB, each with what a phone pays for it on the way.
  for (const [path, most] of [
    ["/r?for=other", 12_000],
    ["/r?group=1", 12_000],
    ["/r?kiosk=1", 12_000],
    ["/paper", 14_000],
  ] as const)
    for (const lang of ["en", "ar"])
      it(`${path} in ${lang} weighs at most ${String(most)}`, async () => {
        const answer = await get(nobody(), `/${lang}${path}`);
        expect(answer.status).toBe(200);
        expect(await packed(answer.text)).toBeLessThan(most);
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(answer.headers.get("Cache-Control")).toBe("no-store");
      });
  it("fifty slips weigh at most 12,000", async () => {
    const lines = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [
        [`groups.${String(at)}.name`, `Head ${String(at)}`],
        [`groups.${String(at)}.people`, "3"],
      ]).flat(),
    );
    const { openedAt: _, "people.0.relation": __, ...form } = fields(lines);
    const answer = await post(nobody(), "/ar/r?group=1", { ...form, lang: "ar" });
    expect(answer.status).toBe(200);
    expect(await packed(answer.text)).toBeLessThan(12_000);
  });
});

describe("a shared device", () => {
  it("shows a receipt again for two minutes, for a reply that was lost, and then begins anew", async () => {
    const form = fields();
    const first = await kiosk(form);
    const code = /id="code">([\d ]+)</.exec(first.text)?.[1] ?? "?";
    expect(code).toMatch(/^\d{3} \d{3} \d{4}$/);
    expect((await kiosk(form)).text).toContain(code);
    await env.DB.prepare("UPDATE delivery SET at = ?2 WHERE actId = ?1")
      .bind(form.actId, minutesAgo(3))
      .run();
    const late = await kiosk(form);
    expect([late.status, late.headers.get("Location")]).toEqual([303, "/en/r?kiosk=1"]);
    // What had been refused before it under the same key is not shown either.
    const before = await kiosk({ ...form, "people.0.born": "never" });
    expect([before.status, before.headers.get("Location")]).toEqual([303, "/en/r?kiosk=1"]);
  });
  it("shows no form again that was opened twenty minutes ago", async () => {
    const wrong = { "people.0.name": "Marked Name", "people.0.born": "never" };
    const soon = await kiosk(fields(wrong));
    expect([soon.status, soon.text.includes("Marked Name")]).toEqual([400, true]);
    for (const openedAt of [minutesAgo(21), "", "soon"]) {
      const late = await kiosk(fields({ ...wrong, openedAt }));
      expect([late.status, late.text.includes("Marked Name")]).toEqual([303, false]);
    }
  });
  it("leads from leaving to its own beginning, and no form leads anywhere else", async () => {
    const leaves = async (to: string) => {
      const answer = await post(nobody(), "/exit", { actId: freshKey(), to });
      return [answer.status, answer.headers.get("Location")];
    };
    expect(await leaves("/bn/r?kiosk=1")).toEqual([303, "/bn/r?kiosk=1"]);
    for (const to of [
      "https://elsewhere.example/",
      "//elsewhere.example/r?kiosk=1",
      "/en/r",
      "/en/r?kiosk=1&x",
      "",
    ])
      expect([to, ...(await leaves(to))]).toEqual([to, 200, null]);
  });
  it("burns the receipt on leaving", async () => {
    const form = fields();
    await kiosk(form);
    await post(nobody(), "/exit", { actId: form.actId, to: "/en/r?kiosk=1" });
    const again = await kiosk(form);
    expect([again.status, again.headers.get("Location")]).toEqual([303, "/en/r?kiosk=1"]);
  });
});

describe("a choice of crisis", () => {
  it("keeps the kind of form that was asked for", async () => {
    await env.DB.prepare(
      `INSERT INTO crisis (id, name, kind, hostCountry, area, receivingDeskId, hotline, openedAt, closedAt, clock, seq)
       SELECT 'crs_second01', name, kind, hostCountry, area, receivingDeskId, hotline, openedAt, closedAt, clock, seq FROM crisis WHERE id = ?1`,
    )
      .bind(CRISIS)
      .run();
    for (const kind of ["for=other", "kiosk=1", "group=1"]) {
      const which = await get(nobody(), `/en/r?${kind}`);
      expect(which.text.replaceAll("&amp;", "&")).toContain(`/en/r?crisis=${CRISIS}&${kind}`);
      const chosen = await get(nobody(), `/en/r?crisis=${CRISIS}&${kind}`);
      expect(chosen.text).toContain(CRISIS);
      const languages = await send("GET", `/l/r?crisis=${CRISIS}&${kind}`);
      expect(languages.text.replaceAll("&amp;", "&")).toContain(`/ar/r?crisis=${CRISIS}&${kind}`);
    }
    await env.DB.prepare("DELETE FROM crisis WHERE id = 'crs_second01'").run();
  });
});

describe("her page", () => {
  it("says how her agreement was taken, and that an officer gave her a new number", async () => {
    const taken = await world.as("fieldWorker").does(
      { name: "registration.take", kind: "write" },
      {
        crisisId: CRISIS,
        lang: "en",
        recipients: ["org_embassyOne"],
        people: [{ relation: "self", name: "Marked Name" }],
        spoken: { how: "phone", heard: true },
      },
      { key: freshKey() },
    );
    const { reference, pin } = taken.body as { reference: string; pin: string };
    const signedIn = await post(nobody(), "/en/s", { reference, pin });
    expect(words(signedIn.text)).toContain("You said yes on the phone. Support desk wrote it down on");
    expect(cookieOf(signedIn)).not.toBe("");
  });
  it("does not ask an adult with a code of her own whether it is right", async () => {
    const { someone } = await world.opens({
      asked: { for: "other", by: "friend" },
      exactPlace: false,
      place: { landmark: "x" },
      people: [{ relation: "self" }, { relation: "partner", born: "40" }],
    });
    expect((await get(someone, "/en/s")).text).toContain('id="asked"');
    const persons = (await someone.does({ name: "registration.status", kind: "read" })).body.persons as {
      id: string;
    }[];
    const code = await someone.does(
      { name: "registration.giveCode", kind: "write" },
      { personId: persons[1]?.id },
    );
    const adult = await post(nobody(), "/en/s", code.body as { reference: string; pin: string });
    expect(adult.text).not.toContain('id="asked"');
  });
});
