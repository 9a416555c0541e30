// What this gate holds, as signals: read once from the store when it starts, and kept in step with it. Screens read
// here; supply.ts, merge.ts and scan.ts write through `keep`. No rule of a verdict stands here.
import { computed, signal } from "@preact/signals";
import type { GateEvent, gateList, gatePack } from "../../schema/gate.ts";
import type { ReplyOf } from "../../schema/kit/act.ts";
import type { RootKey } from "../../schema/trust.ts";
import { type Contact, type Time, timeOf } from "./clock.ts";
import type { Held, HeldMovement, Mode } from "./held.ts";
import { type GateKey, openTrust, readStatusList, type StatusList, statusAt } from "./open.ts";
import { type Pack, packOf } from "./pack.ts";
import { newId } from "./seal.ts";
import type { Logged, Store } from "./store.ts";

export interface Settings {
  gateId: string;
  label: string;
  mode: Mode;
  muted: boolean;
  crisisId: string | null;
  /** Movements whose passes this gate takes. */
  chosen: readonly string[];
  /** Whom arrivals are handed over to. */
  receiver: string | null;
}

export type Listing = ReplyOf<typeof gateList>;
export type PackReply = ReplyOf<typeof gatePack>;

export interface Trusted {
  keys: readonly GateKey[];
  /** Seconds, real. */
  iat: number;
  exp: number;
  lists: readonly string[];
}

export interface Conflict {
  number: string | null;
  cti: string;
  seen: readonly { gate: string; at: string }[];
}

export const settings = signal<Settings>({
  gateId: "",
  label: "",
  mode: "boarding",
  muted: false,
  crisisId: null,
  chosen: [],
  receiver: null,
});
export const listing = signal<{ reply: Listing; contact: Contact } | null>(null);
export const packs = signal<ReadonlyMap<string, Pack>>(new Map());
export const root = signal<RootKey | null>(null);
/** The name of another root key that the server has shown since; refused until this gate is wiped. */
export const strangeRoot = signal<string | null>(null);
export const trust = signal<Trusted | null>(null);
export const statuses = signal<ReadonlyMap<string, StatusList>>(new Map());
export const log = signal<readonly Logged[]>([]);
/** Permits that were shown here: they are never told to anybody. First crisis time by the permit's own id. */
export const permits = signal<ReadonlyMap<string, string>>(new Map());
export const conflicts = signal<readonly Conflict[]>([]);
/** Who is signed in, as the last answer had it; `unknown` while nobody could be asked. */
export const session = signal<"unknown" | "in" | "out" | "other-role">("unknown");
/** Whether the platform answered when it was asked last: a browser's own word is often wrong in the field. */
export const reachable = signal(true);
export const unsent = computed(() => log.value.filter((one) => !one.sent));
/** Movements of which the platform kept nothing when it was told last. Their events stay here, and are told again. */
export const refused = signal<ReadonlySet<string>>(new Set());
export const sendable = computed(() =>
  unsent.value.filter(({ event }) => !refused.value.has(event.movementId)),
);

let store: Store | null = null;

/** The open store. Raises where the gate was not started: nothing may be answered then. */
export function kept(): Store {
  if (store === null) throw new Error("the gate has not started");
  return store;
}

interface TrustRecord {
  jws: string;
}

