// How a row of the audit joins the chain of its crisis: the text that is hashed. Worker and the command that verifies a
// copy use the same one.

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

/** The link is SHA-256 of this, in hexadecimal; `previous` is the link before in the same chain, empty for the first. */
export function linkText(previous: string, row: ChainedRow): string {
  const { seq, at, act, actor, actId, crisisId, organisationId, targetId } = row;
  return JSON.stringify([previous, seq, at, act, actor, actId, crisisId, organisationId, targetId]);
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

/** Follows links of one chain in order; answers the last one, and the first whose row is gone, changed or moved. */
export async function follow(
  previous: string,
  links: readonly Linked[],
  sha256: (text: string) => Promise<string>,
): Promise<{ last: string; checked: number; broken: { seq: number; gone: boolean } | null }> {
  let last = previous;
  for (const [i, { seq, hash, row }] of links.entries()) {
    if (row === null) return { last, checked: i, broken: { seq, gone: true } };
    const made = await sha256(linkText(last, row));
    if (made !== hash) return { last, checked: i, broken: { seq, gone: false } };
    last = made;
  }
  return { last, checked: links.length, broken: null };
}
