// sms: asking for help with nothing but texts: what is asked, what is kept, that a yes counts once, and what a bad reply does.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose } from "../../schema/crisis.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { say } from "../../schema/words.ts";
import { bringAsKannel, type Gateway, makeGateway, passTime, settled } from "../kit/gateway.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, makeWorld, type World } from "../kit/world.ts";

let world: World;
let gateway: Gateway;
beforeAll(async () => {
  world = await makeWorld();
  gateway = makeGateway();
});

let numbers = 0;
/** A number that nobody has used here. */
const fresh = () => `+2189100${String(++numbers).padStart(5, "0")}`;
const en = (key: string) => say("en", key);

/** Writes one text after the other; replies with what came back to each. */
async function talks(number: string, ...texts: string[]): Promise<string[][]> {
  const heard: string[][] = [];
  for (const text of texts) {
    await gateway.writes(number, text);
    heard.push(gateway.heard(number));
  }
  return heard;
}
const receiptIn = (texts: string[]) => {
  const [, reference = "", pin = ""] = /\n(\d{3} \d{3} \d{4})\n.*\n(\d{6})\n/s.exec(texts[0] ?? "") ?? [];
  return { reference: reference.replaceAll(" ", ""), pin };
};
const opened = async () =>
  (
    await env.DB.prepare("SELECT count(*) AS n FROM audit WHERE act = 'registration.open'").first<{
      n: number;
    }>()
  )?.n ?? 0;
/** The newest case as the receiving desk opens it. */
async function caseOf(reference: string) {
  const desk = world.as("agencyCoordinator");
  const { body } = await desk.does(registrationFind, { crisisId: CRISIS, reference });
  const [row] = body.found as { id: string }[];
  return (await desk.does(registrationGet, { id: row?.id ?? "" })).body;
}

describe("a conversation", () => {
  it("asks one thing at a time, names who will read it, and gives a code and a PIN that open the case", async () => {
    const me = fresh();
    const before = await opened();
    const [list, place, people, needs, confirm, receipt, safe] = await talks(
      me,
      "HELP",
      "1",
      "Behind the port of Benghazi",
      "We are 3",
      "2, 4",
      "YES",
      "no",
    );
    expect(list?.[0]).toMatch(/^Answer with a number:\n1 English\n/);
    expect([place, people, needs]).toEqual([[en("sms.place")], [en("sms.people")], [en("sms.needs")]]);
    expect(confirm).toEqual([en("sms.why"), say("en", "sms.confirm", { desk: "Support desk" })]);
    expect(receipt).toHaveLength(2);
    expect(safe).toEqual([en("sms.safeNo")]);
    expect(await opened()).toBe(before + 1);
    const { reference, pin } = receiptIn(receipt ?? []);
    const someone = await comesBack(reference, pin);
    const seen = (await someone.does(registrationStatus)).body;
    expect(seen).toMatchObject({
      reference,
      phone: me,
      phoneSafe: false,
      place: { landmark: "Behind the port of Benghazi" },
      shares: [{ organisationId: "org_supportDesk", purposes: ["help"] }],
    });
    expect(seen.persons).toHaveLength(3);
    expect((seen.needs as { kind: string }[]).map((one) => one.kind).sort()).toEqual([
      "medical",
      "water-food",
    ]);
    expect(await caseOf(reference)).toMatchObject({ lang: "en", phone: me, dial: me, people: 3 });
  });
  it("in Arabic and in its digits needs no English word, in UTF-16 as it comes from the air", async () => {
    const me = fresh();
    const heard: string[][] = [];
    for (const [i, text] of ["مساعدة", "قرب جامع بنغازي", "٤", "١ و ٥", "نعم", "نعم"].entries()) {
      expect((await bringAsKannel(`ar-${String(i)}`, me, text, "UTF-16BE")).status).toBe(200);
      await settled();
      heard.push(gateway.heard(me));
    }
    const ar = (key: string, values = {}) => say("ar", key, values);
    expect(heard[0]).toEqual([ar("sms.place")]);
    expect(heard[1]).toEqual([ar("sms.people")]);
    expect(heard[2]).toEqual([ar("sms.needs")]);
    // Danger: the number to call comes first; beside a draft's grave sentences English follows.
    expect(heard[3]).toEqual([
      `${ar("sms.danger")}\n+218 00 000 000`,
      `${en("sms.danger")}\n+218 00 000 000`,
      ar("sms.why"),
      en("sms.why"),
      ar("sms.confirm", { desk: "مكتب الدعم" }),
      say("en", "sms.confirm", { desk: "مكتب الدعم" }),
    ]);
    const { reference, pin } = receiptIn(heard[4] ?? []);
    const seen = await caseOf(reference);
    expect(seen).toMatchObject({
      lang: "ar",
      people: 4,
      urgency: 1,
      landmark: "قرب جامع بنغازي",
      phoneSafe: true,
    });
    expect(seen.needs).toEqual(["protection", "shelter"]);
    expect(pin).toMatch(/^\d{6}$/);
    expect(gateway.taken.filter((one) => one.to === me).map((one) => one.coding)).toContain("2");
  });
  it("in a language that the list shows on its second page, with a number that is always the same", async () => {
    const me = fresh();
    const [first, second, place] = await talks(me, "help", "0", "8");
    expect(first?.[0]).toMatch(/\n0 \+$/);
    expect(second?.[0]).not.toBe(first?.[0]);
    expect(`${first?.[0] ?? ""}\n${second?.[0] ?? ""}`).toContain("\n8 বাংলা");
    expect(place?.[0]).toBe(say("bn", "sms.place"));
  });
  it("begins with whatever somebody writes who knows no word, and keeps those words for the desk", async () => {
    const me = fresh();
    const heard = await talks(me, "we are stuck at the port no water", "english", "0", "5", "0", "y", "n");
    expect(heard[0]?.[0]).toMatch(/^Answer with a number:/);
    const { reference } = receiptIn(heard[5] ?? []);
    expect(await caseOf(reference)).toMatchObject({
      note: "we are stuck at the port no water",
      people: 5,
      landmark: null,
      needs: [],
    });
  });
  it("sends nothing after NO, and forgets", async () => {
    const me = fresh();
    const before = await opened();
    const heard = await talks(me, "HELP", "1", "Sebha", "1", "0", "No");
    expect(heard[5]).toEqual([en("sms.none")]);
    expect(await opened()).toBe(before);
    expect((await talks(me, "YES"))[0]?.[0]).toMatch(/^Answer with a number:/);
  });
});

