// What only the server decides of movements: cursors, and what does not add up between seats and gates. Pure.
import { Problem } from "../../schema/kit/problem.ts";
import type { Difference, Movement, MovementState } from "../../schema/movement.ts";
import type { OpenSeat, Passage } from "../manifest/store.ts";
import type { MovementSeen } from "./store.ts";

export function cursorOf(movement: Pick<Movement, "leavesAt" | "id">): string {
  return `${movement.leavesAt}~${movement.id}`;
}

/** Raises `malformed` for a cursor that this door did not make. */
export function readCursor(text: string): { leavesAt: string; id: string } {
  const parts = /^(\d{4}-[0-9T:.Z-]{10,30})~(mov_[0-9A-Za-z]{6,40})$/.exec(text);
  if (parts === null) throw new Problem("malformed", { fields: [{ path: "after", reason: "not-valid" }] });
  return { leavesAt: String(parts[1]), id: String(parts[2]) };
}

/** Without what only the server counts by. */
export function viewOf({ seq: _, ...movement }: MovementSeen): Movement {
  return movement;
}

/** Times are compared as text: every instant is kept in one form. */
export function oneForm(instant: string): string {
  return new Date(instant).toISOString();
}

const boardingOn: readonly MovementState[] = ["boarding", "departed", "arrived", "closed"];
const departedOn: readonly MovementState[] = ["departed", "arrived", "closed"];

/**
 * What does not add up. Before boarding nothing has to; from departure on, whoever boarded has to arrive. A pass that
 * two gates boarded, or that belongs to no seat any more, stays on the list: only a signature settles it.
 */
export function differencesOf(
  state: MovementState,
  seats: readonly OpenSeat[],
  passages: readonly Passage[],
  unseated: readonly { group: number | null; people: number }[] = [],
): Difference[] {
  const byPass = Map.groupBy(passages, (one) => one.cti);
  const seenOf = (list: readonly Passage[]) =>
    list.map((one) => ({ gate: one.gate === "" ? one.gateId : one.gate, at: one.at }));
  const boardings = (cti: string) => (byPass.get(cti) ?? []).filter((one) => one.kind === "boarded");
  const out: Difference[] = [];
  for (const seat of seats) {
    const kind =
      seat.state === "held" && boardingOn.includes(state)
        ? "not-accounted"
        : seat.state === "boarded" && departedOn.includes(state)
          ? "not-arrived"
          : seat.state === "arrived" && seat.boardedAt === null
            ? "arrived-unboarded"
            : null;
    if (kind !== null)
      out.push({
        kind,
        number: seat.number,
        group: seat.groupNumber,
        seen: seenOf(seat.state === "arrived" ? (byPass.get(seat.cti) ?? []) : boardings(seat.cti)),
      });
  }
  for (const [cti, list] of byPass) {
    const [first] = list;
    if (first?.number === null)
      out.push({ kind: "unknown-pass", number: null, group: null, seen: seenOf(list) });
    const boarded = boardings(cti);
    if (first !== undefined && new Set(boarded.map((one) => one.gateId)).size > 1)
      out.push({
        kind: "two-gates",
        number: first.number,
        group: first.groupNumber,
        seen: seenOf(boarded),
      });
  }
  for (const { group, people } of unseated)
    for (let n = 0; n < people; n++) out.push({ kind: "unseated", number: null, group, seen: [] });
  return out;
}
