// An organisation's own key and the notes that are sealed to it, through the real doors: the platform keeps what it cannot
// read, hands it to those of the organisation alone, and refuses what is no key.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { keyMine, keyRewrap, keySet, WRAP_ROUNDS } from "../../schema/key.ts";
import { noteAdd, noteOfCase } from "../../schema/note.ts";
import { registrationDelete } from "../../schema/registration-end.ts";
import { fromText, makePair, openNote, sealNote, toText, usable } from "../../web/kit/seal.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import type { PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
let pair: Awaited<ReturnType<typeof makePair>>;
beforeAll(async () => {
  world = await makeWorld();
  pair = await makePair();
});

/** As a browser would send it; what is inside the wrapping is tested in Node. */
const wrapped = (fill: number) => ({
  salt: toText(new Uint8Array(16).fill(fill)),
  rounds: WRAP_ROUNDS,
  iv: toText(new Uint8Array(12).fill(fill)),
  sealed: toText(new Uint8Array(48).fill(fill)),
});
const set = (by: PersonName, over: Record<string, unknown> = {}) =>
  world
    .as(by)
    .does(
      keySet,
      { version: 1, publicKey: pair.publicKey, wrapped: wrapped(1), ...over },
      { key: freshKey() },
    );
const mine = async (by: PersonName) =>
  (await world.as(by).does(keyMine)).body.keys as {
    version: number;
    publicKey: string;
    fingerprint: string;
    wrapped: { salt: string };
  }[];

let notes = 0;
const noteId = () => `nte_test${String(++notes).padStart(6, "0")}`;
async function leaves(
  by: PersonName,
  words: string,
  over: Record<string, unknown> = {},
  publicKey = pair.publicKey,
) {
  const id = noteId();
  const of = { organisationId: "org_embassyOne", version: 1, registrationId: world.own.id, noteId: id };
  const sealed = await sealNote(publicKey, words, of);
  const input = { id, registrationId: world.own.id, keyVersion: 1, ...sealed, ...over };
  return { id, input, answer: await world.as(by).does(noteAdd, input, { key: freshKey() }) };
}
const read = (by: PersonName, registrationId = world.own.id) =>
  world.as(by).does(noteOfCase, { registrationId });

describe("a key", () => {
  it("is nothing before a supervisor made one: no note can be left", async () => {
    expect(await mine("embassyCoordinator")).toEqual([]);
    expect((await leaves("embassyCoordinator", "too early")).answer.body.code).toBe("key-changed");
  });
  it("is refused where it is no point of the curve, weakly wrapped, out of turn, or set by anybody but a supervisor", async () => {
    const bent = fromText(pair.publicKey);
    bent[64] = (bent[64] ?? 0) ^ 1;
    for (const publicKey of [
      toText(bent),
      toText(new Uint8Array(65)),
      pair.publicKey.slice(1),
      "",
      `${pair.publicKey}A`,
    ])
      expect((await set("supervisor", { publicKey })).body.code).toBe("malformed");
    const weak = [
      { ...wrapped(1), rounds: 100_000 },
      { ...wrapped(1), salt: "AAAA" },
      { ...wrapped(1), sealed: "" },
      { ...wrapped(1), passphrase: "seven quiet lanterns" },
    ];
    for (const one of weak) expect((await set("supervisor", { wrapped: one })).body.code).toBe("malformed");
    expect((await set("supervisor", { version: 2 })).body.code).toBe("key-changed");
    expect((await set("supervisor", { version: 0 })).body.code).toBe("malformed");
    expect((await set("embassyCoordinator")).body.code).toBe("not-allowed");
    expect((await set("platformAdministrator")).body.code).toBe("not-allowed");
    expect(await mine("supervisor")).toEqual([]);
  });
  it("once set is read by officers of its organisation alone, with a fingerprint that the platform made itself", async () => {
    const { body } = await set("supervisor");
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", fromText(pair.publicKey)));
    expect(body).toEqual({ version: 1, fingerprint: digest.toHex() });
    for (const by of ["supervisor", "embassyCoordinator", "embassyColleague"] as const)
      expect((await mine(by))[0]).toMatchObject({ version: 1, publicKey: pair.publicKey });
    for (const by of ["otherEmbassy", "fieldWorker", "healthCoordinator"] as const)
      expect(await mine(by)).toEqual([]);
    // Oversight has a key of its own, for complaints, and reads no other.
    expect(await mine("oversightVisitor")).toEqual([]);
    for (const by of ["healthViewer", "permitOfficer", "platformAdministrator"] as const)
      expect((await world.as(by).does(keyMine)).body.code).toBe("not-allowed");
  });
  it("is changed by a new version only; of two supervisors at once, one wins", async () => {
    expect((await set("supervisor")).body.code).toBe("key-changed");
    await expect(env.DB.prepare("UPDATE organisationKey SET publicKey = 'x'").run()).rejects.toThrow(
      "append-only",
    );
    await expect(env.DB.prepare("DELETE FROM organisationKey").run()).rejects.toThrow("append-only");
    const next = [(await makePair()).publicKey, (await makePair()).publicKey];
    const both = await Promise.all(next.map((publicKey) => set("supervisor", { version: 2, publicKey })));
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    expect((await mine("supervisor")).map((one) => one.version)).toEqual([2, 1]);
  });
  it("gets another passphrase for the very same key, and never for another", async () => {
    const rewrap = (over: Record<string, unknown>, by: PersonName = "supervisor") =>
      world
        .as(by)
        .does(
          keyRewrap,
          { version: 1, publicKey: pair.publicKey, wrapped: wrapped(9), ...over },
          { key: freshKey() },
        );
    expect((await rewrap({ publicKey: (await makePair()).publicKey })).body.code).toBe("key-changed");
    expect((await rewrap({ version: 3 })).body.code).toBe("key-changed");
    expect((await rewrap({}, "embassyCoordinator")).body.code).toBe("not-allowed");
    expect((await rewrap({})).status).toBe(200);
    expect((await mine("supervisor")).find((one) => one.version === 1)?.wrapped.salt).toBe(wrapped(9).salt);
  });
});