describe("a reply that fits no question", () => {
  it("gets the question again; three in a row get silence; a good one goes on", async () => {
    const me = fresh();
    await talks(me, "HELP", "1", "Sebha");
    const heard = await talks(me, "many", "a lot of us", "dozens", "hundreds", "7");
    expect(heard).toEqual([
      [en("sms.people")],
      [en("sms.people")],
      [en("sms.people")],
      [],
      [en("sms.needs")],
    ]);
    const confirm = say("en", "sms.confirm", { desk: "Support desk" });
    expect((await talks(me, "3 and 2"))[0]).toEqual([en("sms.why"), confirm]);
    // What it is for is said once; the question is put again.
    expect((await talks(me, "perhaps"))[0]).toEqual([confirm]);
  });
  it("keeps needs that were written in words, for somebody to read", async () => {
    const me = fresh();
    const heard = await talks(me, "HELP", "1", "0", "1", "my wife is about to give birth", "2", "yes");
    expect(heard[4]).toEqual([en("sms.needs")]);
    expect(await caseOf(receiptIn(heard[6] ?? []).reference)).toMatchObject({
      note: "my wife is about to give birth",
    });
  });
  it("of 0, 31 or no people asks again, and of a very long place keeps what fits", async () => {
    const me = fresh();
    const heard = await talks(me, "HELP", "1", "é".repeat(500), "0", "31", "2", "0", "yes");
    expect([heard[3], heard[4]]).toEqual([[en("sms.people")], [en("sms.people")]]);
    const { landmark } = await caseOf(receiptIn(heard[7] ?? []).reference);
    expect([...String(landmark)]).toHaveLength(300);
  });
  it("of control characters, emoji and overrides does no harm", async () => {
    const me = fresh();
    const heard = await talks(me, "HELP", "1", "\u202eport\u0007 😀 <b>", "2", "0", "yes");
    expect(await caseOf(receiptIn(heard[5] ?? []).reference)).toMatchObject({ landmark: "port 😀 <b>" });
  });
});

