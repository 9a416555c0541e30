// Another adult of the group says that she is still here, with her own code: the group's request stays. Nothing that is shared
// is renewed by it, and nobody is shown that it was she.
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { clockRuns, DAY, eventRows, later } from "../consent/clock.ts";
import { rowOf } from "../erasure/clock.ts";
import { comesBack, freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const people = [
  { name: "Marked Head", born: "40", relation: "self" },
  { name: "Marked Adult", born: "38", relation: "partner" },
];

/** A group that left, with a second adult's own code. */
async function group() {
  const opened = await world.opens({ people });
  const persons = (await opened.someone.does(registrationStatus)).body.persons as { id: string }[];
  const given = await opened.someone.does(
    registrationGiveCode,
    { personId: persons[1]?.id },
    { key: freshKey() },
  );
  const { reference, pin } = given.body as { reference: string; pin: string };
  return { ...opened, comes: () => comesBack(reference, pin) };
}
const asks = (id: string) =>
  env.DB.prepare("SELECT kind FROM stillAsked WHERE registrationId = ?1 AND kind = 'registration'")
    .bind(id)
    .first("kind");
const alive = (someone: Someone) => someone.does(registrationAlive);

it("counts as a sign for the request, and as no sign of hers for anything else", async () => {
  const { id, comes, someone } = await group();
  const quiet = await group();
  const before = await rowOf(id);
  for (const one of [id, quiet.id]) {
    const { version } = (await world.as("embassyCoordinator").does(registrationGet, { id: one })).body;
    const left = { id: one, state: "safe" };
    const decided = await world
      .as("embassyCoordinator")
      .does(registrationDecide, left, { ifMatch: Number(version) });
    expect(decided.status).toBe(200);
  }
  await later(world, 80 * DAY);
  await clockRuns();
  expect(await asks(id)).toBe("registration");
  const adult = await comes();
  const page = await send("GET", "/en/s", { headers: { Cookie: adult.cookie } });
  expect(page.text).toContain('action="/en/s/alive"');
  // What is shared is not hers to renew, and she is not asked to.
  expect([
    page.text.includes("or your request is deleted"),
    page.text.includes("What you let others see ends"),
  ]).toEqual([true, false]);
  const consents = await eventRows(id);
  expect((await alive(adult)).status).toBe(200);
  expect(await asks(id)).toBeNull();
  expect(await eventRows(id)).toEqual(consents);
  expect((await rowOf(id))?.aliveAt).toBe(before?.aliveAt);
  const head = (await someone.does(registrationStatus)).body;
  // What she shares ends all the same unless she herself renews it.
  expect([head.aliveAt, head.asks]).toMatchObject([
    before?.aliveAt,
    { consent: expect.any(String), registration: null },
  ]);
  await later(world, 30 * DAY);
  await clockRuns();
  expect((await rowOf(id))?.erasureAt).toBeNull();
  expect((await rowOf(quiet.id))?.erasureAt).not.toBeNull();
});
