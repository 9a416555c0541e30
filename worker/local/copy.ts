// Checks a copy of a database against the published heads of the audit: every link by its row and by the consents that were
// written under it, every head by its link.
// Invariant: reads the copy and changes nothing; what it says names rows by number, never what stands in them.
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import {
  type ChainedConsent,
  type ChainedRow,
  digestsOf,
  follow,
  type Linked,
  type PublishedHead,
} from "../../schema/audit.rules.ts";
import { consentsUnder, strayConsents } from "../../schema/audit-consents.ts";

export interface Finding {
  /** Null: the platform's own chain. */
  crisis: string | null;
  rows: number;
  /** Rows that the clock had not chained yet when the copy was made. */
  loose: number;
  heads: number;
  /** The first row that is not as it was, and why; null where all is. */
  broken: {
    seq: number;
    why: "changed" | "gone" | "added" | "cut" | "remade" | "stray";
    since: number;
  } | null;
}

const tables = ["auditChain", "audit", "consentUnder", "consent", "traceConsent"];

/** A database file, or the SQL that `wrangler d1 export` writes. The caller closes it. */
export function openCopy(path: string): DatabaseSync {
  const start = Buffer.alloc(15);
  const file = openSync(path, "r");
  readSync(file, start, 0, 15, 0);
  closeSync(file);
  if (start.toString("latin1") === "SQLite format 3") return new DatabaseSync(path, { readOnly: true });
  const db = new DatabaseSync(":memory:");
  db.exec(
    `CREATE TABLE audit (seq INTEGER PRIMARY KEY, at, act, actor, actId, crisisId, organisationId, targetId);
     CREATE TABLE auditChain (seq INTEGER PRIMARY KEY, hash, crisisId);
     CREATE TABLE consentUnder (series, id INTEGER, seq INTEGER, PRIMARY KEY (series, id));
     CREATE TABLE consent (id INTEGER PRIMARY KEY, registrationId, organisationId, purpose, given, at, notice, way, officerId,
       event, until, shown);
     CREATE TABLE traceConsent (id INTEGER PRIMARY KEY, registrationId, speakerId, event, given, at, until, lang, noticeHash)`,
  );
  const ours = new RegExp(`^INSERT INTO "?(${tables.join("|")})"?[ (]`);
  for (const line of readFileSync(path, "utf8").split("\n")) if (ours.test(line)) db.exec(line);
  return db;
}

const sha256 = (text: string) => Promise.resolve(createHash("sha256").update(text).digest("hex"));

function linksOf(db: DatabaseSync, chain: string): Linked[] {
  const rows = db
    .prepare(
      `SELECT c.seq AS link, c.hash, a.seq, a.at, a.act, a.actor, a.actId, a.crisisId, a.organisationId, a.targetId
       FROM auditChain c LEFT JOIN audit a ON a.seq = c.seq WHERE c.crisisId = ?1 ORDER BY c.seq`,
    )
    .all(chain) as unknown as (Omit<ChainedRow, "seq"> & {
    link: number;
    hash: string;
    seq: number | null;
  })[];
  return rows.map(({ link, hash, seq, ...rest }) => ({
    seq: link,
    hash,
    row: seq === null ? null : { seq, ...rest },
  }));
}

/** A copy of before consents were chained has none to look at. */
const hasConsents = (db: DatabaseSync) =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'consentUnder'").get() !== undefined;

/** Digests of what was written under each row of the audit. */
async function consentsOf(db: DatabaseSync): Promise<Map<number, string>> {
  if (!hasConsents(db)) return new Map();
  const read = db.prepare(consentsUnder);
  return digestsOf(
    0,
    Number.MAX_SAFE_INTEGER,
    ({ seq, series, id }, until, most) =>
      Promise.resolve(read.all(seq, series, id, until, most) as unknown as ChainedConsent[]),
    sha256,
  );
}

/** Numbers beside which a row of consent stands that no chain covers, by the chain of that number. */
function straysOf(db: DatabaseSync): { seq: number; chain: string }[] {
  if (!hasConsents(db)) return [];
  const sql = `SELECT s.seq, ifnull(a.crisisId, '') AS chain FROM (${strayConsents}) s LEFT JOIN audit a ON a.seq = s.seq ORDER BY s.seq`;
  return db.prepare(sql).all() as { seq: number; chain: string }[];
}

