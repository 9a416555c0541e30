// A world to test in: a crisis loaded through the demo doors, and everybody signed in through the real ones.
// `(await makeWorld()).as("embassyCoordinator").does(registrationQueue, { crisisId })`.
import { env, exports } from "cloudflare:workers";
import type { Act } from "../../schema/kit/act.ts";
import { doorOf } from "../../schema/kit/act.ts";
import { registrationOpen, registrationSignIn } from "../../schema/registration.ts";
import { tracingOpen, tracingSignIn } from "../../schema/tracing.ts";
import { CRISIS, crisis, officers, organisations, type PersonName, people, smallGroup } from "./people.ts";

export const BASE = "https://causeway.test";

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
  text: string;
}

export interface Sending {
  key?: string;
  ifMatch?: number | string;
  headers?: Record<string, string>;
}

/** Each world asks from an address of its own: what one file of tests fails is not counted against the next. */
let worlds = 0;

/** One request to the worker as it runs, with its body read. */
export async function send(
  method: string,
  path: string,
  options: { body?: BodyInit; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const from = { "CF-Connecting-IP": `192.0.2.${String(worlds % 256)}, world ${String(worlds)}` };
  const init: RequestInit = { method, redirect: "manual", headers: { ...from, ...options.headers } };
  if (options.body !== undefined) init.body = options.body;
  const response = await exports.default.fetch(new Request(`${BASE}${path}`, init));
  const text = await response.text();
  let body: unknown = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = {};
  }
  return { status: response.status, body: body as Answer["body"], headers: response.headers, text };
}

function cookieIn(answer: Answer): string {
  const line = answer.headers.getSetCookie()[0] ?? "";
  return line.split(";")[0] ?? "";
}

export class Someone {
  readonly cookie: string;
  constructor(cookie: string) {
    this.cookie = cookie;
  }

