// What stands on paper and in files of the planted world: sheets of people that the cast asked for, travel papers by place, and
// a printed manifest, so that doors are tried with ids that exist. One officer of each organisation asks; in one of them a
// second officer has to agree first.
import { env } from "cloudflare:workers";
import { exportAnswer, exportAsk, exportCount, exportFile } from "../../schema/export.ts";
import { glassExplain } from "../../schema/glass.ts";
import { manifestPrint } from "../../schema/manifest.ts";
import { paperAsk, paperQueue } from "../../schema/paper.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, type World } from "../kit/world.ts";
import type { Member } from "./cast.ts";
import { RUNS } from "./oracle.ts";
import { type Drawn, must, orgs, type Planted, say } from "./record.ts";

export interface Sheet {
  id: string;
  organisationId: string;
}

/** What is in the world beside cases. */
export interface Things {
  movementId: string;
  /** A shelter where nobody is placed. */
  zoneId: string;
  sheets: readonly Sheet[];
}

const key = () => ({ key: freshKey() });

async function agreed(asker: Member, second: Member | undefined, sheet: Record<string, unknown>) {
  const id = String(sheet.id);
  if (sheet.state !== "waiting") return id;
  const early = await asker.someone.does(exportFile, { id });
  if (early.body.code !== "second-officer-needed") throw new Error(`a sheet does not wait: ${early.text}`);
  if (second === undefined) throw new Error("nobody to agree to a sheet");
  await must(second.someone.does(exportAnswer, { id, agree: "yes" }, key()));
  return id;
}

async function asks(member: Member, second: Member | undefined): Promise<string[]> {
  const { someone } = member;
  const { people } = await must(someone.does(exportCount, { crisisId: CRISIS }));
  if (people === 0) return [];
  const asked = { crisisId: CRISIS, people, purpose: "other", why: "As planted" };
  const sheet = await must(someone.does(exportAsk, asked, key()));
  if (member.reader.organisationId === RUNS && sheet.state !== "waiting")
    throw new Error("no sheet waits for a second officer");
  const ids = [await agreed(member, second, sheet)];
  const { places } = await must(someone.does(paperQueue, { crisisId: CRISIS }));
  for (const { place } of places as { place: string }[]) {
    const wanted = { crisisId: CRISIS, place, why: "As planted" };
    ids.push(await agreed(member, second, await must(someone.does(paperAsk, wanted, key()))));
  }
  return ids;
}

/** So many people for one organisation that its sheet takes a second officer. No word of theirs is planted. */
export async function crowd(world: World): Promise<void> {
  const people = Array.from({ length: 25 }, () => ({ name: "Marked Name", born: "34" }));
  for (let n = 0; n < 5; n++) await world.opens({ recipients: [RUNS], people });
}

/** One coordinator of each organisation that may open cases asks, and is known to the oracle as who did. */
export async function sheetsOf(members: readonly Member[]): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const member of members) {
    const { role, organisationId } = member.reader;
    if (role !== "coordinator" || organisationId === null) continue;
    const second = members.find(
      ({ reader }) => reader.role === "supervisor" && reader.organisationId === organisationId,
    );
    const ids = await asks(member, second);
    sheets.push(...ids.map((id) => ({ id, organisationId })));
    member.reader.asked = true;
  }
  return sheets;
}

/** The newest version as it stands, so that its file is given out: whoever gets on or off later makes it void. */
export async function printed(members: readonly Member[], movementId: string): Promise<void> {
  const runs = members.find(({ reader }) => reader.role === "coordinator" && reader.organisationId === RUNS);
  if (runs === undefined) throw new Error("nobody to print the manifest");
  await must(runs.someone.does(manifestPrint, { movementId, form: "csv" }, key()));
}

/** Somebody of the first organisation that may open a case says why she does, in words of her own. */
export async function reasonsOf(members: readonly Member[], records: readonly Planted[], drawn: Drawn) {
  for (const record of records) {
    const by = orgs.find((id) => record.consents.get(id)?.has("help") === true);
    const member = members.find(
      ({ reader }) => reader.role === "coordinator" && reader.organisationId === by,
    );
    if (by === undefined || member === undefined) continue;
    const words = say(record, drawn, "glassWord", { by });
    const explains = { registrationId: record.id, reason: "other", words };
    await must(member.someone.does(glassExplain, explains, key()));
  }
}

/** Numbers of seats are words of a case too: as JSON says them, and at the head of a sheet's row. */
export async function seatTokens(records: readonly Planted[], movementId: string): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT registrationId, number FROM seat WHERE movementId = ?1 AND number IS NOT NULL",
  )
    .bind(movementId)
    .all<{ registrationId: string; number: string }>();
  for (const { registrationId, number } of results) {
    const record = records.find(({ id }) => id === registrationId);
    record?.tokens.push({ field: "seat", text: `"${number}"` }, { field: "seat", text: `\\n${number},` });
  }
  if (results.length === 0) throw new Error("nobody has a seat");
}
