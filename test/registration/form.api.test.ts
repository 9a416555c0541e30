// The register page as a document: what a first visit carries, and that whatever is sent comes back whole where it was
// not accepted. Posted here as a browser without scripts posts it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { BASE, freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Field = readonly [string, string];
const base = (key = freshKey()): Field[] => [
  ["crisisId", CRISIS],
  ["lang", "en"],
  ["actId", key],
  ["recipients[]", "org_embassyOne"],
  ["people.0.relation", "self"],
];
const post = (fields: readonly Field[], path = "/en/r", headers: Record<string, string> = {}) =>
  send("POST", path, {
    body: new URLSearchParams(fields as [string, string][]).toString(),
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "Sec-Fetch-Site": "same-origin",
      ...headers,
    },
  });
const registrations = async () =>
  (await env.DB.prepare("SELECT count(*) AS n FROM registration").first<{ n: number }>())?.n ?? 0;
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const actIdIn = (html: string) =>
  /name="actId" value="([^"]+)"/.exec(html.slice(html.indexOf('name="r"')))?.[1];

describe("a first visit", () => {
  it("is one document that asks nobody for anything, and sets nothing", async () => {
    const { status, headers, text } = await send("GET", "/en/r");
    expect(status).toBe(200);
    expect(headers.get("Set-Cookie")).toBeNull();
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(text).not.toMatch(/<link rel="(?!icon")|<(img|iframe|script|audio)[^>]* src=|url\(|@import/);
    expect(text.match(/<form name="r"/g)).toHaveLength(1);
    expect(text).toMatch(/<form name="r" method="post"[^>]* autocomplete="off"/);
  });
  it("has nothing in title, icon and address that a shared phone should keep", async () => {
    for (const path of ["/en/r", "/ar/r", "/en/s", "/en/true", "/en/safe", "/en", "/en/rights"]) {
      const { text } = await send("GET", path);
      const title = /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? "";
      expect([path, title]).toEqual([path, expect.stringMatching(/^\p{L}+ · \d$/u)]);
      expect(text).not.toContain(env.DISPLAY_NAME);
      expect(text).toContain('action="/exit"');
    }
  });
  it("has chosen nothing for anybody", async () => {
    const { text } = await send("GET", "/en/r");
    expect(text).not.toMatch(/<input[^>]* checked/);
    expect(text).not.toMatch(/<option[^>]* selected/);
  });
});

describe("without scripts", () => {
  it("a person is added with everything kept, and nothing is sent", async () => {
    const before = await registrations();
    const typed: Field[] = [
      ["people.0.name", "Noor"],
      ["people.1.name", "علي"],
      ["people.1.relation", "child"],
      ["needs[]", "medicine"],
      ["note", 'two "beds" & <b>water</b>'],
    ];
    const key = freshKey();
    const { status, text } = await post([...base(key), ...typed, ["add", "1"]]);
    expect(status).toBe(200);
    expect(text).toContain('value="علي"');
    expect(text).toContain(
      escaped('two "beds" & <b>water</b>').replaceAll("&quot;", '"').split('"')[0] ?? "",
    );
    expect(text).not.toContain("<b>water</b>");
    expect(text).toMatch(/name="needs\[\]" value="medicine" checked/);
    expect(text).toContain('name="people.2.name"');
    expect(actIdIn(text)).toBe(key);
    expect(await registrations()).toBe(before);
  });
  it("fifty people are too many for one group, and all of them come back", async () => {
    const names = Array.from({ length: 50 }, (_, i) => `Marked Name ${String(i)}`);
    const { status, text } = await post([
      ...base(),
      ...names.map((name, i): Field => [`people.${String(i)}.name`, name]),
    ]);
    expect(status).toBe(400);
    expect(text).toContain(say("en", "reason.too-many"));
    expect(names.filter((name) => !text.includes(`value="${name}"`))).toEqual([]);
  });
  it("thirty people are one group", async () => {
    const names = Array.from(
      { length: 30 },
      (_, i): Field => [`people.${String(i)}.name`, `Marked ${String(i)}`],
    );
    expect((await post([...base(), ...names])).status).toBe(200);
  });
  it("more fields than any form has are refused without falling over", async () => {
    const fields = Array.from({ length: 700 }, (_, i): Field => [`people.${String(i)}.name`, "x"]);
    expect((await post([...base(), ...fields])).status).toBe(400);
  });
});

describe("known places", () => {
  it("are thirty at most, by kind and by their letters, and whichever was chosen stays", async () => {
    const desk = world.as("agencyCoordinator");
    for (let i = 0; i < 34; i++) {
      const id = `zon_listed${String(i).padStart(2, "0")}`;
      const name = { en: `Place ${String.fromCharCode(90 - (i % 26))}${String(i)}` };
      const zone = {
        id,
        crisisId: CRISIS,
        kind: i % 2 === 0 ? "shelter" : "hospital",
        name,
        lng: 13,
        lat: 32,
      };
      expect((await desk.does(zoneDeclare, zone)).status).toBe(200);
    }
    const first = (await send("GET", "/en/r")).text;
    expect(first.match(/<option value="zon_/g)).toHaveLength(30);
    const [, shelters = ""] = /<optgroup label="Shelter">(.*?)<\/optgroup>/.exec(first) ?? [];
    const names = [...shelters.matchAll(/>([^<]+)<\/option>/g)].map(([, name = ""]) => name);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "en")));
    const left = Array.from({ length: 34 }, (_, i) => `zon_listed${String(i).padStart(2, "0")}`).find(
      (id) => !first.includes(id),
    );
    const { text } = await post([...base(), ["pin", "1"], ["place.zoneId", left ?? ""]]);
    expect(text).toContain(`<option value="${left ?? ""}" selected`);
  });
});

