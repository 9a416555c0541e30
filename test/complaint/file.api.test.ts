// Complaining, through the real doors: words that nobody but oversight opens, a code and a PIN that tell nothing apart, retries
// and limits.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  COMPLAINT_LENGTH,
  complaintSay,
  complaintSee,
  complaintSignIn,
  complaintWithdraw,
} from "../../schema/complaint.ts";
import { makePair, sealComplaint } from "../../web/kit/seal.ts";
import { personNames } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, Someone, type World } from "../kit/world.ts";
import {
  atRest,
  comesTo,
  type Filed,
  file,
  files,
  given,
  opens,
  type Pair,
  PIN,
  reads,
  setsKey,
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

describe("before oversight has a key", () => {
  it("words stand under the platform's ring, are opened for oversight alone, and nowhere at rest", async () => {
    const { id, teller } = await files();
    const { body } = await reads(world, id);
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
    const { body, text } = await reads(world, id);
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
    const { body } = await reads(world, input.id);
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
