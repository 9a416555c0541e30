// Cases that are nobody's work to test with: closed by a colleague, opened with a reason, through the real doors.
import { expect } from "vitest";
import { glassExplain } from "../../schema/glass.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import type { PersonName } from "../kit/people.ts";
import { freshKey, type World } from "../kit/world.ts";

export const opens = (world: World, name: PersonName, id: string) =>
  world.as(name).does(registrationGet, { id });

export const WORDS = "Marked words of a reason";

export const explains = (world: World, name: PersonName, registrationId: string, key = freshKey()) =>
  world.as(name).does(glassExplain, { registrationId, reason: "follow-up", words: WORDS }, { key });

/** Decided by a colleague: nothing ties it to whoever else opens it. */
export async function closes(world: World, id: string, state = "safe"): Promise<void> {
  const answer = await world.as("embassyColleague").does(registrationDecide, { id, state }, { ifMatch: 1 });
  expect(answer.status).toBe(200);
}
