// Makes registrations: from what people sent to sealed rows and their consents. One and many go the same way, so
// that the exercise's tape fills the room through the very code that a person's own sending runs.
import type { Asked } from "../../schema/asked.ts";
import type { Purpose } from "../../schema/consent.ts";
import { askedAt, type FirstPlace } from "../../schema/consent-notice.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { checkDigit } from "../../schema/kit/damm.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { firstUrgency, needMask } from "../../schema/need.rules.ts";
import { bornOf, isBornInFuture, needsCalendar, type PersonGiven } from "../../schema/person.ts";
import type { RegistrationGiven } from "../../schema/registration.ts";
import { type ConsentWrite, consentWrites, type Refused, refusalWrites } from "../consent/store.ts";
import { listRecipients } from "../crisis/store.ts";
import { insertTokens, type TokensInsert } from "../find/store.ts";
import { tokensOf } from "../find/token.ts";
import type { Ctx } from "../kit/door.ts";
import {
  keyedHash,
  makeId,
  makeKey,
  pinHash,
  randomBytes,
  randomDigits,
  seal,
  sealByRing,
} from "../kit/seal.ts";
import { placedAt, storedPlace } from "../location/place.ts";
import { placeStored } from "../location/rules.ts";
import { type LocationInsert, listPublishedZones, upsertLocations } from "../location/store.ts";
import { insertNeeds, type NeedInsert } from "../need/store.ts";
import { listReceiving } from "../organisation/store.ts";
import { askedOf, refuseExactPlace, type Way } from "./asked.ts";
import { insertPersons, insertRegistrations, type RegistrationInsert, type SealedPerson } from "./store.ts";

export interface Opening {
  given: RegistrationGiven;
  /** The moment in the crisis. */
  at: Date;
  /** Null where nobody will sign in: invented people of an exercise. */
  pin: string | null;
  /** Where stood what was told before: the record keeps those sentences, and refusals of what was asked there alone. */
  notice: FirstPlace;
  id?: string;
  /** She came out of a group on her own: said to those whom she chose now, and kept nowhere else. */
  leftGroup?: boolean;
  /** Where it is not said by `given`: a leader's. */
  asked?: Asked;
  /** Left out where she gave her consents on her own page. */
  way?: Way;
  /** Printed on a form before; otherwise one is drawn. */
  reference?: string;
}

export interface Opened {
  id: string;
  reference: string;
  sentTo: { id: string; name: string }[];
}

/** What openings name, read once for all of them. */
interface Known {
  names: Map<string, string>;
  zones: Map<string, { lng: number; lat: number }>;
  /** Whom the form showed as receivers. */
  shown: readonly { id: string; kind: string }[];
}

async function readKnown(db: D1Database, crisis: Crisis, openings: readonly Opening[]): Promise<Known> {
  const asked = new Set(
    openings.flatMap(({ given }) => [...(given.recipients ?? []), ...(given.partners ?? [])]),
  );
  if (crisis.receivingDeskId !== null) asked.add(crisis.receivingDeskId);
  const zoneIds = new Set(openings.flatMap(({ given }) => given.place?.zoneId ?? []));
  const [recipients, zones, shown] = await Promise.all([
    listRecipients(db, crisis.id, [...asked]),
    zoneIds.size === 0 ? [] : listPublishedZones(db, crisis.id, [...zoneIds]),
    openings.some(({ pin }) => pin !== null) ? listReceiving(db, crisis.id) : [],
  ]);
  return {
    names: new Map(recipients.map((one) => [one.id, one.name])),
    zones: new Map(zones.map((one) => [one.id, one])),
    shown,
  };
}

/** Who is to see it. Raises `recipient-unknown`; on the danger path without a choice: the receiving desk (ruling 1). */
function recipientsOf(
  known: Known,
  crisis: Crisis,
  given: RegistrationGiven,
): { help: string[]; assist: string[] } {
  let help = [...new Set(given.recipients ?? [])];
  // A desk that was stopped is not known: then she is asked to choose another.
  const desk = crisis.receivingDeskId;
  if (help.length === 0 && given.danger === "now" && desk !== null && known.names.has(desk)) help = [desk];
  if (help.length === 0)
    throw new Problem("malformed", { fields: [{ path: "recipients", reason: "choose-one" }] });
  const assist = [...new Set(given.partners ?? [])].filter((id) => !help.includes(id));
  if ([...help, ...assist].some((id) => !known.names.has(id))) throw new Problem("recipient-unknown");
  return { help, assist };
}

