// Who reads a complaint, by when it is answered, what may follow what. Pure; both sides need it. Nothing here ever gives a
// complaint to the organisation that it is about.
import type { ComplaintState } from "./complaint.ts";

const DAY = 86_400_000;

/**
 * Days until oversight says that it has a complaint: three, so that a weekend does not make it late and nobody waits in doubt.
 * Days until its outcome: thirty, which most ombuds offices and the complaint codes of aid agencies keep to; what takes longer
 * in a crisis outlives the movement that it was about.
 */
export const ACKNOWLEDGE_DAYS = 3;
export const OUTCOME_DAYS = 30;

export function deadlinesOf(filedAt: string): { acknowledgeBy: string; outcomeBy: string } {
  const after = (days: number) => new Date(Date.parse(filedAt) + days * DAY).toISOString();
  return { acknowledgeBy: after(ACKNOWLEDGE_DAYS), outcomeBy: after(OUTCOME_DAYS) };
}

/** States in which somebody still waits for an outcome. */
export const openComplaintStates = ["received", "looking"] as const satisfies readonly ComplaintState[];
/** What oversight can come to; each with words, so that nobody reads a bare no. */
export const outcomes = [
  "upheld",
  "partly",
  "not-upheld",
  "referred",
] as const satisfies readonly ComplaintState[];

export function isOpenComplaint(state: ComplaintState): boolean {
  return (openComplaintStates as readonly ComplaintState[]).includes(state);
}

/** Where oversight may take a complaint from a state. Taking it back is hers alone; what is closed stays closed. */
export function mayFollow(from: ComplaintState, to: ComplaintState): boolean {
  if (!isOpenComplaint(from)) return false;
  return (outcomes as readonly ComplaintState[]).includes(to) || (from === "received" && to === "looking");
}

interface Timed {
  state: ComplaintState;
  acknowledgeBy: string;
  outcomeBy: string;
}

/** What is due next of an open complaint. */
export function dueOf({ state, acknowledgeBy, outcomeBy }: Timed): string {
  return state === "received" ? acknowledgeBy : outcomeBy;
}

export function isLate(complaint: Timed, now: string): boolean {
  return isOpenComplaint(complaint.state) && dueOf(complaint) < now;
}

export interface Overseer {
  id: string;
  /** The newest version of its own key; null where it has none. */
  key: { version: number; publicKey: string } | null;
}

/** The oversight body that reads a complaint: never the one it is about; one with a key of its own first. Null: nobody can. */
export function readerOf<T extends Overseer>(overseers: readonly T[], about: string): T | null {
  const others = overseers.filter((one) => one.id !== about).sort((a, b) => (a.id < b.id ? -1 : 1));
  return others.find((one) => one.key !== null) ?? others[0] ?? null;
}

/** What sealed words belong to: put beside another complaint, another word or another key's version, they do not open. */
export interface ComplaintWordOf {
  organisationId: string;
  version: number;
  complaintId: string;
  wordId: string;
}

export const complaintInfo = (of: ComplaintWordOf) =>
  `causeway complaint 1\n${of.organisationId}\n${String(of.version)}`;
export const complaintBound = (of: ComplaintWordOf) => `${of.complaintId}\n${of.wordId}`;
