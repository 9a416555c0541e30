// When a request is to go: pure, and what the worker's statements are compared with.
import { ASK_DAYS, type Period, periods, type SettableKind } from "./retention.ts";

const DAY = 86_400_000;

export const withinBounds = (kind: SettableKind, days: number): "too-small" | "too-large" | null => {
  const { least, most }: Period = periods[kind];
  return days < least ? "too-small" : days > most ? "too-large" : null;
};

/** The moment so many days before `now`. */
export function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * DAY).toISOString();
}

/** The moment so many days after one. */
export function daysAfter(at: string, days: number): string {
  return new Date(Date.parse(at) + days * DAY).toISOString();
}

/** From here on she is asked: a fortnight before the end, and never less than that. */
export function asksBefore(now: string, days: number): string {
  return daysBefore(now, days - ASK_DAYS);
}

/** Until when she can answer: the end of its time, but never less than the fortnight that everybody has. */
export function answersUntil(lastSign: string, days: number, now: string): string {
  const end = Math.max(Date.parse(lastSign) + days * DAY, Date.parse(now) + ASK_DAYS * DAY);
  return new Date(end).toISOString();
}
