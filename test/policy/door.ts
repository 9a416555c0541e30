// Every read door, with the inputs by which it is tried for every record, the fields that it is there to show and as whom.
// A door that is not named here is tried by its own example, and may show nothing of anybody.
import { acts } from "../../schema/concepts.ts";
import type { Act } from "../../schema/kit/act.ts";
import type { Audience, Field } from "../../schema/policy.ts";
import { CRISIS } from "../kit/people.ts";
import type { Planted } from "./record.ts";
import type { Things } from "./sheets.ts";

export interface Tried {
  /** The one case that is asked for; null where the door shows many. */
  of: Planted | null;
  input: Record<string, unknown>;
}

interface Shows {
  as: readonly Audience[];
  fields: readonly Field[];
  /** Of these, what has to be there where it is open. */
  finds: readonly Field[];
}

const desk: readonly Audience[] = ["responder", "partner", "holder"];
const places = ["district", "cell", "exact"] as const;
const inQueue = ["case", "need", "code", ...places] as const;
const listed = ["name", "code", "born", "document"] as const;
const onPaper = ["case", "code", "name", "born", "document", "lang"] as const;
const whole = [
  ...inQueue,
  "landmark",
  "name",
  "born",
  "relation",
  "document",
  "told",
  "lang",
  "barrier",
  "choice",
  "phone",
  "note",
  "reason",
  "asked",
  "recipient",
] as const;
const found = ["name", "born", "told", "phone", "note", "reason", "landmark", "code"] as const;
const herself: readonly Audience[] = ["self", "adult"];

export const shows: Readonly<Record<string, Shows>> = {
  "registration.queue": { as: desk, fields: inQueue, finds: ["case", "code", ...places] },
  /** The desk's own page, which holds the queue's first rows. */
  "desk page": { as: desk, fields: inQueue, finds: [] },
  tile: { as: desk, fields: ["district", "cell"], finds: ["district", "cell"] },
  "registration.map": { as: desk, fields: ["case", "need", ...places], finds: ["case", ...places] },
  "live.changes": { as: desk, fields: inQueue, finds: ["case", "code", ...places] },
  "registration.get": { as: desk, fields: [...whole, "leftGroup"], finds: [...found, ...places] },
  "referral.list": {
    as: ["responder", "holder", "offered"],
    fields: ["case", "district", "offer"],
    finds: ["district"],
  },
  "registration.pinQuestions": { as: desk, fields: [], finds: [] },
  "registration.pinsGiven": { as: ["responder"], fields: ["case", "pinGiven"], finds: [] },
  "zone.near": { as: desk, fields: [], finds: [] },
  "message.ofCase": { as: ["responder"], fields: ["message"], finds: ["message"] },
  "danger.words": { as: ["responder"], fields: ["dangerWord"], finds: ["dangerWord"] },
  "danger.mine": { as: herself, fields: ["dangerWord"], finds: ["dangerWord"] },
  "sms.ofCase": { as: ["responder"], fields: ["phoneEnd"], finds: [] },
  "seat.ofCase": { as: ["responder"], fields: ["seat"], finds: [] },
  "permit.ofCase": { as: ["responder"], fields: ["permitProgress"], finds: ["permitProgress"] },
  "paper.queue": { as: ["responder"], fields: ["district", "zone"], finds: [] },
  "paper.sheet": { as: ["responder"], fields: onPaper, finds: ["case", "code", "name", "born"] },
  /** The place of a sheet of travel papers, while the queue of papers shows it. */
  "export.list": { as: ["responder"], fields: ["district", "zone"], finds: [] },
  "export.file": {
    as: ["responder"],
    fields: [...listed, "relation", "need", "district", "cell"],
    finds: ["code", "name", "born", "district", "cell"],
  },
  /** What the clock published for the hour, of districts where an organisation sees somebody. */
  "export.figures": { as: desk, fields: ["district"], finds: [] },
  "manifest.get": {
    as: ["responder", "mover", "aboard"],
    fields: [...listed, "seat"],
    finds: ["name", "code", "born", "seat"],
  },
  "manifest.csv": {
    as: ["responder", "mover", "aboard"],
    fields: [...listed, "seat"],
    finds: ["name", "code", "born", "seat"],
  },
  "pass.sheet": { as: ["responder"], fields: ["name", "born", "seat"], finds: ["name", "born", "seat"] },
  "seat.list": {
    as: ["responder", "aboard"],
    fields: ["case", "code", "seat"],
    finds: ["case", "code", "seat"],
  },
  "gate.pack": { as: ["aboard"], fields: ["seat"], finds: ["seat"] },
  "permit.list": { as: ["host"], fields: ["permitProgress"], finds: ["permitProgress"] },
  "permit.get": {
    as: ["host"],
    fields: ["permitProgress", "permitPrinted", "permitWords"],
    finds: ["permitProgress", "permitPrinted", "permitWords"],
  },
  "glass.list": { as: ["oversight"], fields: ["trace", "glassWord"], finds: ["glassWord"] },
  "complaint.case": { as: ["oversight"], fields: ["case", "code", "need", "look"], finds: ["case", "code"] },
  "audit.list": { as: ["oversight"], fields: ["trace"], finds: [] },
  "registration.status": {
    as: herself,
    fields: [...whole, "look", "ownCode", "pinGiven", "zone"],
    finds: ["name", "born", "phone", "note", "reason", "landmark"],
  },
  "registration.download": {
    as: herself,
    fields: [
      ...whole,
      ...(["look", "ownCode", "message", "dangerWord", "zone", "seat"] as const),
      ...(["permitProgress", "permitPrinted", "permitWords", "seeker", "answer"] as const),
    ],
    finds: ["answer", "name", "born", "phone", "note", "reason", "landmark", "told", "message", "exact"],
  },
  "consent.receipt": { as: herself, fields: ["case", "code", "recipient", "asked", "look"], finds: [] },
  "consent.taken": { as: ["former"], fields: ["case", "code"], finds: [] },
  "permit.lost": { as: ["former"], fields: ["takenBack"], finds: [] },
  "complaint.lost": { as: ["former"], fields: ["takenBack"], finds: [] },
  "registration.find": { as: ["responder"], fields: ["case", "code", "name"], finds: ["name", "code"] },
  "permit.find": { as: ["host"], fields: ["permitProgress"], finds: ["permitProgress"] },
  "registration.within": { as: desk, fields: inQueue, finds: [] },
  "message.mine": { as: herself, fields: ["message"], finds: ["message"] },
  "seat.mine": { as: herself, fields: ["seat", "name"], finds: [] },
  "pass.mine": { as: herself, fields: ["seat", "name", "born"], finds: ["seat", "name", "born"] },
  "tracing.mine": { as: herself, fields: ["seeker", "answer", "name"], finds: ["seeker", "answer"] },
  "tracing.see": { as: ["relative"], fields: ["answer"], finds: ["answer"] },
  "permit.mine": {
    as: herself,
    fields: ["permitProgress", "permitPrinted", "permitWords"],
    finds: ["permitProgress", "permitPrinted", "permitWords"],
  },
};

