// The crisis clock. Pure: the real moment is an argument.
import type { Clock } from "./crisis.ts";

/** What the time is in a crisis: its own clock for an exercise, the real one otherwise (ruling 15). */
export function crisisNow(clock: Clock | null, real: Date): Date {
  if (clock === null) return real;
  const passed = Math.max(0, real.getTime() - Date.parse(clock.real));
  return new Date(Date.parse(clock.exercise) + Math.floor(passed * clock.speed));
}

/** The same clock, showing `now` at the real moment `real`. */
export function clockAt(now: Date, real: Date, speed: number): Clock {
  return { real: real.toISOString(), exercise: now.toISOString(), speed };
}
