// How a row of the audit joins the chain of its crisis, and with it the rows of consent that were written under it: the text
// that is hashed. Worker and the command that verifies a copy use the same one.

/** A row as it is chained: everything that stands in it. */
export interface ChainedRow {
  seq: number;
  at: string;
  act: string;
  actor: string;
  actId: string;
  crisisId: string | null;
  organisationId: string | null;
  targetId: string | null;
}

/** The name of a row's chain: its crisis, or nothing for what belongs to none. */
export const chainOf = (row: Pick<ChainedRow, "crisisId">): string => row.crisisId ?? "";

/**
 * The link is SHA-256 of this, in hexadecimal; `previous` is the link before in the same chain, empty for the first.
 * `consents` is the digest of what was written under the row, empty where nothing was.
 */
export function linkText(previous: string, row: ChainedRow, consents = ""): string {
  const { seq, at, act, actor, actId, crisisId, organisationId, targetId } = row;
  const all = [previous, seq, at, act, actor, actId, crisisId, organisationId, targetId];
  return JSON.stringify(consents === "" ? all : [...all, consents]);
}

/** A row of consent as it is chained: the number of its audit row, its series and number, and all that stands in it. */
export interface ChainedConsent {
  seq: number;
  series: "consent" | "trace";
  id: number;
  /** JSON of its columns; null where the row is gone. */
  row: string | null;
}

const AT_ONCE = 500;

/** Digests of rows of consent by the number of their audit row, read a page at a time so that any number of them fits. */
export async function digestsOf(
  from: number,
  until: number,
  page: (
    after: Pick<ChainedConsent, "seq" | "series" | "id">,
    until: number,
    most: number,
  ) => Promise<ChainedConsent[]>,
  sha256: (text: string) => Promise<string>,
): Promise<Map<number, string>> {
  const digests = new Map<number, string>();
  let after: Pick<ChainedConsent, "seq" | "series" | "id"> = { seq: from, series: "consent", id: -1 };
  for (;;) {
    const rows = await page(after, until, AT_ONCE);
    for (const { seq, series, id, row } of rows)
      digests.set(seq, await sha256(JSON.stringify([digests.get(seq) ?? "", series, id, row])));
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return digests;
    after = last;
  }
}

/** A head as it is published. `crisis` is null for the platform's own chain. */
export interface PublishedHead {
  crisis: string | null;
  seq: number;
  hash: string;
  at: string;
}

export const HEADS_ADDRESS = "/.well-known/causeway-audit.json";

/** A link as it stands beside its row; `row` is null where the row is gone. */
export interface Linked {
  seq: number;
  hash: string;
  row: ChainedRow | null;
}

/**
 * Follows links of one chain in order; answers the last one, and the first whose row, or a consent under it, is gone, changed
 * or moved.
 */
export async function follow(
  previous: string,
  links: readonly Linked[],
  consents: ReadonlyMap<number, string>,
  sha256: (text: string) => Promise<string>,
): Promise<{ last: string; checked: number; broken: { seq: number; gone: boolean } | null }> {
  let last = previous;
  for (const [i, { seq, hash, row }] of links.entries()) {
    if (row === null) return { last, checked: i, broken: { seq, gone: true } };
    const made = await sha256(linkText(last, row, consents.get(seq) ?? ""));
    if (made !== hash) return { last, checked: i, broken: { seq, gone: false } };
    last = made;
  }
  return { last, checked: links.length, broken: null };
}
