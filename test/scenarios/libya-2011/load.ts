// Loads the exercise into a platform through its demo doors, and opens doors for whoever looks at it.
// Streams: a chunk at a time, so that a million people need no more memory than a thousand.
// @PRIVACY every person here is invented; the doors exist only in a deployment that says that it is a demo.
import { alertActs } from "./alert.ts";
import { crisis, demoOfficers, instant, officers, organisations, START } from "./crisis.ts";
import { crowd, SEED, type Sent } from "./crowd.ts";
import { confirmOne, dangerActs } from "./danger.ts";
import { chanceOf, decisionsOn, inOrder } from "./decision.ts";
import { movementActs } from "./movement.ts";
import { askForPermits, declareWaiver } from "./permit.ts";
import { type Acted, zoneActs } from "./zone.ts";

export interface LoadOptions {
  people: number;
  /** Bearer of the demo doors. */
  token: string;
  log(line: string): void;
  seed?: number;
}

/** What one commit of the platform takes at once. */
const AT_ONCE = 400;

async function post(
  url: string,
  token: string,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const reply = (await response.json()) as Record<string, unknown>;
  if (response.ok) return reply;
  throw new Error(`${path} answered ${String(response.status)} ${String(reply.code ?? "")}`.trim());
}

/** Loads everything; raises an Error that names the door and its problem. Loading twice changes nothing. */
export async function loadDemo(url: string, { people, token, log, seed = SEED }: LoadOptions): Promise<void> {
  const load = (chunk: unknown) => post(url, token, "/api/exercise/load", chunk);
  const act = async (acts: readonly Acted[]) => {
    for (let i = 0; i < acts.length; i += AT_ONCE) await load({ acts: acts.slice(i, i + AT_ONCE) });
  };
  await load({ crisis, organisations, officers });
  // Zones first: people name them as the place where they are.
  await act(zoneActs());
  await act(alertActs());
  await act(dangerActs());
  await act(movementActs());

  const chance = chanceOf(people);
  const decisions: Acted[] = [];
  const start = instant(START);
  let chunk: Sent[] = [];
  let [sent, present] = [0, 0];
  const flush = async () => {
    if (chunk.length > 0) await load({ registrations: chunk });
    chunk = [];
  };
  for (const group of crowd(people, seed)) {
    const { id, at, input } = group;
    chunk.push({ id, at, input });
    decisions.push(...decisionsOn(group, chance));
    sent += input.people.length;
    if (at <= start) present = sent;
    if (chunk.length < AT_ONCE) continue;
    await flush();
    log(`${String(sent)} of ${String(people)} people`);
  }
  await flush();
  const { early, late } = inOrder(decisions);
  await act(early);
  await act(late);
  await askForPermits(url);
  const links = (officerIds: string[]) => post(url, token, "/api/exercise/links", { officerIds });
  await declareWaiver(url, links);
  await confirmOne(url, links);
  await load({ finished: true });
  log(`${String(present)} people are in the room, ${String(sent - present)} more come as its clock moves`);
}

/** One demo person per role, and a second coordinator, each with a fresh link that works once. */
export async function demoSignIn(
  url: string,
  token: string,
): Promise<{ role: string; who: string; link: string }[]> {
  const officerIds = demoOfficers.map((one) => one.id);
  const { links } = (await post(url, token, "/api/exercise/links", { officerIds })) as {
    links: { officerId: string; token: string }[];
  };
  return demoOfficers.flatMap(({ id, role, label }) => {
    const link = links.find((one) => one.officerId === id);
    return link === undefined ? [] : [{ role, who: label, link: `${url}/desk/sign-in#${link.token}` }];
  });
}

/** The exercise's own migrant, the same at every start. */
export async function demoMigrant(url: string, token: string): Promise<{ code: string; pin: string }> {
  const { reference, pin } = await post(url, token, "/api/exercise/migrant", {});
  return { code: String(reference), pin: String(pin) };
}