describe("what is refused", () => {
  it("says what, where, and keeps every answer", async () => {
    const typed: Field[] = [
      ["danger", "soon"],
      ["people.0.name", "ராமசாமி"],
      ["people.0.born", "٣٠٠"],
      ["people.1.name", "<script>alert(1)</script>"],
      ["people.1.document", "held"],
      ["people.1.needs[]", "baby"],
      ["place.landmark", "the \u{1F33E} mill"],
      ["place.lng", "13.187"],
      ["place.lat", "32.887"],
      ["barriers[]", "no-money"],
      ["choice", "stay"],
      ["phone", "٠٩١"],
      ["phoneSafe", "yes"],
      ["phoneOwner", "shared"],
      ["pin", "12"],
    ];
    const { status, text } = await post([...base(), ...typed]);
    expect(status).toBe(400);
    expect(text).toMatch(/role="alert" tabindex="-1" id="problem"/);
    expect(text).toContain('href="#people-0-born"');
    expect(text).toContain('href="#pin"');
    expect(text).toMatch(/id="people-0-born"[^>]*aria-invalid="true"/);
    for (const [name, value] of typed) {
      const attribute = escaped(value);
      const kept =
        text.includes(`value="${attribute}" checked`) ||
        new RegExp(`name="${name.replace(/[[\].]/g, "\\$&")}"`).test(text);
      expect([name, kept, text.includes(attribute)]).toEqual([name, true, true]);
    }
    expect(text).not.toContain("<script>alert");
  });
  it("offers the Nepali year that was meant", async () => {
    const { status, text } = await post([...base(), ["people.0.born", "२०५५"]], "/ne/r");
    expect(status).toBe(400);
    expect(text).toContain(say("ne", "calendar.would", { said: 2055, from: 1998, to: 1999 }));
    expect(text).toContain('name="people.0.calendar" value="nepali"');
    const again = await post(
      [...base(), ["people.0.born", "२०५५"], ["people.0.calendar", "nepali"]],
      "/ne/r",
    );
    expect(again.status).toBe(200);
  });
  it("asks in Amharic which calendar a year is in", async () => {
    const first = await send("GET", "/am/r");
    expect(first.text).toContain('name="people.0.calendar" value="ethiopian"');
    const fields: Field[] = [
      ...base().filter(([name]) => name !== "lang"),
      ["lang", "am"],
      ["people.0.born", "1983"],
    ];
    const { status, text } = await post(fields, "/am/r");
    expect([status, text.includes(say("am", "reason.which-calendar"))]).toEqual([400, true]);
    expect((await post([...fields, ["people.0.calendar", "ethiopian"]], "/am/r")).status).toBe(200);
  });
});

describe("the receipt", () => {
  it("holds what she needs, and is the same page again until she leaves", async () => {
    const fields = [...base(), ["needs[]", "medical"] as const];
    const { status, text, headers } = await post(fields);
    expect([status, headers.get("Set-Cookie")]).toEqual([200, null]);
    const code = /id="code"[^>]*>([^<]+)</.exec(text)?.[1] ?? "";
    expect(code).toMatch(/^\d{3} \d{3} \d{4}$/);
    expect(text).toContain("+218 00 000 000");
    expect(text).toContain(new URL(BASE).host);
    const again = await post(fields);
    expect(/id="code"[^>]*>([^<]+)</.exec(again.text)?.[1]).toBe(code);
    const key = fields.find(([name]) => name === "actId")?.[1] ?? "";
    await post([["actId", key]], "/exit");
    const after = await post(fields);
    expect([after.status, after.headers.get("Location")]).toEqual([303, "/exit"]);
  });
  it("of the short way leads to the rest with one tap, and has an urgent case behind it", async () => {
    const { text } = await post([...base().filter(([name]) => name !== "recipients[]"), ["danger", "now"]]);
    expect(text).toContain(say("en", "receipt.more"));
    const pin = /name="pin" value="(\d{6})"/.exec(text)?.[1] ?? "";
    const reference = /name="reference" value="(\d{10})"/.exec(text)?.[1] ?? "";
    const own = await post(
      [
        ["reference", reference],
        ["pin", pin],
      ],
      "/en/s",
    );
    expect([own.status, own.headers.getSetCookie().length]).toEqual([200, 1]);
  });
  it("is not made twice: the same key with other answers asks once more, with a fresh key and every answer", async () => {
    const key = freshKey();
    expect((await post(base(key))).status).toBe(200);
    const before = await registrations();
    const { status, text } = await post([...base(key), ["note", "and one more thing"]]);
    expect([status, await registrations()]).toEqual([422, before]);
    expect(text).toContain("and one more thing");
    const fresh = actIdIn(text) ?? key;
    expect(fresh).not.toBe(key);
    expect((await post([...base(fresh), ["note", "and one more thing"]])).status).toBe(200);
    expect(await registrations()).toBe(before + 1);
  });
  it("answers the page's own question whether it arrived with a word, and no page", async () => {
    const fields = base();
    const probe = await post(fields, "/en/r", { "X-Probe": "1" });
    expect([probe.status, probe.text]).toEqual([204, ""]);
    const before = await registrations();
    expect((await post(fields)).status).toBe(200);
    expect(await registrations()).toBe(before);
    const bad = await post([...base(), ["pin", "1"]], "/en/r", { "X-Probe": "1" });
    expect([bad.status, bad.text]).toEqual([400, ""]);
  });
});