  /** Does an act over HTTP as the browser would. */
  does(act: Pick<Act, "name" | "kind">, input: unknown = {}, sending: Sending = {}): Promise<Answer> {
    const headers: Record<string, string> = {
      ...(this.cookie === "" ? {} : { Cookie: this.cookie }),
      ...sending.headers,
    };
    if (sending.ifMatch !== undefined)
      headers["If-Match"] =
        typeof sending.ifMatch === "number" ? `"${String(sending.ifMatch)}"` : sending.ifMatch;
    if (act.kind === "read") {
      const query = new URLSearchParams(
        Object.entries(input as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
      );
      return send("GET", `${doorOf(act.name)}?${query.toString()}`, { headers });
    }
    headers["Content-Type"] ??= "application/json";
    headers["Sec-Fetch-Site"] ??= "same-origin";
    if (sending.key !== undefined) headers["Idempotency-Key"] = sending.key;
    return send("POST", doorOf(act.name), {
      headers,
      body: typeof input === "string" ? input : JSON.stringify(input),
    });
  }
}

/** Whoever comes back with a code and its PIN, signed in. */
export async function comesBack(reference: string, pin: string): Promise<Someone> {
  const answer = await new Someone("").does(registrationSignIn, { reference, pin });
  if (answer.status !== 200) throw new Error(`could not come back: ${answer.text}`);
  return new Someone(cookieIn(answer));
}

/**
 * Somebody who looks for a person of the test crisis, signed in with the code that she got. `from`: an address of his own, where
 * many do, since whoever looks from one address is slowed down.
 */
export async function looks(
  over: Record<string, unknown> = {},
  from?: string,
): Promise<{ id: string; reference: string; pin: string; someone: Someone }> {
  const asks = {
    crisisId: CRISIS,
    lang: "en",
    name: "Marked Name One",
    by: "Marked Brother",
    kin: "sibling",
    text: "Marked words of a brother.",
    ...over,
  };
  const headers: Record<string, string> = from === undefined ? {} : { "CF-Connecting-IP": from };
  const opened = await new Someone("").does(tracingOpen, asks, { key: freshKey(), headers });
  if (opened.status !== 200) throw new Error(`could not look for anybody: ${opened.text}`);
  const { reference, pin } = opened.body as unknown as { reference: string; pin: string };
  const row = await env.DB.prepare(
    "SELECT targetId FROM audit WHERE act = 'tracing.open' ORDER BY seq DESC LIMIT 1",
  ).first<{ targetId: string }>();
  const given = pin ?? String((asks as Record<string, unknown>).pin);
  const signedIn = await new Someone("").does(tracingSignIn, { reference, pin: given }, { headers });
  if (signedIn.status !== 200) throw new Error(`could not come back: ${signedIn.text}`);
  return { id: row?.targetId ?? "", reference, pin: given, someone: new Someone(cookieIn(signedIn)) };
}

const bearer = () => ({
  Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`,
  "Content-Type": "application/json",
});

export interface World {
  as(name: PersonName): Someone;
  /** Officers whose sessions ended meanwhile come back: after a move, or a closing. All of them, or those named. */
  signsIn(...names: PersonName[]): Promise<void>;
  /** The stranded migrant's own case. */
  own: { id: string; reference: string; pin: string };
  /** Opens another case and signs its person in. */
  opens(
    over?: Record<string, unknown>,
  ): Promise<{ id: string; reference: string; pin: string; someone: Someone }>;
}

let keys = 0;
export function freshKey(): string {
  return `test-key-${String(++keys).padStart(12, "0")}`;
}
/** As pages send an act: under a key of its own. */
export const key = () => ({ key: freshKey() });

async function openCase(over: Record<string, unknown> = {}) {
  const answer = await new Someone("").does(registrationOpen, smallGroup(over), { key: freshKey() });
  if (answer.status !== 200) throw new Error(`could not open a case: ${answer.text}`);
  const { reference, pin } = answer.body as unknown as { reference: string; pin: string };
  const signedIn = await new Someone("").does(registrationSignIn, { reference, pin });
  const row = await env.DB.prepare(
    "SELECT targetId FROM audit WHERE act = 'registration.open' ORDER BY seq DESC LIMIT 1",
  ).first<{ targetId: string }>();
  return { id: row?.targetId ?? "", reference, pin, someone: new Someone(cookieIn(signedIn)) };
}

/** Loads the crisis once per file (setup empties the database before each file). */
export async function makeWorld(): Promise<World> {
  worlds++;
  const loaded = await send("POST", "/api/exercise/load", {
    headers: bearer(),
    body: JSON.stringify({ crisis, organisations, officers }),
  });
  if (loaded.status !== 200) throw new Error(`could not load the world: ${loaded.text}`);
  const cookies = new Map<string, string>();
  async function signsIn(officerIds: readonly string[]): Promise<void> {
    const answer = await send("POST", "/api/exercise/links", {
      headers: bearer(),
      body: JSON.stringify({ officerIds }),
    });
    const links = answer.body.links as unknown as { officerId: string; token: string }[];
    for (const { officerId, token } of links) {
      const signedIn = await new Someone("").does({ name: "organisation.signIn", kind: "write" }, { token });
      cookies.set(officerId, cookieIn(signedIn));
    }
    // Tests move the clock by hours and days: a hand stays at these desks. test/account tries how sessions end.
    await env.DB.prepare(
      "UPDATE session SET usedAt = '2099-01-01T00:00:00.000Z', expiresAt = '2099-01-01T00:00:00.000Z' WHERE officerId IS NOT NULL",
    ).run();
  }
  await signsIn(officers.map((one) => one.id));
  // The database of this file, and no other, is the one that the ledger knows.
  await env.LEDGER.getByName("ledger").settle();
  const own = await openCase();
  return {
    own,
    opens: openCase,
    signsIn: (...names) =>
      signsIn(
        names.length === 0
          ? officers.map((one) => one.id)
          : names.flatMap((name) => people[name].officerId ?? []),
      ),
    as(name) {
      if (name === "strandedMigrant") return own.someone;
      const { officerId } = people[name];
      return new Someone(officerId === null ? "" : (cookies.get(officerId) ?? ""));
    },
  };
}
