// What this gate fetches while it has a network: list, packs, root, list of keys, statuses. Everything signed is verified
// before it is kept, and nothing older replaces what is newer.
import { signal } from "@preact/signals";
import * as z from "zod/mini";
import type { gateList, gatePack } from "../../schema/gate.ts";
import type { organisationMe } from "../../schema/organisation.ts";
import { RootKey } from "../../schema/trust.ts";
import { type ProblemSeen, read } from "../kit/call.ts";
import { realOf } from "./clock.ts";
import { packOf } from "./pack.ts";
import {
  change,
  kept,
  listing,
  packs,
  reachable,
  root,
  session,
  settings,
  statuses,
  statusIn,
  strangeRoot,
  trust,
  trustIn,
  unsent,
} from "./state.ts";

export const crises = signal<readonly { id: string; name: { en: string; ar?: string | undefined } }[]>([]);

export type Supplied = { ok: true } | { ok: false; problem: ProblemSeen["code"] };
const fine: Supplied = { ok: true };

function refused(problem: ProblemSeen): Supplied {
  reachable.value = problem.code !== "offline";
  if (problem.code === "signed-out") session.value = "out";
  if (problem.code === "not-allowed") session.value = "other-role";
  return { ok: false, problem: problem.code };
}

/** The real moment by the last list of keys that came over the network, for an exercise whose clock stands still. */
let lastSigned: ((device: number) => number) | null = null;

/** The officer's crises, and the list of the one that this gate was set to. */
export async function fetchList(): Promise<Supplied> {
  const me = await read<typeof organisationMe>("organisation.me");
  if (!me.ok) return refused(me.problem);
  session.value = me.data.role === "gate-officer" ? "in" : "other-role";
  if (session.value !== "in") return { ok: false, problem: "not-allowed" };
  crises.value = me.data.crises;
  const { crisisId, chosen } = settings.value;
  const id = me.data.crises.find((one) => one.id === crisisId)?.id ?? me.data.crises[0]?.id;
  if (id === undefined) return fine;
  const device = Date.now();
  const answer = await read<typeof gateList>("gate.list", { crisisId: id });
  if (!answer.ok) return refused(answer.problem);
  const { crisis, movements } = answer.data;
  const real = realOf(crisis.clock, crisis.now) ?? lastSigned?.(device) ?? null;
  const contact = { clock: crisis.clock, real, device };
  listing.value = { reply: answer.data, contact };
  await kept().put("listing", listing.value);
  const still = chosen.filter((one) => movements.some((movement) => movement.id === one));
  await change({ crisisId: id, chosen: still });
  await dropPacks(new Set(movements.map((movement) => movement.id)));
  return fine;
}

/** Packs of movements that this gate may no longer fetch go, unless something of them has still to be told. */
async function dropPacks(listed: ReadonlySet<string>): Promise<void> {
  const waiting = new Set(unsent.value.map(({ event }) => event.movementId));
  const left = new Map(packs.value);
  for (const id of packs.value.keys())
    if (!listed.has(id) && !waiting.has(id)) {
      left.delete(id);
      await kept().remove(`pack:${id}`);
    }
  packs.value = left;
}

export async function fetchPack(movementId: string): Promise<Supplied> {
  const answer = await read<typeof gatePack>("gate.pack", { movementId });
  if (!answer.ok) return refused(answer.problem);
  await kept().put(`pack:${movementId}`, answer.data);
  packs.value = new Map(packs.value).set(movementId, packOf(answer.data));
  return fine;
}

async function get(path: string): Promise<Response | null> {
  try {
    const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(30_000) });
    reachable.value = true;
    return response.ok ? response : null;
  } catch {
    reachable.value = false;
    return null;
  }
}

/** Pins the root at the first answer. Another root later is refused, and said on every screen. */
export async function fetchRoot(): Promise<Supplied> {
  const response = await get("/.well-known/permit-root.json");
  if (response === null) return { ok: false, problem: "offline" };
  const found = z.safeParse(RootKey, await response.json().catch(() => null));
  if (!found.success) return { ok: false, problem: "malformed" };
  const pinned = root.value;
  if (pinned === null) {
    root.value = found.data;
    await kept().put("root", found.data);
    return fine;
  }
  const same = pinned.x === found.data.x && pinned.y === found.data.y;
  strangeRoot.value = same ? null : found.data.kid;
  return same ? fine : { ok: false, problem: "not-allowed" };
}

export type Taken = "taken" | "older" | "not-signed" | "no-root";

/** A list of keys, from the network or from a file: it counts only where the pinned root signed it. */
export async function takeTrust(jws: string): Promise<Taken> {
  if (root.value === null) return "no-root";
  const found = await trustIn(jws, root.value);
  if (found === null) return "not-signed";
  if (found.iat < (trust.value?.iat ?? 0)) return "older";
  trust.value = found;
  await kept().put("trust", { jws: jws.trim() });
  return "taken";
}

export async function fetchTrust(): Promise<Supplied> {
  const response = await get("/.well-known/permit-trust.jws");
  if (response === null) return { ok: false, problem: "offline" };
  const device = Date.now();
  const taken = await takeTrust(await response.text());
  const signed = (trust.value?.iat ?? 0) * 1000;
  if (taken === "taken") lastSigned = (later) => signed + (later - device);
  return taken === "taken" || taken === "older" ? fine : { ok: false, problem: "not-allowed" };
}

/** Every status list that the list of keys names. They are asked for at this site: the page may speak to no other. */
export async function fetchStatuses(): Promise<Supplied> {
  for (const uri of trust.value?.lists ?? []) {
    const { pathname, search } = new URL(uri, location.origin);
    const response = await get(`${pathname}${search}`);
    if (response === null) return { ok: false, problem: "offline" };
    const bytes = new Uint8Array(await response.arrayBuffer());
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    const list = await statusIn(base64);
    if (list === null || list.uri !== uri) continue;
    if (list.iat < (statuses.value.get(uri)?.iat ?? 0)) continue;
    statuses.value = new Map(statuses.value).set(uri, list);
    await kept().put(`status:${uri}`, base64);
  }
  return fine;
}

/** Everything again: list, keys, statuses, and the packs of the chosen movements. */
export async function fetchAll(): Promise<Supplied> {
  const trusted = await fetchRoot();
  if (trusted.ok) {
    await fetchTrust();
    await fetchStatuses();
  }
  const listed = await fetchList();
  if (!listed.ok) return listed;
  for (const id of settings.value.chosen) {
    const answer = await fetchPack(id);
    if (!answer.ok) return answer;
  }
  return trusted;
}
