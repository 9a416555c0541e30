// The pages of dangers as a browser without scripts asks for them: what is typed is not lost, what an officer named is text and
// no markup, a phone pays little, and an adult with a code of her own tells for herself.
import { beforeAll, describe, expect, it } from "vitest";
import { languages } from "../../schema/kit/language.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, send, type World } from "../kit/world.ts";
import { formOf, full, get, packed, post, words } from "../plain/own.ts";
import { at, confirms, type Listed, reports } from "./told.ts";

let world: World;
let case_: Awaited<ReturnType<typeof full>>;
beforeAll(async () => {
  world = await makeWorld();
  case_ = await full(world);
});

const tells = {
  kind: "robbery",
  seen: "now",
  "place.landmark": "Near the mill",
  words: "Marked <b>Word</b>",
};

describe("her page", () => {
  it("gives back what was typed where something is missing, and tells it once when it is whole", async () => {
    const { someone } = case_;
    const { kind, ...without } = tells;
    const refused = await post(someone, "/en/s/danger", { ...without, actId: freshKey() });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Marked &lt;b>Word&lt;/b>");
    expect(words(refused.text)).toContain("Choose one of the answers");
    const nowhere = await post(someone, "/en/s/danger", { kind, seen: "now", actId: freshKey() });
    expect(words(nowhere.text)).toContain("Say where the danger is");
    const fields = formOf((await get(someone, "/en/s/danger")).text, "danger");
    const [one, two] = [
      await post(someone, "/en/s/danger", { ...tells, ...fields }),
      await post(someone, "/en/s/danger", { ...tells, ...fields }),
    ];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(words(two.text)).toContain("Your warning was sent");
    expect(two.text.match(/danger-back/g)).toHaveLength(1);
    expect(two.text).not.toContain("<b>Word");
  });
  it("takes it back by a button of the page", async () => {
    const { someone } = case_;
    const fields = formOf((await get(someone, "/en/s/danger")).text, "danger-back");
    const gone = await post(someone, "/en/s/danger-back", fields);
    expect(words(gone.text)).toContain("It is taken back");
    expect(gone.text).not.toContain("What you told");
  });
  it("is an adult's own too, and shows her nothing of whoever registered", async () => {
    const { someone, adult } = case_;
    await post(someone, "/en/s/danger", { ...tells, actId: freshKey() });
    const hers = await get(adult, "/en/s/danger");
    expect(hers.status).toBe(200);
    expect(hers.text).not.toContain("danger-back");
    await post(adult, "/en/s/danger", { ...tells, words: "Marked Adult", actId: freshKey() });
    expect((await get(adult, "/en/s/danger")).text).toContain("Marked Adult");
    expect((await get(someone, "/en/s/danger")).text).not.toContain("Marked Adult");
    expect((await get(someone, "/en/s/data")).text).not.toContain("Marked Adult");
  });
  it("asks whoever is signed out to come in, and shows nothing", async () => {
    const { text } = await send("GET", "/en/s/danger");
    expect(text).not.toContain("Marked");
    expect(text).toContain("/en/s");
  });
});

describe("what everybody reads", () => {
  it("is text, whatever an officer named the area, on all pages that say it", async () => {
    const place = { lng: 13.18, lat: 32.89 };
    await reports(world, "fieldWorker", { kind: "mines", place });
    const danger = (await at(world, "supervisor", place, "mines")) as Listed;
    const publicName = { en: "<script>alert(1)</script> town", ar: "بلدة" };
    await confirms(world, "supervisor", danger, { publicName });
    for (const path of ["/en/dangers", "/ar/dangers", "/en/r", "/en/s"]) {
      const { text, status } = path.endsWith("/s") ? await get(case_.someone, path) : await send("GET", path);
      expect([path, status, text.includes("<script>alert")]).toEqual([path, 200, false]);
      expect([path, /town|بلدة/.test(text)]).toEqual([path, true]);
      expect(text).not.toMatch(/dgr_|dgp_|Support desk.{0,40}mines/);
    }
    expect((await send("GET", `/en/dangers?crisis=${CRISIS}`)).status).toBe(200);
    expect((await send("GET", "/en/dangers?crisis=crs_nowhere01")).status).toBe(404);
  });
  it("costs a phone little, in every language, and English stands beside every draft", async () => {
    for (const lang of languages) {
      const page = await send("GET", `/${lang}/dangers`);
      expect([lang, (await packed(page.text)) < 6 * 1024]).toEqual([lang, true]);
      expect(page.text).toContain("Mines or bombs that did not explode");
      const own = await get(case_.someone, `/${lang}/s/danger`);
      expect([lang, (await packed(own.text)) < 10 * 1024]).toEqual([lang, true]);
    }
  });
});
