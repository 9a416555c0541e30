// From a stored permit to what one audience may read: opens what is sealed under the registration's own key.
// @PRIVACY what a host authority reads is `printedOf` and the words that were written to it, and nothing else.
import type { Role } from "../../schema/kit/access.ts";
import type { PermitForHost, PermitForSelf, PermitInQueue, PermitPrinted } from "../../schema/permit.ts";
import type { Ctx } from "../kit/door.ts";
import { type Showing, showing } from "../kit/policy.ts";
import { bytesOf, open } from "../kit/seal.ts";
import { keyOf } from "../registration/view.ts";
import type { PermitRow } from "./store.ts";

/** What is sealed of a permit as one JSON value; the second half stands from the day that it is granted. */
export interface SealedPermit {
  name: string;
  birthYear: number | null;
  documentNumber: string | null;
  documentIssuer: string | null;
  wantsReturn: boolean;
  minor: boolean;
  territory: string;
  number: string | null;
  validFrom: string | null;
  exitPoints: string[];
  returnUntil: string | null;
  feesWaived: boolean;
}

export interface SealedCredential {
  text: string;
  specimen: boolean;
}

type Progress = Omit<PermitInQueue, "ground">;

function progressOf(row: PermitRow): Progress {
  const { id, state, askedAt, dueAt, escalatedAt, decidedAt, version } = row;
  return { id, state, askedAt, dueAt, escalatedAt, decidedAt, objected: row.objected === 1, version };
}

export function inQueue(row: PermitRow): PermitInQueue {
  return { ...progressOf(row), ground: row.ground };
}

type Locked = Pick<PermitRow, "registrationId" | "keyVersion" | "wrappedKey">;
/** The key of the registration that a permit belongs to. */
export function permitKey(ctx: Ctx, row: Locked): Promise<CryptoKey> {
  return keyOf(ctx.settings, {
    id: row.registrationId,
    keyVersion: row.keyVersion,
    wrappedKey: row.wrappedKey,
  });
}

export function openSealed(key: CryptoKey, row: PermitRow): Promise<SealedPermit> {
  return open<SealedPermit>(key, `permit.sealed:${row.id}`, bytesOf(row.sealed));
}

async function textOf(key: CryptoKey, row: PermitRow, column: "words" | "reason"): Promise<string | null> {
  const bytes = row[column];
  return bytes === null ? null : open<string>(key, `permit.${column}:${row.id}`, bytesOf(bytes));
}

async function printedOf(key: CryptoKey, row: PermitRow): Promise<PermitPrinted> {
  return { ...(await openSealed(key, row)), ground: row.ground, expiresAt: row.expiresAt };
}

export async function forSelf(
  key: CryptoKey,
  row: PermitRow,
  authority: string,
  now: string,
  show: Showing,
): Promise<PermitForSelf> {
  show.must("permitPrinted");
  const holds = row.state === "granted" && row.credential !== null && (row.expiresAt ?? "") > now;
  const credential =
    holds && row.credential !== null
      ? await open<SealedCredential>(key, `permit.credential:${row.id}`, bytesOf(row.credential))
      : null;
  return {
    ...progressOf(row),
    personId: row.personId,
    printed: await printedOf(key, row),
    authority,
    reason: await show.read("permitWords", () => textOf(key, row, "reason")),
    credential: credential?.text ?? null,
    specimen: credential?.specimen ?? false,
  };
}

/** What is open to an officer of the authority: its reads find only permits whose consent holds (`store.ts`). */
export function showingHost(role: Role): Showing {
  return showing({ audience: "host", role, purposes: ["permit"], age: null });
}

export async function forHost(key: CryptoKey, row: PermitRow, show: Showing): Promise<PermitForHost> {
  show.must("permitPrinted");
  return {
    ...progressOf(row),
    printed: await printedOf(key, row),
    reason: await show.read("permitWords", () => textOf(key, row, "reason")),
    words: await show.read("permitWords", () => textOf(key, row, "words")),
  };
}