const MOST_REFUSED = 60;

/** What was shown and left unticked: every receiver, agencies as partners too, and the exact place of those chosen. */
function leftUnticked(
  shown: Known["shown"],
  crisis: Crisis,
  notice: FirstPlace,
  said: { help: string[]; assist: string[]; given: RegistrationGiven },
): Refused["refused"] {
  const { help, assist, given } = said;
  const refused: { organisationId: string; purpose: Purpose }[] = [];
  for (const { id, kind } of shown) {
    if (!help.includes(id)) refused.push({ organisationId: id, purpose: "help" });
    if (kind === "agency" && id !== crisis.receivingDeskId && ![...help, ...assist].includes(id))
      refused.push({ organisationId: id, purpose: "assist" });
  }
  if (given.exactPlace !== true)
    for (const organisationId of [...help, ...assist]) refused.push({ organisationId, purpose: "place" });
  const asked: readonly Purpose[] = askedAt[notice];
  return refused.filter(({ purpose }) => asked.includes(purpose)).slice(0, MOST_REFUSED);
}

function needRows(opening: Opening, registrationId: string): NeedInsert[] {
  const { given } = opening;
  // What one of them needs, the group needs: who it is stays sealed with the person.
  const kinds = new Set([...(given.needs ?? []), ...given.people.flatMap((one) => one.needs ?? [])]);
  const danger = given.danger ?? "no";
  if (danger === "now") kinds.add("protection");
  const statedAt = opening.at.toISOString();
  return [...kinds].map((kind) => ({
    id: makeId("ned"),
    registrationId,
    kind,
    urgency: firstUrgency(kind, danger),
    statedAt,
  }));
}

function refusePeople(given: RegistrationGiven, at: Date): void {
  if (given.people.length === 0)
    throw new Problem("malformed", { fields: [{ path: "people", reason: "empty" }] });
  const fields = given.people.flatMap((person, i) => {
    const reason = wrongWithBirth(person, given.lang, at);
    return reason === null ? [] : [{ path: `people.${String(i)}.born`, reason }];
  });
  if (fields.length > 0) throw new Problem("malformed", { fields });
}

/** Why an age or a year cannot be kept; null where it can. */
export function wrongWithBirth(person: PersonGiven, lang: string, at: Date): string | null {
  if (isBornInFuture(bornOf(person) ?? "", at)) return "in-future";
  return needsCalendar(lang, person) ? "which-calendar" : null;
}

/** What is kept of a person. */
export function entryOf(person: PersonGiven): SealedPerson {
  return {
    name: person.name ?? null,
    born: bornOf(person),
    relation: person.relation ?? null,
    document: person.document ?? null,
    ...(person.needs === undefined ? {} : { needs: person.needs }),
  };
}

/** Ten digits, the first not zero, the last a check digit (ruling 12). */
export function drawReference(): string {
  const digits = `${String(1 + Math.floor(Number(randomDigits(6)) / 111_112))}${randomDigits(8)}`;
  return digits + checkDigit(digits);
}

interface Rows {
  registrations: RegistrationInsert[];
  tokens: TokensInsert[];
  persons: Parameters<typeof insertPersons>[1][number][];
  locations: LocationInsert[];
  needs: NeedInsert[];
  consents: ConsentWrite[];
  refusals: Refused[];
}

