// Secret numbers that the server makes: the same for a retry, and told to nobody who knows no more than an act's key.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationOpenMany, registrationTake } from "../../schema/registration-intake.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const couple = [
  { name: "Marked Head", born: "34", relation: "self" },
  { name: "Marked Adult", born: "33", relation: "partner" },
];
/** As it stands readable in the audit of a stolen copy. */
const stolenKey = async (act: string) =>
  (await env.DB.prepare("SELECT actId FROM audit WHERE act = ?1 ORDER BY seq DESC LIMIT 1")
    .bind(act)
    .first<string>("actId")) ?? "";

/** Every act that tells a number which the server made, done with a key by somebody who may. */
async function askedWith(key: string): Promise<unknown[]> {
  const { someone } = await world.opens({ people: couple });
  const { persons } = (await someone.does(registrationStatus)).body as { persons: { id: string }[] };
  const answers = [
    await someone.does(registrationGiveCode, { personId: persons[1]?.id }, { key }),
    await someone.does(registrationOpen, smallGroup(), { key: `${key}-2` }),
    await world.as("fieldWorker").does(
      registrationTake,
      {
        crisisId: CRISIS,
        lang: "en",
        recipients: ["org_embassyOne"],
        people: [{ name: "Marked Name", ageBand: "adult", relation: "self" }],
        needs: ["transport"],
        spoken: { how: "phone", heard: true },
      },
      { key },
    ),
    await new Someone("").does(
      registrationOpenMany,
      { crisisId: CRISIS, lang: "en", recipients: ["org_embassyOne"], knows: "yes", groups: [{ people: 2 }] },
      { key: `${key}-3` },
    ),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  return answers.flatMap(({ body }) => body.pin ?? (body.groups as { pin: string }[]).map(({ pin }) => pin));
}

describe("a secret number that the server made", () => {
  it("is not told to whoever knows the key of the act that made it", async () => {
    const key = freshKey();
    const victim = await new Someone("").does(registrationOpen, smallGroup(), { key });
    expect(victim.body.pin).toMatch(/^\d{6}$/);
    const stolen = await stolenKey("registration.open");
    expect(stolen).toBe(key);
    const told = await askedWith(stolen);
    expect(told).toHaveLength(4);
    for (const pin of told) expect(pin).not.toBe(victim.body.pin);
    expect(new Set(told).size).toBe(4);
  });
  it("is the same for whoever sends the very same again, also twice at once, and stands in no stored reply", async () => {
    const key = freshKey();
    const sends = () => new Someone("").does(registrationOpen, smallGroup({ note: "one intent" }), { key });
    const [first, twin] = await Promise.all([sends(), sends()]);
    const again = await sends();
    expect([twin?.body, again.body]).toEqual([first?.body, first?.body]);
    const sheet = freshKey();
    const leads = () =>
      new Someone("").does(
        registrationOpenMany,
        {
          crisisId: CRISIS,
          lang: "en",
          recipients: ["org_embassyOne"],
          knows: "yes",
          groups: [{ people: 2 }, { people: 3 }],
        },
        { key: sheet },
      );
    const slips = (await leads()).body.groups as { pin: string }[];
    expect(new Set(slips.map(({ pin }) => pin)).size).toBe(2);
    expect((await leads()).body.groups).toEqual(slips);
  });
});
