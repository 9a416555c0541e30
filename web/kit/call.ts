// One typed call per act: `{ ok, data }` or `{ ok, problem }`. Retries a lost network with the same key, so that a
// retry never doubles; never throws. Cookies carry the session; nothing personal stands in an address.
import type { Act, ReplyOf, SentOf } from "../../schema/kit/act.ts";
import type { ProblemCode, ProblemDetail } from "../../schema/kit/problem.ts";
import { handHeaders } from "./hand.ts";

export type ProblemSeen = ProblemDetail & { code: ProblemCode | "offline"; status: number };
export type Outcome<T> = { ok: true; data: T } | { ok: false; problem: ProblemSeen };

/** `registration.addOfficer` → `/api/registration/add-officer`, as schema/kit/act.ts has it. */
export function pathOf(name: string): string {
  return `/api/${name.replace(".", "/").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const TRIES = 4;

/** Called whenever a door says that nobody is signed in. */
export const onSignedOut: { call: () => void } = { call: () => undefined };

/** Seconds that a response asks to wait, where its body does not say: what stands before the worker answers so, too. */
function waitOf(response: Response): number | undefined {
  const said = response.headers.get("Retry-After");
  if (said === null) return undefined;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

async function outcomeOf<T>(response: Response): Promise<Outcome<T>> {
  if (response.ok) return { ok: true, data: (await response.json()) as T };
  let problem: ProblemSeen = { code: "internal", status: response.status };
  try {
    problem = { ...((await response.json()) as ProblemSeen), status: response.status };
  } catch {
    // @NOTE A proxy on the way may answer without a problem's body; the status is all there is.
  }
  const wait = problem.retryAfter ?? waitOf(response);
  if (wait !== undefined) problem.retryAfter = wait;
  if (problem.code === "signed-out") onSignedOut.call();
  return { ok: false, problem };
}

async function attempt<T>(send: () => Promise<Response>, tries: number): Promise<Outcome<T>> {
  for (let n = 0; ; n++) {
    try {
      const outcome = await outcomeOf<T>(await send());
      if (outcome.ok || outcome.problem.code !== "unavailable" || n + 1 >= tries) return outcome;
    } catch {
      if (n + 1 >= tries) return { ok: false, problem: { code: "offline", status: 0 } };
    }
    await sleep(300 * 2 ** n * (0.5 + Math.random()));
  }
}

/** A read. Fields that are undefined or empty are left out. */
export function read<A extends Act>(
  name: string,
  input: Partial<Record<keyof SentOf<A> & string, unknown>> = {},
  { tries = 2, signal }: { tries?: number; signal?: AbortSignal } = {},
): Promise<Outcome<ReplyOf<A>>> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input))
    if (value !== undefined && value !== null && value !== "") query.set(key, String(value));
  const text = query.toString();
  return attempt(
    () =>
      fetch(`${pathOf(name)}${text === "" ? "" : `?${text}`}`, {
        headers: handHeaders(),
        credentials: "same-origin",
        ...(signal === undefined ? {} : { signal }),
      }),
    tries,
  );
}

export interface Writing {
  /** One key per intent of a person: keep it over tries of the same intent. */
  key?: string;
  ifMatch?: number;
}

/** A write. The key is made once, so that every try of this call is the same delivery. */
export function write<A extends Act>(
  name: string,
  input: SentOf<A>,
  writing: Writing = {},
): Promise<Outcome<ReplyOf<A>>> {
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Idempotency-Key": writing.key ?? crypto.randomUUID(),
    ...handHeaders(),
  };
  if (writing.ifMatch !== undefined) headers["If-Match"] = `"${String(writing.ifMatch)}"`;
  const body = JSON.stringify(input);
  return attempt(
    () => fetch(pathOf(name), { method: "POST", headers, body, credentials: "same-origin" }),
    TRIES,
  );
}
