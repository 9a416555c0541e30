// "Listen": a recording that a deployment added is played on a tap, never by itself, and only where there is one. Voices of
// the phone come first; a voice that speaks over the network is never asked.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { at } from "../../worker/local/root.ts";
import { openPhone } from "../node/phone.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
beforeAll(async () => {
  // What a deployment puts into web/public stands here after a build.
  mkdirSync(at("dist", "audio", "ti"), { recursive: true });
  writeFileSync(
    at("dist", "audio", "list.json"),
    JSON.stringify({ ti: ["danger", "safe", "../x", 7], en: "all", xx: null }),
  );
  writeFileSync(at("dist", "audio", "ti", "danger.ogg"), "OggS");
  plain = await startPlain();
});
afterAll(async () => {
  await plain?.stop();
  rmSync(at("dist", "audio"), { recursive: true, force: true });
});

describe("a recording", () => {
  it("is offered on the screen that it is of, fetched on the tap, and kept nowhere", async () => {
    const phone = await openPhone(plain);
    const { page, next, tap, context } = phone;
    const fetched: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/audio/")) fetched.push(new URL(request.url()).pathname);
    });
    await page.goto(`${plain.url}/ti/r`);
    expect(await page.locator("#listen").isVisible()).toBe(false);
    await next();
    expect(await page.locator("#listen").innerText()).toContain(say("ti", "listen.button"));
    expect(fetched).toEqual([]);
    const [answer] = await Promise.all([page.waitForResponse("**/audio/ti/danger.ogg"), tap("#listen")]);
    expect(answer.headers()["content-type"]).toBe("audio/ogg");
    expect(answer.headers()["cache-control"]).toBe("no-store");
    await tap("#back");
    expect(await page.locator("#listen").isVisible()).toBe(false);
    // Other languages, and lists that are not lists, offer nothing.
    await page.goto(`${plain.url}/en/r`);
    await next();
    expect(await page.locator("#listen").isVisible()).toBe(false);
    await page.goto(`${plain.url}/ti/safe`);
    expect(await page.locator("#listen").isVisible()).toBe(true);
    await context.close();
  });
  it("that nobody added is not there", async () => {
    for (const path of ["/audio/ti/notice.ogg", "/audio/en/danger.ogg", "/audio/ti/..%2flist.ogg"])
      expect([path, (await fetch(`${plain.url}${path}`)).status]).toEqual([path, 404]);
  });
});

describe("a voice", () => {
  it("of the phone itself reads the screen in sight, and hushes on the next one", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await page.addInitScript(() => {
      const said: string[] = [];
      const voice = (lang: string, localService: boolean) => ({ lang, localService, name: lang });
      const speech = {
        getVoices: () => [voice("en-US", false), voice("en_GB", true), voice("ar-EG", false)],
        speak: (one: { text: string; voice: { lang: string } }) =>
          said.push(`${one.voice.lang}: ${one.text}`),
        cancel: () => said.push("hushed"),
      };
      Object.defineProperty(window, "speechSynthesis", { value: speech });
      Object.defineProperty(window, "SpeechSynthesisUtterance", {
        value: class {
          text: string;
          constructor(text: string) {
            this.text = text;
          }
        },
      });
      Object.assign(window, { said });
    });
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
    // The one Arabic voice would tell the page to somebody else's server.
    await page.goto(`${plain.url}/ar/r`);
    expect(await page.locator("#listen").isVisible()).toBe(false);
    await page.goto(`${plain.url}/en/r`);
    expect((await said()).filter((one) => one !== "hushed")).toEqual([]);
    await page.click("#listen");
    expect((await said()).join("\n")).toContain("en_GB: Who gets your answers?");
    expect((await said()).join("\n")).not.toContain("Are you in danger now?");
    const before = (await said()).length;
    await page.click("#next");
    expect((await said()).slice(before)).toContain("hushed");
    // A code is read digit by digit.
    await page.check("[name=danger][value=now]");
    while (!(await page.locator("#send").isVisible())) await page.click("#next");
    await page.click("#send");
    await page.locator("#code").waitFor();
    await page.click("#listen");
    expect((await said()).join("\n")).toMatch(/en_GB: \d( +\d){9}\n/);
    await context.close();
  });
});
