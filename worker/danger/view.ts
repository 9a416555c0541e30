// From a stored danger to what a desk reads of it. @PRIVACY who reads which words of a person is asked of the policy, by the
// consent that she gave to that very organisation; nobody reads whose they are.
import { forPartner, isLive, UNDO_FOR } from "../../schema/danger.rules.ts";
import type { Danger } from "../../schema/danger.ts";
import { caseReaders, type Role } from "../../schema/kit/access.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import type { DangerRow } from "./store.ts";

/** Reads of dangers are told apart by role alone: a viewer is a partner whatever her organisation is (ruling 17). */
export const readsAll = (role: Role): boolean => (caseReaders as readonly Role[]).includes(role);

/** A row as this officer's organisation may read it now; null where it may not know of it. */
export function shownTo(
  row: DangerRow,
  officer: { organisationId: string; role: Role },
  now: Date,
): Danger | null {
  const live = isLive(row, now);
  // What the clock has not tidied yet has lapsed all the same.
  const over = !live && (row.state === "reported" || row.state === "confirmed");
  const undoUntil =
    row.undoTo !== null && row.undoFrom !== null && row.undoIn === officer.organisationId && !over
      ? new Date(Date.parse(row.undoFrom) + UNDO_FOR).toISOString()
      : null;
  const danger: Danger = {
    id: row.id,
    kind: row.kind,
    state: over ? "lapsed" : row.state,
    place: row.cell === null ? null : drawnAt(row.cell),
    area: row.area,
    firstAt: row.firstAt,
    seenAt: row.seenAt,
    until: row.until,
    reports: row.reports,
    byPerson: row.byPerson === 1,
    by: row.by,
    words: row.words === 1,
    confirmed:
      row.confirmedAt === null || row.confirmedIn === null || row.confirmedName === null
        ? null
        : { organisationId: row.confirmedIn, organisation: row.confirmedName, at: row.confirmedAt },
    over:
      row.overAt === null || row.overIn === null || row.overName === null
        ? null
        : { organisationId: row.overIn, organisation: row.overName, at: row.overAt },
    publicName: live && row.state === "confirmed" ? row.publicName : null,
    undoUntil: undoUntil !== null && Date.parse(undoUntil) > now.getTime() ? undoUntil : null,
    version: row.version,
  };
  return readsAll(officer.role) ? danger : forPartner(danger);
}
