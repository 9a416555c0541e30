// Handlers of audit: reading it, checking its chain; and the chaining that the clock does after commits.
import { auditList, auditVerify } from "../../schema/audit.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { getCrisis, takesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { keep } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { sha256 } from "../kit/seal.ts";
import { type ChainRow, findLink, insertChain, listChain, listRows } from "./store.ts";

const PAGE = 100;
const CHAINED_AT_ONCE = 2000;

export const list = bind(auditList, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  showing({ audience: "oversight", role: officer.role, purposes: [], age: null }).must("trace");
  await getCrisis(ctx, input.crisisId);
  const everything = officer.role !== "supervisor";
  if (!everything && !(await takesPart(ctx.db, input.crisisId, officer.organisationId)))
    throw new Problem("not-found");
  const before = input.before === undefined ? Number.MAX_SAFE_INTEGER : Number(input.before);
  const rows = await listRows(
    ctx.db,
    input.crisisId,
    everything ? null : officer.organisationId,
    before,
    PAGE + 1,
  );
  // Which person acted is not for an auditor to know: what she did to her own case names no case.
  const page = rows.slice(0, PAGE).map((row) => (row.actor === "person" ? { ...row, targetId: null } : row));
  return { rows: page, next: rows.length > PAGE ? String(page.at(-1)?.seq ?? 0) : null };
});

function linkOf(previous: string, row: ChainRow): Promise<string> {
  return sha256(
    JSON.stringify([
      previous,
      row.seq,
      row.at,
      row.act,
      row.actor,
      row.actId,
      row.crisisId,
      row.organisationId,
      row.targetId,
    ]),
  );
}

/** Chains what was committed since the last time, in order of seq. Two at once: the second's insert fails and is dropped. */
export async function chainAudit(db: D1Database): Promise<void> {
  const last = await findLink(db, Number.MAX_SAFE_INTEGER);
  let previous = last?.hash ?? "";
  const made: { seq: number; hash: string }[] = [];
  for (const row of await listChain(db, (last?.seq ?? 0) + 1, CHAINED_AT_ONCE)) {
    previous = await linkOf(previous, row);
    made.push({ seq: row.seq, hash: previous });
  }
  if (made.length > 0) await keep(db, [insertChain(db, made)]);
}

export const verify = bind(auditVerify, async (ctx, input) => {
  const from = Number(input.from ?? 1);
  let previous = (await findLink(ctx.db, from))?.hash ?? "";
  const rows = (await listChain(ctx.db, from, CHAINED_AT_ONCE)).filter((row) => row.hash !== null);
  for (const row of rows) {
    previous = await linkOf(previous, row);
    if (previous !== row.hash)
      return { checked: rows.indexOf(row), brokenAt: row.seq, head: null, next: null };
  }
  return {
    checked: rows.length,
    brokenAt: null,
    head: previous === "" ? null : previous,
    next: rows.length === CHAINED_AT_ONCE ? String((rows.at(-1)?.seq ?? 0) + 1) : null,
  };
});
