// Handlers of audit: reading it, checking its chains; and the chaining that the clock does after commits.
import { chainOf, digestsOf, follow, linkText } from "../../schema/audit.rules.ts";
import { type AuditRow, auditList, auditVerify } from "../../schema/audit.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { findStrayConsent, listConsentsUnder } from "../chain/store.ts";
import { getCrisis, takesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { keep } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { sha256 } from "../kit/seal.ts";
import {
  findLink,
  findLostHead,
  findUnlinked,
  insertChain,
  listLinked,
  listRows,
  listUnchained,
} from "./store.ts";

/** What a person did herself. She signs in as nobody: who she is, is known by it and not before. */
const namesHerself = ({ actor, act, targetId }: AuditRow) =>
  actor === "person" ||
  (actor === "nobody" && (act.startsWith("registration.") || targetId?.startsWith("reg_") === true));

const PAGE = 100;
const CHAINED_AT_ONCE = 2000;

export const list = bind(auditList, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  showing({ audience: "oversight", role: officer.role, purposes: [], age: null }).must("trace");
  const everything = officer.role !== "supervisor";
  const crisisId = input.crisisId ?? null;
  if (crisisId !== null) await getCrisis(ctx, crisisId);
  if (!everything && (crisisId === null || !(await takesPart(ctx.db, crisisId, officer.organisationId))))
    throw new Problem("not-found");
  const before = input.before === undefined ? Number.MAX_SAFE_INTEGER : Number(input.before);
  const rows = await listRows(
    ctx.db,
    crisisId,
    everything ? null : officer.organisationId,
    officer.organisationId,
    before,
    PAGE + 1,
  );
  // Which person acted is not for an auditor to know: what she did to her own case names no case.
  const page = rows.slice(0, PAGE).map((row) => (namesHerself(row) ? { ...row, targetId: null } : row));
  return { rows: page, next: rows.length > PAGE ? String(page.at(-1)?.seq ?? 0) : null };
});

/** Digests of the rows of consent under these rows of the audit, by number. */
const consentsIn = (db: D1Database, rows: readonly { seq: number }[]) =>
  digestsOf(
    rows[0]?.seq ?? 0,
    rows.at(-1)?.seq ?? 0,
    (after, until, most) => listConsentsUnder(db, after, until, most),
    sha256,
  );

/**
 * Chains what was committed since the last time, each row in the chain of its crisis, in order of seq. Answers how many. Two
 * at once: the second's insert fails and is dropped.
 */
export async function chainAudit(db: D1Database): Promise<number> {
  const last = new Map<string, string>();
  const made: { seq: number; hash: string; crisisId: string }[] = [];
  const rows = await listUnchained(db, CHAINED_AT_ONCE);
  const consents = await consentsIn(db, rows);
  for (const row of rows) {
    const chain = chainOf(row);
    const previous = last.get(chain) ?? (await findLink(db, chain, row.seq))?.hash ?? "";
    const hash = await sha256(linkText(previous, row, consents.get(row.seq) ?? ""));
    last.set(chain, hash);
    made.push({ seq: row.seq, hash, crisisId: chain });
  }
  if (made.length > 0) await keep(db, [insertChain(db, made)]);
  return made.length;
}

export const verify = bind(auditVerify, async (ctx, input) => {
  const chain = input.crisisId ?? "";
  if (chain !== "") await getCrisis(ctx, chain);
  const from = Number(input.from ?? 0);
  const before = (await findLink(ctx.db, chain, from))?.hash ?? "";
  const links = await listLinked(ctx.db, chain, from, CHAINED_AT_ONCE);
  const until = links.at(-1)?.seq ?? 0;
  const { last, checked, broken } = await follow(before, links, await consentsIn(ctx.db, links), sha256);
  const more = links.length === CHAINED_AT_ONCE;
  const slipped = await findUnlinked(ctx.db, chain, from, until);
  const lost = more ? null : await findLostHead(ctx.db, chain);
  const stray = more ? null : await findStrayConsent(ctx.db, chain);
  const wrong = [broken?.seq ?? null, slipped, lost].filter((seq) => seq !== null);
  // Beyond the last link it may be that only the end was cut off: then the head says where.
  if (stray !== null && (stray <= until || wrong.length === 0)) wrong.push(stray);
  const brokenAt = wrong.length === 0 ? null : Math.min(...wrong);
  return {
    checked,
    brokenAt,
    head: brokenAt !== null || last === "" ? null : last,
    next: more && brokenAt === null ? String(until + 1) : null,
  };
});
