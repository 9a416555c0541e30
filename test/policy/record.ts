// Cases with a word of their own in every field, opened and changed through the real doors by a seeded source; and what
// each consent then is, kept by hand and never asked of the platform.
import { env } from "cloudflare:workers";
import { consentGive, consentWithdraw, type Purpose } from "../../schema/consent.ts";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { messageAnswer, messageSend } from "../../schema/message.ts";
import { needKinds } from "../../schema/need.ts";
import { permitAsk } from "../../schema/permit.ts";
import { permitDecide } from "../../schema/permit-office.ts";
import { barriers, choices, documents } from "../../schema/person.ts";
import type { Field } from "../../schema/policy.ts";
import { registrationDecide } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationTell } from "../../schema/registration-own.ts";
import { seatAnswer, seatPlace } from "../../schema/seat.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import type { Random } from "../kit/random.ts";
import { comesBack, type Someone, type World } from "../kit/world.ts";

/** A word of one field. `to`: the organisations that a message reached; `own` null: whoever registered, else that adult. */
export interface Token {
  field: Field;
  text: string;
  to?: readonly string[];
  own?: string | null;
}

export interface Planted {
  id: string;
  reference: string;
  someone: Someone;
  adult: { personId: string; reference: string; someone: Someone } | null;
  tokens: Token[];
  /** Consents that hold, by organisation. */
  consents: Map<string, Set<Purpose>>;
  /** Organisations that were let see it at some time: their screens are told to drop it. */
  once: Set<string>;
  /** Minutes since the place was said, and where; null without one. */
  place: { age: number; lng: number; lat: number; zoneId: string | null } | null;
  permitId: string | null;
  onMovement: boolean;
  deleting: boolean;
}

/** Organisations that may receive, and somebody of each who decides. */
export const receiving: readonly [string, PersonName][] = [
  ["org_embassyOne", "embassyCoordinator"],
  ["org_embassyTwo", "otherEmbassy"],
  ["org_supportDesk", "agencyCoordinator"],
  ["org_healthTeam", "healthCoordinator"],
];
export const AUTHORITY = "org_exitOffice";
/** Minutes: fresh, a day less and more a minute, a week likewise, nearly a month. */
export const ages = [0, 1439, 1441, 10_079, 10_081, 43_000] as const;

async function must(answer: Promise<{ status: number; text: string; body: Record<string, unknown> }>) {
  const { status, text, body } = await answer;
  if (status !== 200) throw new Error(`a planted case could not be made: ${text}`);
  return body;
}

function placeTokens(lng: number, lat: number): Token[] {
  const pair = (point: { lng: number; lat: number }) =>
    `"lng":${String(point.lng)},"lat":${String(point.lat)}`;
  const cell = cellAt({ lng, lat });
  return [
    { field: "exact", text: String(lng) },
    { field: "exact", text: String(lat) },
    { field: "cell", text: pair(drawnAt(cell)) },
    { field: "cell", text: cell },
    { field: "district", text: pair(drawnAt(cell.slice(0, DISTRICT))) },
    { field: "district", text: `near:${cell.slice(0, DISTRICT)}` },
  ];
}

