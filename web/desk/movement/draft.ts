// A movement as it is typed, and what the contract takes of it: the whole for a plan, and for a change only what differs
// from what was opened, so that what somebody else changed meanwhile stays.
import type { SentOf } from "../../../schema/kit/act.ts";
import type { Movement, MovementMode, movementChange, movementPlan, Stop } from "../../../schema/movement.ts";
import type { Zone } from "../../../schema/zone.ts";
import { countOf, fieldOf, momentOf } from "../../kit/typed.ts";
import type { kinds } from "./words.ts";

export interface StopDraft {
  /** Empty: said in words. */
  zoneId: string;
  en: string;
  ar: string;
}
export interface ShareDraft {
  organisationId: string;
  places: string;
  until: string;
}
export interface MovementDraft {
  id: string;
  mode: MovementMode | "";
  label: string;
  from: StopDraft;
  to: StopDraft;
  leavesAt: string;
  capacity: Record<(typeof kinds)[number], string>;
  shares: ShareDraft[];
  gates: string[];
}

/** Whatever holds a draft: a signal, or one with what was opened beside it. */
export interface Held {
  value: MovementDraft;
}

const stop = (): StopDraft => ({ zoneId: "", en: "", ar: "" });

export const blank = (): MovementDraft => ({
  id: `mov_${crypto.randomUUID().replaceAll("-", "")}`,
  mode: "",
  label: "",
  from: stop(),
  to: stop(),
  leavesAt: "",
  capacity: { seat: "", wheelchair: "", stretcher: "", lap: "" },
  shares: [],
  gates: [],
});

const stopTyped = ({ zoneId, name }: Stop): StopDraft => ({
  zoneId: zoneId ?? "",
  en: name.en,
  ar: name.ar ?? "",
});

/** An opened movement as the form shows it. */
export function typedOf(movement: Movement): MovementDraft {
  return {
    id: movement.id,
    mode: movement.mode,
    label: movement.label,
    from: stopTyped(movement.from),
    to: stopTyped(movement.to),
    leavesAt: fieldOf(movement.leavesAt),
    capacity: {
      seat: String(movement.capacity.seat),
      wheelchair: String(movement.capacity.wheelchair),
      stretcher: String(movement.capacity.stretcher),
      lap: String(movement.capacity.lap),
    },
    shares: movement.shares.map((share) => ({
      organisationId: share.organisationId,
      places: String(share.places),
      until: fieldOf(share.until),
    })),
    gates: [...movement.gates],
  };
}

interface Wrong {
  path: string;
  reason: string;
}

function readStop(
  path: string,
  typed: StopDraft,
  zones: readonly Zone[],
  wrong: Wrong[],
): SentOf<typeof movementPlan>["from"] {
  const zone = zones.find((one) => one.id === typed.zoneId);
  if (zone !== undefined) return { name: zone.name, zoneId: zone.id };
  const name = { en: typed.en, ...(typed.ar.trim() === "" ? {} : { ar: typed.ar }) };
  if (typed.en.trim() === "") wrong.push({ path: `${path}.name.en`, reason: "empty" });
  // A zone that this desk does not list, since it was closed for good: it stays where it was.
  return typed.zoneId === "" ? { name } : { name, zoneId: typed.zoneId };
}

function readMoment(path: string, typed: string, wrong: Wrong[]): string {
  const found = momentOf(typed);
  if (found === null) wrong.push({ path, reason: typed === "" ? "empty" : "not-an-instant" });
  return found ?? "";
}

/** An empty count is none of that kind. */
function readCount(path: string, typed: string, wrong: Wrong[]): number {
  const { value, reason } = countOf(typed);
  if (reason !== undefined) wrong.push({ path, reason });
  return value ?? 0;
}

type Whole = SentOf<typeof movementPlan>;

/** The whole movement, and the fields that need another look. */
export function readDraft(
  draft: MovementDraft,
  crisisId: string,
  zones: readonly Zone[],
): { input: Whole; wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  if (draft.mode === "") wrong.push({ path: "mode", reason: "not-one-of" });
  if (draft.label.trim() === "") wrong.push({ path: "label", reason: "empty" });
  const count = (kind: (typeof kinds)[number]) => readCount(`capacity.${kind}`, draft.capacity[kind], wrong);
  const input: Whole = {
    id: draft.id,
    crisisId,
    mode: draft.mode === "" ? "bus" : draft.mode,
    label: draft.label,
    from: readStop("from", draft.from, zones, wrong),
    to: readStop("to", draft.to, zones, wrong),
    leavesAt: readMoment("leavesAt", draft.leavesAt, wrong),
    capacity: {
      seat: count("seat"),
      wheelchair: count("wheelchair"),
      stretcher: count("stretcher"),
      lap: count("lap"),
    },
    shares: draft.shares.map((share, i) => {
      if (share.organisationId === "")
        wrong.push({ path: `shares.${String(i)}.organisationId`, reason: "not-one-of" });
      return {
        organisationId: share.organisationId,
        places: readCount(`shares.${String(i)}.places`, share.places, wrong),
        until: readMoment(`shares.${String(i)}.until`, share.until, wrong),
      };
    }),
    gates: draft.gates,
  };
  return { input, wrong };
}

/** What a change sends: the fields that were typed anew. */
export function changedOf(
  input: Whole,
  draft: MovementDraft,
  opened: MovementDraft,
): SentOf<typeof movementChange> {
  const fields = ["label", "from", "to", "leavesAt", "capacity", "shares", "gates"] as const;
  const typed = fields.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(opened[field]));
  return { id: draft.id, ...Object.fromEntries(typed.map((field) => [field, input[field]])) };
}
