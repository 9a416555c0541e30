// Everything that she changes herself, by forms alone, as a browser without scripts sends them.
import { beforeAll, describe, expect, it } from "vitest";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { say } from "../../schema/words.ts";
import { comesBack, makeWorld, Someone, type World } from "../kit/world.ts";
import { formOf, full, get, given, post, words } from "./own.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Where each of these begins. */
const places = (text: string, parts: readonly string[]) => parts.map((part) => text.indexOf(part));

describe("without scripts she", () => {
  it("comes in with her code, goes on for twenty minutes, and is told what is wrong", async () => {
    const { reference, pin } = await world.opens(given);
    const wrong = await post(new Someone(""), "/en/s", { reference, pin: pin === "000000" ? "1" : "000000" });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    expect(wrong.text).toContain(`value="${reference}"`);
    expect(wrong.text).not.toMatch(/name="pin"[^>]*value="[^"]+"/);
    const right = await post(new Someone(""), "/en/s", { reference, pin });
    expect([right.status, words(right.text).includes("Your request")]).toEqual([200, true]);
  });
  it("adds, changes and takes out somebody; what is refused comes back as it was typed", async () => {
    const { someone } = await world.opens(given);
    const add = (await get(someone, "/en/s/people/0")).text;
    const typed = {
      ...formOf(add, "person"),
      "people.0.relation": "child",
      "people.0.name": "New <b>One</b>",
    };
    const refused = await post(someone, "/en/s/person", { ...typed, "people.0.born": "2050" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('value="New &lt;b>One&lt;/b>"');
    expect(refused.text).toContain('value="2050"');
    expect(refused.text).toContain('href="#people-0-born"');
    // Nothing but a name and a wrong age: the form comes back all the same, and not the list.
    const bare = await post(someone, "/en/s/person", { "people.0.name": "Bare", "people.0.born": "999" });
    expect([bare.status, bare.text.includes('value="Bare"')]).toEqual([400, true]);
    const added = await post(someone, "/en/s/person", { ...typed, "people.0.born": "٧" });
    expect(words(added.text)).toMatch(/It is saved\..*Marked Child.*New &lt;b>One&lt;\/b>/);
    const fourth = (await get(someone, "/en/s/people/4")).text;
    expect(fourth).toContain('value="7"');
    const changed = await post(someone, "/en/s/person", {
      ...formOf(fourth, "person"),
      "people.0.relation": "child",
      "people.0.name": "Changed",
      "people.0.ageBand": "baby",
    });
    expect(words(changed.text)).toMatch(/Changed Child Baby, 0 to 2/);
    const forms = [...fourth.matchAll(/action="\/en\/s\/person"[\s\S]*?<\/form>/g)].map(([one]) => one);
    const removing = Object.fromEntries(
      [...(forms[1] ?? "").matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    );
    expect(removing.remove).toBe("yes");
    expect(words((await post(someone, "/en/s/person", removing)).text)).not.toContain("Changed");
  });
  it("changes answers and needs, and what she empties is empty", async () => {
    const { someone } = await world.opens(given);
    const page = (await get(someone, "/en/s/answers")).text;
    expect(page).toMatch(/value="\+218 91 000 0000"/);
    expect(page).toContain("By the blue gate");
    const saved = await post(someone, "/en/s/answers", {
      ...formOf(page, "answers"),
      choice: "stay",
      phone: "",
      note: "By the green gate",
    });
    expect(words(saved.text)).toContain("It is saved.");
    const own = (await someone.does(registrationStatus)).body;
    expect([own.choice, own.phone, own.phoneSafe, own.note]).toEqual([
      "stay",
      null,
      false,
      "By the green gate",
    ]);
    const needs = (await get(someone, "/en/s/needs")).text;
    await post(someone, "/en/s/needs", { ...formOf(needs, "needs"), "needs[]": ["medicine", "shelter"] });
    const after = (await someone.does(registrationStatus)).body as {
      barriers: string[];
      needs: { kind: string; state: string }[];
    };
    expect(
      after.needs
        .filter((one) => one.state === "open")
        .map((one) => one.kind)
        .sort(),
    ).toEqual(["medicine", "shelter"]);
    expect(after.barriers).toEqual([]);
  });
  it("tells more about one person, and finds it again", async () => {
    const { someone } = await world.opens(given);
    const page = (await get(someone, "/en/s/tell/1")).text;
    const six = [
      "Do you have difficulty seeing, even if wearing glasses?",
      "Do you have difficulty hearing, even if using a hearing aid?",
      "Do you have difficulty walking or climbing steps?",
      "Do you have difficulty remembering or concentrating?",
      "Do you have difficulty with self-care, such as washing all over or dressing?",
      "Using your usual language, do you have difficulty communicating, for example understanding or being understood?",
    ];
    const at = places(words(page), six);
    expect([at.includes(-1), at.toSorted((a, b) => a - b)]).toEqual([false, at]);
    expect(words((await get(someone, "/en/s/tell/3")).text)).not.toContain(six[0]);
    const told = await post(someone, "/en/s/tell", {
      ...formOf(page, "tell"),
      sex: "female",
      nationality: "Bangladesh",
      "speaks[]": ["bn", "ar"],
      "difficulty.walking": "much",
    });
    expect(told.status).toBe(200);
    const again = (await get(someone, "/ar/s/tell/1")).text;
    expect(again).toMatch(/name="sex" value="female" checked/);
    expect(again).toContain('value="بنغلاديش"');
    expect(again).toMatch(/name="difficulty.walking" value="much" checked/);
    // A button that was pressed can be taken back.
    const unsaid = { ...formOf(again, "tell"), sex: "", "difficulty.walking": "", nationality: "بنغلاديش" };
    await post(someone, "/ar/s/tell", unsaid);
    const last = (await get(someone, "/ar/s/tell/1")).text;
    expect(last).toContain('value="بنغلاديش"');
    expect(last).not.toMatch(/name="(sex|difficulty[^"]*)" value="\w+" checked/);
  });
  it("says where she is anew, and deletes it", async () => {
    const { someone } = await world.opens(given);
    const page = (await get(someone, "/en/s/place")).text;
    const set = await post(someone, "/en/s/place", {
      ...formOf(page, "place"),
      "place.lng": "",
      "place.lat": "",
      "place.landmark": "third house",
    });
    expect(words(set.text)).toMatch(/Your place is saved\..*third house/);
    expect((await post(someone, "/en/s/place", {})).status).toBe(400);
    const gone = await post(someone, "/en/s/place-delete", formOf(set.text, "place-delete"));
    expect(words(gone.text)).toMatch(/Your place is deleted\..*No place given\./);
  });
  it("writes to one of those who help, or to all; what is refused comes back", async () => {
    const { someone } = await world.opens(given);
    const page = (await get(someone, "/en/s/msg")).text;
    const long = await post(someone, "/en/s/send", { ...formOf(page, "send"), text: "x".repeat(1001) });
    expect([long.status, long.text.includes("x".repeat(1001))]).toEqual([400, true]);
    const sent = await post(someone, "/en/s/send", {
      ...formOf(page, "send"),
      text: "One line\nand <i>another</i>",
      "to[]": "org_supportDesk",
    });
    expect(words(sent.text)).toMatch(/Your message is with them\..*You .*One line and &lt;i>another&lt;\/i>/);
    expect(words(sent.text)).toContain("Support desk : not read yet");
  });
  it("shares, widens, narrows and takes back, in two taps each", async () => {
    const { someone } = await world.opens(given);
    const shares = async () =>
      Object.fromEntries(
        (
          (await someone.does(registrationStatus)).body.shares as {
            organisationId: string;
            purposes: string[];
          }[]
        ).map((one) => [one.organisationId, one.purposes.toSorted()]),
      );
    const page = (await get(someone, "/en/s/share")).text;
    // One tap opens a line, the second is a button: every form stands in a line of its own and needs nothing typed.
    for (const [form] of page.matchAll(/<form[^>]*action="\/en\/s\/(share|withdraw)"[\s\S]*?<\/form>/g))
      expect(form).not.toMatch(/type="(radio|checkbox|text)"|<select|<textarea/);
    const token = () => ({ actId: `test-own-page-${crypto.randomUUID()}`.slice(0, 60), lang: "en" });
    await post(someone, "/en/s/share", { ...token(), organisationId: "org_embassyTwo", purpose: "help" });
    await post(someone, "/en/s/share", { ...token(), organisationId: "org_healthTeam", purpose: "help" });
    await post(someone, "/en/s/withdraw", { ...token(), organisationId: "org_supportDesk" });
    const narrowed = await post(someone, "/en/s/withdraw", {
      ...token(),
      organisationId: "org_embassyOne",
      purpose: "place",
    });
    expect(words(narrowed.text)).toContain(say("en", "consent.withdrawn"));
    expect(await shares()).toEqual({
      org_embassyOne: ["help"],
      org_embassyTwo: ["help"],
      org_healthTeam: ["assist", "help", "place"],
    });
  });
  it("gives an adult a code: shown again on a reload, and no more once she left the page", async () => {
    const { someone } = await world.opens(given);
    const page = (await get(someone, "/en/s/people")).text;
    const fields = formOf(page, "code");
    const shown = await post(someone, "/en/s/code", fields);
    const code = /id="code">([\d ]+)</.exec(shown.text)?.[1]?.replaceAll(" ", "") ?? "";
    const pin = /id="pin">(\d{6})</.exec(shown.text)?.[1] ?? "";
    await comesBack(code, pin);
    expect((await post(someone, "/en/s/code", fields)).text).toContain(pin);
    expect(formOf(shown.text, "nothing")).toEqual({});
    expect(shown.text).toContain(`name="actId" value="${fields.actId ?? ""}"`);
    const again = (await get(someone, "/en/s/people")).text;
    expect(again).toContain("Has a code of their own");
    expect(again).not.toContain(code);
    await post(someone, "/exit", { actId: fields.actId ?? "" });
    const { reference, pin: own } = await world.opens(given);
    const back = await comesBack(reference, own);
    expect((await post(back, "/en/s/code", fields)).text).not.toContain(pin);
  });
  it("takes everything along as a file without a name, and as a page", async () => {
    const { someone } = await full(world);
    const file = await get(someone, "/en/s/file");
    expect(file.headers.get("Content-Disposition")).toBe('attachment; filename="form-3.json"');
    expect([file.headers.get("Cache-Control"), file.headers.get("Content-Type")]).toEqual([
      "no-store",
      "application/json; charset=utf-8",
    ]);
    const { madeAt: _, ...whole } = JSON.parse(file.text) as Record<string, unknown>;
    const { madeAt: __, ...same } = (await someone.does(registrationDownload)).body;
    expect(whole).toEqual(same);
    const page = words((await get(someone, "/en/s/data")).text);
    for (const part of [
      "Marked Head",
      "اسم معلّم",
      "By the blue gate",
      "We can walk.",
      "Stay there.",
      "How many bags?",
    ])
      expect(page).toContain(part);
  });
});
