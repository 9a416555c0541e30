// What tests of tracing share: a person who agrees, the clock that compares, and what each side reads.
import { env } from "cloudflare:workers";
import { type TracingForRelative, tracingSee } from "../../schema/tracing.ts";
import { type TracingForSelf, tracingAgree, tracingAnswer, tracingMine } from "../../schema/tracing-own.ts";
import { clockRuns } from "../erasure/clock.ts";
import { type Answer, freshKey, type Someone } from "../kit/world.ts";

export { clockRuns, later } from "../consent/clock.ts";

export interface Mine {
  agreed: { since: string; until: string } | null;
  mayAgree: boolean;
  requests: TracingForSelf[];
}

export const mineOf = async (someone: Someone): Promise<Mine> =>
  (await someone.does(tracingMine)).body as unknown as Mine;

export const seenBy = async (someone: Someone): Promise<TracingForRelative> =>
  (await someone.does(tracingSee)).body as unknown as TracingForRelative;

export async function agrees(someone: Someone): Promise<Answer> {
  const answer = await someone.does(tracingAgree, { lang: "en" }, { key: freshKey() });
  if (answer.status !== 200) throw new Error(`could not agree: ${answer.text}`);
  return answer;
}

/** The one request that stands before her. */
export async function theOne(someone: Someone): Promise<TracingForSelf> {
  const { requests } = await mineOf(someone);
  const [one] = requests;
  if (one === undefined || requests.length !== 1)
    throw new Error(`${String(requests.length)} stand before her`);
  return one;
}

/** She agrees, the clock compares, and she answers the one who looks for her. */
export async function answers(
  someone: Someone,
  said: { text?: string; phone?: string } = { text: "Marked words of hers." },
): Promise<string> {
  await agrees(someone);
  await clockRuns();
  const { id } = await theOne(someone);
  const answer = await someone.does(tracingAnswer, { id, ...said }, { key: freshKey() });
  if (answer.status !== 200) throw new Error(`could not answer: ${answer.text}`);
  return id;
}

export const count = async (table: string): Promise<number> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n")) ?? 0;
