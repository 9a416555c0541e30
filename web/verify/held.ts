// What a verdict is made from and what it is: all that the gate holds when something is read, and the answer. Types,
// and nothing that decides. Times are in milliseconds.
import type { GateEventKind } from "../../schema/gate.ts";
import type { MovementState } from "../../schema/movement.ts";
import type { Opened } from "./open.ts";
import type { Noted, Pack, Pass } from "./pack.ts";
import type { Reason, Verdict } from "./reason.ts";

export const modes = ["boarding", "arrival", "permit"] as const;
export type Mode = (typeof modes)[number];

/** A code, opened by open.ts, a number that somebody read aloud, or a line of the list that an officer tapped. */
export type Reading =
  | { by: "code"; opened: Opened }
  | { by: "number"; number: string }
  | { by: "list"; movementId: string; cti: string };

export interface HeldWaiver {
  from: number;
  until: number;
}

/** One list of statuses as this gate holds it. `at`: the real moment at which it was signed. */
export interface HeldStatus {
  iss: string;
  at: number;
  valueAt(idx: number): number | null;
}

export interface HeldMovement {
  label: string;
  state: MovementState;
  pack: Pack | null;
}

/** All that a verdict depends on. */
export interface Held {
  mode: Mode;
  /** The crisis's time, and the real one. */
  now: number;
  real: number;
  /** False where this device's clock cannot be believed. */
  clockRight: boolean;
  crisis: {
    id: string;
    territory: string;
    /** An exercise has a clock of its own; specimens are at home there, and nowhere else. */
    exercise: boolean;
    waivers: readonly HeldWaiver[];
  } | null;
  /** Until when the list of keys says that it holds (real time); null where this gate holds none. */
  keysUntil: number | null;
  /** The movements that this gate was set to. */
  movements: ReadonlyMap<string, HeldMovement>;
  status(uri: string): HeldStatus | null;
  noted: Noted;
  /** When this gate saw a permit before, in crisis time; null where it did not. */
  permitSeen(cti: string): number | null;
}

/** What a verdict shows, as far as it is known. */
export interface Facts {
  kind: "pass" | "permit" | null;
  /** False for a number or a line of the list: nobody has seen a signature, and there is no name to compare. */
  signed: boolean;
  name: string | null;
  birthYear: number | null;
  number: string | null;
  movement: string | null;
  /** Which group of the movement, person n of m in it, and how many of them are aboard. */
  group: number | null;
  n: number | null;
  m: number | null;
  boarded: number | null;
  /** Crisis time from which, and until which, it holds. */
  from: number | null;
  until: number | null;
  exitPoints: readonly string[];
  document: string | null;
  territory: string | null;
  specimen: boolean;
  minor: boolean;
  /** Crisis time at which it was used, or shown, before. */
  seenAt: number | null;
  /** Crisis time of the pack; real time of the status list. */
  packAt: number | null;
  statusAt: number | null;
  /** Crisis time until which nobody needs a permit; null where permits are needed. */
  waivedUntil: number | null;
}

/** What is written down: at once for GO and SEEN, after an officer's own decision for LOOK, never for NO. */
export interface Note {
  kind: GateEventKind;
  movementId: string;
  cti: string;
}

/** A number that stands in more than one of the movements: which of them could be meant. */
export interface Choice {
  movementId: string;
  label: string;
  pass: Pass;
}

export interface Answer {
  verdict: Verdict;
  reason: Reason;
  also: readonly Reason[];
  facts: Facts;
  note: Note | null;
  choices: readonly Choice[];
}

/** What one part of the judgement found. `beside`: said on the screen, and of no weight. */
export interface Found {
  reasons: Reason[];
  beside?: Reason[];
  facts: Partial<Facts>;
  note: Note | null;
  choices?: readonly Choice[];
}

export const unknownFacts: Facts = {
  kind: null,
  signed: false,
  name: null,
  birthYear: null,
  number: null,
  movement: null,
  group: null,
  n: null,
  m: null,
  boarded: null,
  from: null,
  until: null,
  exitPoints: [],
  document: null,
  territory: null,
  specimen: false,
  minor: false,
  seenAt: null,
  packAt: null,
  statusAt: null,
  waivedUntil: null,
};

/** The waiver under which nobody needs a permit now, the longest where there are several; null where there is none. */
export function waiverAt(held: Pick<Held, "crisis" | "now">): HeldWaiver | null {
  const waivers = held.crisis?.waivers ?? [];
  const holding = waivers.filter((one) => one.from <= held.now && held.now < one.until);
  return holding.sort((a, b) => b.until - a.until)[0] ?? null;
}
