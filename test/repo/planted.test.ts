// Plants marked data in a real platform, reads it back as those who may, and then searches every byte that the platform
// wrote (database, rooms, logs) for any of it. A mark that may be readable is found: so the search can fail.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEADS_ADDRESS, type PublishedHead } from "../../schema/audit.rules.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { openCopy, verifyCopy } from "../../worker/local/copy.ts";
import { at } from "../../worker/local/root.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { type Served, serve } from "../../worker/local/serve.ts";
import { CRISIS, crisis, officers, organisations } from "../kit/people.ts";
import { everyFile, findMarks, formsOfNumber, formsOfText, standsAlone } from "./marks.ts";
import { tellsOfDanger } from "./planted-danger.ts";
import { type Json, plantedDoors } from "./planted-doors.ts";
import { officesWrite } from "./planted-office.ts";
import { isLookedFor, PIN } from "./planted-tracing.ts";
import { group, point, texts, words } from "./planted-words.ts";

let statePath: string;
let served: Served;
const secrets = makeSecrets();
const printed: string[] = [];
const { tokens, post, get, bearer, signIn } = plantedDoors(() => served.url, secrets.DEMO_TOKEN);
let reference = "";
let adultReference = "";
let tracingReference = "";
let complaintReference = "";
let caseId = "";

