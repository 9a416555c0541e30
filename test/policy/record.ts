// Cases with a word of their own in every field, opened through the real doors by a seeded source, in every way that a
// request comes in; and what each consent then is, kept by hand and never asked of the platform. What happens to a case
// afterwards is in ./life.ts.
import { env } from "cloudflare:workers";
import type { Purpose } from "../../schema/consent.ts";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { needKinds } from "../../schema/need.ts";
import { barriers, choices, documents } from "../../schema/person.ts";
import type { Field } from "../../schema/policy.ts";
import { registrationTake } from "../../schema/registration-intake.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { CRISIS, type PersonName, smallGroup } from "../kit/people.ts";
import type { Random } from "../kit/random.ts";
import { comesBack, freshKey, type Someone, type World } from "../kit/world.ts";

/**
 * A word of one field. `to`: the organisations that a message reached; `own` null: whoever registered, else that adult; `by`: the
 * organisation whose officer wrote it of her.
 */
export interface Token {
  field: Field;
  text: string;
  to?: readonly string[];
  by?: string;
  own?: string | null;
}

export interface Planted {
  id: string;
  reference: string;
  pin: string;
  someone: Someone;
  adult: { personId: string; reference: string; pin: string; someone: Someone } | null;
  tokens: Token[];
  /** Consents that hold, by organisation. */
  consents: Map<string, Set<Purpose>>;
  /** Organisations that were let see it at some time: their screens are told to drop it. */
  once: Set<string>;
  /** Minutes since the place was said, and where; null without one. */
  place: { age: number; lng: number; lat: number; zoneId: string | null } | null;
  permitId: string | null;
  /** Of a complaint of hers for which she let oversight see her case; null without one. */
  complaintId: string | null;
  /** What whoever complained comes back with, and reads what became of it. */
  complaintCode: { reference: string; pin: string } | null;
  /** A danger that she told of, far from where she is. */
  dangerId: string | null;
  onMovement: boolean;
  /** She said that she comes. */
  coming: boolean;
  deleting: boolean;
  /** A need that waits for an answer: who passes it on, and who is asked. */
  offered: { from: string; to: string } | null;
  /** Whoever looks for her, with the words that this one wrote; whether she agrees to it now (./relative.ts). */
  relative: Someone | null;
  seeker: readonly string[] | null;
  agreed: boolean;
  /** Words of answers that she took back, and that stand nowhere any more. */
  gone: string[];
}

/** Organisations that may receive, and somebody of each who decides. */
export const receiving: readonly [string, PersonName][] = [
  ["org_embassyOne", "embassyCoordinator"],
  ["org_embassyTwo", "otherEmbassy"],
  ["org_supportDesk", "agencyCoordinator"],
  ["org_healthTeam", "healthCoordinator"],
];
export const orgs = receiving.map(([id]) => id);
export const AUTHORITY = "org_exitOffice";
/** Who reads complaints. */
export const OVERSIGHT = "org_oversight";
/** Minutes: fresh, a day less and more a minute, a week likewise, nearly a month. */
const ages = [0, 1439, 1441, 10_079, 10_081, 43_000] as const;
/** Herself on her page; by voice, face to face or on the phone, typed by an officer; asked by her family. */
const ways = ["own", "own", "own", "in-person", "phone", "family"] as const;

/** The case that those who run the movement know by her yes alone: the draw gives one seldom. */
export const TRAVELS = 2;

/** What a test's own source of chance and of words gives. */
export interface Drawn {
  source: Random;
  word: () => string;
}

export const holdsOf = (record: Pick<Planted, "consents">, id: string): Set<Purpose> => {
  const held = record.consents.get(id) ?? new Set<Purpose>();
  record.consents.set(id, held);
  return held;
};

/** Plants one more word in a field. */
export function say(
  record: Pick<Planted, "tokens">,
  { word }: Drawn,
  field: Field,
  more: Partial<Token> = {},
) {
  const text = word();
  record.tokens.push({ field, text, ...more });
  return text;
}

export async function must(
  answer: Promise<{ status: number; text: string; body: Record<string, unknown> }>,
): Promise<Record<string, unknown>> {
  const { status, text, body } = await answer;
  if (status !== 200) throw new Error(`a planted case could not be made: ${text}`);
  return body;
}

function placeTokens(lng: number, lat: number): Token[] {
  const pair = (point: { lng: number; lat: number }) =>
    `"lng":${String(point.lng)},"lat":${String(point.lat)}`;
  const cell = cellAt({ lng, lat });
  const district = cell.slice(0, DISTRICT);
  /** In a sheet latitude stands first. */
  const cells = (point: { lng: number; lat: number }) => `,${String(point.lat)},${String(point.lng)},`;
  return [
    { field: "exact", text: String(lng) },
    { field: "exact", text: String(lat) },
    { field: "cell", text: pair(drawnAt(cell)) },
    { field: "cell", text: cell },
    { field: "cell", text: cells(drawnAt(cell)) },
    { field: "district", text: pair(drawnAt(district)) },
    { field: "district", text: `near:${district}` },
    { field: "district", text: cells(drawnAt(district)) },
    { field: "district", text: `district,${district},` },
  ];
}

