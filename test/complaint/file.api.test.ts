// Complaining, through the real doors: who reads it and who never does, words that nobody else opens, a code and a PIN that tell
// nothing apart, retries, limits, and no tie to a case unless she said so.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import {
  COMPLAINT_LENGTH,
  complaintFile,
  complaintSay,
  complaintSee,
  complaintSignIn,
  complaintWithdraw,
} from "../../schema/complaint.ts";
import { complaintList, complaintRead } from "../../schema/complaint-desk.ts";
import { acts } from "../../schema/concepts.ts";
import { registrationGiveCode } from "../../schema/registration-end.ts";
import { makePair, sealComplaint } from "../../web/kit/seal.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS, type PersonName, people, personNames } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";
import {
  atRest,
  comesTo,
  type Filed,
  files,
  given,
  opens,
  type Pair,
  PIN,
  posts,
  setsKey,
  suffix,
  WANTS,
  WORDS,
} from "./office.ts";

let world: World;
let pair: Pair;
beforeAll(async () => {
  world = await makeWorld();
  pair = await makePair();
});
const nobody = new Someone("");
const file = (input: unknown, sending = {}, who = nobody) =>
  who.does(complaintFile, input, { key: freshKey(), ...sending });
const reads = async (id: string, by: PersonName = "oversightVisitor") =>
  world.as(by).does(complaintRead, { id });
const listed = async (by: PersonName = "oversightVisitor") =>
  (await world.as(by).does(complaintList, { crisisId: CRISIS })).body.rows as {
    id: string;
    aboutName: { en: string } | null;
    sees: boolean;
  }[];

describe("before oversight has a key", () => {
  it("words stand under the platform's ring, are opened for oversight alone, and nowhere at rest", async () => {
    const { id, teller } = await files();
    const { body } = await reads(id);
    const [word] = body.words as { text: string; sealed: unknown; by: string | null }[];
    expect([word?.sealed, word?.by, JSON.parse(word?.text ?? "")]).toEqual([
      null,
      null,
      { words: WORDS, wants: WANTS },
    ]);
    expect(await atRest()).not.toMatch(/Zanzibar|velvet/);
    const own = await teller.does(complaintSee);
    expect(own.status).toBe(200);
    expect(own.text).not.toMatch(/Zanzibar|velvet/);
  });
});

describe("once it has one", () => {
  beforeAll(async () => {
    expect((await setsKey(world.as("oversightVisitor"), pair)).status).toBe(200);
  });
  it("words that came in plain are sealed to it at the door: the platform hands out what it cannot open", async () => {
    const { id, wordId } = await files();
    const { body, text } = await reads(id);
    expect(text).not.toMatch(/Zanzibar|velvet/);
    const [word] = body.words as {
      id: string;
      text: null;
      sealed: { version: number; enc: string; text: string };
    }[];
    expect([word?.id, word?.text]).toEqual([wordId, null]);
    const of = { organisationId: "org_oversight", complaintId: id, wordId };
    expect(await opens(pair, of, word?.sealed)).toEqual({ words: WORDS, wants: WANTS });
    // Bound to its complaint, its word and its reader.
    for (const other of [
      { complaintId: "cmp_other001" },
      { wordId: "cmw_other001" },
      { organisationId: "org_overTwo" },
    ])
      expect(await opens(pair, { ...of, ...other }, word?.sealed)).toBe(null);
    expect(await atRest()).not.toMatch(/Zanzibar|velvet/);
  });
  const sealedBy = async (to = pair.publicKey, over: Record<string, unknown> = {}) => {
    const input = given({ words: undefined, wants: undefined });
    const of = {
      organisationId: "org_oversight",
      version: 1,
      complaintId: String(input.id),
      wordId: String(input.wordId),
    };
    const sealed = await sealComplaint(to, JSON.stringify({ words: WORDS }), of);
    const under = { to: "org_oversight", version: "1", ...sealed, ...over };
    return { ...input, id: of.complaintId, wordId: of.wordId, sealed: under };
  };
  it("words that her browser sealed are taken as they are, and opened by it alone", async () => {
    const input = await sealedBy();
    expect((await file(input)).status).toBe(200);
    const { body } = await reads(input.id);
    const [word] = body.words as { id: string; sealed: { version: number; enc: string; text: string } }[];
    const of = { organisationId: "org_oversight", complaintId: input.id, wordId: String(word?.id) };
    expect(await opens(pair, of, word?.sealed)).toEqual({ words: WORDS });
  });
  it("words sealed to somebody else, to a key that is none, torn, or beside plain ones are refused", async () => {
    for (const over of [{ to: "org_embassyOne" }, { version: "7" }])
      expect((await file(await sealedBy(undefined, over))).body.code).toBe("recipient-unknown");
    for (const over of [
      { enc: "A" },
      { text: "" },
      { text: "A".repeat(22_001) },
      { version: "0" },
      { key: "x" },
    ])
      expect((await file(await sealedBy(undefined, over))).body.code).toBe("malformed");
    expect((await file({ ...(await sealedBy()), words: WORDS })).body.code).toBe("malformed");
    expect((await file({ ...(await sealedBy()), wants: WANTS })).body.code).toBe("malformed");
    expect((await file(given({ words: undefined }))).body.code).toBe("malformed");
  });
});

