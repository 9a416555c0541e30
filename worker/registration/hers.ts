// Pieces of a case as its own person reads them, each opened from what is sealed.
// @PRIVACY her own data, to herself alone. An adult with a code of her own reads her group's case, and what she herself
// told and wrote; the phone, the note and the words of whoever registered are not hers, nor the other way about.
import { cellFor } from "../../schema/location.rules.ts";
import type { RegistrationWhole } from "../../schema/registration-end.ts";
import type { RegistrationForSelf } from "../../schema/registration-status.ts";
import type { Told } from "../../schema/told.ts";
import type { AdultCodeRow } from "../adult/store.ts";
import { personOf } from "../kit/actor.ts";
import type { Ctx } from "../kit/door.ts";
import { ageOf, showingOwn } from "../kit/policy.ts";
import { bytesOf, open, openByRing } from "../kit/seal.ts";
import { findLocation } from "../location/store.ts";
import type { ToldRow } from "../person/store.ts";
import { findZone } from "../zone/store.ts";
import type { RegistrationRow, SealedPerson } from "./store.ts";
import type { SealedPlace } from "./view.ts";

/** The code that she came with: an adult's is her own. */
export function referenceOf(
  ctx: Ctx,
  own: RegistrationRow,
  key: CryptoKey,
  codes: readonly AdultCodeRow[],
): Promise<string> {
  const mine = codes.find((one) => one.personId === personOf(ctx.actor).personId);
  return mine === undefined
    ? openByRing<string>(ctx.settings, `registration.reference:${own.id}`, bytesOf(own.reference))
    : open<string>(key, `adultCode.reference:${mine.personId}`, bytesOf(mine.reference));
}

/** What an officer wrote to her with the last decision. */
export async function reasonOf(own: RegistrationRow, key: CryptoKey): Promise<string | null> {
  return own.reason === null ? null : open<string>(key, `registration.reason:${own.id}`, bytesOf(own.reason));
}

export async function entryOf(key: CryptoKey, row: ToldRow) {
  const entry = await open<SealedPerson>(key, `person.sealed:${row.id}`, bytesOf(row.sealed));
  return { id: row.id, ...entry } as RegistrationForSelf["persons"][number];
}

/** What was told of a person, for whoever of the group may read it. */
export async function toldOf(key: CryptoKey, row: ToldRow): Promise<Told | null> {
  return row.told === null ? null : open<Told>(key, `person.told:${row.id}`, bytesOf(row.told));
}

/** Her place as long as it is kept for anybody: what has aged is forgotten for her too. */
export async function placeOf(
  ctx: Ctx,
  id: string,
  key: CryptoKey,
  now: Date,
): Promise<RegistrationWhole["place"]> {
  const location = await findLocation(ctx.db, { id });
  if (location === null) return null;
  const show = showingOwn(ctx.actor, ageOf(location.at, now));
  if (!show.opens("district")) return null;
  const place =
    location.sealed === null
      ? null
      : await open<SealedPlace>(key, `location.sealed:${id}`, bytesOf(location.sealed));
  const zone = location.zoneId === null ? null : await findZone(ctx.db, location.zoneId);
  return {
    kind: location.kind,
    at: location.at,
    zone: show.of("zone", zone === null ? null : zone.name.en),
    landmark: show.of("landmark", place?.landmark ?? null),
    lng: show.of("exact", place?.lng ?? null),
    lat: show.of("exact", place?.lat ?? null),
    accuracy: show.of("exact", place?.accuracy ?? null),
    cell: location.cell === null ? null : cellFor(location.cell, show.opens("cell") ? "cell" : "district"),
  };
}
