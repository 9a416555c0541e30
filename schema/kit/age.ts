// How long ago something was, in the largest whole unit: what a line of a list has room for. Pure.

/** A sentence of officers, and its number. */
export interface Age {
  key: "desk.minutes" | "desk.hours" | "desk.days";
  n: number;
}

/** Both moments are of the crisis; what lies ahead is nought minutes old. */
export function ageOf(instant: string, now: string): Age {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(instant)) / 60_000));
  if (minutes < 60) return { key: "desk.minutes", n: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { key: "desk.hours", n: hours } : { key: "desk.days", n: Math.floor(hours / 24) };
}
