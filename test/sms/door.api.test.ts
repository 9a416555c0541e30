// sms: the gateway's doors: who may bring a text, in which forms, what is refused, and that nothing personal comes back out.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { bring, bringAsKannel, type Gateway, makeGateway, secret, settled } from "../kit/gateway.ts";
import { makeWorld, send, type World } from "../kit/world.ts";

let world: World;
let gateway: Gateway;
beforeAll(async () => {
  world = await makeWorld();
  gateway = makeGateway();
});

let numbers = 0;
const fresh = () => `+2189300${String(++numbers).padStart(5, "0")}`;
const count = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n ?? 0;

describe("the door of texts", () => {
  it("opens to the gateway's secret alone, and says nothing about what was brought", async () => {
    const me = fresh();
    const before = await count("smsIn");
    const wrong: Record<string, string>[] = [
      {},
      { Authorization: "Basic " },
      { Authorization: `Basic ${btoa("kannel:wrong")}` },
      { Authorization: `Basic ${btoa(`kannel:${env.SMS_GATEWAY ?? ""}x`)}` },
      { Authorization: "Basic %%%" },
      { Authorization: `Bearer ${env.SMS_PASSWORD ?? ""}` },
      { Authorization: `Digest ${env.SMS_GATEWAY ?? ""}` },
    ];
    for (const headers of wrong) {
      const answer = await bring({ id: "x1", from: me, text: "Marked words" }, headers);
      expect([answer.status, answer.body.code]).toEqual([403, "not-allowed"]);
      expect(answer.text).not.toMatch(new RegExp(`Marked|${me.slice(1)}`));
    }
    expect(await count("smsIn")).toBe(before);
    const right = await bring(
      { id: "x2", from: me, text: "HELP" },
      { Authorization: `Bearer ${env.SMS_GATEWAY ?? ""}` },
    );
    expect([right.status, right.text]).toEqual([200, ""]);
  });
  it("takes JSON, a form, and what Kannel posts in UTF-8, UTF-16 and Latin", async () => {
    const forms: ((me: string, id: string) => Promise<{ status: number; text: string }>)[] = [
      (from, id) => bring({ id, from, text: "HELP", to: "12345", at: "now" }),
      (from, id) =>
        send("POST", "/in/sms", {
          headers: { ...secret(), "Content-Type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams({ id, from, text: "HELP" }).toString(),
        }),
      (from, id) => bringAsKannel(id, from, "HELP"),
      (from, id) => bringAsKannel(id, from, "HELP", "UTF-16BE"),
      (from, id) => bringAsKannel(id, from, "HELP", "ISO-8859-1"),
    ];
    for (const [i, form] of forms.entries()) {
      const me = fresh();
      const answer = await form(me, `form-${String(i)}`);
      await settled();
      // Kannel would send a body on as a text, and tries again after any status but 200.
      expect([answer.status, answer.text]).toEqual([200, ""]);
      expect(gateway.heard(me)[0]).toMatch(/^Answer with a number/);
    }
  });
  it("refuses what lacks an id or a sender, is too large or unreadable, by name and without a word of it", async () => {
    const me = fresh();
    const answers = [
      await bring({ from: me, text: "Marked" }),
      await bring({ id: "y1", text: "Marked" }),
      await bring({ id: "y2", from: "", text: "Marked" }),
      await bring({ id: "y3", from: me, text: `Marked ${"x".repeat(20_000)}` }),
      await bringAsKannel("y4", me, "Marked", "EBCDIC"),
      await send("GET", "/in/sms", { headers: secret() }),
    ];
    expect(answers.map((one) => [one.status, one.body.code])).toEqual([
      [400, "malformed"],
      [400, "malformed"],
      [400, "malformed"],
      [413, "too-large"],
      [415, "unsupported-type"],
      [405, "method-not-allowed"],
    ]);
    for (const { text } of answers) expect(text).not.toContain("Marked");
    const broken = await send("POST", "/in/sms?id=y5", {
      headers: { ...secret(), "Content-Type": "text/plain; charset=UTF-8", "X-Kannel-From": me },
      body: new Uint8Array([0xff, 0xfe, 0x00]),
    });
    expect(broken.body.code).toBe("malformed");
  });
  it("takes an empty text, a ring tone and a lone surrogate, and does nothing", async () => {
    const me = fresh();
    for (const [i, text] of ["", "   ", "\u0007\u202e", "\ud800", "x".repeat(1700)].entries())
      expect((await bring({ id: `z${String(i)}`, from: me, text })).status).toBe(200);
    await settled();
    expect(gateway.heard(me)).toEqual([]);
  });
  it("reads a number in every form it comes in as one and the same", async () => {
    const bare = fresh().slice(1);
    for (const [i, from] of [
      `+${bare}`,
      bare,
      `00${bare}`,
      ` +${bare.slice(0, 3)} ${bare.slice(3)} `,
    ].entries())
      await bring({ id: `n${String(i)}`, from, text: ["HELP", "1", "Sebha", "2"][i] ?? "" });
    await settled();
    expect(gateway.heard(`+${bare}`).at(-1)).toBe(say("en", "sms.needs"));
    const national = "0912000099";
    await bring({ id: "n9", from: national, text: "HELP" });
    await settled();
    expect(gateway.heard("+218912000099")).toHaveLength(1);
  });
  it("answers no name and no short number: machines of operators", async () => {
    const asked = gateway.asked;
    for (const [i, from] of ["Operator", "1414", "+12", "999999", "info@example.org"].entries())
      expect((await bring({ id: `s${String(i)}`, from, text: "HELP" })).status).toBe(200);
    await settled();
    expect(gateway.asked).toBe(asked);
  });
});

describe("the door of reports", () => {
  const one = async () => {
    const me = fresh();
    await gateway.writes(me, "HELP");
    return gateway.taken.find((taken) => taken.to === me)?.id ?? "";
  };
  const stateOf = async (id: string) =>
    (await env.DB.prepare("SELECT state FROM smsOut WHERE id = ?1").bind(id).first<{ state: string }>())
      ?.state;
  it("moves a text on, and never back: late and doubled reports do no harm", async () => {
    const id = await one();
    expect(await stateOf(id)).toBe("sent");
    for (const [said, state] of [
      ["8", "sent"],
      ["4", "sent"],
      ["2", "failed"],
      ["8", "failed"],
      ["1", "delivered"],
      ["1", "delivered"],
      ["16", "delivered"],
      ["99", "delivered"],
    ] as const) {
      expect((await gateway.reports(id, said)).status).toBe(200);
      expect([said, await stateOf(id)]).toEqual([said, state]);
    }
  });
  it("asks for the proof in the address, which holds our own id and nothing else", async () => {
    const id = await one();
    const reports = gateway.taken.find((taken) => taken.id === id)?.reports ?? "";
    expect(reports).toMatch(
      /^https:\/\/causeway\.test\/in\/sms\/report\?r=sms_[0-9A-Z]+\.[0-9a-f]{32}&d=%d$/,
    );
    for (const r of [`${id}.${"0".repeat(32)}`, id, "", `sms_000000000.${"0".repeat(32)}`])
      expect((await send("GET", `/in/sms/report?r=${r}&d=1`)).body.code).toBe("not-allowed");
    expect(await stateOf(id)).toBe("sent");
    const posted = await send("POST", "/in/sms/report", {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ r: new URL(reports.replace("%d", "")).searchParams.get("r"), d: "delivered" }),
    });
    expect([posted.status, await stateOf(id)]).toEqual([200, "delivered"]);
  });
});