describe("a complaint", () => {
  let filed: Filed;
  beforeAll(async () => {
    filed = await files();
  });
  it("is refused malformed, too long, too large, about nobody here, and for a crisis that is none", async () => {
    const bad: Record<string, unknown>[] = [
      { kind: "weather" },
      { kind: undefined },
      { about: "" },
      { about: "org_!" },
      { pin: "12" },
      { words: "a".repeat(COMPLAINT_LENGTH + 1) },
      { words: "" },
      { wants: "a".repeat(1001) },
      { lang: "xx" },
      { id: "reg_8f2Kd03mQ1" },
      { name: "Marked Name One" },
      { registrationId: world.own.id },
      { organisationId: "org_embassyOne" },
    ];
    for (const over of bad) expect([over, (await file(given(over))).body.code]).toEqual([over, "malformed"]);
    expect((await file(given({ about: "org_nowhere1" }))).body.code).toBe("recipient-unknown");
    expect((await file(given({ crisisId: "crs_nowhere1" }))).body.code).toBe("not-found");
    const huge = await file(JSON.stringify(given({ words: "a".repeat(70_000) })));
    expect([huge.status, huge.body.code]).toEqual([413, "too-large"]);
    expect((await file("{")).body.code).toBe("malformed");
    const foreign = await file(given(), { headers: { "Sec-Fetch-Site": "cross-site" } });
    expect(foreign.body.code).toBe("wrong-origin");
  });
  it("sent again with its key is the same one; with another body the key is used, with another key its id is", async () => {
    const input = given();
    const key = freshKey();
    const first = await file(input, { key });
    const again = await file(input, { key });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await file({ ...input, kind: "money" }, { key })).body.code).toBe("key-reused");
    expect((await file(input)).body.code).toBe("already-exists");
    const both = await Promise.all([0, 1].map(() => file(given({ id: "cmp_same00001" }))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
  it("gets a PIN where none was typed, the same for a retry", async () => {
    const key = freshKey();
    const input = given({ pin: undefined });
    const { pin, reference } = (await file(input, { key })).body as { pin: string; reference: string };
    expect(pin).toMatch(/^\d{6}$/);
    expect((await file(input, { key })).body.pin).toBe(pin);
    expect((await (await comesTo(reference, pin)).does(complaintSee)).status).toBe(200);
  });
  it("is read by whoever came with its code and by nobody else, whoever is signed in", async () => {
    expect((await filed.teller.does(complaintSee)).body).toMatchObject({
      id: filed.id,
      state: "received",
      reader: { en: "Oversight panel" },
      aboutName: { en: "Embassy one" },
    });
    for (const name of personNames) {
      const answer = await world.as(name).does(complaintSee);
      expect([name, answer.body.code]).toEqual([name, "not-found"]);
      for (const act of [complaintSay, complaintWithdraw])
        expect((await world.as(name).does(act, act.example.input)).body.code).toBe("not-found");
    }
    const forged = [
      "own=AAAA",
      `own=${"A".repeat(43)}`,
      `__Host-own=${"B".repeat(43)}`,
      `desk=${filed.teller.cookie.split("=")[1]}`,
    ];
    for (const cookie of forged)
      expect((await new Someone(cookie).does(complaintSee)).body.code).toBe("not-found");
    await env.DB.prepare(
      "UPDATE complaintSession SET expiresAt = '2000-01-01T00:00:00.000Z' WHERE complaintId = ?1",
    )
      .bind(filed.id)
      .run();
    expect((await filed.teller.does(complaintSee)).body.code).toBe("not-found");
    filed.teller = await comesTo(filed.reference, filed.pin);
  });
  it("tells an unknown code from a wrong PIN by nothing, and slows down who guesses", async () => {
    const signIn = (reference: string, pin: string, from: string) =>
      nobody.does(complaintSignIn, { reference, pin }, { headers: { "CF-Connecting-IP": from } });
    const wrong = await signIn(filed.reference, "000000", "guess one");
    // A code of a case opens no complaint, and the other way about.
    const ofCase = await signIn(world.own.reference, world.own.pin, "guess two");
    const unknown = await signIn("9999999994", PIN, "guess three");
    for (const answer of [ofCase, unknown]) {
      expect([answer.status, answer.body.code]).toEqual([wrong.status, wrong.body.code]);
      expect(Object.keys(answer.body).sort()).toEqual(Object.keys(wrong.body).sort());
    }
    expect(wrong.body.code).toBe("code-or-pin-wrong");
    await expect(comesBack(filed.reference, filed.pin)).rejects.toThrow("code-or-pin-wrong");
    for (let n = 0; n < 8; n++) await signIn(filed.reference, "000000", `guess ${String(n)} elsewhere`);
    const slowed = await signIn(filed.reference, filed.pin, "guess four");
    expect([slowed.status, slowed.body.code]).toEqual([429, "too-many"]);
    await env.DB.prepare("DELETE FROM attempt").run();
  });
  it("of which there are many from one address waits a minute at most, and is then taken", async () => {
    const headers = { "CF-Connecting-IP": "many from here" };
    for (let n = 0; n < 3; n++) expect((await file(given(), { headers })).status).toBe(200);
    const counted = (many: number, at: string) =>
      env.DB.prepare(
        "UPDATE attempt SET failures = ?1, lastAt = ?2 WHERE door = 'complaint' AND failures >= 3",
      )
        .bind(many, at)
        .run();
    await counted(102, new Date().toISOString());
    expect((await file(given(), { headers })).status).toBe(200);
    await counted(140, new Date().toISOString());
    const slowed = await file(given(), { headers });
    expect([slowed.status, slowed.body.code]).toEqual([429, "too-many"]);
    expect(Number(slowed.body.retryAfter)).toBeLessThanOrEqual(60);
    expect((await file(given(), { headers: { "CF-Connecting-IP": "elsewhere" } })).status).toBe(200);
    await counted(140, new Date(Date.now() - 61_000).toISOString());
    expect((await file(given(), { headers })).status).toBe(200);
    await env.DB.prepare("DELETE FROM attempt").run();
  }, 30_000);
});

describe("whoever it is about", () => {
  it("sees it by no door of a desk; nor does anybody but its reader", async () => {
    const { id } = await files({ about: "org_embassyOne" });
    expect((await listed()).some((one) => one.id === id)).toBe(true);
    for (const name of personNames.filter((one) => one !== "oversightVisitor")) {
      const list = await world.as(name).does(complaintList, { crisisId: CRISIS });
      const read = await reads(id, name);
      expect([name, list.status >= 400, read.status >= 400]).toEqual([name, true, true]);
      if (people[name].officerId === null) continue;
      const audit = await world.as(name).does(auditList, { crisisId: CRISIS });
      expect([name, audit.text.includes(id)]).toEqual([name, false]);
    }
    expect((await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS })).text).toContain(id);
  });
  it("finds it behind no read door of all there are, whatever its officers ask", async () => {
    const { id, wordId, reference } = await files({ about: "org_embassyOne" });
    const found: string[] = [];
    for (const name of ["supervisor", "embassyCoordinator", "platformAdministrator"] as const)
      for (const act of acts.filter((one) => one.kind === "read")) {
        const example = Object.entries(act.example.input as Record<string, unknown>).map(([key, value]) => {
          const ours: Record<string, string> = { crs_: CRISIS, cmp_: id, reg_: world.own.id };
          return [key, ours[String(value).slice(0, 4)] ?? value] as const;
        });
        const headers = { "CF-Connecting-IP": `${name} ${act.name}` };
        const { text } = await world.as(name).does(act, Object.fromEntries(example), { headers });
        if ([id, wordId, reference, "Zanzibar"].some((one) => text.includes(one)))
          found.push(`${act.name} ${name}`);
      }
    expect(found).toEqual([]);
  }, 60_000);
  it("where that is the only oversight body gets nothing: it is not taken, and the page says so", async () => {
    const before = await env.DB.prepare("SELECT count(*) AS n FROM complaint").first<number>("n");
    const answer = await file(given({ about: "org_oversight" }));
    expect([answer.status, answer.body.code]).toEqual([409, "complaint-untaken"]);
    const page = await posts("/en/c", { ...given({ about: "org_oversight" }), actId: freshKey() });
    expect(page.status).toBe(409);
    expect(page.text).toContain("nobody here may check this office");
    // Without the script everything that was typed comes back.
    expect(page.text).toContain(WORDS);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM complaint").first<number>("n")).toBe(before);
    // Nor by a row that anybody would write past the doors.
    const { id } = await files({ about: "org_embassyOne" });
    await expect(
      env.DB.prepare("UPDATE complaint SET organisationId = aboutId WHERE id = ?1").bind(id).run(),
    ).rejects.toThrow();
  });
});

