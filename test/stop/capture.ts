// What tests of captured offices share: stopping, lifting by two, and the counts afterwards.
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, freshKey, type World } from "../kit/world.ts";

let made = 0;
export const ONE = "org_embassyOne";

/** Stopping and lifting. `world` as a question: it is made before the first test, and after this is called. */
export function captureDoors(world: () => World) {
  async function stops(by: PersonName, organisationId = ONE): Promise<Answer & { id: string }> {
    const id = `stp_test${String(++made).padStart(5, "0")}`;
    const input = { id, crisisId: CRISIS, organisationId, reason: "Marked words of a capture" };
    const answer = await world().as(by).does(organisationStop, input, { key: freshKey() });
    return { ...answer, id };
  }
  const lifts = (by: PersonName, id: string): Promise<Answer> =>
    world().as(by).does(organisationLift, { id, reason: "Its staff are back" }, { key: freshKey() });
  const queue = async (name: PersonName) =>
    (await world().as(name).does(registrationQueue, { crisisId: CRISIS, limit: 200 })).body as {
      rows?: { id: string }[];
      count?: { groups: number } | null;
    };
  /** Nothing stopped is left over from the test before. */
  async function liftsAll(): Promise<void> {
    const { results } = await env.DB.prepare("SELECT id, liftAskedBy FROM stop WHERE liftedAt IS NULL").all<{
      id: string;
      liftAskedBy: string | null;
    }>();
    for (const { id, liftAskedBy } of results) {
      if (liftAskedBy === null) await lifts("oversightVisitor", id);
      await lifts("platformAdministrator", id);
    }
  }
  return { stops, lifts, queue, liftsAll };
}

/** Kept counts against a count of what is seen. */
export async function expectTally(): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT t.organisationId, t.groups AS kept FROM (
       SELECT organisationId, sum(groups) AS groups FROM tally WHERE level = 0 GROUP BY organisationId
     ) t LEFT JOIN (SELECT organisationId, count(*) AS groups FROM sight GROUP BY organisationId) s USING (organisationId)
     WHERE t.groups <> ifnull(s.groups, 0)
     UNION ALL SELECT organisationId || ' ' || level || cell, groups FROM tally WHERE groups < 0 OR people < 0`,
  ).all();
  expect(results).toEqual([]);
}