describe("a confidential note", () => {
  const words = "Zanzibar kestrel nocturne";
  beforeAll(async () => {
    // A fresh organisation's worth of notes goes to version 3, whose private half this test holds.
    await set("supervisor", { version: 3 });
  });
  const leave3 = async (by: PersonName, over: Record<string, unknown> = {}) => {
    const id = noteId();
    const of = { organisationId: "org_embassyOne", version: 3, registrationId: world.own.id, noteId: id };
    const input = {
      id,
      registrationId: world.own.id,
      keyVersion: 3,
      ...(await sealNote(pair.publicKey, words, of)),
      ...over,
    };
    return { id, of, input, answer: await world.as(by).does(noteAdd, input, { key: freshKey() }) };
  };

  it("is left by officers to whom the case was sent, and opened in a colleague's browser", async () => {
    const { id, of, answer } = await leave3("embassyColleague");
    expect([answer.status, answer.body.id]).toEqual([200, id]);
    const [note] = (await read("embassyCoordinator")).body.notes as {
      id: string;
      by: string;
      keyVersion: number;
      enc: string;
      sealed: string;
    }[];
    expect(note).toMatchObject({ id, by: "her colleague", keyVersion: 3 });
    const key = await usable(pair.privateKey);
    expect(await openNote(key, { enc: note?.enc ?? "", sealed: note?.sealed ?? "" }, of)).toBe(words);
  });
  it("is sealed to the newest key or refused; its id and its shape are checked", async () => {
    expect((await leaves("embassyCoordinator", words)).answer.body.code).toBe("key-changed");
    const { input } = await leave3("embassyCoordinator");
    expect((await world.as("embassyCoordinator").does(noteAdd, input, { key: freshKey() })).body.code).toBe(
      "already-exists",
    );
    const wrong = [
      { id: "reg_aaaaaa" },
      { enc: "" },
      { enc: "!".repeat(87) },
      { sealed: "short" },
      { sealed: "A".repeat(22_001) },
      { sealed: undefined },
      { words },
      { keyVersion: "3" },
    ];
    for (const over of wrong)
      expect((await leave3("embassyCoordinator", over)).answer.body.code).toBe("malformed");
    expect((await leave3("embassyCoordinator", { sealed: "A".repeat(25) })).answer.body.code).toBe(
      "malformed",
    );
  });
  it("is not even known to other organisations, to partners, or to those who run the platform", async () => {
    for (const by of ["otherEmbassy", "agencyCoordinator", "healthCoordinator"] as const) {
      expect((await read(by)).body.code).toBe("not-found");
      expect((await leave3(by)).answer.body.code).toBe("not-found");
    }
    for (const by of ["healthViewer", "oversightVisitor", "platformAdministrator", "permitOfficer"] as const)
      expect((await read(by)).body.code).toBe("not-allowed");
    expect((await read("strandedMigrant")).body.code).toBe("signed-out");
    // An organisation that may see the need and no name reads no notes, and leaves none.
    const shared = await world.opens({ partners: ["org_healthTeam"] });
    expect((await read("healthCoordinator", shared.id)).body.code).toBe("not-found");
  });
  it("stands nowhere readable, is never changed, and each look at it is written down", async () => {
    const tables = ["note", "delivery", "audit", "organisationKey"];
    for (const table of tables) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      const bytes = JSON.stringify(results, (_, value: unknown) =>
        value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
      );
      expect(results.length).toBeGreaterThan(0);
      for (const word of words.split(" ")) expect(bytes).not.toContain(word);
    }
    await expect(env.DB.prepare("UPDATE note SET at = 'x'").run()).rejects.toThrow("append-only");
    const count = () =>
      env.DB.prepare("SELECT count(*) AS n FROM audit WHERE act = 'note.ofCase' AND targetId = ?1")
        .bind(world.own.id)
        .first<number>("n");
    const before = (await count()) ?? 0;
    await read("embassyCoordinator");
    expect(await count()).toBe(before + 1);
  });
  it("is out of reach once she withdrew, and gone once she deleted", async () => {
    const { id, someone } = await world.opens();
    const of = { organisationId: "org_embassyOne", version: 3, registrationId: id, noteId: noteId() };
    const sealed = await sealNote(pair.publicKey, words, of);
    const input = { id: of.noteId, registrationId: id, keyVersion: 3, ...sealed };
    expect((await world.as("embassyCoordinator").does(noteAdd, input)).status).toBe(200);
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect((await read("embassyCoordinator", id)).body.code).toBe("not-found");
    expect((await world.as("embassyCoordinator").does(noteAdd, { ...input, id: noteId() })).body.code).toBe(
      "not-found",
    );
    await someone.does(registrationDelete);
    await later(world, 73);
    await clockRuns();
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM note WHERE registrationId = ?1")
        .bind(id)
        .first<number>("n"),
    ).toBe(0);
  });
});