beforeAll(async () => {
  statePath = mkdtempSync(join(tmpdir(), "causeway-planted-"));
  mkdirSync(at("dist"), { recursive: true });
  served = await serve({
    port: 0,
    statePath,
    vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true" },
    secrets: { ...secrets },
    log: (level, text) => printed.push(`${level} ${text}`),
  });
  const loaded = await post("/api/exercise/load", { crisis, organisations, officers }, bearer);
  expect([loaded.status, loaded.text]).toEqual([200, '{"ok":true}']);
});
afterAll(async () => {
  await served?.dispose();
  rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

describe("what she said", () => {
  it("reaches those whom she chose, whole, and comes back to her", async () => {
    const opened = await post("/api/registration/open", group, { "Idempotency-Key": "planted-key-000001" });
    expect(opened.status).toBe(200);
    reference = String(opened.body.reference);
    const embassy = await signIn("off_emb0001");
    const queue = await get(`/api/registration/queue?crisisId=${CRISIS}`, embassy);
    const [row] = queue.body.rows as { id: string; place: Json; reference: string }[];
    expect([row?.reference, row?.place]).toMatchObject([reference, { precision: "exact", ...point }]);
    expect(queue.text).not.toContain(texts.name);
    const id = row?.id ?? "";
    caseId = id;
    const opens = await get(`/api/registration/get?id=${id}`, embassy);
    for (const key of ["name", "arabicName", "phone", "note", "landmark"] as const)
      expect(opens.text).toContain(texts[key]);
    const sought = async (input: Json) =>
      (await post("/api/registration/find", { crisisId: CRISIS, ...input }, embassy)).text;
    for (const input of [{ name: texts.soughtName }, { phone: texts.soughtNumber }])
      expect(await sought(input)).toContain(id);
    expect(await sought({ name: texts.soughtNobody })).toContain('"found":[]');
    const decided = await post(
      "/api/registration/decide",
      { id, state: "more-needed", reason: texts.reason },
      { ...embassy, "If-Match": '"1"' },
    );
    expect(decided.status).toBe(200);
    const other = await signIn("off_other01");
    expect((await get(`/api/registration/get?id=${id}`, other)).status).toBe(404);
    const own = { Cookie: (await post("/api/registration/sign-in", { reference, pin: PIN })).cookie };
    const status = await get("/api/registration/status", own);
    for (const key of ["name", "arabicName", "reason", "landmark"] as const)
      expect(status.text).toContain(texts[key]);
    const persons = status.body.persons as { id: string }[];
    const acts: [string, Json][] = [
      ["message/send", { text: texts.message }],
      ["registration/update", { note: texts.laterNote }],
      ["registration/change-person", { person: { name: texts.laterName, born: "30" } }],
      ["registration/tell", { personId: persons[0]?.id, sex: "female", speaksAlso: texts.speaks }],
    ];
    for (const [door, body] of acts) expect((await post(`/api/${door}`, body, own)).status).toBe(200);
    await tellsOfDanger({ get, post }, point, { own, desk: embassy });
    const people = (await get("/api/registration/status", own)).body.persons as { id: string }[];
    const given = await post("/api/registration/give-code", { personId: people[2]?.id }, own);
    const code = { reference: given.body.reference, pin: given.body.pin };
    adultReference = String(code.reference);
    const adult = { Cookie: (await post("/api/registration/sign-in", code)).cookie };
    expect((await post("/api/message/send", { text: texts.adultMessage }, adult)).status).toBe(200);
    const said = await post("/api/message/answer", { registrationId: id, text: texts.answer }, embassy);
    expect(said.status).toBe(200);
    const talk = await get(`/api/message/of-case?registrationId=${id}`, embassy);
    for (const key of ["message", "answer", "adultMessage"] as const) expect(talk.text).toContain(texts[key]);
    const whole = await get("/api/registration/download", own);
    for (const key of ["laterName", "laterNote", "message", "answer", "speaks"] as const)
      expect(whole.text).toContain(texts[key]);
    expect(whole.text).not.toContain(texts.adultMessage);
    const left = await post(
      "/api/registration/leave-group",
      { lang: "en", recipients: ["org_embassyTwo"] },
      adult,
    );
    expect(left.status).toBe(200);
    const moved = await post("/api/location/set", { place: { ...point, landmark: texts.secondPlace } }, own);
    expect(moved.status).toBe(200);
  });
  it("is looked for by her family, and answered", async () => {
    const own = { Cookie: (await post("/api/registration/sign-in", { reference, pin: PIN })).cookie };
    const hidden = [texts.arabicName, texts.phone, texts.note, texts.landmark];
    const told = { own, name: texts.name, hidden, passes: () => served.scheduled() };
    tracingReference = await isLookedFor({ get, post }, told);
  });
  it("is written of by officers, printed on a permit, and complained about", async () => {
    const own = { Cookie: (await post("/api/registration/sign-in", { reference, pin: PIN })).cookie };
    complaintReference = await officesWrite({ get, post }, { id: caseId, own, signIn });
  });
  it("is refused in many ways, and every refusal stays silent about it", async () => {
    const { name, wrongField, phone, note } = texts;
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const answers = [
      await post("/api/registration/open", { ...group, [wrongField]: name }),
      await post("/api/registration/open", { ...group, note: `${note}\ud800` }),
      await post(
        "/api/registration/open",
        { ...group, note: 1 },
        { "Idempotency-Key": "planted-key-000001" },
      ),
      await post(
        "/api/registration/open",
        { ...group, note: phone },
        { "Idempotency-Key": "planted-key-000001" },
      ),
      await post("/api/registration/open", `{"note": "${note}`),
      await post("/api/registration/open", `note=${encodeURIComponent(note)}&people.0.name=${name}`, form),
      await post("/api/registration/open", { ...group, note: note.repeat(2000) }),
      await post("/api/registration/sign-in", { reference, pin: "111111" }),
      await get(`/api/registration/queue?crisisId=${encodeURIComponent(name)}`),
      await get(`/api/${encodeURIComponent(wrongField)}?phone=${encodeURIComponent(phone)}`),
      await get(`/en/s?note=${encodeURIComponent(note)}`, { Cookie: `own=${encodeURIComponent(name)}` }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(500);
      for (const said of Object.values(texts)) expect(text).not.toContain(said);
    }
    await served.scheduled();
  });
  it("goes through the page without scripts as well, and comes back to be mended", async () => {
    const typed = new URLSearchParams([
      ["actId", "planted-form-0000001"],
      ["crisisId", CRISIS],
      ["lang", "en"],
      ["people.0.name", texts.name],
      ["place.landmark", texts.landmark],
      ["note", texts.note],
      ["pin", PIN],
    ]);
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const back = await post("/en/r", typed.toString(), form);
    for (const key of ["name", "landmark", "note"] as const) expect(back.text).toContain(texts[key]);
    typed.append("recipients[]", "org_embassyOne");
    const receipt = await post("/en/r", typed.toString(), form);
    expect(receipt.status).toBe(200);
    expect(receipt.text.replace(/\D/g, "")).toMatch(/\d{10}/);
    for (const said of Object.values(texts)) expect(receipt.text).not.toContain(said);
  });
});

describe("what the platform wrote", () => {
  const look = () => {
    const written = everyFile(statePath);
    written.set("(printed)", Buffer.from(printed.join("\n")));
    return written;
  };
  const check = () => {
    const written = look();
    const data = new Map([...written].filter(([path]) => !path.startsWith("serve")));
    // The database, and the rooms and the ledger: a search that did not see each has not looked.
    for (const kind of [/d1.*\.sqlite$/i, /CrisisRoom.*\.sqlite$/, /Ledger.*\.sqlite$/])
      expect(
        [...data.keys()].some((path) => kind.test(path)),
        String(kind),
      ).toBe(true);
    const marks: Record<string, Buffer[]> = {
      lng: formsOfNumber(point.lng),
      lat: formsOfNumber(point.lat),
      reference: formsOfText(reference),
      adultReference: formsOfText(adultReference),
      tracingReference: formsOfText(tracingReference),
      complaintReference: formsOfText(complaintReference),
    };
    for (const [key, text] of Object.entries(texts)) marks[key] = formsOfText(text);
    tokens.forEach((token, i) => {
      if (token !== "") marks[`token ${String(i)}`] = formsOfText(token);
    });
    for (const [key, secret] of Object.entries(secrets)) marks[key] = formsOfText(secret);
    expect(findMarks(marks, written)).toEqual([]);
    expect(findMarks(Object.fromEntries(words.map((word) => [word, formsOfText(word)])), data)).toEqual([]);
    expect([...data].filter(([, bytes]) => standsAlone(bytes, PIN)).map(([path]) => path)).toEqual([]);
    // What operations need is readable, by design: the search sees it.
    for (const readable of [cellAt(point), "travel-paper", "org_embassyOne", "registration.open"])
      expect(findMarks({ [readable]: formsOfText(readable) }, data)).not.toEqual([]);
  };
  it("holds nothing of it while it runs", check);
  it("holds nothing of it after it has stopped, and its audit agrees with the heads that it published", async () => {
    // The search before kept this process busy for longer than a connection is held: let it learn that it was closed.
    await new Promise((done) => setTimeout(done, 500));
    await served.scheduled();
    const { heads } = (await get(HEADS_ADDRESS)).body as unknown as { heads: PublishedHead[] };
    await served.dispose();
    check();
    const copy = [...everyFile(statePath).keys()].find(
      (path) => /d1.*\.sqlite$/i.test(path) && !/metadata/.test(path),
    );
    const db = openCopy(join(statePath, copy ?? ""));
    const findings = await verifyCopy(db, heads);
    db.close();
    expect(findings.map((one) => [one.crisis, one.broken])).toEqual([
      [null, null],
      [CRISIS, null],
    ]);
    expect(findings.every((one) => one.rows > 3 && one.heads > 0)).toBe(true);
  });
  it("answers nothing but what is wrong where its key ring lacks the version that sealed it", async () => {
    const before = printed.length;
    const other = { ...secrets, KEY_RING: JSON.stringify({ 2: Buffer.alloc(32, 2).toString("base64") }) };
    served = await serve({
      port: 0,
      statePath,
      vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true" },
      secrets: other,
      log: (level, text) => printed.push(`${level} ${text}`),
    });
    for (const path of ["/api/health", "/en", `/api/registration/queue?crisisId=${CRISIS}`]) {
      const { status, body } = await get(path);
      expect([path, status, body.code]).toEqual([path, 503, "configuration"]);
    }
    await expect(served.scheduled()).rejects.toThrow();
    expect(printed.slice(before).join("\n")).toContain("KEY_RING has no version 1, and stored data needs it");
    await served.dispose();
    check();
  });
});
