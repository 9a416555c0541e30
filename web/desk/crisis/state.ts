// The crisis at this desk: its clock, zones and alerts, kept live. Cases are told to ../registration/queue.ts.
import { batch, signal } from "@preact/signals";
import type { Alert, alertList } from "../../../schema/alert.ts";
import { crisisNow } from "../../../schema/crisis.rules.ts";
import type { Crisis, crisisGet, crisisPlay, crisisStep } from "../../../schema/crisis.ts";
import type { Zone, zoneList } from "../../../schema/zone.ts";
import { read, write } from "../../kit/call.ts";
import { type Changes, follow } from "../../kit/live.ts";

export const crisis = signal<Crisis | null>(null);
export const zones = signal<Zone[]>([]);
export const alerts = signal<Alert[]>([]);
export const loaded = signal(false);

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

/** An exercise's clock goes on between two answers of the server. */
setInterval(() => {
  const present = crisis.value;
  if (present?.clock != null && present.clock.speed > 0)
    crisis.value = { ...present, now: crisisNow(present.clock, new Date()).toISOString() };
}, 1000);

let stop: (() => void) | null = null;

/** Loads a crisis and follows it. The feed starts before the lists are read: nothing falls between. */
export async function enter(crisisId: string, from: number): Promise<void> {
  leave();
  const [found, zoneAnswer, alertAnswer] = await Promise.all([
    read<typeof crisisGet>("crisis.get", { id: crisisId }),
    read<typeof zoneList>("zone.list", { crisisId }),
    read<typeof alertList>("alert.list", { crisisId }),
  ]);
  batch(() => {
    if (found.ok) crisis.value = found.data;
    if (zoneAnswer.ok) zones.value = zoneAnswer.data.zones;
    if (alertAnswer.ok) alerts.value = alertAnswer.data.alerts;
    loaded.value = true;
  });
  stop = follow(crisisId, from, take);
}

export function leave(): void {
  stop?.();
  stop = null;
  batch(() => {
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
}