/** Reads everything; what cannot be opened any more counts as absent. */
export async function start(opened: Store): Promise<void> {
  store = opened;
  const found = await store.get<Settings>("settings");
  if (found !== null) settings.value = found;
  else await change({ gateId: newId("gat") });
  listing.value = await store.get("listing");
  root.value = await store.get("root");
  const jws = (await store.get<TrustRecord>("trust"))?.jws;
  if (jws !== undefined && root.value !== null) trust.value = await trustIn(jws, root.value);
  log.value = await store.events();
  conflicts.value = (await store.get<Conflict[]>("conflicts")) ?? [];
  const all = async <T>(prefix: string) => {
    const names = await kept().names(prefix);
    const values = await Promise.all(names.map((name) => kept().get<T>(name)));
    return values.flatMap((value) => (value === null ? [] : [value]));
  };
  packs.value = new Map((await all<PackReply>("pack:")).map((reply) => [reply.movement.id, packOf(reply)]));
  const shown = await all<{ cti: string; at: string }>("permit:");
  shown.sort((a, b) => (a.at < b.at ? 1 : -1));
  permits.value = new Map(shown.map(({ cti, at }) => [cti, at]));
  const lists = await Promise.all((await all<string>("status:")).map(statusIn));
  statuses.value = new Map(lists.flatMap((list) => (list === null ? [] : [[list.uri, list]])));
}

/** The signed list of keys, where this root signed it; null otherwise. */
export async function trustIn(jws: string, pinned: RootKey): Promise<Trusted | null> {
  const opened = await openTrust(jws, pinned);
  if (!opened.ok) return null;
  const { iat, exp, status } = opened.trust;
  return { keys: opened.keys, iat, exp, lists: status.map(({ uri }) => uri) };
}

/** A status list out of base64, where a key that we trust signed it. */
export async function statusIn(base64: string): Promise<StatusList | null> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const opened = await readStatusList(bytes, trust.value?.keys ?? []);
  return opened.ok ? opened.list : null;
}

export async function change(part: Partial<Settings>): Promise<void> {
  settings.value = { ...settings.value, ...part };
  await kept().put("settings", settings.value);
}

/** What the time is, by all that proves a latest moment. */
export function timeNow(device = Date.now()): Time {
  const contact = listing.value?.contact ?? null;
  const proven = [
    contact?.real ?? contact?.device ?? 0,
    (trust.value?.iat ?? 0) * 1000,
    ...[...statuses.value.values()].map(({ iat }) => iat * 1000),
    log.value.at(-1)?.device ?? 0,
  ];
  return timeOf(contact, Math.max(...proven), device);
}

const byPass = computed(() => {
  const found = new Map<string, GateEvent[]>();
  for (const { event } of log.value) {
    const name = `${event.movementId} ${event.cti}`;
    const others = found.get(name);
    if (others === undefined) found.set(name, [event]);
    else others.push(event);
  }
  return found;
});
export const noted = (movementId: string, cti: string): readonly GateEvent[] =>
  byPass.value.get(`${movementId} ${cti}`) ?? [];

const movements = computed(() => {
  const found = new Map<string, HeldMovement>();
  for (const id of settings.value.chosen) {
    const pack = packs.value.get(id) ?? null;
    const listed = listing.value?.reply.movements.find((one) => one.id === id);
    const label = listed?.label ?? pack?.label;
    const state = listed?.state ?? pack?.state;
    if (label !== undefined && state !== undefined) found.set(id, { label, state, pack });
  }
  return found;
});

/** Everything that a verdict depends on, at this moment. */
export function heldNow(): Held {
  const { now, real, right } = timeNow();
  const crisis = listing.value?.reply.crisis ?? null;
  return {
    mode: settings.value.mode,
    now,
    real,
    clockRight: right,
    crisis:
      crisis === null
        ? null
        : {
            id: crisis.id,
            territory: crisis.territory,
            exercise: crisis.clock !== null,
            waivers: crisis.waivers.flatMap((one) =>
              one.endedAt === null ? [{ from: Date.parse(one.from), until: Date.parse(one.until) }] : [],
            ),
          },
    keysUntil: trust.value === null ? null : trust.value.exp * 1000,
    movements: movements.value,
    status(uri) {
      const list = statuses.value.get(uri);
      if (list === undefined) return null;
      return { iss: list.iss, at: list.iat * 1000, valueAt: (idx) => statusAt(list, idx) };
    },
    noted,
    permitSeen(cti) {
      const at = permits.value.get(cti);
      return at === undefined ? null : Date.parse(at);
    },
  };
}