describe("a complaint by somebody who asked for help", () => {
  it("is tied to her case by nothing that is kept, unless she ticked it", async () => {
    const { id, someone } = await world.opens();
    const key = freshKey();
    const input = given();
    const answer = await someone.does(complaintFile, input, { key });
    expect(answer.status).toBe(200);
    expect((await someone.does(complaintFile, input, { key })).body).toEqual(answer.body);
    const rows = await env.DB.prepare("SELECT actor, actId FROM delivery WHERE actId = ?1").bind(key).all();
    expect(rows.results.map((row) => row.actor)).toEqual(["nobody"]);
    const audit = await env.DB.prepare("SELECT actor FROM audit WHERE actId = ?1").bind(key).first("actor");
    expect(audit).toBe("nobody");
    const tied = await env.DB.prepare("SELECT count(*) AS n FROM complaint WHERE registrationId = ?1")
      .bind(id)
      .first<number>("n");
    expect(tied).toBe(0);
    expect((await listed()).find((one) => one.id === input.id)?.sees).toBe(false);
  });
  it("with the tick, but not signed in, or by another adult of her group, is refused and nothing is kept", async () => {
    expect((await file(given({ oversee: "yes" }))).body.code).toBe("signed-out");
    const people = ["Marked Name One", "Marked Name Two"].map((name) => ({ name, born: "34" }));
    const { id, someone } = await world.opens({ people });
    const [, other = ""] = await personIds(id);
    const code = (await someone.does(registrationGiveCode, { personId: other })).body;
    const adult = await comesBack(String(code.reference), String(code.pin));
    const asked = await file(given({ oversee: "yes" }), {}, adult);
    expect(asked.body.code).toBe("not-allowed");
    expect((await send("GET", "/en/c", { headers: { Cookie: adult.cookie } })).text).not.toContain(
      'name="oversee"',
    );
    expect((await send("GET", "/en/c", { headers: { Cookie: someone.cookie } })).text).toContain(
      'name="oversee"',
    );
    // Without it she complains as anybody may.
    expect((await file(given(), {}, adult)).status).toBe(200);
  });
});

