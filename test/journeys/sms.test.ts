// Text messages over a real gateway: Kannel with its fake message centre, both ways. Somebody with no data asks for help,
// comes back, stops; the gateway and the app are each away for a while, and nothing is lost, doubled or written in an address.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SmsInCase } from "../../schema/sms.ts";
import { CRISIS } from "../kit/people.ts";
import { type Kannel, makeKannel } from "../node/kannel.ts";
import { type Plain, startPlain } from "../node/plain.ts";
import { everyFile, findMarks, formsOfText } from "../repo/marks.ts";

const secrets = { gateway: "gateway-secret-of-a-test", password: "password-of-a-test-only" };
const numbers = {
  her: "+218910077001",
  arabic: "+218910077002",
  away: "+218910077003",
  stops: "+218910077004",
  other: "+218910077005",
};
const places = ["Behind the old lighthouse of Derna", "خلف منارة درنة القديمة"];

let kannel: Kannel;
let plain: Plain;
let front: Server;
/** Every address that Kannel asked for, and whether the app is there for it. */
const asked: { method: string; url: string; status: number }[] = [];
let there = true;

/** Between gateway and app: a network that can fail, and an ear for what stands in addresses. */
function makeFront(): Promise<string> {
  front = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      const note = (status: number) => asked.push({ method, url, status });
      if (!there) {
        note(503);
        response.writeHead(503).end();
        return;
      }
      const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
      const init = method === "GET" ? { method, headers } : { method, headers, body: Buffer.concat(chunks) };
      void fetch(`${plain.url}${url}`, init).then(async (answer) => {
        note(answer.status);
        const body = Buffer.from(await answer.arrayBuffer());
        response
          .writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "" })
          .end(body);
      });
    });
  });
  return new Promise((resolve) => {
    front.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${String((front.address() as AddressInfo).port)}`),
    );
  });
}

beforeAll(async () => {
  kannel = await makeKannel(secrets);
  const url = await makeFront();
  plain = await startPlain({
    PUBLIC_URL: url,
    SMS_URL: kannel.url,
    SMS_GATEWAY: secrets.gateway,
    SMS_PASSWORD: secrets.password,
  });
  await kannel.start(url);
});
afterAll(async () => {
  await kannel?.stop();
  front?.closeAllConnections();
  front?.close();
  await plain?.stop();
});

const receiptIn = (texts: readonly string[]) => {
  const text = texts.find((one) => /\n\d{6}\n/.test(one)) ?? "";
  const [, reference = "", pin = ""] = /\n(\d{3} \d{3} \d{4})\n.*\n(\d{6})\n/s.exec(text) ?? [];
  return { reference, pin };
};

async function get(path: string, cookie: string): Promise<Record<string, unknown>> {
  return (await (await fetch(`${plain.url}${path}`, { headers: { Cookie: cookie } })).json()) as Record<
    string,
    unknown
  >;
}
async function caseId(cookie: string, reference: string): Promise<string> {
  const { body } = await plain.post("/api/registration/find", { crisisId: CRISIS, reference }, cookie);
  return (body.found as { id: string }[])[0]?.id ?? "";
}
async function textsOf(cookie: string, id: string): Promise<SmsInCase[]> {
  return (await get(`/api/sms/of-case?registrationId=${id}`, cookie)).texts as SmsInCase[];
}
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const started = Date.now();
const seconds = () => ((Date.now() - started) / 1000).toFixed(0);

let hers = { reference: "", pin: "" };
let desk = "";

describe("over Kannel", () => {
  it("somebody with no data asks for help, and her code and PIN open the page", async () => {
    const phone = kannel.phone(numbers.her);
    expect((await phone.says("HELP"))[0]).toMatch(/^Answer with a number:\n1 English\n/);
    expect((await phone.says("1"))[0]).toContain("Where are you?");
    expect((await phone.says(places[0] ?? ""))[0]).toContain("How many people");
    expect((await phone.says("3"))[0]).toContain("What do you need?");
    const [why, asked] = await phone.says("2 4", 2);
    expect(why).toContain("You can take it back");
    expect(asked).toContain("Support desk gets your number");
    const receipt = await phone.says("YES", 2);
    hers = receiptIn(receipt);
    expect(hers.reference).toMatch(/^\d{3} \d{3} \d{4}$/);
    expect(receipt[1]).toContain("YES or NO?");
    expect((await phone.says("yes"))[0]).toContain("STOP ends it");
    const page = await plain.browser.newPage();
    await page.goto(`${plain.url}/en/s`);
    await page.fill('input[name="reference"]', hers.reference);
    await page.fill('input[name="pin"]', hers.pin);
    await Promise.all([page.waitForNavigation(), page.click('main button[type="submit"], main button')]);
    expect(await page.textContent("main")).toContain(hers.reference);
    await page.close();
    console.log(`sms: asked for help in 7 texts over Kannel, ${seconds()} s`);
  }, 180_000);

  it("in Arabic, in UCS-2 both ways, with a long text in parts", async () => {
    const phone = kannel.phone(numbers.arabic);
    expect((await phone.says("مساعدة"))[0]).toContain("المساعدة مجانية");
    expect((await phone.says(places[1] ?? ""))[0]).toContain("كم عددكم");
    expect((await phone.says("٢"))[0]).toContain("ما الحاجة؟");
    // The grave sentences, and English beside each while Arabic is a draft.
    const confirm = (await phone.says("٣", 4)).join("\n");
    for (const said of ["لترتيب المساعدة", "You can take it back", "مكتب الدعم", "Answer YES"])
      expect(confirm).toContain(said);
    const { reference, pin } = receiptIn(await phone.says("نعم", 3));
    expect(pin).toMatch(/^\d{6}$/);
    const back = await phone.says(`${reference} ${pin}`);
    expect(back[0]).toContain(reference);
    expect(back[0]).toContain("لم يقرأه أحد بعد");
    expect((await phone.says(`OK ${reference}`))[0]).toContain("ما زلت هنا");
  }, 180_000);

  it("the desk sees each text delivered, and no number", async () => {
    desk = await plain.signIn("off_desk001");
    const id = await caseId(desk, hers.reference);
    for (let i = 0; i < 50 && (await textsOf(desk, id)).some((one) => one.state !== "delivered"); i++)
      await sleep(200);
    const texts = await textsOf(desk, id);
    expect(texts.map((one) => [one.kind, one.state, one.ends])).toEqual(
      Array.from({ length: 3 }, () => ["answer", "delivered", "01"]),
    );
    expect(JSON.stringify(texts)).not.toContain(numbers.her.slice(1, -2));
  }, 60_000);

  it("a gateway that is away gets news and answers when it is back, once", async () => {
    const id = await caseId(desk, hers.reference);
    await plain.post(
      "/api/message/answer",
      { registrationId: id, text: "Marked words of an officer." },
      desk,
    );
    const held = Date.now() + 31_000;
    expect((await textsOf(desk, id))[0]).toMatchObject({ kind: "news", state: "queued", tries: 0 });
    await kannel.leave();
    // Brought by hand, as the half of Kannel that would bring it is away; its answer is tried once, in vain.
    const brought = await fetch(`${plain.url}/in/sms`, {
      method: "POST",
      headers: { Authorization: `Bearer ${secrets.gateway}`, "Content-Type": "application/json" },
      body: JSON.stringify({ id: "by-hand-1", from: numbers.other, text: "START" }),
    });
    expect([brought.status, await brought.text()]).toEqual([200, ""]);
    await sleep(1_000);
    await kannel.comeBack();
    await plain.scheduled();
    const phone = kannel.phone(numbers.her);
    expect(await phone.hears(1, 3_000)).toEqual([]);
    await sleep(held + 1_000 - Date.now());
    await plain.scheduled();
    const heard = await phone.hears(2);
    expect(heard.sort()).toEqual([
      "Texts are on again. STOP ends them.",
      `You have 1 new message. Code:\n${hers.reference}`,
    ]);
    await plain.scheduled();
    expect(await phone.hears(1, 3_000)).toEqual([]);
    for (let i = 0; i < 50 && (await textsOf(desk, id))[0]?.state !== "delivered"; i++) await sleep(200);
    expect((await textsOf(desk, id))[0]).toMatchObject({ state: "delivered", tries: 1 });
  }, 180_000);

  it("an app that is away gets what was written when it is back, once, and nobody hears of it", async () => {
    there = false;
    const phone = kannel.phone(numbers.away);
    expect(await phone.says("HELP", 0)).toEqual([]);
    const failed = asked.filter((one) => one.status === 503);
    expect(failed.length).toBeGreaterThan(0);
    there = true;
    const heard = await phone.hears(1);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(/^Answer with a number:/);
    const [{ url } = { url: "" }] = failed;
    expect(asked.filter((one) => one.url === url && one.status === 200)).toHaveLength(1);
    console.log(`sms: ${String(failed.length)} deliveries of one text to an app that was away, one answer`);
  }, 60_000);

  it("STOP is the last word", async () => {
    const phone = kannel.phone(numbers.stops);
    expect(await phone.says("HELP")).toHaveLength(1);
    expect(await phone.says("STOP", 0)).toEqual([]);
    expect(await phone.says(`${hers.reference} ${hers.pin}`, 0)).toEqual([]);
    expect((await phone.says("START"))[0]).toContain("Texts are on again");
  }, 60_000);
});

describe("nothing of it stands", () => {
  const marks = Object.fromEntries(
    [...Object.values(numbers), ...Object.values(numbers).map((one) => one.slice(1)), ...places].map(
      (text) => [text, formsOfText(text)],
    ),
  );
  it("in an address that the gateway asked for: an id, and how far a text came", () => {
    expect(asked.length).toBeGreaterThan(30);
    const form = /^\/in\/sms(\?id=[0-9a-f-]{36}|\/report\?r=sms_[0-9A-Z]+\.[0-9a-f]{32}&d=\d+)$/;
    expect(asked.filter((one) => !form.test(one.url))).toEqual([]);
    const kinds = new Set(
      asked.map((one) => `${one.method} ${one.url.split("?")[0] ?? ""} ${String(one.status)}`),
    );
    expect([...kinds].sort()).toEqual(["GET /in/sms/report 200", "POST /in/sms 200", "POST /in/sms 503"]);
  });
  it("in the database, the rooms or the log", () => {
    const written = everyFile(plain.statePath);
    written.set("(printed)", Buffer.from(plain.errors.join("\n")));
    expect(findMarks(marks, written)).toEqual([]);
    expect(plain.errors).toEqual([]);
  });
});