/** Opens it in one of the ways. Whoever types gets no sight by it. */
async function opens(world: World, way: (typeof ways)[number], over: Record<string, unknown>) {
  if (way === "own") return world.opens(over);
  if (way === "family") return world.opens({ ...over, asked: { for: "other", by: "family", knows: "yes" } });
  const spoken = { how: way, heard: true };
  const taken = await must(
    world.as("fieldWorker").does(registrationTake, { ...smallGroup(over), spoken }, { key: freshKey() }),
  );
  const [reference, pin] = [String(taken.reference), String(taken.pin)];
  const id = await env.DB.prepare(
    "SELECT targetId FROM audit WHERE act = 'registration.take' ORDER BY seq DESC LIMIT 1",
  ).first<string>("targetId");
  return { id: id ?? "", reference, pin, someone: await comesBack(reference, pin) };
}

/** One more case. `n` spreads places, so that no two lie in one district. */
export async function opened(world: World, drawn: Drawn, n: number): Promise<Planted> {
  const { source, word } = drawn;
  const chance = (share: number) => source.next() < share;
  const help = orgs.filter(() => chance(0.4));
  const drawnTo = help.length === 0 ? [source.of(orgs)] : help;
  const recipients = n === TRAVELS ? ["org_embassyTwo"] : drawnTo;
  const partners = orgs.filter((id) => chance(0.3) && n !== TRAVELS && !recipients.includes(id));
  // The first are told by herself, two fresh and one a week old, so that every form of a place is among few cases too.
  const way = n <= TRAVELS ? "own" : source.of(ways);
  // Nobody is placed exactly by another's word, or by the device of whoever is called.
  const exactPlace = n < 2 || (way !== "family" && chance(0.6));
  const made = { tokens: [] as Token[], consents: new Map<string, Set<Purpose>>() };
  for (const id of recipients) holdsOf(made, id).add("help");
  for (const id of partners) holdsOf(made, id).add("assist");
  if (exactPlace) for (const id of [...recipients, ...partners]) holdsOf(made, id).add("place");

  const lng = Math.round((9.513 + (n % 12) * 1.3 + source.whole(1, 97) / 1000) * 1000) / 1000;
  const lat = Math.round((20.517 + Math.floor(n / 12) * 1.1 + source.whole(1, 97) / 1000) * 1000) / 1000;
  const age = n === TRAVELS ? 10_081 : (ages[n % ages.length] ?? 0);
  const elsewhere = way === "phone" || way === "family";
  const near = ["device", "device", "device", "zone", "none"] as const;
  const kind = n <= TRAVELS ? "device" : source.of(elsewhere ? (["zone", "none"] as const) : near);
  const zoneId = kind === "zone" ? `zon_planted${String(n).padStart(4, "0")}` : null;
  if (zoneId !== null) {
    const name = `Camp ${word()}`;
    const zone = {
      id: zoneId,
      crisisId: CRISIS,
      kind: "shelter",
      name: { en: name },
      lng,
      lat,
      publication: "exact",
    };
    await must(world.as("agencyCoordinator").does(zoneDeclare, zone));
    made.tokens.push(
      { field: "zone", text: `"place":"${zoneId}"` },
      { field: "zone", text: `"zone":"${name}"` },
    );
  }
  if (kind !== "none")
    made.tokens.push(...placeTokens(lng, lat).filter(({ field }) => zoneId === null || field !== "exact"));
  const birth = 1881 + n;
  const phone = `+21891${String(source.whole(1_000_000, 9_999_999))}`;
  made.tokens.push(
    { field: "phone", text: phone.slice(1) },
    { field: "born", text: `year:${String(birth)}` },
    { field: "born", text: `"birthYear":${String(birth)}` },
    { field: "born", text: `,${String(birth)},` },
  );
  const plants = (field: Field) => say(made, drawn, field);
  const spot = zoneId === null ? { lng, lat, accuracy: 40 } : { zoneId };
  const self = {
    name: `${plants("name")} ${plants("name")}`,
    born: String(birth),
    relation: "self",
    document: source.of(documents),
  };
  const partner = { name: plants("name"), born: "33", relation: "partner", document: source.of(documents) };
  const { id, reference, pin, someone } = await opens(world, way, {
    recipients,
    partners,
    exactPlace,
    place: kind === "none" ? undefined : { ...spot, landmark: plants("landmark"), age },
    people: [self, partner, { name: plants("name"), born: "8", relation: "child" }],
    needs: [...new Set([source.of(needKinds.slice(0, 10)), "travel-paper"])],
    barriers: [source.of(barriers)],
    choice: source.of(choices),
    phone,
    phoneOwner: "own",
    phoneSafe: true,
    note: plants("note"),
  });
  made.tokens.push({ field: "code", text: reference }, { field: "case", text: id });
  return {
    ...made,
    id,
    reference,
    pin,
    someone,
    adult: null,
    once: new Set([...recipients, ...partners]),
    place: kind === "none" ? null : { age, lng, lat, zoneId },
    permitId: null,
    complaintId: null,
    complaintCode: null,
    dangerId: null,
    onMovement: false,
    coming: false,
    deleting: false,
    offered: null,
    relative: null,
    seeker: null,
    agreed: false,
    gone: [],
  };
}
