// The clock of tests of deleting: the exercise's own time goes on, and the scheduled handler runs.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { crisisStep } from "../../schema/crisis.ts";
import worker from "../../worker/index.ts";
import { CRISIS } from "../kit/people.ts";
import type { World } from "../kit/world.ts";

export async function clockRuns(): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
}

/** The exercise's own clock goes on by hours. */
export async function later(world: World, hours: number): Promise<void> {
  const stepped = await world.as("supervisor").does(crisisStep, { id: CRISIS, hours });
  if (stepped.status !== 200) throw new Error(stepped.text);
}

export const rowOf = (id: string) =>
  env.DB.prepare("SELECT * FROM registration WHERE id = ?1").bind(id).first<Record<string, unknown>>();
