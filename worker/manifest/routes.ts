// Handlers of manifest: who is on a movement by name, fixed versions of it, and the sheet. A name is opened for those to
// whom the case was sent, and for those who run the movement once the group said yes; the look is written first.

import type { Purpose } from "../../schema/consent.ts";
import type { Role } from "../../schema/kit/access.ts";
import { Problem } from "../../schema/kit/problem.ts";
import {
  type ManifestRow,
  type ManifestVersion,
  manifestCsv,
  manifestGet,
  manifestPrint,
} from "../../schema/manifest.ts";
import { needMask } from "../../schema/need.rules.ts";
import type { Audience } from "../../schema/policy.ts";
import { insertLooks, type Look } from "../access/store.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { type Showing, showing } from "../kit/policy.ts";
import { problemIn } from "../kit/problem.ts";
import { bytesOf, open, openByRing, openKey, sha256 } from "../kit/seal.ts";
import { touchMovement } from "../movement/store.ts";
import { listUnseated } from "../passenger/store.ts";
import type { SealedPerson } from "../registration/store.ts";
import { withTries } from "../seat/placing.ts";
import { makersMovement } from "../seat/routes.ts";
import { birthYearOf, canonical, sheet } from "./rules.ts";
import { guardUnchanged, insertVersion, listSeated, listVersions, type SeatedRow } from "./store.ts";

const MEDICAL = needMask(["medical", "medicine", "disability"]);

/** What is open of one row: the whole to whom the case was sent, names to those who run the movement after a yes. */
function showingRow(role: Role, row: SeatedRow): Showing {
  const as = (audience: Audience, purposes: readonly Purpose[]) =>
    showing({ audience, role, purposes, age: null });
  if (row.own === 1) return as("responder", ["help"]);
  return row.sealed === null ? as("aboard", []) : as("mover", ["travel"]);
}

/** @PRIVACY names leave here. */
async function rowOf(ctx: Ctx, row: SeatedRow, key: CryptoKey | null): Promise<ManifestRow> {
  const { sealed, reference } = row;
  const show = showingRow(officerOf(ctx.actor).role, row);
  const person =
    key === null || sealed === null
      ? null
      : await show.read("name", () =>
          open<SealedPerson>(key, `person.sealed:${row.personId}`, bytesOf(sealed)),
        );
  return {
    number: row.number,
    group: row.groupNumber,
    n: row.n,
    m: row.m,
    kind: row.kind,
    reference:
      reference === null
        ? null
        : await show.read("code", () =>
            openByRing<string>(
              ctx.settings,
              `registration.reference:${row.registrationId}`,
              bytesOf(reference),
            ),
          ),
    name: person?.name ?? null,
    birthYear: show.of("born", birthYearOf(person?.born ?? null)),
    document: show.of("document", person?.document ?? null),
    child: row.adult === 0,
    medical: show.of("medical", (row.needs & MEDICAL) !== 0) ?? false,
    withdrawn: person === null && row.withdrawn === 1,
    answer: row.answer,
    state: row.state,
  };
}

/** What a manifest shows of a group, and by which of its consents. */
const lookOf = ({ registrationId, own }: SeatedRow): Look =>
  own === 1
    ? { registrationId, purpose: "help", fields: ["names", "born", "documents", "needs"] }
    : { registrationId, purpose: "travel", fields: ["names"] };

/** Once for each group whose names this organisation may read. */
function looksAt(seated: readonly SeatedRow[]): Look[] {
  const read = seated.filter((row) => row.sealed !== null);
  return [...new Map(read.map((row) => [row.registrationId, lookOf(row)])).values()];
}

async function openRows(ctx: Ctx, seated: readonly SeatedRow[]): Promise<ManifestRow[]> {
  const keys = new Map<string, Promise<CryptoKey>>();
  return Promise.all(
    seated.map(async (row) => {
      if (row.keyVersion === null || row.wrappedKey === null) return rowOf(ctx, row, null);
      let key = keys.get(row.registrationId);
      if (key === undefined) {
        key = openKey(ctx.settings, row.registrationId, {
          keyVersion: row.keyVersion,
          wrappedKey: bytesOf(row.wrappedKey),
        });
        keys.set(row.registrationId, key);
      }
      return rowOf(ctx, row, await key);
    }),
  );
}

/** The rows for this organisation, after the look was written: one row of the audit, and one for each whose name it shows. */
async function look(
  ctx: Ctx,
  movementId: string,
  check: (hash: string, versions: ManifestVersion[]) => void,
) {
  const officer = officerOf(ctx.actor);
  const movement = await makersMovement(ctx, movementId);
  const crisis = await getCrisis(ctx, movement.crisisId);
  const [seated, versions, missing] = await Promise.all([
    listSeated(ctx.db, officer, movement),
    listVersions(ctx.db, movement.id),
    listUnseated(ctx.db, movement.id),
  ]);
  const unseated = missing.reduce((sum, one) => sum + one.people, 0);
  const hash = await sha256(canonical(seated));
  check(hash, versions);
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: movement.id }, [
    insertLooks(ctx.db, officer, looksAt(seated)),
  ]);
  return {
    rows: await openRows(ctx, seated),
    versions,
    hash,
    ...(unseated === 0 ? {} : { unseated }),
  };
}

export const get = bind(manifestGet, (ctx, { movementId }) => look(ctx, movementId, () => undefined));

export const csv = bind(manifestCsv, async (ctx, { movementId }) => {
  const { rows, versions } = await look(ctx, movementId, (hash, [newest]) => {
    if (newest?.hash !== hash) throw new Problem("manifest-changed");
  });
  const name = `manifest-${movementId}-${String(versions[0]?.version ?? 0)}.csv`;
  return { name, rows: rows.length, csv: sheet(rows) };
});

/** Somebody got on or off, or fixed a version, between reading and writing. */
function isOvertaken(error: unknown): boolean {
  return (
    problemIn(error) === "manifest-changed" ||
    (error instanceof Error && error.message.includes("UNIQUE constraint failed: manifestVersion"))
  );
}

export const print = bind(manifestPrint, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  try {
    return await withTries(isOvertaken, async () => {
      const movement = await makersMovement(ctx, input.movementId);
      const crisis = await getCrisis(ctx, movement.crisisId);
      const [seated, [newest]] = await Promise.all([
        listSeated(ctx.db, officer, movement),
        listVersions(ctx.db, movement.id),
      ]);
      const version: ManifestVersion = {
        version: (newest?.version ?? 0) + 1,
        hash: await sha256(canonical(seated)),
        at: crisis.now,
        by: officer.officerId,
        rows: seated.length,
      };
      const writes = [
        guardOpen(ctx.db, crisis.id),
        guardUnchanged(ctx.db, movement.id, movement.seq),
        insertVersion(ctx.db, movement.id, version, input.form),
        touchMovement(ctx.db, movement.id),
        insertLooks(ctx.db, officer, looksAt(seated)),
      ];
      const target = { crisisId: crisis.id, targetId: movement.id };
      return commit(ctx, new Date(crisis.now), target, writes, version);
    });
  } catch (error) {
    if (isOvertaken(error)) throw new Problem("unavailable");
    throw error;
  }
});
