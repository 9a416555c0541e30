// What happens to a planted case after it was opened: consents come and go, people write, officers answer and decide, some
// travel, some ask for a permit, some delete it all and some of those think again.
import { env } from "cloudflare:workers";
import { complaintFile } from "../../schema/complaint.ts";
import { complaintState } from "../../schema/complaint-desk.ts";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { dangerTell } from "../../schema/danger-own.ts";
import { messageAnswer, messageSend } from "../../schema/message.ts";
import { permitAsk } from "../../schema/permit.ts";
import { permitDecide } from "../../schema/permit-office.ts";
import { registrationDecide } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationGiveCode, registrationKeep } from "../../schema/registration-end.ts";
import { registrationTell } from "../../schema/registration-own.ts";
import { seatAnswer, seatPlace } from "../../schema/seat.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { comesBack, type World } from "../kit/world.ts";
import {
  AUTHORITY,
  type Drawn,
  holdsOf,
  must,
  OVERSIGHT,
  opened,
  orgs,
  type Planted,
  receiving,
  say,
  TRAVELS,
} from "./record.ts";
import { refers } from "./refers.ts";

const helpersOf = (record: Planted) => orgs.filter((one) => record.consents.get(one)?.has("help") === true);

/** Purposes come and go. */
async function purposes(record: Planted, { source }: Drawn): Promise<void> {
  for (let round = source.whole(0, 3); round > 0; round--) {
    const organisationId = source.of(orgs);
    const purpose = source.of(["help", "assist", "place"] as const);
    const held = holdsOf(record, organisationId);
    if (source.next() < 0.6) {
      const { status } = await record.someone.does(consentGive, { organisationId, purpose });
      if (status === 200) held.add(purpose);
      if (held.has("help") || held.has("assist")) record.once.add(organisationId);
    } else {
      const all = source.next() < 0.5;
      await must(record.someone.does(consentWithdraw, { organisationId, ...(all ? {} : { purpose }) }));
      if (all) held.clear();
      else held.delete(purpose);
    }
  }
}

async function talks(world: World, record: Planted, drawn: Drawn): Promise<void> {
  const [headId = "", otherId = ""] = await personIds(record.id);
  const speaks = (own: string | null) => say(record, drawn, "told", { own });
  const words = (own: string | null, to: readonly string[]) => say(record, drawn, "message", { own, to });
  await must(record.someone.does(registrationTell, { personId: headId, speaksAlso: speaks(null) }));
  const to = helpersOf(record);
  if (drawn.source.next() < 0.5) {
    const code = await must(record.someone.does(registrationGiveCode, { personId: otherId }));
    const [reference, pin] = [String(code.reference), String(code.pin)];
    const someone = await comesBack(reference, pin);
    record.adult = { personId: otherId, reference, pin, someone };
    await must(someone.does(registrationTell, { personId: otherId, speaksAlso: speaks(otherId) }));
    if (to.length > 0) await must(someone.does(messageSend, { text: words(otherId, to) }));
  }
  if (to.length > 0) await must(record.someone.does(messageSend, { text: words(null, to) }));
  const decider = receiving.find(([one]) => one === to[0]);
  if (decider === undefined) return;
  const [org, name] = decider;
  const answer = { registrationId: record.id, text: words(null, [org]) };
  await must(world.as(name).does(messageAnswer, answer));
  const version = await env.DB.prepare("SELECT version FROM registration WHERE id = ?1")
    .bind(record.id)
    .first<number>("version");
  const decided = { id: record.id, state: "more-needed", reason: say(record, drawn, "reason") };
  await must(world.as(name).does(registrationDecide, decided, { ifMatch: version ?? 1 }));
}

/** She tells of a danger, at a place where nobody is. */
async function warns(record: Planted, drawn: Drawn, n: number): Promise<void> {
  const words = say(record, drawn, "dangerWord", { own: null });
  const place = { lng: 10 + n * 0.4, lat: 33.7, landmark: say(record, drawn, "dangerWord", { own: null }) };
  const { id } = await must(record.someone.does(dangerTell, { kind: "mines", seen: "now", place, words }));
  record.dangerId = await env.DB.prepare("SELECT dangerId FROM dangerReport WHERE id = ?1")
    .bind(id)
    .first<string>("dangerId");
}

