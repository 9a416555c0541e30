// What time it is for this gate, and whether its clock can be believed. Pure.
// Times are in milliseconds; `device` is what this device shows, `real` the true moment, `now` the crisis's own time.

import { crisisNow } from "../../schema/crisis.rules.ts";
import type { Clock } from "../../schema/crisis.ts";
import type { Reason } from "./reason.ts";

/** Beyond this a device's clock is wrong; the same allowance as for times in a credential (STANDARDS, section 4). */
export const SKEW = 10 * 60_000;
/** A clock may be set back a little by the network that corrects it. */
const STEP_BACK = 2 * 60_000;

/** The last time the platform answered: its moment beside the device's. */
export interface Contact {
  clock: Clock | null;
  /** Null where the crisis's clock stands still, and so says nothing of the real moment. */
  real: number | null;
  device: number;
}

/** The real moment at which a crisis's clock showed `now`. */
export function realOf(clock: Clock | null, now: string): number | null {
  if (clock === null) return Date.parse(now);
  if (clock.speed === 0) return null;
  return Date.parse(clock.real) + (Date.parse(now) - Date.parse(clock.exercise)) / clock.speed;
}

export interface Time {
  now: number;
  real: number;
  right: boolean;
}

/**
 * `latest`: the latest real moment that is proven, by an answer, a signed list or this gate's own log. A device that
 * shows less was set back. Where the clock is wrong the platform's last word is used to guess, and the gate says so.
 */
export function timeOf(contact: Contact | null, latest: number, device: number): Time {
  const off = contact === null || contact.real === null ? 0 : contact.real - contact.device;
  const wrong = Math.abs(off) > SKEW;
  const real = wrong ? device + off : device;
  const right = !wrong && device >= latest - STEP_BACK;
  return { now: crisisNow(contact?.clock ?? null, new Date(real)).getTime(), real, right };
}

/** What a credential's times say, in seconds against the crisis's `now`. Nothing is made in the future: then the clock is wrong. */
export function timeReasons(claims: { iat: number; nbf: number; exp: number }, now: number): Reason[] {
  if (claims.iat * 1000 > now + SKEW) return ["clock-wrong"];
  if (claims.exp * 1000 < now - SKEW) return ["expired"];
  return claims.nbf * 1000 > now + SKEW ? ["not-yet"] : [];
}
