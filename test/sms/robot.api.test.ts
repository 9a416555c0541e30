// sms: another machine at the other end: an echo, an answering robot, one that says the right words. It gets few texts, and a
// person who makes mistakes is never shut out.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { type Gateway, makeGateway, passTime } from "../kit/gateway.ts";
import { makeWorld } from "../kit/world.ts";

let gateway: Gateway;
beforeAll(async () => {
  await makeWorld();
  gateway = makeGateway();
});

let numbers = 0;
const fresh = () => `+2189500${String(++numbers).padStart(5, "0")}`;

/** What a robot gets that answers each text of ours, and goes on by itself as often as it likes. */
async function loop(
  answer: (heard: string | undefined, n: number) => string,
  times: number,
): Promise<number> {
  const me = fresh();
  let heard = 0;
  let last: string | undefined;
  for (let n = 0; n < times; n++) {
    await gateway.writes(me, answer(last, n));
    const texts = gateway.heard(me);
    heard += texts.length;
    last = texts.at(-1) ?? last;
  }
  return heard;
}

describe("a robot", () => {
  it("that sends back what it got hears one text", async () => {
    expect(await loop((heard) => heard ?? "hello", 20)).toBe(1);
    expect(await loop((heard) => `Your message "${heard ?? "hi"}" was received. Thank you.`, 20)).toBe(1);
  }, 30_000);
  it("that says the same thing again and again hears three", async () => {
    expect(await loop(() => "I am driving and cannot answer now.", 30)).toBe(3);
    expect(
      await loop((_, n) => `Ticket ${String(n)} was opened for you, have a nice day`, 30),
    ).toBeLessThanOrEqual(3);
  }, 30_000);
  it("that begins with a start word, or is one, hears four an hour", async () => {
    expect(await loop(() => "HELP desk: we are closed", 30)).toBe(4);
    expect(await loop(() => "HELP", 30)).toBe(4);
  }, 30_000);
  it("that answers rightly but never to the end hears twenty an hour, and no more", async () => {
    const words = ["HELP", "1", "0", "1", "HELP", "1"];
    expect(await loop((_, n) => words[n % words.length] ?? "", 60)).toBe(20);
  }, 30_000);
  it("that says the right word at every question opens five requests a day and no more", async () => {
    const words = ["HELP", "1", "0", "1", "0", "YES", "NO"];
    const before = await env.DB.prepare("SELECT count(*) AS n FROM registration").first<{ n: number }>();
    await loop((_, n) => words[n % words.length] ?? "", 70);
    const after = await env.DB.prepare("SELECT count(*) AS n FROM registration").first<{ n: number }>();
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(5);
  }, 60_000);
});

describe("a person", () => {
  it("who makes mistakes at every question still gets through within the hour", async () => {
    const me = fresh();
    const heard: string[] = [];
    for (const text of ["hi", "help", "one", "1", "Sebha", "us", "2", "water", "4", "please", "yes"]) {
      await gateway.writes(me, text);
      heard.push(...gateway.heard(me));
    }
    expect(heard.at(-2)).toMatch(/^We have it\. Your code:\n\d{3} \d{3} \d{4}\n/);
  }, 30_000);
  it("who wrote too much in an hour is heard in the next; STOP works meanwhile", async () => {
    const me = fresh();
    for (let n = 0; n < 9; n++) for (const text of ["HELP", "1"]) await gateway.writes(me, text);
    for (const text of ["Sebha", "3", "0", "yes", "STOP"]) await gateway.writes(me, text);
    expect(gateway.heard(me)).toHaveLength(20);
    const { results } = await env.DB.prepare("SELECT 1 FROM smsNumber WHERE stoppedAt IS NOT NULL").all();
    expect(results).toHaveLength(1);
    passTime(61 * 60_000);
    await gateway.writes(me, "START");
    expect(gateway.heard(me)).toEqual([say("en", "sms.again")]);
  }, 30_000);
});