/**
 * Looking for somebody is sent as a write, since no name and no number may stand in an address, and a sheet of figures is
 * one, since it is taken for a purpose; all of them read all the same.
 */
const sought: readonly string[] = ["registration.find", "permit.find", "export.figures"];
export const reads: readonly Act[] = acts.filter((act) => act.kind === "read" || sought.includes(act.name));

/** Everything in an example that names the crisis, a movement, a case or a permit is asked for with ours. */
function withIds(act: Act, ids: Readonly<Record<string, string>>): Record<string, unknown> {
  const example = act.example.input as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, ids[String(value).slice(0, 4)] ?? value]),
  );
}

/** Every sheet of one's own organisation, and of the others' as many as show that they are closed. */
function sheetsFor(sheets: Things["sheets"], organisationId: string | null): Things["sheets"] {
  const others = sheets.filter((one) => one.organisationId !== organisationId);
  return [...sheets.filter((one) => one.organisationId === organisationId), ...others.slice(0, 2)];
}

/**
 * How a door is tried by somebody of an organisation: with every case, permit, movement and sheet that its example names one
 * of, and in all ways that count.
 */
export function triesOf(
  act: Act,
  records: readonly Planted[],
  { movementId, zoneId, sheets }: Things,
  organisationId: string | null,
): Tried[] {
  const ids = { crs_: CRISIS, mov_: movementId, zon_: zoneId };
  const names = Object.values(act.example.input as Record<string, unknown>).map((value) => String(value));
  if (names.some((value) => value.startsWith("reg_")))
    return records.map((of) => ({ of, input: withIds(act, { ...ids, reg_: of.id }) }));
  if (names.some((value) => value.startsWith("prm_")))
    return records.flatMap((of) =>
      of.permitId === null ? [] : [{ of, input: withIds(act, { ...ids, prm_: of.permitId }) }],
    );
  if (names.some((value) => value.startsWith("cmp_")))
    return records.flatMap((of) =>
      of.complaintId === null ? [] : [{ of, input: withIds(act, { ...ids, cmp_: of.complaintId }) }],
    );
  if (names.some((value) => value.startsWith("exp_")))
    return sheetsFor(sheets, organisationId).map(({ id }) => ({
      of: null,
      input: withIds(act, { exp_: id }),
    }));
  if (act.name === "danger.words")
    return records.flatMap((of) => (of.dangerId === null ? [] : [{ of, input: { dangerId: of.dangerId } }]));
  const input = withIds(act, ids);
  const one = (more: Record<string, unknown>): Tried => ({ of: null, input: { ...input, ...more } });
  switch (act.name) {
    case "registration.queue":
      return [
        ...["open", "sent", "more-needed"].map((state) => one({ state, limit: "200" })),
        one({ need: "medical" }),
        ...records.map((of) => one({ reference: of.reference })),
        ...records.flatMap(({ adult }) => (adult === null ? [] : [one({ reference: adult.reference })])),
      ];
    case "registration.map":
      return [
        one({ zoom: "6" }),
        ...records.flatMap(({ place }) =>
          place === null
            ? []
            : [
                one({
                  zoom: "13",
                  bbox: [place.lng - 0.02, place.lat - 0.02, place.lng + 0.02, place.lat + 0.02].join(","),
                }),
              ],
        ),
      ];
    case "live.changes":
      return [one({ since: "0" })];
    case "registration.find":
      return records.flatMap(({ tokens }) =>
        tokens.flatMap(({ field, text }) =>
          field === "name" ? [{ of: null, input: { crisisId: CRISIS, name: text } }] : [],
        ),
      );
    case "permit.find":
      return records.flatMap(({ tokens }) =>
        tokens.flatMap(({ field, text }) =>
          field === "permitPrinted" && /^Q\d{7}$/.test(text)
            ? [{ of: null, input: { crisisId: CRISIS, documentNumber: text } }]
            : [],
        ),
      );
    case "audit.list":
      return [one({}), one({ before: "200" })];
    default:
      return [one({})];
  }
}

/** Doors that answer 200 to nobody here, and why. */
export const neverOpened: Readonly<Record<string, string>> = {};
