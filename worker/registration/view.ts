// From a stored row to what one audience may read: opens what is sealed, cuts places to their allowed precision.
// @PRIVACY which field leaves for an officer is asked of the policy; the contract's parse is the second lock.
import type { AccessField } from "../../schema/access.ts";
import type { Purpose } from "../../schema/consent.ts";
import type { Role } from "../../schema/kit/access.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { cellFor, drawnAt } from "../../schema/location.rules.ts";
import type { PlaceSeen } from "../../schema/location.ts";
import { needsOf } from "../../schema/need.rules.ts";
import { audienceFor, finestOf } from "../../schema/policy.rules.ts";
import type { RegistrationInQueue } from "../../schema/registration.ts";
import type { Look } from "../access/store.ts";
import type { Settings } from "../kit/env.ts";
import { ageOf, type Showing, showing } from "../kit/policy.ts";
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

/** The consents that a row of `sight` stands for. */
function purposesOf(row: Pick<SightRow, "audience" | "mayExact">): Purpose[] {
  return [opensBy[row.audience], ...(row.mayExact === 1 ? ["place" as const] : [])];
}

const opensBy = { responder: "help", partner: "assist", holder: "hold" } as const;

/** As whom an officer of this role reads a case that her organisation sees; null: not at all. */
export function audienceOf(role: Role, row: Pick<SightRow, "audience" | "mayExact">) {
  return audienceFor(role, purposesOf(row));
}

/** Counts and cells are made of cases that a reader of this role may know of. Raises `not-found`. */
export function mustCount(role: Role): void {
  showing({ audience: "partner", role, purposes: ["assist"], age: null }).must("case");
}

/** What is open to an officer of a case that her organisation sees. */
export function showingCase(
  role: Role,
  row: Pick<SightRow, "audience" | "mayExact" | "locatedAt">,
  now: Date,
): Showing {
  const purposes = purposesOf(row);
  const audience = audienceFor(role, purposes) ?? "public";
  return showing({ audience, role, purposes, age: ageOf(row.locatedAt, now) });
}

export async function keyOf(
  settings: Settings,
  row: Pick<RegistrationRow, "id" | "keyVersion" | "wrappedKey">,
): Promise<CryptoKey> {
  return openKey(settings, row.id, { keyVersion: row.keyVersion, wrappedKey: bytesOf(row.wrappedKey) });
}

/** The place at the precision that consent and age allow now; null where there is none or it is too old. */
export async function placeOf(settings: Settings, row: SightRow, show: Showing): Promise<PlaceSeen | null> {
  if (row.cell === null || row.locatedAt === null) return null;
  const finest = finestOf({ has: show.opens });
  if (finest === null) return null;
  if (finest === "exact" && row.place !== null && row.cell.length > DISTRICT) {
    const place = await open<SealedPlace>(
      await keyOf(settings, row),
      `location.sealed:${row.id}`,
      bytesOf(row.place),
    );
    if (place.lng !== null && place.lat !== null)
      return { precision: finest, lng: place.lng, lat: place.lat, at: row.locatedAt };
  }
  const rough = finest === "exact" ? "cell" : finest;
  const cell = cellFor(row.cell, rough);
  return { precision: cell.length <= DISTRICT ? "district" : rough, ...drawnAt(cell), at: row.locatedAt };
}

/** A row of queue, map and feed. `withReference` opens the code for those who may read it. */
export async function inQueue(
  settings: Settings,
  role: Role,
  row: SightRow,
  now: Date,
  withReference = true,
): Promise<RegistrationInQueue> {
  const show = showingCase(role, row, now);
  const audience = audienceOf(role, row);
  show.must("case");
  if (audience === null) throw new Problem("not-found");
  const [reference, place] = await Promise.all([
    withReference
      ? show.read("code", () =>
          openByRing<string>(settings, `registration.reference:${row.id}`, bytesOf(row.reference)),
        )
      : null,
    placeOf(settings, row, show),
  ]);
  return {
    id: row.id,
    audience,
    reference,
    people: row.people,
    urgency: row.urgency as RegistrationInQueue["urgency"],
    needs: show.of("need", needsOf(row.needs)) ?? [],
    state: row.state,
    openedAt: row.openedAt,
    aliveAt: row.aliveAt,
    decidedAt: row.decidedAt,
    place,
    ...(show.opens("message") && row.unread > 0 ? { unread: row.unread } : {}),
    version: row.version,
  };
}

/** What opening a case shows to whoever may open it: for the record that its person reads. */
export function lookOf(role: Role, row: SightRow, now: Date): Look {
  const show = showingCase(role, row, now);
  const exact = show.opens("exact") && row.cell !== null && row.cell.length > DISTRICT;
  const where: AccessField[] = row.cell === null ? [] : [exact ? "place" : "area"];
  const answers: AccessField[] = ["names", "born", "documents", "phone", "barriers", "told", "note"];
  return {
    registrationId: row.id,
    purpose: opensBy[row.audience],
    fields: [...(show.opens("name") ? answers : []), "needs", ...where],
  };
}
