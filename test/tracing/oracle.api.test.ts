// No reply says whether anybody is registered: the same bytes for somebody who is, who agreed, who saw it and refused, and for
// nobody; and no statement that runs while a relative waits touches a case.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { checkDigit } from "../../schema/kit/damm.ts";
import { tracingOpen, tracingSee, tracingSignIn, tracingWrite } from "../../schema/tracing.ts";
import { tracingRefuse } from "../../schema/tracing-own.ts";
import { CRISIS } from "../kit/people.ts";
import {
  type Answer,
  comesBack,
  freshKey,
  looks,
  makeWorld,
  Someone,
  send,
  type World,
} from "../kit/world.ts";
import { agrees, clockRuns, mineOf, theOne } from "./kit.ts";

let world: World;
const names = {
  nobody: "Wilhelmina Borogove",
  silent: "Zephyrine Quillfeather",
  agreed: "Thaddeus Moonwhistle",
  refused: "Obadiah Threlkeld",
  blocked: "Philippa Gooseberry",
} as const;
type Who = keyof typeof names;
const relatives = {} as Record<Who, Awaited<ReturnType<typeof looks>>>;
const opened = {} as Record<Who, Answer>;

/** Everything that can be compared: status, headers, and the body with what is random by nature taken out. */
function told(answer: Answer, who: Who): string {
  const headers = [...answer.headers].filter(([name]) => !/^(x-request-id|date|set-cookie)$/i.test(name));
  const text = answer.text
    .replaceAll(names[who], "NAME")
    .replace(/"reference":"\d{10}"/, "REFERENCE")
    .replace(/\d{3} \d{3} \d{4}/g, "REFERENCE")
    .replace(/"pin":"\d{6}"/, "PIN")
    .replace(/(T\d\d:\d\d:)[\d.]+Z/g, "$1Z")
    .replace(/nonce="[^"]+"/g, "NONCE")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "KEY");
  const lines = headers.map((one) => one.join(": ").replace(/nonce-[^']+/g, "NONCE"));
  return [answer.status, ...lines, text].join("\n");
}

const person = (name: string) => ({ people: [{ name, born: "34", relation: "self" }] });
const asks = (name: string) => ({
  crisisId: CRISIS,
  lang: "en",
  name,
  by: "Marked Brother",
  kin: "sibling",
  text: "Marked words.",
  pin: "604817",
});

beforeAll(async () => {
  world = await makeWorld();
  const cases = {} as Record<Who, Someone>;
  for (const who of ["silent", "agreed", "refused", "blocked"] as const)
    cases[who] = (await world.opens(person(names[who]))).someone;
  for (const who of ["agreed", "refused", "blocked"] as const) await agrees(cases[who]);
  await clockRuns();
  for (const who of Object.keys(names) as Who[]) {
    opened[who] = await new Someone("").does(tracingOpen, asks(names[who]), { key: freshKey() });
    relatives[who] = await looks({ name: names[who], pin: "604817" });
  }
  await clockRuns();
  for (const [who, over] of [
    ["refused", {}],
    ["blocked", { block: true }],
  ] as const)
    for (const { id } of (await mineOf(cases[who])).requests)
      await cases[who].does(tracingRefuse, { id, ...over });
  expect((await mineOf(cases.agreed)).requests.length).toBe(2);
}, 60_000);

const all = Object.keys(names) as Who[];
const same = (made: (who: Who) => string) => {
  for (const who of all) expect([who, made(who)]).toEqual([who, made("nobody")]);
};

describe("whoever looks is told the same", { timeout: 60_000 }, () => {
  it("when the request is opened", () => {
    expect(opened.nobody.status).toBe(200);
    same((who) => told(opened[who], who));
  });
  it("when it is read, whatever became of it", async () => {
    const seen = {} as Record<Who, Answer>;
    for (const who of all) seen[who] = await relatives[who].someone.does(tracingSee);
    expect(seen.nobody.body.answers).toEqual([]);
    same((who) => told(seen[who], who));
  });
  it("when she writes once more", async () => {
    const wrote = {} as Record<Who, Answer>;
    for (const who of all) wrote[who] = await relatives[who].someone.does(tracingWrite, { text: "More." });
    same((who) => told(wrote[who], who));
  });
  it("on the pages, byte for byte", async () => {
    const form = {} as Record<Who, Answer>;
    const page = {} as Record<Who, Answer>;
    for (const who of all) {
      const body = new URLSearchParams(Object.entries(asks(names[who]))).toString();
      const headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
      };
      form[who] = await send("POST", "/en/trace", { headers, body });
      page[who] = await send("GET", "/en/trace/s", { headers: { Cookie: relatives[who].someone.cookie } });
    }
    expect(form.nobody.text).toContain('id="code"');
    expect(page.nobody.text).toContain('id="waiting"');
    same((who) => told(form[who], who));
    same((who) => told(page[who], who));
  });
  it("for a wrong number and a code that nobody has, try after try", async () => {
    const free = `100000001${checkDigit("100000001")}`;
    const tries = async (reference: string) => {
      const said: string[] = [];
      for (let n = 0; n < 4; n++) {
        const headers = { "CF-Connecting-IP": `looks ${reference}` };
        const answer = await new Someone("").does(tracingSignIn, { reference, pin: "000001" }, { headers });
        said.push(told(answer, "nobody").replace(/"?retry-?after"?[":\s]+\d+/gi, "WAIT"));
      }
      return said;
    };
    expect(await tries(relatives.agreed.reference)).toEqual(await tries(free));
  });
  it("with the code of a person's own request, which opens no search", async () => {
    const { reference, pin } = world.own;
    const answer = await new Someone("").does(tracingSignIn, { reference, pin });
    expect([answer.status, answer.body.code]).toEqual([401, "code-or-pin-wrong"]);
    await expect(comesBack(relatives.silent.reference, "604817")).rejects.toThrow("code-or-pin-wrong");
  });
});

describe("nothing is looked up while she waits", { timeout: 60_000 }, () => {
  it("opening makes no match: the clock does, and its audit row names nobody", async () => {
    const { someone } = await world.opens(person("Ottoline Peppercorn"));
    await agrees(someone);
    await clockRuns();
    const before = await env.DB.prepare("SELECT count(*) AS n FROM tracingMatch").first<number>("n");
    await looks({ name: "Ottoline Peppercorn" });
    expect(await env.DB.prepare("SELECT count(*) AS n FROM tracingMatch").first<number>("n")).toBe(before);
    await clockRuns();
    expect((await theOne(someone)).about).toBe("Ottoline Peppercorn");
    const rows = await env.DB.prepare(
      "SELECT DISTINCT targetId FROM audit WHERE act = 'tracing.compare' OR (act = 'tracing.agree')",
    ).all();
    expect(rows.results).toEqual([{ targetId: null }]);
  });
});
