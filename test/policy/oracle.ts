// What a reply may hold: from the rules, the consents that the test kept itself, and who asks. It knows nothing of the worker.
import type { Purpose } from "../../schema/consent.ts";
import type { Caller } from "../../schema/kit/access.ts";
import { type Asking, openFields } from "../../schema/policy.rules.ts";
import type { Audience, Field, Rule } from "../../schema/policy.ts";
import { shows } from "./door.ts";
import { AUTHORITY, type Planted, type Token } from "./record.ts";

export interface Reading {
  role: Caller;
  organisationId: string | null;
  /** Of a signed-in person: her case, and who of it she is. */
  own: { id: string; personId: string | null } | null;
  /** Of a relative: the case that she looks for. */
  looksFor?: string;
  /** She asked for the sheets of her organisation, so that they open to her. */
  asked?: true;
}

/** Who runs the movement, and who else carries or boards it. */
export const RUNS = "org_embassyOne";
export const SHARES = "org_embassyTwo";
export const GATE = "org_supportDesk";

const MINUTE = 60_000;

/** As whom she is read by this reader: everything that could make the reader somebody. */
function audiencesOf(reader: Reading, record: Planted, held: ReadonlySet<Purpose>): Audience[] {
  if (reader.looksFor !== undefined) return reader.looksFor === record.id ? ["relative"] : [];
  if (reader.own !== null)
    return reader.own.id !== record.id ? [] : [reader.own.personId === null ? "self" : "adult"];
  const org = reader.organisationId;
  const found: Audience[] = ["oversight", "public", "relative"];
  if (record.once.has(org ?? "")) found.push("former");
  if (org === AUTHORITY && record.permitId !== null) found.push("former");
  if (held.has("help")) found.push("responder", "partner");
  if (held.has("assist")) found.push("partner");
  if (held.has("hold")) found.push("holder");
  if (record.offered !== null && record.offered.to === org) found.push("offered");
  if (record.onMovement && [RUNS, SHARES, GATE].includes(org ?? "")) found.push("aboard");
  if (record.onMovement && org === RUNS && held.has("travel")) found.push("mover");
  if (org === AUTHORITY && held.has("permit")) found.push("host");
  return found;
}

/** Fields of a case that are open to a reader through a door. */
export function openTo(
  reader: Reading,
  record: Planted,
  door: string,
  token: Pick<Token, "own" | "by"> | null,
  by: readonly Rule[],
): ReadonlySet<Field> {
  const shown = shows[door];
  if (shown === undefined) return new Set();
  // What an officer wrote goes by what her own organisation may see.
  const from = token?.by ?? reader.organisationId;
  const given = from === null ? null : record.consents.get(from);
  const held =
    reader.looksFor === record.id && record.agreed ? new Set<Purpose>(["trace"]) : (given ?? new Set());
  const own = token?.own === undefined ? true : token.own === reader.own?.personId;
  const asking = (audience: Audience): Asking => ({
    audience,
    role: reader.role,
    // The consent that an offer goes by is that of whoever passes it on.
    purposes: [...(audience === "offered" ? (record.consents.get(record.offered?.from ?? "") ?? []) : held)],
    age: record.place === null ? null : record.place.age * MINUTE,
    own,
  });
  const open = audiencesOf(reader, record, held)
    .filter((audience) => shown.as.includes(audience))
    .flatMap((audience) => [...openFields(asking(audience), by)]);
  return new Set(open.filter((field) => shown.fields.includes(field)));
}

/** Whether a word of a case may stand in what this door answers to this reader. */
export function mayHold(
  reader: Reading,
  record: Planted,
  door: string,
  token: Token,
  by: readonly Rule[],
): boolean {
  // What she wrote herself comes back to whoever looks.
  if (reader.looksFor === record.id && token.field === "seeker") return true;
  const open = openTo(reader, record, door, token, by);
  // Ids that an auditor reads: what was done to a case or a permit, and nothing of it.
  if (token.by !== undefined && reader.role !== "oversight" && token.by !== reader.organisationId)
    return false;
  if (open.has("trace") && door !== "complaint.case" && token.field !== "glassWord")
    return token.field === "case" || token.field === "permitProgress";
  // What was taken back is named by the number that was known.
  if (open.has("takenBack")) return token.field === "permitProgress";
  // A screen that saw it is told to drop it, by its id.
  if (door === "live.changes" && token.field === "case" && record.once.has(reader.organisationId ?? ""))
    return true;
  // A finer place says the rougher one.
  if (token.field === "district" && (open.has("cell") || open.has("exact"))) return true;
  if (token.field === "cell" && open.has("exact")) return true;
  if (!open.has(token.field)) return false;
  return token.to === undefined || reader.own !== null || token.to.includes(reader.organisationId ?? "");
}

/** Whether a word of a case may stand on some page of hers: pages show what all doors of hers together do. */
export function mayStand(reader: Reading, record: Planted, token: Token, by: readonly Rule[]): boolean {
  if (reader.looksFor !== undefined) return mayHold(reader, record, "tracing.see", token, by);
  if (reader.own?.id !== record.id) return false;
  const doors = Object.keys(shows).filter((door) => shows[door]?.as.includes("self") === true);
  return doors.some((door) => mayHold(reader, record, door, token, by));
}

/** A year, a place and a number of a seat stand in each kind of answer in one form. */
function isFormOf(door: string, { field, text }: Token): boolean {
  const sheet = /^(export\.|manifest\.csv$)/.test(door);
  if (field === "seat") return text.startsWith(sheet ? "\\n" : '"');
  if (sheet) return text.startsWith(",");
  return text.startsWith(field !== "born" ? '"' : /^(manifest|pass)\./.test(door) ? '"birthYear"' : "year:");
}

/** Whether a word must be there: the door is for it, and of a place the finest that is open. */
export function mustHold(
  reader: Reading,
  record: Planted,
  door: string,
  token: Token,
  by: readonly Rule[],
): boolean {
  if (reader.own !== null && record.deleting && door !== "registration.status") return false;
  const carries = [RUNS, SHARES].includes(reader.organisationId ?? "") && record.onMovement;
  if (/^(manifest|seat)\./.test(door) && !carries) return false;
  if (/^pass\./.test(door) && !record.coming) return false;
  if (door === "gate.pack" && !record.onMovement) return false;
  if (/^(export\.file|paper\.sheet)$/.test(door) && reader.asked !== true) return false;
  // A district stands there for whoever is asked, and for nobody else.
  if (door === "referral.list" && record.offered?.to !== reader.organisationId) return false;
  if (shows[door]?.finds.includes(token.field) !== true || !mayHold(reader, record, door, token, by))
    return false;
  const open = openTo(reader, record, door, token, by);
  const exact = open.has("exact") && record.place?.zoneId === null;
  // What is dropped is not there as a case; a map has those with a place; a sheet's year is another form.
  if (token.field === "case") return open.has(door === "registration.map" ? "district" : "case");
  if (token.field === "born" || token.field === "seat") return isFormOf(door, token);
  if (token.field === "exact") return exact;
  if (token.field === "cell") return isFormOf(door, token) && open.has("cell") && !open.has("exact");
  if (token.field === "district") return isFormOf(door, token) && !open.has("cell") && !open.has("exact");
  if (token.field === "landmark") return open.has("landmark");
  return true;
}