describe("settings", () => {
  const whole = { ...env, SMS_URL: "https://sms.example/send", PRODUCTION: "true", DEMO: "false" };
  it("without an address are none: the doors are not there", () => {
    expect(settingsOf({ ...whole, SMS_URL: "" }).sms).toBeNull();
    const { SMS_URL: _, ...without } = whole;
    expect(settingsOf(without).sms).toBeNull();
    expect(settingsOf(whole).sms).toMatchObject({ url: "https://sms.example/send", user: "causeway" });
  });
  it("ask for both secrets, and in production for https", () => {
    expect(() => settingsOf({ ...whole, SMS_GATEWAY: "short" })).toThrow(/SMS_GATEWAY/);
    expect(() => settingsOf({ ...whole, SMS_PASSWORD: "" })).toThrow(/SMS_PASSWORD/);
    expect(() => settingsOf({ ...whole, SMS_URL: "http://sms.example/send" })).toThrow(/https/);
    expect(settingsOf({ ...whole, PRODUCTION: "false", SMS_URL: "http://sms.example/" }).sms).not.toBeNull();
  });
});

describe("nobody", () => {
  it("learns from the door whether a number is known here", async () => {
    const { own } = world;
    const answers = await Promise.all(
      [`${own.reference} ${own.pin}`, "hello", "STOP"].map((text, i) =>
        bring({ id: `q${String(i)}`, from: fresh(), text }),
      ),
    );
    expect(new Set(answers.map((one) => `${String(one.status)} ${one.text}`)).size).toBe(1);
  });
});
