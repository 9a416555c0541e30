// The crisis at this desk: its clock, zones and alerts, kept live. Cases are told to ../registration/queue.ts.
import { batch, signal } from "@preact/signals";
import type { Alert, alertList } from "../../../schema/alert.ts";
import { crisisNow } from "../../../schema/crisis.rules.ts";
import type { Crisis, crisisGet, crisisPlay, crisisStep } from "../../../schema/crisis.ts";
import type { Zone, zoneList } from "../../../schema/zone.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { type Changes, follow } from "../../kit/live.ts";
import { notify, problemWords } from "../../kit/ui/parts.tsx";

export const crisis = signal<Crisis | null>(null);
export const zones = signal<Zone[]>([]);
export const alerts = signal<Alert[]>([]);
export const loaded = signal(false);
/** Why the crisis, its zones or its alerts could not be read: an empty list is then not the truth. */
export const failed = signal<ProblemSeen | null>(null);

/** Those who want to know of changed cases. */
export const onChanges = new Set<(changes: Changes) => void>();

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
/** Counts entering and leaving: an answer for a crisis that was left meanwhile is dropped. */
let turn = 0;

/** Loads a crisis and follows it. The feed starts before the lists are read: nothing falls between. */
export async function enter(crisisId: string, from: number): Promise<void> {
  leave();
  const mine = turn;
  const [found, zoneAnswer, alertAnswer] = await Promise.all([
    read<typeof crisisGet>("crisis.get", { id: crisisId }),
    read<typeof zoneList>("zone.list", { crisisId }),
    read<typeof alertList>("alert.list", { crisisId }),
  ]);
  if (mine !== turn) return;
  batch(() => {
    if (found.ok) {
      crisis.value = found.data;
      ahead = Date.parse(found.data.now) - Date.now();
    }
    if (zoneAnswer.ok) zones.value = zoneAnswer.data.zones;
    if (alertAnswer.ok) alerts.value = alertAnswer.data.alerts;
    failed.value = [found, zoneAnswer, alertAnswer].find((one) => !one.ok)?.problem ?? null;
    loaded.value = true;
  });
  stop = follow(crisisId, from, take);
}

export function leave(): void {
  turn++;
  stop?.();
  stop = null;
  batch(() => {
    crisis.value = null;
    zones.value = [];
    alerts.value = [];
    loaded.value = false;
    failed.value = null;
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
