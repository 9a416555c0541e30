// The crisis's own clock in tests of consents and retention: it is set to a moment, the scheduled handler runs, and rows are
// read. Steps go through the real door; in a closed crisis, whose clock nobody moves, the clock itself is set.
import { env } from "cloudflare:workers";
import { later as step } from "../erasure/clock.ts";
import { CRISIS } from "../kit/people.ts";
import type { World } from "../kit/world.ts";

export { clockRuns } from "../erasure/clock.ts";

export const DAY = 24;

/** As many hours as it takes, in steps that the door allows. */
export async function later(world: World, hours: number): Promise<void> {
  for (let left = hours; left > 0; left -= 31 * DAY) await step(world, Math.min(left, 31 * DAY));
}

export const sightRows = async (id: string) =>
  (
    await env.DB.prepare(
      "SELECT organisationId, audience, mayExact FROM sight WHERE registrationId = ?1 ORDER BY organisationId",
    )
      .bind(id)
      .all<{ organisationId: string; audience: string; mayExact: number }>()
  ).results;

export const eventRows = async (id: string) =>
  (
    await env.DB.prepare(
      "SELECT organisationId, purpose, event, given, at, until, hex(shown) AS shown FROM consent WHERE registrationId = ?1 ORDER BY id",
    )
      .bind(id)
      .all<{
        organisationId: string;
        purpose: string;
        event: string;
        given: number;
        at: string;
        until: string | null;
        shown: string;
      }>()
  ).results;

/** Sets a standing clock to a moment, whatever the state of the crisis. */
export async function setClock(at: string): Promise<void> {
  const clock = JSON.stringify({ real: new Date().toISOString(), exercise: at, speed: 0 });
  await env.DB.prepare("UPDATE crisis SET clock = ?2 WHERE id = ?1").bind(CRISIS, clock).run();
}

export async function nowInCrisis(): Promise<string> {
  const clock = await env.DB.prepare("SELECT clock FROM crisis WHERE id = ?1")
    .bind(CRISIS)
    .first<string>("clock");
  return (JSON.parse(clock ?? "{}") as { exercise: string }).exercise;
}