describe("writing again", () => {
  it("is sealed as the first words were, seen by its day alone, and ends when it is closed", async () => {
    const { id, teller } = await files();
    const wordId = `cmw_${suffix()}`;
    const said = await teller.does(complaintSay, { wordId, words: WORDS }, { key: freshKey() });
    expect(said.status).toBe(200);
    expect((await teller.does(complaintSay, { wordId, words: WORDS }, { key: freshKey() })).body.code).toBe(
      "already-exists",
    );
    const seen = (await teller.does(complaintSee)).body;
    expect((seen.words as { hers: boolean; text: null }[]).map((one) => [one.hers, one.text])).toEqual([
      [true, null],
      [true, null],
    ]);
    const { words } = (await reads(id)).body as {
      words: { id: string; sealed: { version: number; enc: string; text: string } }[];
    };
    const of = { organisationId: "org_oversight", complaintId: id, wordId };
    expect(await opens(pair, of, words.find((one) => one.id === wordId)?.sealed)).toEqual({ words: WORDS });
    expect((await teller.does(complaintWithdraw, {}, { key: freshKey() })).status).toBe(200);
    expect((await teller.does(complaintSay, { wordId: `cmw_${suffix()}`, words: WORDS })).body.code).toBe(
      "transition-impossible",
    );
    expect((await teller.does(complaintWithdraw, {}, { key: freshKey() })).body.code).toBe(
      "transition-impossible",
    );
    expect((await teller.does(complaintSee)).body.state).toBe("withdrawn");
    expect(await atRest()).not.toMatch(/Zanzibar|velvet/);
  });
  it("or deleting it: its words are gone at once, its code opens nothing, a tombstone stays for the count", async () => {
    const { id, reference, pin, teller } = await files();
    expect((await teller.does(complaintWithdraw, { erase: "yes" }, { key: freshKey() })).status).toBe(200);
    expect((await teller.does(complaintSee)).body.code).toBe("not-found");
    await expect(comesTo(reference, pin)).rejects.toThrow("code-or-pin-wrong");
    expect((await reads(id)).body.code).toBe("not-found");
    for (const table of ["complaintWord", "complaintStep", "complaintSession"])
      expect(
        await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE complaintId = ?1`)
          .bind(id)
          .first<number>("n"),
      ).toBe(0);
    const left = await env.DB.prepare(
      "SELECT kind, state, aboutId, registrationId FROM complaint WHERE id = ?1",
    )
      .bind(id)
      .first();
    expect(left).toEqual({ kind: "papers", state: "withdrawn", aboutId: null, registrationId: null });
  });
});