/** Numbers of a chain's rows that have no link, in order. */
function looseOf(db: DatabaseSync, chain: string): number[] {
  const sql = `SELECT a.seq FROM audit a LEFT JOIN auditChain c ON c.seq = a.seq
    WHERE ifnull(a.crisisId, '') = ?1 AND c.seq IS NULL ORDER BY a.seq`;
  return (db.prepare(sql).all(chain) as { seq: number }[]).map(({ seq }) => seq);
}

async function findingOf(
  db: DatabaseSync,
  chain: string,
  heads: readonly PublishedHead[],
  all: {
    lastLink: number;
    consents: ReadonlyMap<number, string>;
    strays: readonly { seq: number; chain: string }[];
  },
): Promise<Finding> {
  const { lastLink } = all;
  const links = linksOf(db, chain);
  const loose = looseOf(db, chain);
  const { broken } = await follow("", links, all.consents, sha256);
  const found: NonNullable<Finding["broken"]>[] = [];
  if (broken !== null)
    found.push({ seq: broken.seq, why: broken.gone ? "gone" : "changed", since: broken.seq });
  // All rows are chained in order: one without a link below a linked one was put there later.
  const added = loose.find((seq) => seq < lastLink);
  if (added !== undefined) found.push({ seq: added, why: "added", since: added });
  const stray = all.strays.find((one) => one.chain === chain);
  const bySeq = new Map(links.map((one) => [one.seq, one.hash]));
  let good = 0;
  for (const head of [...heads].sort((a, b) => a.seq - b.seq || (a.at < b.at ? -1 : 1))) {
    const hash = bySeq.get(head.seq);
    if (hash === head.hash) good = head.seq;
    else {
      found.push({ seq: head.seq, why: hash === undefined ? "cut" : "remade", since: good });
      break;
    }
  }
  // Beyond the last link it may be that only the end was cut off: then the heads say where.
  if (stray !== undefined && (stray.seq <= lastLink || found.length === 0))
    found.push({ seq: stray.seq, why: "stray", since: stray.seq });
  found.sort((a, b) => a.seq - b.seq);
  return {
    crisis: chain === "" ? null : chain,
    rows: links.length,
    loose: loose.filter((seq) => seq > lastLink).length,
    heads: heads.length,
    broken: found[0] ?? null,
  };
}

/** One finding for every chain that the copy or the heads know. */
export async function verifyCopy(db: DatabaseSync, heads: readonly PublishedHead[]): Promise<Finding[]> {
  const known = db
    .prepare("SELECT crisisId FROM auditChain UNION SELECT ifnull(crisisId, '') FROM audit")
    .all() as { crisisId: string }[];
  const chains = new Set([...known.map((one) => one.crisisId), ...heads.map((one) => one.crisis ?? "")]);
  const { last } = db.prepare("SELECT ifnull(max(seq), 0) AS last FROM auditChain").get() as { last: number };
  const all = { lastLink: last, consents: await consentsOf(db), strays: straysOf(db) };
  const findings: Finding[] = [];
  for (const chain of [...chains].sort())
    findings.push(
      await findingOf(
        db,
        chain,
        heads.filter((one) => (one.crisis ?? "") === chain),
        all,
      ),
    );
  return findings;
}

/** A finding in a sentence. */
export function sentence({ crisis, rows, loose, heads, broken }: Finding): string {
  const chain = crisis ?? "the platform's own chain";
  const rest = loose === 0 ? "" : ` ${String(loose)} newer rows are not chained yet.`;
  if (broken === null)
    return `${chain}: ${String(rows)} rows are as they were, and agree with ${String(heads)} published heads.${rest}`;
  const n = String(broken.seq);
  const why = {
    changed: `row ${n} is the first that is not as it was: it, or a consent that was written under it, was changed, moved or put in, or a row before it was taken out.`,
    gone: `row ${n} is the first that is missing.`,
    stray: `a consent stands at row ${n} that no row of the audit covers: it was put there without an act.`,
    added: `row ${n} was put there afterwards.`,
    cut: `row ${n}, whose head was published, is gone: the end was cut off after row ${String(broken.since)} at the earliest.`,
    remade: `the chain was made anew: at row ${n} it is not what was published. The first change lies after row ${String(broken.since)}.`,
  }[broken.why];
  return `${chain}: BROKEN. ${why[0]?.toUpperCase() ?? ""}${why.slice(1)}`;
}
