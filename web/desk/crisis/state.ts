// The crisis at this desk: its clock, zones and alerts, kept live. Cases are told to ../registration/queue.ts.
// What could not be read is asked for again until it is there; until then `failed` says that an empty list is not the truth.
import { batch, computed, signal } from "@preact/signals";
import type { Alert, alertList } from "../../../schema/alert.ts";
import { crisisNow } from "../../../schema/crisis.rules.ts";
import type { Crisis, crisisGet, crisisPlay, crisisStep } from "../../../schema/crisis.ts";
import type { Zone, zoneList } from "../../../schema/zone.ts";
import { askAgain } from "../../kit/again.ts";
import { type Outcome, type ProblemSeen, read, write } from "../../kit/call.ts";
import { type Changes, follow } from "../../kit/live.ts";
import { notify, problemWords } from "../../kit/ui/parts.tsx";

export const crisis = signal<Crisis | null>(null);
export const zones = signal<Zone[]>([]);
export const alerts = signal<Alert[]>([]);
export const loaded = signal(false);

/** Those who want to know of changed cases. */
export const onChanges = new Set<(changes: Changes) => void>();

/** Counts entering and leaving: an answer for a crisis that was left meanwhile is dropped. */
let turn = 0;

/** One thing that is read on entering, and again for as long as it could not be. */
function part<T>(ask: (crisisId: string) => Promise<Outcome<T>>, take: (data: T) => void) {
  const failed = signal<ProblemSeen | null>(null);
  let id = "";
  const again = askAgain(() => void read());
  async function read(): Promise<void> {
    const mine = turn;
    const answer = await ask(id);
    if (mine !== turn) return;
    batch(() => {
      failed.value = answer.ok ? null : answer.problem;
      if (answer.ok) take(answer.data);
    });
    again.told(failed.value);
  }
  return {
    failed,
    begin(crisisId: string): Promise<void> {
      id = crisisId;
      return read();
    },
    stop(): void {
      again.stop();
      failed.value = null;
    },
  };
}

/** The newer of what the feed brought and what a list says: a list that was long on its way undoes nothing. */
function newest<T extends { id: string; version: number }>(here: readonly T[], listed: readonly T[]): T[] {
  const known = new Map(here.map((one) => [one.id, one]));
  const newer = listed.map((one) => {
    const mine = known.get(one.id);
    return mine !== undefined && mine.version > one.version ? mine : one;
  });
  return put(here, newer);
}

const crisisPart = part(
  (id) => read<typeof crisisGet>("crisis.get", { id }),
  (data) => {
    crisis.value = data;
    ahead = Date.parse(data.now) - Date.now();
  },
);
const zonePart = part(
  (crisisId) => read<typeof zoneList>("zone.list", { crisisId }),
  (data) => (zones.value = newest(zones.value, data.zones)),
);
const alertPart = part(
  (crisisId) => read<typeof alertList>("alert.list", { crisisId }),
  (data) => (alerts.value = newest(alerts.value, data.alerts)),
);
export const zonesFailed = zonePart.failed;
export const alertsFailed = alertPart.failed;
/** Why the crisis, its zones or its alerts could not be read. */
export const failed = computed(() => crisisPart.failed.value ?? zonesFailed.value ?? alertsFailed.value);

function put<T extends { id: string }>(list: readonly T[], changed: readonly T[]): T[] {
  const ids = new Set(changed.map((one) => one.id));
  return [...list.filter((one) => !ids.has(one.id)), ...changed];
}

export function putZone(zone: Zone): void {
  zones.value = put(zones.value, [zone]);
}
export function putAlert(alert: Alert): void {
  alerts.value = put(alerts.value, [alert]);
}

function take(changes: Changes): void {
  batch(() => {
    if (changes.zones.length > 0) zones.value = put(zones.value, changes.zones);
    if (changes.alerts.length > 0) alerts.value = put(alerts.value, changes.alerts);
    if (changes.crisis !== null) crisis.value = changes.crisis;
  });
  for (const listener of onChanges) listener(changes);
}

/** By how much the server's clock is ahead of this machine's, in milliseconds: a real crisis goes by the server's. */
let ahead = 0;

/** The time goes on between two answers of the server: by the second in an exercise that runs, by the minute otherwise. */
setInterval(() => {
  const present = crisis.value;
  if (present === null || present.clock?.speed === 0) return;
  const real = new Date(Date.now() + (present.clock === null ? ahead : 0));
  const now = crisisNow(present.clock, real).toISOString();
  if (present.clock !== null || now.slice(0, 16) !== present.now.slice(0, 16))
    crisis.value = { ...present, now };
}, 1000);

let stop: (() => void) | null = null;

/** Loads a crisis and follows it from before the lists were read: nothing falls between. */
export async function enter(crisisId: string, from: number): Promise<void> {
  leave();
  const mine = turn;
  await Promise.all([crisisPart, zonePart, alertPart].map((one) => one.begin(crisisId)));
  if (mine !== turn) return;
  loaded.value = true;
  stop = follow(crisisId, from, take);
}

export function leave(): void {
  turn++;
  stop?.();
  stop = null;
  batch(() => {
    for (const one of [crisisPart, zonePart, alertPart]) one.stop();
    crisis.value = null;
    zones.value = [];
    alerts.value = [];
    loaded.value = false;
  });
}

export async function stepClock(hours: number): Promise<void> {
  const present = crisis.value;
  if (present === null) return;
  const answer = await write<typeof crisisStep>("crisis.step", { id: present.id, hours });
  if (answer.ok && crisis.value !== null)
    crisis.value = {
      ...crisis.value,
      now: answer.data.now,
      clock: { real: new Date().toISOString(), exercise: answer.data.now, speed: present.clock?.speed ?? 0 },
    };
  else if (!answer.ok) notify(problemWords(answer.problem));
}

export async function playClock(speed: number): Promise<void> {
  const present = crisis.value;
  if (present === null) return;
  const answer = await write<typeof crisisPlay>("crisis.play", { id: present.id, speed });
  if (answer.ok && crisis.value !== null)
    crisis.value = {
      ...crisis.value,
      now: answer.data.now,
      clock: { real: new Date().toISOString(), exercise: answer.data.now, speed },
    };
  else if (!answer.ok) notify(problemWords(answer.problem));
}