async function travels(
  world: World,
  record: Planted,
  { source }: Drawn,
  movementId: string,
  surely: boolean,
): Promise<void> {
  const chance = (share: number) => source.next() < share || surely;
  if (!chance(0.8) || !helpersOf(record).includes("org_embassyTwo")) return;
  const placed = { movementId, registrationId: record.id };
  record.onMovement = (await world.as("otherEmbassy").does(seatPlace, placed)).status === 200;
  if (!record.onMovement || !chance(0.7)) return;
  await must(record.someone.does(seatAnswer, { movementId, answer: "coming" }));
  record.coming = true;
  const held = holdsOf(record, "org_embassyOne");
  held.add("travel");
  if (source.next() > 0.3 || surely) return;
  await must(record.someone.does(consentWithdraw, { organisationId: "org_embassyOne", purpose: "travel" }));
  held.delete("travel");
}

async function asksPermit(world: World, record: Planted, drawn: Drawn): Promise<void> {
  const { source } = drawn;
  if (source.next() > 0.6) return;
  const [personId = ""] = await personIds(record.id);
  const documentNumber = `Q${String(source.whole(1_000_000, 9_999_999))}`;
  record.tokens.push({ field: "permitPrinted", text: documentNumber });
  const name = say(record, drawn, "permitPrinted");
  const asks = { personId, ground: "evacuation", name, documentNumber, agree: "yes" };
  record.permitId = String((await must(record.someone.does(permitAsk, asks))).id);
  record.tokens.push({ field: "permitProgress", text: record.permitId });
  const held = holdsOf(record, AUTHORITY);
  held.add("permit");
  if (source.next() < 0.6) {
    const reason = say(record, drawn, "permitWords");
    const says = { id: record.permitId, state: "more-needed", reason };
    await must(world.as("permitOfficer").does(permitDecide, says, { ifMatch: 1 }));
  }
  if (source.next() > 0.3) return;
  await must(record.someone.does(consentWithdraw, { organisationId: AUTHORITY, purpose: "permit" }));
  held.delete("permit");
}

/**
 * She complains and lets oversight see her case for it; some take that back, some complaints are closed. Chance of its own: what
 * is drawn for all else stays as it is.
 */
async function complains(world: World, record: Planted, n: number, surely: boolean): Promise<void> {
  const source = random(20_110_304 + n);
  if (source.next() > 0.7 && !surely) return;
  const name = `planted${String(n).padStart(4, "0")}`;
  const input = { id: `cmp_${name}`, wordId: `cmw_${name}`, crisisId: CRISIS, lang: "en", kind: "looked" };
  const says = { ...input, about: "org_embassyTwo", words: "As planted.", pin: "391846", oversee: "yes" };
  const filed = await must(record.someone.does(complaintFile, says));
  record.complaintCode = { reference: String(filed.reference), pin: says.pin };
  record.complaintId = input.id;
  const held = holdsOf(record, OVERSIGHT);
  held.add("oversee");
  const fate = surely ? 1 : source.next();
  if (fate < 0.25) {
    await must(record.someone.does(consentWithdraw, { organisationId: OVERSIGHT, purpose: "oversee" }));
    held.delete("oversee");
  } else if (fate < 0.5) {
    const ends = { id: input.id, state: "upheld", wordId: `cmw_${name}end`, text: "So it was." };
    await must(world.as("oversightVisitor").does(complaintState, ends, { ifMatch: 1 }));
    held.delete("oversee");
  }
}

/** Deletes it all; `keeps`: she came back and undid it, and all consents hold as they did. */
async function deletes(record: Planted, keeps: boolean): Promise<void> {
  await must(record.someone.does(registrationDelete));
  record.someone = await comesBack(record.reference, record.pin);
  if (keeps) {
    await must(record.someone.does(registrationKeep));
    if (record.adult !== null)
      record.adult.someone = await comesBack(record.adult.reference, record.adult.pin);
    return;
  }
  record.deleting = true;
  record.adult = null;
  record.consents.clear();
  record.offered = null;
}

export async function plant(world: World, drawn: Drawn, n: number, movementId: string): Promise<Planted> {
  const record = await opened(world, drawn, n);
  const surely = n === TRAVELS;
  if (!surely) await purposes(record, drawn);
  await talks(world, record, drawn);
  await warns(record, drawn, n);
  await travels(world, record, drawn, movementId, surely);
  await asksPermit(world, record, drawn);
  await complains(world, record, n, surely);
  if (surely) return record;
  await purposes(record, drawn);
  await refers(world, record, n);
  const fate = drawn.source.next();
  if (fate < 0.25) await deletes(record, fate < 0.1);
  return record;
}
