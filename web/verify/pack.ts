// The pack of one movement, made quick to ask: by pass, by number, by group. Pure. It holds no name.
import type { GateEvent, PackRow } from "../../schema/gate.ts";
import type { MovementState } from "../../schema/movement.ts";
import type { SeatState } from "../../schema/seat.ts";

export interface Pass {
  number: string;
  cti: string;
  group: number;
  n: number;
  m: number;
  adult: boolean;
  state: SeatState;
}

export interface Pack {
  movementId: string;
  label: string;
  state: MovementState;
  /** Crisis time at which it was made, in milliseconds. */
  at: number;
  byCti: ReadonlyMap<string, Pass>;
  byNumber: ReadonlyMap<string, Pass>;
  groups: ReadonlyMap<number, readonly Pass[]>;
}

export interface PackReply {
  movement: { id: string; label: string; state: MovementState };
  at: string;
  rows: readonly PackRow[];
}

export function packOf({ movement, at, rows }: PackReply): Pack {
  const byCti = new Map<string, Pass>();
  const byNumber = new Map<string, Pass>();
  const groups = new Map<number, Pass[]>();
  for (const [number, cti, group, n, m, adult, state] of rows) {
    const pass = { number, cti, group, n, m, adult: adult === 1, state };
    byCti.set(cti, pass);
    byNumber.set(number, pass);
    const others = groups.get(group);
    if (others === undefined) groups.set(group, [pass]);
    else others.push(pass);
  }
  return {
    movementId: movement.id,
    label: movement.label,
    state: movement.state,
    at: Date.parse(at),
    byCti,
    byNumber,
    groups,
  };
}

/** What this gate itself noted of a pass, in the order in which it happened. */
export type Noted = (movementId: string, cti: string) => readonly GateEvent[];

/** Where a person stands as far as this gate knows: what it noted itself outweighs the pack, which is older. */
export function standing(pack: Pack, pass: Pass, noted: Noted): SeatState {
  const own = noted(pack.movementId, pass.cti).filter((event) => event.kind !== "seen");
  const kind = own.at(-1)?.kind;
  return kind === undefined || kind === "seen" ? pass.state : kind;
}

const aboard: readonly SeatState[] = ["boarded", "arrived", "handed-over"];
export const isAboard = (state: SeatState) => aboard.includes(state);

/** How many of a group are aboard. */
export function boardedOf(pack: Pack, group: number, noted: Noted): number {
  return (pack.groups.get(group) ?? []).filter((pass) => isAboard(standing(pack, pass, noted))).length;
}

/** Passes whose number ends in these digits, for somebody whose paper is torn. */
export function endingIn(pack: Pack, digits: string, most: number): Pass[] {
  const found: Pass[] = [];
  for (const pass of pack.byNumber.values()) {
    if (pass.number.endsWith(digits)) found.push(pass);
    if (found.length === most) break;
  }
  return found;
}