/** Seals one opening into rows. @PRIVACY nothing personal passes this function unsealed. */
async function addRows(
  ctx: Ctx,
  crisis: Crisis,
  opening: Opening,
  known: Known,
  rows: Rows,
): Promise<Opened> {
  const { given, at } = opening;
  refusePeople(given, at);
  const asked = opening.asked ?? askedOf(given);
  if (asked !== null) refuseExactPlace(given);
  const { help, assist } = recipientsOf(known, crisis, given);
  const zone = given.place?.zoneId === undefined ? null : (known.zones.get(given.place.zoneId) ?? null);
  if (given.place?.zoneId !== undefined && zone === null) throw new Problem("place-unknown");
  const id = opening.id ?? makeId("reg");
  const { key, keyVersion, wrappedKey } = await makeKey(ctx.settings, id);
  const reference = opening.reference ?? drawReference();
  const pinSalt = randomBytes(16);
  const needs = needRows(opening, id);
  rows.registrations.push({
    id,
    crisisId: crisis.id,
    referenceHash: await keyedHash(ctx.settings, "reference", reference),
    reference: await sealByRing(ctx.settings, `registration.reference:${id}`, reference),
    pinSalt,
    pinHash: opening.pin === null ? randomBytes(32) : await pinHash(ctx.settings, opening.pin, pinSalt),
    keyVersion,
    wrappedKey,
    sealed: await seal(key, `registration.sealed:${id}`, {
      lang: given.lang,
      barriers: given.barriers ?? [],
      choice: given.choice ?? null,
      phone: given.phone ?? null,
      ...(given.phoneOwner === undefined ? {} : { phoneOwner: given.phoneOwner }),
      phoneSafe: given.phoneSafe ?? false,
      note: given.note ?? null,
      ...(opening.leftGroup === true ? { leftGroup: true } : {}),
      ...(asked === null ? {} : { asked }),
    }),
    people: given.people.length,
    urgency: needs.reduce((least, need) => Math.min(least, need.urgency), 3),
    needs: needMask(needs.map((need) => need.kind)),
    openedAt: at.toISOString(),
  });
  rows.tokens.push({
    registrationId: id,
    tokens: await tokensOf(
      ctx.settings,
      crisis.id,
      { phone: given.phone ?? null },
      given.people.map(entryOf),
    ),
  });
  for (const [position, person] of given.people.entries()) {
    const personId = makeId("per");
    rows.persons.push({
      id: personId,
      registrationId: id,
      position,
      sealed: await seal(key, `person.sealed:${personId}`, entryOf(person)),
    });
  }
  // Words are words where somebody else says them: no point is read out of them.
  const place = asked === null ? storedPlace(given.place, zone) : placeStored(given.place, zone);
  if (place !== null)
    rows.locations.push({
      registrationId: id,
      kind: place.kind,
      zoneId: place.zoneId,
      cell: place.cell,
      at: placedAt(given.place, at),
      sealed: await seal(key, `location.sealed:${id}`, place.sealed),
    });
  rows.needs.push(...needs);
  const way = opening.way ?? (asked === null ? null : { way: "other" as const, officerId: null });
  const said = { registrationId: id, at: at.toISOString(), lang: given.lang, key };
  const event = { ...said, event: "given" as const, place: opening.notice, ...way };
  for (const organisationId of help) rows.consents.push({ ...event, organisationId, purpose: "help" });
  for (const organisationId of assist) rows.consents.push({ ...event, organisationId, purpose: "assist" });
  if (given.exactPlace === true)
    for (const organisationId of [...help, ...assist])
      rows.consents.push({ ...event, organisationId, purpose: "place" });
  // Invented people of an exercise read no form.
  if (opening.pin !== null)
    rows.refusals.push({
      ...said,
      place: opening.notice,
      refused: leftUnticked(known.shown, crisis, opening.notice, { help, assist, given }),
    });
  return { id, reference, sentTo: help.map((one) => ({ id: one, name: known.names.get(one) ?? one })) };
}

/**
 * Does it again where a reference that it drew is taken: of 9 * 10^8, one in two thousand is, once 400,000 stand. The
 * batch was rolled back, so nothing is left of the first time.
 */
export async function withFreshReferences<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await attempt();
    } catch (error) {
      const taken = error instanceof Error && /\breferenceHash\b/.test(error.message);
      if (!taken || tries >= 5) throw error;
    }
}

/** Statements that open all of these, and what each became. Consents come last: they make the group visible. */
export async function openRegistrations(
  ctx: Ctx,
  crisis: Crisis,
  openings: readonly Opening[],
): Promise<{ opened: Opened[]; writes: D1PreparedStatement[] }> {
  const rows: Rows = {
    registrations: [],
    tokens: [],
    persons: [],
    locations: [],
    needs: [],
    consents: [],
    refusals: [],
  };
  const opened: Opened[] = [];
  const known = await readKnown(ctx.db, crisis, openings);
  for (const opening of openings) opened.push(await addRows(ctx, crisis, opening, known, rows));
  const writes = [
    insertRegistrations(ctx.db, rows.registrations),
    insertPersons(ctx.db, rows.persons),
    insertTokens(ctx.db, rows.tokens),
    ...(rows.locations.length > 0 ? [upsertLocations(ctx.db, rows.locations)] : []),
    ...(rows.needs.length > 0 ? [insertNeeds(ctx.db, rows.needs)] : []),
    ...(await refusalWrites(ctx.db, rows.refusals)),
    ...(await consentWrites(ctx.db, rows.consents)),
  ];
  return { opened, writes };
}
