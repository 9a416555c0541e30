// Deleting everything and undoing it by pages, what an adult with a code of her own finds there, and forged forms.
import { beforeAll, describe, expect, it } from "vitest";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { say } from "../../schema/words.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, makeWorld, Someone, send, type World } from "../kit/world.ts";
import { cookieOf, formOf, full, get, given, post, words } from "./own.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("deleting by pages", () => {
  it("says what it means, ends the session, and lets her undo it with code and number", async () => {
    const { someone, reference, pin, id } = await world.opens(given);
    const page = (await get(someone, "/en/s/delete")).text;
    const gone = await post(someone, "/en/s/delete", formOf(page, "delete"));
    expect(words(gone.text)).toMatch(/Deleted\. Nobody can see it now\..*4 March 2011.*you can undo it/);
    expect(gone.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-own=; .*Max-Age=0/)]);
    expect(gone.text).not.toContain("Marked");
    const back = await comesBack(reference, pin);
    for (const where of ["", "/people", "/msg", "/data", "/share", "/delete"]) {
      const { status, text } = await get(back, `/en/s${where}`);
      expect([where, status]).toEqual([where, 200]);
      expect(text).toContain('action="/en/s/keep"');
      expect(text).not.toContain("Marked Head");
    }
    const refused = await post(back, "/en/s/alive", {});
    expect([refused.status, words(refused.text).includes(say("en", "problem.being-deleted"))]).toEqual([
      409,
      true,
    ]);
    const kept = await post(back, "/en/s/keep", formOf((await get(back, "/en/s")).text, "keep"));
    expect(words(kept.text)).toMatch(/Kept\..*Marked Head/);
    expect((await world.as("embassyCoordinator").does(registrationGet, { id })).status).toBe(200);
  });
});

describe("an adult with a code of her own", () => {
  it("is told to choose a number, sees the group, and changes only what is hers", async () => {
    const { adult } = await full(world);
    const page = (await get(adult, "/en/s")).text;
    expect(words(page)).toContain(say("en", "pin.notYours"));
    expect(words(page)).toMatch(/Marked Head.*اسم معلّم.*Marked Child/);
    for (const closed of ["place", "needs", "answers", "delete"])
      expect(page).not.toContain(`href="/en/s/${closed}"`);
    // Her own sign keeps the request of the group.
    expect(page).toContain('action="/en/s/alive"');
    const share = (await get(adult, "/en/s/share")).text;
    expect(share).not.toMatch(/action="\/en\/s\/(share|withdraw)"/);
    const list = (await get(adult, "/en/s/people")).text;
    expect([...list.matchAll(/\/en\/s\/people\/(\d)/g)].map(([, n]) => n)).toEqual(["2"]);
    expect((await get(adult, "/en/s/people/1")).status).toBe(404);
    const shut = await post(adult, "/en/s/delete", {});
    expect([shut.status, words(shut.text).includes(say("en", "problem.not-allowed"))]).toEqual([403, true]);
  });
  it("asks for help alone by one form, and finds the receipt again on a reload", async () => {
    const { adult, code } = await full(world);
    const page = (await get(adult, "/en/s/own")).text;
    expect(page).not.toMatch(/name="recipients\[\]"[^>]* checked/);
    const nobody = await post(adult, "/en/s/leave", { ...formOf(page, "leave"), phone: "0917" });
    expect([nobody.status, nobody.text.includes('value="0917"')]).toEqual([400, true]);
    const fields = {
      ...formOf(page, "leave"),
      "recipients[]": "org_embassyTwo",
      "place.landmark": "by the mill",
    };
    const receipt = await post(adult, "/en/s/leave", fields);
    const fresh = /id="code">([\d ]+)</.exec(receipt.text)?.[1]?.replaceAll(" ", "") ?? "";
    expect([receipt.status, fresh.length, fresh === code.reference]).toEqual([200, 10, false]);
    const alone = new Someone(cookieOf(receipt));
    expect((await post(alone, "/en/s/leave", fields)).text).toContain(fresh.slice(6));
    const own = words((await get(alone, "/en/s")).text);
    expect(own).toContain("اسم معلّم");
    expect(own).not.toContain("Marked Head");
  });
  it("who stays finds the same pages, word for word", async () => {
    const one = await full(world);
    const pages = ["", "/people", "/people/2", "/tell/2", "/place", "/msg", "/share", "/consent", "/data"];
    const read = async () => {
      const texts = [];
      for (const page of pages) texts.push(words((await get(one.someone, `/en/s${page}`)).text));
      return texts;
    };
    await read();
    const before = await read();
    const page = (await get(one.adult, "/en/s/own")).text;
    await post(one.adult, "/en/s/leave", { ...formOf(page, "leave"), "recipients[]": "org_embassyTwo" });
    expect(await read()).toEqual(before);
  }, 30_000);
});

describe("a forged form", () => {
  it("of another site, of no known step, or with too many fields does nothing", async () => {
    const { someone } = await world.opens(given);
    const foreign = await send("POST", "/en/s/delete", {
      body: "",
      headers: {
        Cookie: someone.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "cross-site",
      },
    });
    expect(foreign.status).toBe(403);
    for (const step of ["unknown", "constructor", "toString", "file"])
      expect([step, (await post(someone, `/en/s/${step}`, {})).status]).toEqual([step, 404]);
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`f${String(n)}`, "x"]));
    expect((await post(someone, "/en/s/person", many)).status).toBe(400);
    expect((await someone.does(registrationStatus)).body).toMatchObject({ erasure: null, crisisId: CRISIS });
  });
});
