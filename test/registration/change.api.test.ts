// What a person changes after it was sent: her answers, her people. Desks see it at once, and an
// officer's older screen cannot decide on what was true before.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { liveChanges } from "../../schema/live.ts";
import { needUpdate } from "../../schema/need.ts";
import { registrationDecide, registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationChangePerson, registrationUpdate } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const desk = () => world.as("embassyCoordinator");
const seen = async (id: string) => (await desk().does(registrationGet, { id })).body;
const own = async (someone: Someone) => (await someone.does(registrationStatus)).body;
const persons = async (someone: Someone) =>
  (await own(someone)).persons as { id: string; name: string | null; born: string | null }[];
const closed = async (act: () => Promise<{ body: Record<string, unknown> }>) => {
  await env.DB.prepare("UPDATE crisis SET closedAt = '2011-03-01T07:00:00.000Z' WHERE id = ?1")
    .bind(CRISIS)
    .run();
  const { code } = (await act()).body;
  await env.DB.prepare("UPDATE crisis SET closedAt = NULL WHERE id = ?1").bind(CRISIS).run();
  return code;
};

describe("changing answers", () => {
  it("changes what is sent, leaves the rest, and empties what is cleared", async () => {
    const { id, someone } = await world.opens({ phone: "0911", phoneSafe: true, note: "First" });
    expect((await someone.does(registrationUpdate, { choice: "stay" })).status).toBe(200);
    expect(await seen(id)).toMatchObject({ choice: "stay", phone: "0911", phoneSafe: true, note: "First" });
    await someone.does(registrationUpdate, { note: "Second", clear: ["phone"] });
    expect(await seen(id)).toMatchObject({ choice: "stay", phone: null, phoneSafe: false, note: "Second" });
    expect(await seen(id)).toMatchObject({ barriers: ["no-money"] });
    await someone.does(registrationUpdate, { clear: ["choice", "note"] });
    expect(await seen(id)).toMatchObject({ choice: null, note: null });
  });
  it("holds another number for unsafe until she says that it is safe", async () => {
    const { id, someone } = await world.opens({ phone: "0911", phoneSafe: true });
    await someone.does(registrationUpdate, { phone: "0922" });
    expect(await seen(id)).toMatchObject({ phone: "0922", phoneSafe: false });
    await someone.does(registrationUpdate, { phoneSafe: "yes" });
    expect(await seen(id)).toMatchObject({ phoneSafe: true });
    await someone.does(registrationUpdate, { phoneSafe: "no" });
    expect(await seen(id)).toMatchObject({ phoneSafe: false });
  });
  it("shows at once, as a new version: what an officer decides on is what she read", async () => {
    const { id, someone } = await world.opens();
    const { body } = await desk().does(registrationQueue, { crisisId: CRISIS });
    await someone.does(registrationUpdate, { choice: "stay" });
    const { put } = (await desk().does(liveChanges, { crisisId: CRISIS, since: body.head })).body;
    expect((put as { id: string; version: number }[]).find((row) => row.id === id)?.version).toBe(2);
    const decided = await desk().does(registrationDecide, { id, state: "listed" }, { ifMatch: 1 });
    expect([decided.status, decided.body.code]).toEqual([412, "stale"]);
  });
  it("loses nothing where two pages change it at once", async () => {
    const { id, someone } = await world.opens();
    const answers = await Promise.all([
      someone.does(registrationUpdate, { choice: "stay" }),
      someone.does(registrationUpdate, { note: "Both" }),
      someone.does(registrationUpdate, { phone: "0933" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await seen(id)).toMatchObject({ choice: "stay", note: "Both", phone: "0933" });
  });
  it("is refused by name for what is none of its words, and in a closed crisis", async () => {
    const { someone } = await world.opens();
    for (const input of [
      { choice: "anywhere" },
      { clear: ["people"] },
      { phone: "x".repeat(41) },
      { status: "x" },
    ])
      expect((await someone.does(registrationUpdate, input)).body.code).toBe("malformed");
    expect(await closed(() => someone.does(registrationUpdate, { choice: "stay" }))).toBe("crisis-closed");
  });
});

describe("changing needs", () => {
  const open = async (someone: Someone) =>
    ((await own(someone)).needs as { kind: string; state: string }[])
      .filter((need) => need.state === "open" || need.state === "assigned")
      .map((need) => need.kind)
      .sort();
  it("states what is new, ends what is left out, and keeps what was taken on", async () => {
    const { id, someone } = await world.opens({ needs: ["transport", "shelter"] });
    const [first] = (await seen(id)).openNeeds as { id: string; kind: string; version: number }[];
    await desk().does(needUpdate, { needId: first?.id, state: "assigned" }, { ifMatch: first?.version ?? 1 });
    const rest = ["transport", "shelter"].filter((kind) => kind !== first?.kind);
    await someone.does(registrationUpdate, { needs: [first?.kind, "medicine"] });
    expect(await open(someone)).toEqual([first?.kind, "medicine"].sort());
    const all = (await own(someone)).needs as { kind: string; state: string }[];
    expect(all.filter((need) => rest.includes(need.kind)).map((need) => need.state)).toEqual(["withdrawn"]);
    expect(all.find((need) => need.kind === first?.kind)?.state).toBe("assigned");
    expect(((await seen(id)).needs as string[]).slice().sort()).toEqual([first?.kind, "medicine"].sort());
  });
  it("is emptied by name alone, and barriers with it", async () => {
    const { id, someone } = await world.opens();
    await someone.does(registrationUpdate, { barriers: ["epidemic", "unrest"] });
    expect([(await seen(id)).barriers, await open(someone)]).toEqual([["epidemic", "unrest"], ["transport"]]);
    await someone.does(registrationUpdate, { clear: ["needs", "barriers"] });
    expect([(await seen(id)).barriers, await open(someone)]).toEqual([[], []]);
  });
  it("of one person are the group's too", async () => {
    const { someone } = await world.opens();
    await someone.does(registrationChangePerson, { person: { relation: "parent", needs: ["medicine"] } });
    expect(await open(someone)).toEqual(["medicine", "transport"]);
    expect((await persons(someone)).at(-1)).toMatchObject({ needs: ["medicine"] });
  });
});

describe("changing people", () => {
  it("adds somebody: the group is larger for all who count it", async () => {
    const { id, someone } = await world.opens();
    const count = async () =>
      ((await desk().does(registrationQueue, { crisisId: CRISIS })).body.count as { people: number }).people;
    const before = await count();
    const key = freshKey();
    const input = { person: { name: "نور", born: "٧", relation: "child", document: "none" } };
    const added = await someone.does(registrationChangePerson, input, { key });
    expect(added.body).toMatchObject({ people: 3 });
    expect((await someone.does(registrationChangePerson, input, { key })).body).toEqual(added.body);
    expect((await persons(someone)).at(-1)).toMatchObject({ name: "نور", born: "age:7" });
    expect([await count(), (await seen(id)).people]).toEqual([before + 1, 3]);
  });
  it("changes an entry whole, and takes one out", async () => {
    const { id, someone } = await world.opens();
    const [first, second] = await persons(someone);
    await someone.does(registrationChangePerson, { personId: second?.id, person: { name: "Renamed" } });
    expect((await persons(someone))[1]).toEqual({
      id: second?.id,
      name: "Renamed",
      born: null,
      relation: null,
      document: null,
    });
    const removed = await someone.does(registrationChangePerson, { personId: first?.id, remove: "yes" });
    expect(removed.body).toEqual({ personId: first?.id, people: 1 });
    expect([(await seen(id)).people, (await persons(someone)).length]).toEqual([1, 1]);
  });
  it("never takes out the last one, and nobody of another group", async () => {
    const [one, other] = [await world.opens({ people: [{ relation: "self" }] }), await world.opens()];
    const [last] = await persons(one.someone);
    const last1 = await one.someone.does(registrationChangePerson, { personId: last?.id, remove: true });
    expect([last1.status, last1.body.code]).toEqual([409, "last-person"]);
    const foreign = await other.someone.does(registrationChangePerson, { personId: last?.id, remove: true });
    const renamed = await other.someone.does(registrationChangePerson, {
      personId: last?.id,
      person: { name: "Taken" },
    });
    expect([foreign.body.code, renamed.body.code]).toEqual(["not-found", "not-found"]);
    expect((await persons(one.someone))[0]?.name).toBeNull();
  });
  it("of two who are taken out at once leaves one", async () => {
    const { someone } = await world.opens();
    const both = await persons(someone);
    const answers = await Promise.all(
      both.map(({ id }) => someone.does(registrationChangePerson, { personId: id, remove: true })),
    );
    expect(answers.map(({ body }) => body.code ?? "done").sort()).toEqual(["done", "last-person"]);
    expect(await persons(someone)).toHaveLength(1);
  });
  it("is refused by name: a year to come, nothing at all, the thirty-first person, a closed crisis", async () => {
    const { someone } = await world.opens({ people: Array.from({ length: 30 }, () => ({})) });
    const code = async (input: unknown) => {
      const { body } = await someone.does(registrationChangePerson, input);
      return [body.code, (body.fields as { reason: string }[] | undefined)?.[0]?.reason];
    };
    expect([
      await code({ person: { born: "2050" } }),
      await code({}),
      await code({ person: {} }),
      await code({ person: { name: "a\ud800" } }),
    ]).toEqual([
      ["malformed", "in-future"],
      ["malformed", "empty"],
      ["malformed", "too-many"],
      ["malformed", "not-unicode"],
    ]);
    const [first] = await persons(someone);
    expect(
      await closed(() => someone.does(registrationChangePerson, { personId: first?.id, person: {} })),
    ).toBe("crisis-closed");
  });
});
