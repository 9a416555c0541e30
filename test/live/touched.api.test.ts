// live.changes says which lists changed for an organisation, and the room tells those who take part in a movement and
// nobody else. A commit larger than an answer is told whole.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { seatPlaceMany } from "../../schema/seat.ts";
import { listConcerned } from "../../worker/live/store.ts";
import { advance, answers, place, planned, seats } from "../kit/movement.ts";
import { CRISIS, type PersonName, START, smallGroup } from "../kit/people.ts";
import { makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Changes {
  head: number;
  more: boolean;
  put: { id: string }[];
  touched: string[];
}
const changes = async (by: PersonName, since: number) =>
  (await world.as(by).does(liveChanges, { crisisId: CRISIS, since })).body as unknown as Changes;
const head = async () => (await changes("platformAdministrator", 0)).head;
const everybody = ["org_supportDesk", "org_healthTeam", "org_embassyOne", "org_embassyTwo", "org_exitOffice"];
/** Whom the room tells of what `work` commits; zones, alerts and cases of others are not in it. */
async function told(work: () => Promise<unknown>) {
  const since = await head();
  await work();
  const concerned = await listConcerned(env.DB, CRISIS, everybody, since);
  return { since, concerned: [...(concerned ?? ["everybody"])].sort() };
}
const share = { organisationId: "org_embassyTwo", places: 4, until: "2011-03-02T06:00:00Z" };

describe("a touched movement", () => {
  it("is told to those who run it, share it and hold its gate; oversight and the platform read of it", async () => {
    const { since, concerned } = await told(() =>
      planned(world, { shares: [share], gates: ["org_exitOffice"] }),
    );
    expect(concerned).toEqual(["org_embassyOne", "org_embassyTwo", "org_exitOffice"]);
    for (const name of [
      "embassyCoordinator",
      "otherEmbassy",
      "gateOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const)
      expect((await changes(name, since)).touched).toEqual(["movement"]);
    for (const name of ["agencyCoordinator", "healthViewer"] as const) {
      expect((await changes(name, since)).touched).toEqual([]);
      expect((await changes(name, 0)).touched).toEqual([]);
    }
  });
  it("is one whose seats, answers, waiting list or state changed", async () => {
    const movement = await planned(world, { ...seats({ seat: 2 }), shares: [{ ...share, places: 0 }] });
    const [one, two] = [await world.opens(), await world.opens()];
    const many = { movementId: movement, registrationIds: [two.id] };
    const acts = [
      () => place(world, movement, one.id),
      () => answers(one.someone, movement, "coming"),
      () => one.someone.does(consentWithdraw, { organisationId: "org_embassyOne", purpose: "travel" }),
      () => world.as("embassyCoordinator").does(seatPlaceMany, many),
      () => answers(one.someone, movement, "stay"),
      () => advance(world, movement, ["confirmed"]),
      () => advance(world, movement, ["cancelled"]),
    ];
    for (const act of acts) expect((await told(act)).concerned).toContain("org_embassyTwo");
  });
});

describe("a commit larger than an answer", () => {
  it("comes whole, and what follows comes after it", async () => {
    const registrations = Array.from({ length: 620 }, (_, i) => ({
      id: `reg_manyCases${String(i).padStart(4, "0")}`,
      at: START,
      input: smallGroup({ recipients: ["org_embassyTwo"], place: undefined, exactPlace: false }),
    }));
    const headers = { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`, "Content-Type": "application/json" };
    await send("POST", "/api/exercise/load", { headers, body: JSON.stringify({ registrations }) });
    const movement = await planned(world, seats({ seat: 2000 }), "otherEmbassy");
    const ids = registrations.map((one) => one.id);
    for (const some of [ids.slice(0, 310), ids.slice(310)]) {
      const input = { movementId: movement, registrationIds: some };
      const answer = await world.as("otherEmbassy").does(seatPlaceMany, input);
      expect([answer.status, (answer.body.placed as unknown[]).length]).toEqual([200, 310]);
    }
    const since = await head();
    await advance(world, movement, ["cancelled"], "otherEmbassy");
    const later = await world.opens({ recipients: ["org_embassyTwo"] });
    const first = await changes("otherEmbassy", since);
    expect([first.put.length, first.more]).toEqual([620, true]);
    const second = await changes("otherEmbassy", first.head);
    expect([second.put.map((row) => row.id), second.more]).toEqual([[later.id], false]);
  }, 60_000);
});
