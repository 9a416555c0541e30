// Makes a sheet at the moment at which it is asked for, from what consent allows then: nothing is kept that somebody could
// steal, and whoever withdrew is not in it. The look is written first.

import { exportFile } from "../../schema/export.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { insertLooks, type Look } from "../access/store.ts";
import { findAlone } from "../glass/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, open, openByRing } from "../kit/seal.ts";
import { findOfficer } from "../organisation/store.ts";
import type { SealedPerson } from "../registration/store.ts";
import { inQueue, keyOf, showingCase } from "../registration/view.ts";
import { getExport, stateOf } from "./routes.ts";
import { markOf, peopleSheet, personRow } from "./rules.ts";
import { type ExportedRow, type ExportRow, listExported } from "./store.ts";

/** The work label of whoever asks; officers have no names here. */
export async function labelOf(ctx: Ctx): Promise<{ label: string; organisation: string }> {
  const officer = officerOf(ctx.actor);
  const known = await findOfficer(ctx.db, officer.officerId);
  if (known === null) throw new Problem("signed-out");
  return { label: `${known.label} (${known.id})`, organisation: known.organisation.name.en };
}

/** @PRIVACY names leave here, for an organisation that was asked for help; places as cells at the finest, whatever was allowed. */
async function rowsOf(ctx: Ctx, exportId: string, rows: readonly ExportedRow[], now: Date) {
  const { role } = officerOf(ctx.actor);
  const groups = new Map<string, Promise<[CryptoKey, Awaited<ReturnType<typeof inQueue>>]>>();
  const groupOf = (row: ExportedRow) => {
    let group = groups.get(row.id);
    if (group === undefined) {
      const seen = { ...row, audience: "responder" as const, mayExact: 0, place: null, unread: 0 };
      showingCase(role, seen, now).must("name");
      group = Promise.all([keyOf(ctx.settings, row), inQueue(ctx.settings, role, seen, now)]);
      groups.set(row.id, group);
    }
    return group;
  };
  return Promise.all(
    rows.map(async (row) => {
      const [key, group] = await groupOf(row);
      const person = await open<SealedPerson>(key, `person.sealed:${row.personId}`, bytesOf(row.person));
      return personRow(exportId, group, person, row.position + 1);
    }),
  );
}

/** What a sheet shows of each group. */
const lookAt = (registrationId: string): Look => ({
  registrationId,
  purpose: "help",
  fields: ["names", "born", "documents", "needs", "area"],
});

function agreedBy(row: ExportRow): string {
  if (row.secondLabel !== null) return `agreed to by ${row.secondLabel} (${row.secondBy ?? ""})`;
  return row.alone === null ? "100 rows or fewer: no second officer" : "taken alone, to be reviewed";
}

/**
 * A sheet that this officer may open now. Raises `second-officer-needed` while it waits, `export-ended` once its time is over,
 * and `not-found` for who neither asked for it nor agreed.
 */
export async function openSheet(ctx: Ctx, id: string) {
  const officer = officerOf(ctx.actor);
  const { row, crisis } = await getExport(ctx, id);
  // A second officer reads it once she said yes; everybody else of the organisation reads that it exists, and no more.
  if (row.askedBy !== officer.officerId && row.secondBy !== officer.officerId) {
    if (stateOf(row, crisis.now) === "waiting") throw new Problem("second-officer-needed");
    throw new Problem("not-found");
  }
  const state = stateOf(row, crisis.now);
  if (state === "waiting") throw new Problem("second-officer-needed");
  if (state !== "ready") throw new Problem("export-ended");
  const glassId = row.alone === null ? null : await findAlone(ctx.db, row.id);
  return { officer, row, crisis, glassId };
}

export const file = bind(exportFile, async (ctx, input) => {
  const { officer, row, crisis, glassId } = await openSheet(ctx, input.id);
  const exported = await listExported(ctx.db, officer, row.id);
  const shown = [...new Set(exported.map((one) => one.id))];
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, [
    insertLooks(
      ctx.db,
      officer,
      shown.map((id) => ({ ...lookAt(id), glassId })),
    ),
  ]);
  const [{ label, organisation }, rows, why] = await Promise.all([
    labelOf(ctx),
    rowsOf(ctx, row.id, exported, new Date(crisis.now)),
    openByRing<string>(ctx.settings, `export.why:${row.id}`, bytesOf(row.why)),
  ]);
  const mark = markOf({
    exportId: row.id,
    people: row.people,
    groups: row.groups,
    rows: rows.length,
    takenBy: label,
    organisation,
    at: crisis.now,
    purpose: row.purpose,
    why,
    agreedBy: agreedBy(row),
    endsAt: row.endsAt,
  });
  const csv = peopleSheet(row.id, mark, rows);
  return { name: `export-${row.id}.csv`, rows: rows.length, missing: row.people - rows.length, csv };
});
