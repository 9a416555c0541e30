// From a stored row to what one audience may read: opens what is sealed, cuts places to their allowed precision.
// @PRIVACY every field that leaves for an officer is chosen here, by audience; the contract's parse is the second lock.
import type { Role } from "../../schema/kit/access.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { cellFor, drawnAt, precisionAt } from "../../schema/location.rules.ts";
import type { PlaceSeen } from "../../schema/location.ts";
import { needsOf } from "../../schema/need.rules.ts";
import type { RegistrationInQueue } from "../../schema/registration.ts";
import type { Settings } from "../kit/env.ts";
import { bytesOf, open, openByRing, openKey } from "../kit/seal.ts";
import type { SightRow } from "./sight.ts";
import type { RegistrationRow } from "./store.ts";

/** What is sealed of a location. */
export interface SealedPlace {
  lng: number | null;
  lat: number | null;
  accuracy: number | null;
  landmark: string | null;
}

/** A viewer is a partner whatever her organisation was given: her role reads no names (ruling 17). */
export function audienceOf(role: Role, granted: "responder" | "partner"): "responder" | "partner" {
  return role === "viewer" ? "partner" : granted;
}

export async function keyOf(
  settings: Settings,
  row: Pick<RegistrationRow, "id" | "keyVersion" | "wrappedKey">,
): Promise<CryptoKey> {
  return openKey(settings, row.id, { keyVersion: row.keyVersion, wrappedKey: bytesOf(row.wrappedKey) });
}

/** The place at the precision that consent and age allow now; null where there is none or it is too old. */
export async function placeOf(settings: Settings, row: SightRow, now: Date): Promise<PlaceSeen | null> {
  if (row.cell === null || row.locatedAt === null) return null;
  const precision = precisionAt(
    now.getTime() - Date.parse(row.locatedAt),
    row.mayExact === 1 && row.cell.length > DISTRICT,
  );
  if (precision === null) return null;
  if (precision === "exact" && row.place !== null) {
    const place = await open<SealedPlace>(
      await keyOf(settings, row),
      `location.sealed:${row.id}`,
      bytesOf(row.place),
    );
    if (place.lng !== null && place.lat !== null)
      return { precision, lng: place.lng, lat: place.lat, at: row.locatedAt };
  }
  const rough = precision === "exact" ? "cell" : precision;
  const cell = cellFor(row.cell, rough);
  return { precision: cell.length <= DISTRICT ? "district" : rough, ...drawnAt(cell), at: row.locatedAt };
}

/** A row of queue, map and feed. `withReference` opens the code for responders. */
export async function inQueue(
  settings: Settings,
  role: Role,
  row: SightRow,
  now: Date,
  withReference = true,
): Promise<RegistrationInQueue> {
  const audience = audienceOf(role, row.audience);
  const reference =
    withReference && audience === "responder"
      ? await openByRing<string>(settings, `registration.reference:${row.id}`, bytesOf(row.reference))
      : null;
  return {
    id: row.id,
    audience,
    reference,
    people: row.people,
    urgency: row.urgency as RegistrationInQueue["urgency"],
    needs: needsOf(row.needs),
    state: row.state,
    openedAt: row.openedAt,
    aliveAt: row.aliveAt,
    decidedAt: row.decidedAt,
    place: await placeOf(settings, row, now),
    ...(audience === "responder" && row.unread > 0 ? { unread: row.unread } : {}),
    version: row.version,
  };
}