describe("the same", () => {
  it("text delivered twice does nothing twice, one after the other and at once", async () => {
    const me = fresh();
    await talks(me, "HELP", "1", "Sebha", "1", "0");
    const before = await opened();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => gateway.writes(me, "YES", "same-id-1")),
    );
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    await gateway.writes(me, "YES", "same-id-1");
    expect(await opened()).toBe(before + 1);
    expect(gateway.heard(me)).toHaveLength(2);
  });
  it("yes in two texts at once is one request with one code", async () => {
    const me = fresh();
    await talks(me, "HELP", "1", "Sebha", "1", "0");
    const before = await opened();
    await Promise.all([gateway.writes(me, "YES"), gateway.writes(me, "YES")]);
    expect(await opened()).toBe(before + 1);
    const codes = gateway.heard(me).flatMap((text) => /\n(\d{3} \d{3} \d{4})\n/.exec(text)?.[1] ?? []);
    expect(new Set(codes).size).toBe(1);
  });
  it("phone serves many: a second request begins anew", async () => {
    const me = fresh();
    const one = await talks(me, "HELP", "1", "Sebha", "1", "0", "yes", "no");
    const two = await talks(me, "HELP", "1", "Misrata", "2", "0", "yes", "no");
    const [a, b] = [receiptIn(one[5] ?? []), receiptIn(two[5] ?? [])];
    expect(a.reference).not.toBe(b.reference);
    expect((await caseOf(b.reference)).landmark).toBe("Misrata");
  });
  it("phone asks five times a day and no more", async () => {
    const me = fresh();
    for (let n = 0; n < 5; n++) await talks(me, "HELP", "1", "0", "1", "0", "yes", "no");
    expect((await talks(me, "HELP"))[0]?.[0]).toBe(
      `${en("sms.notByText")}\n${en("sms.call")}\n+218 00 000 000`,
    );
  }, 30_000);
});

describe("what is kept", () => {
  it("is no number and no word of hers outside what is sealed, and its audit names ids alone", async () => {
    const me = fresh();
    await talks(me, "HELP", "1", "Under the violet bridge", "1", "2", "yes", "yes");
    const dump: string[] = [];
    for (const table of ["smsNumber", "smsIn", "smsOut", "audit", "registration"]) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      dump.push(
        JSON.stringify(results, (_, value: unknown) =>
          value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
        ),
      );
    }
    const all = dump.join("\n");
    for (const secret of [me, me.slice(1), "violet", "Your code"]) expect(all).not.toContain(secret);
    expect(gateway.url).toBe("http://gateway.test/cgi-bin/sendsms");
  });
  it("of a text that went out is its state alone", async () => {
    const rows = await env.DB.prepare(
      "SELECT count(*) AS n, count(sealed) AS open FROM smsOut WHERE state = 'sent'",
    ).first<{ n: number; open: number }>();
    expect(rows?.n).toBeGreaterThan(20);
    expect(rows?.open).toBe(0);
  });
});

describe("a crisis that ends", () => {
  it("between question and yes takes nothing, and she is told to call", async () => {
    const me = fresh();
    await talks(me, "HELP", "1", "Sebha", "1", "0");
    const closed = await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    expect(closed.status).toBe(200);
    const before = await opened();
    expect((await talks(me, "YES"))[0]?.[0]).toContain(en("sms.notByText"));
    expect((await talks(me, "HELP"))[0]).toEqual([en("sms.notByText")]);
    expect(await opened()).toBe(before);
  });
});

describe("two days", () => {
  it("without a word end a conversation", async () => {
    await env.DB.prepare("UPDATE crisis SET closedAt = NULL").run();
    const me = fresh();
    await talks(me, "HELP", "1");
    passTime(47 * 3_600_000);
    expect((await talks(me, "Sebha"))[0]).toEqual([en("sms.people")]);
    passTime(49 * 3_600_000);
    expect((await talks(me, "2"))[0]?.[0]).toMatch(/^Answer with a number:/);
  });
});