/** One more case. `n` spreads places, so that no two lie in one district. */
export async function plant(
  world: World,
  source: Random,
  word: () => string,
  n: number,
  movementId: string,
): Promise<Planted> {
  const tokens: Token[] = [];
  const say = (field: Field, extra: Partial<Token> = {}) => {
    const text = word();
    tokens.push({ field, text, ...extra });
    return text;
  };
  const chance = (share: number) => source.next() < share;
  const some = <T>(list: readonly T[], share: number) => list.filter(() => chance(share));
  const orgs = receiving.map(([id]) => id);
  const help = some(orgs, 0.4);
  const recipients = help.length === 0 ? [source.of(orgs)] : help;
  const partners = some(orgs, 0.3).filter((id) => !recipients.includes(id));
  const exactPlace = chance(0.6);
  const consents = new Map<string, Set<Purpose>>();
  const holdsOf = (id: string) => {
    const held = consents.get(id) ?? new Set<Purpose>();
    consents.set(id, held);
    return held;
  };
  const once = new Set([...recipients, ...partners]);
  for (const id of recipients) holdsOf(id).add("help");
  for (const id of partners) holdsOf(id).add("assist");
  if (exactPlace) for (const id of [...recipients, ...partners]) holdsOf(id).add("place");

  const lng = Math.round((9.513 + (n % 12) * 1.3 + source.whole(1, 97) / 1000) * 1000) / 1000;
  const lat = Math.round((20.517 + Math.floor(n / 12) * 1.1 + source.whole(1, 97) / 1000) * 1000) / 1000;
  const age = source.of(ages);
  const kind = source.of(["device", "device", "device", "zone", "none"] as const);
  const zoneId = kind === "zone" ? `zon_planted${String(n).padStart(4, "0")}` : null;
  if (zoneId !== null) {
    const name = `Camp ${word()}`;
    await must(
      world.as("agencyCoordinator").does(zoneDeclare, {
        id: zoneId,
        crisisId: CRISIS,
        kind: "shelter",
        name: { en: name },
        lng,
        lat,
        publication: "exact",
      }),
    );
    tokens.push({ field: "zone", text: `"place":"${zoneId}"` }, { field: "zone", text: `"zone":"${name}"` });
  }
  if (kind !== "none")
    tokens.push(...placeTokens(lng, lat).filter(({ field }) => zoneId === null || field !== "exact"));
  const birth = 1881 + n;
  const phone = `+21891${String(source.whole(1_000_000, 9_999_999))}`;
  tokens.push(
    { field: "phone", text: phone.slice(1) },
    { field: "born", text: `year:${String(birth)}` },
    { field: "born", text: `"birthYear":${String(birth)}` },
  );
  const opened = await world.opens({
    recipients,
    partners,
    exactPlace,
    place:
      kind === "none"
        ? undefined
        : { ...(zoneId === null ? { lng, lat, accuracy: 40 } : { zoneId }), landmark: say("landmark"), age },
    people: [
      {
        name: `${say("name")} ${say("name")}`,
        born: String(birth),
        relation: "self",
        document: source.of(documents),
      },
      { name: say("name"), born: "33", relation: "partner", document: source.of(documents) },
      { name: say("name"), born: "8", relation: "child" },
    ],
    needs: [source.of(needKinds.slice(0, 10)), "travel-paper"].filter(
      (one, i, all) => all.indexOf(one) === i,
    ),
    barriers: [source.of(barriers)],
    choice: source.of(choices),
    phone,
    phoneOwner: "own",
    phoneSafe: true,
    note: say("note"),
  });
  const { id, reference, someone } = opened;
  tokens.push({ field: "code", text: reference }, { field: "case", text: id });
  const [headId = "", otherId = ""] = await personIds(id);

  // Purposes come and go.
  for (let round = source.whole(0, 4); round > 0; round--) {
    const organisationId = source.of(orgs);
    const purpose = source.of(["help", "assist", "place"] as const);
    const held = holdsOf(organisationId);
    if (chance(0.6)) {
      const { status } = await someone.does(consentGive, { organisationId, purpose });
      if (status === 200) held.add(purpose);
      if (held.has("help") || held.has("assist")) once.add(organisationId);
    } else {
      const all = chance(0.5);
      await must(someone.does(consentWithdraw, { organisationId, ...(all ? {} : { purpose }) }));
      if (all) held.clear();
      else held.delete(purpose);
    }
  }
  const helpers = () => orgs.filter((one) => consents.get(one)?.has("help") === true);

  await must(someone.does(registrationTell, { personId: headId, speaksAlso: say("told", { own: null }) }));
  let adult: Planted["adult"] = null;
  if (chance(0.5)) {
    const code = (await must(someone.does(registrationGiveCode, { personId: otherId }))) as {
      reference: string;
      pin: string;
    };
    const back = await comesBack(code.reference, code.pin);
    adult = { personId: otherId, reference: code.reference, someone: back };
    await must(back.does(registrationTell, { personId: otherId, speaksAlso: say("told", { own: otherId }) }));
    if (helpers().length > 0)
      await must(back.does(messageSend, { text: say("message", { own: otherId, to: helpers() }) }));
  }
  if (helpers().length > 0)
    await must(someone.does(messageSend, { text: say("message", { own: null, to: helpers() }) }));
  const decider = receiving.find(([one]) => one === helpers()[0]);
  if (decider !== undefined) {
    const [org, name] = decider;
    const text = say("message", { own: null, to: [org] });
    await must(world.as(name).does(messageAnswer, { registrationId: id, text }));
    const version = await env.DB.prepare("SELECT version FROM registration WHERE id = ?1")
      .bind(id)
      .first<number>("version");
    const decided = { id, state: "more-needed", reason: say("reason") };
    await must(world.as(name).does(registrationDecide, decided, { ifMatch: version ?? 1 }));
  }

  let onMovement = false;
  if (chance(0.6) && helpers().includes("org_embassyTwo")) {
    const placed = { movementId, registrationId: id };
    onMovement = (await world.as("otherEmbassy").does(seatPlace, placed)).status === 200;
    if (onMovement && chance(0.6)) {
      await must(someone.does(seatAnswer, { movementId, answer: "coming" }));
      holdsOf("org_embassyOne").add("travel");
      if (chance(0.3)) {
        await must(someone.does(consentWithdraw, { organisationId: "org_embassyOne", purpose: "travel" }));
        holdsOf("org_embassyOne").delete("travel");
      }
    }
  }

  let permitId: string | null = null;
  if (chance(0.6)) {
    const number = `Q${String(source.whole(1_000_000, 9_999_999))}`;
    tokens.push({ field: "permitPrinted", text: number });
    const asks = {
      personId: headId,
      ground: "evacuation",
      name: say("permitPrinted"),
      documentNumber: number,
      agree: "yes",
    };
    permitId = String((await must(someone.does(permitAsk, asks))).id);
    tokens.push({ field: "permitProgress", text: permitId });
    holdsOf(AUTHORITY).add("permit");
    if (chance(0.6)) {
      const says = { id: permitId, state: "more-needed", reason: say("permitWords") };
      await must(world.as("permitOfficer").does(permitDecide, says, { ifMatch: 1 }));
    }
    if (chance(0.3)) {
      await must(someone.does(consentWithdraw, { organisationId: AUTHORITY, purpose: "permit" }));
      holdsOf(AUTHORITY).delete("permit");
    }
  }
  const deleting = chance(0.15);
  if (deleting) {
    await must(someone.does(registrationDelete, {}));
    consents.clear();
    adult = null;
  }
  return {
    id,
    reference,
    someone: deleting ? await comesBack(reference, opened.pin) : someone,
    adult,
    tokens,
    consents,
    once,
    place: kind === "none" ? null : { age, lng, lat, zoneId },
    permitId,
    onMovement,
    deleting,
  };
}
