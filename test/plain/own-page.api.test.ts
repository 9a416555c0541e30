// The pages of coming back as the worker sends them: their weight, what stands on each of them, and the order of the request
// itself in every state.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { decidedStates, registrationDecide } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { say } from "../../schema/words.ts";
import { makeWorld, Someone, type World } from "../kit/world.ts";
import { formOf, full, get, given, ofAdult, ofHead, packed, post, words } from "./own.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("every page of coming back", () => {
  it("is one document of at most 6 KB, with at most 1 KB of script, in English and Arabic", async () => {
    const { someone, adult } = await full(world);
    for (const lang of ["en", "ar"])
      for (const [who, pages] of [
        [someone, ofHead],
        [adult, ofAdult],
      ] as const)
        for (const page of pages) {
          const { status, text, headers } = await get(who, `/${lang}/s${page}`);
          const script = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)]
            .map(([, inside]) => inside)
            .join("");
          const [all, code] = [await packed(text), await packed(script)];
          expect([page, status, all <= 6144, code <= 1024]).toEqual([page, 200, true, true]);
          expect(text).not.toMatch(/(src|href)="https?:/);
          expect(headers.get("Cache-Control")).toBe("no-store");
          expect(headers.get("Referrer-Policy")).toBe("no-referrer");
        }
  }, 120_000);
  it("has the way out, a neutral title, the phone in the same place, how long it lasts, and no id in an address", async () => {
    const { someone, adult } = await full(world);
    for (const [who, pages] of [
      [someone, ofHead],
      [adult, ofAdult],
    ] as const)
      for (const page of pages) {
        const { text } = await get(who, `/en/s${page}`);
        expect(text).toContain('<form method="post" action="/exit" data-exit');
        expect(text).toContain("<title>Form · 3</title>");
        expect(text).toMatch(/<\/main><footer><p><a href="tel:\+21800000000"/);
        expect(text).toMatch(/<p id="stay"[^>]*>.*<a href="\/en\/s[^"]*">Stay signed in<\/a>/);
        for (const [, address = ""] of text.matchAll(/(?:href|action)="([^"]*)"/g))
          expect(address.replace(/^tel:.*/, "")).not.toMatch(/(reg|per|msg|org)_|Marked|\d{6}/);
        if (page !== "") expect(text).toContain('<a href="/en/s">Your request</a>');
        // Never put into a field: what was told of a secret number.
        expect(text).not.toMatch(/name="(old|pin)"[^>]* value="\d/);
      }
  }, 60_000);
  it("runs right to left where its language does, with codes and phones kept in order", async () => {
    const { someone, reference } = await full(world);
    const { text } = await get(someone, "/ar/s");
    expect(text).toContain('<html lang="ar" dir="rtl">');
    const shown = `${reference.slice(0, 3)} ${reference.slice(3, 6)} ${reference.slice(6)}`;
    expect(text).toContain(`<bdi dir="ltr">${shown}</bdi>`);
    expect(text).toContain('<bdi dir="ltr">+218 00 000 000</bdi>');
  });
  it("of nobody is the door", async () => {
    for (const page of [...ofHead, "/own", "/file"]) {
      const { status, text } = await get(new Someone(""), `/en/s${page}`);
      expect([page, status]).toEqual([page, page === "/file" ? 401 : 200]);
      expect(text).toContain('name="reference"');
      expect(text).not.toContain("Marked");
    }
  });
});

/** Where each of these begins, in the order in which they stand. */
const places = (text: string, parts: readonly string[]) => parts.map((part) => text.indexOf(part));

describe("the request itself", () => {
  it("has the order of EXPERIENCE 5.2 in every state", async () => {
    for (const state of ["sent", ...decidedStates] as const) {
      const { someone, id } = await world.opens(given);
      if (state !== "sent")
        await world
          .as("embassyCoordinator")
          .does(registrationDecide, { id, state, reason: "Written words" }, { ifMatch: 1 });
      const { text } = await get(someone, "/en/s");
      const card = /<section class="card">([\s\S]*?)<\/section>/.exec(text)?.[1] ?? "";
      const read = words(card);
      const parts = [
        say("en", `state.${state}`),
        "Since 1 March 2011",
        say("en", "status.next"),
        say("en", `state.${state}.next`).split("{")[0] ?? "",
        say("en", "status.you"),
        say("en", `state.${state}.you`),
        ...(state === "sent" ? [] : ["Written words"]),
        say("en", "status.doNotGo"),
        say("en", "status.people"),
        "Marked Head",
        say("en", "status.alive"),
        say("en", "status.answer"),
        "Call +218 00 000 000",
      ];
      const at = places(read, parts);
      expect([state, at.includes(-1), at.toSorted((a, b) => a - b)]).toEqual([state, false, at]);
      expect(card).toMatch(/id="state"><svg class="i"[^>]*><path d="M[^"]+"/);
      if (["sent", "read", "more-needed", "listed"].includes(state))
        expect(read).toMatch(/by \d+ March 2011/);
    }
  }, 60_000);
  it("says how many answers are new, and that she is still here in one tap that adds nothing", async () => {
    const { someone } = await full(world);
    const { text } = await get(someone, "/en/s");
    expect(words(text)).toContain("Answer (new: 1)");
    const before = await env.DB.prepare("SELECT count(*) AS n FROM registration").first("n");
    const after = await post(someone, "/en/s/alive", formOf(text, "alive"));
    expect(words(after.text)).toContain(say("en", "status.aliveDone"));
    expect(await env.DB.prepare("SELECT count(*) AS n FROM registration").first("n")).toBe(before);
    expect(words((await get(someone, "/en/s/msg")).text)).toContain("Stay there.");
    expect(words((await get(someone, "/en/s")).text)).not.toContain("new:");
  });
  it("loaded again by the address of an act does nothing again", async () => {
    const { someone } = await full(world);
    const count = () => env.DB.prepare("SELECT count(*) AS n FROM audit").first("n");
    const before = await count();
    for (const step of [
      "alive",
      "place-delete",
      "withdraw",
      "delete",
      "keep",
      "leave",
      "code",
      "person",
      "send",
    ])
      expect((await get(someone, `/en/s/${step}`)).status).toBe(200);
    // The page of messages marks the answer as seen; nothing else was done.
    expect(Number(await count()) - Number(before)).toBe(1);
    expect((await someone.does(registrationStatus)).body).toMatchObject({ erasure: null });
  });
});
