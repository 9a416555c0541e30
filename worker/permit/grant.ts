// Granting: what is printed gets its number and dates, and is signed with the key of the authority's own state. Without
// a valid key nothing is granted. Causeway never signs a permit for itself: its own issuer has no such key (kit/env.ts).
import { type PermitClaims, permitFlags, printedName } from "../../schema/credential.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { alpha3Of } from "../../schema/kit/country.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Ctx } from "../kit/door.ts";
import { hex, randomBytes, seal } from "../kit/seal.ts";
import { type SigningKey, signCredential, signingKey } from "../kit/sign.ts";
import { freePlace, statusUri } from "../status/list.ts";
import { DAYS, numberOf } from "./rules.ts";
import { type PermitRow, updateGranted } from "./store.ts";
import type { SealedCredential, SealedPermit } from "./view.ts";

interface Terms {
  days?: number | undefined;
  exitPoints?: string[] | undefined;
  returnUntil?: string | undefined;
  feesWaived?: boolean | undefined;
}

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000);
/** The longest name in a code: longer ones are printed whole, and cut in the code alone. */
const MOST_NAME = 60;

/** The key that signs permits of a crisis's state. Raises `signing-key-missing` also where none could say that one was revoked. */
async function keyOfState(ctx: Ctx, iss: string, days: number): Promise<SigningKey> {
  const [permit, status] = await Promise.all([
    signingKey(ctx.settings, iss, "permit", ctx.real, days * 86_400),
    signingKey(ctx.settings, iss, "status", ctx.real, 0),
  ]);
  if (permit === null || status === null) throw new Problem("signing-key-missing");
  return permit;
}

function claimsOf(
  key: SigningKey,
  printed: SealedPermit,
  status: { idx: number; uri: string },
  validFrom: string,
  expiresAt: string,
): PermitClaims {
  const { documentNumber, documentIssuer, returnUntil } = printed;
  const flags =
    permitFlags.noConsentNeeded |
    (printed.feesWaived ? permitFlags.feesWaived : 0) |
    (returnUntil !== null ? permitFlags.returnGuaranteed : 0) |
    (printed.minor ? permitFlags.minor : 0);
  return {
    kind: "permit",
    iss: key.iss,
    exp: secondsOf(expiresAt),
    nbf: secondsOf(validFrom),
    iat: secondsOf(validFrom),
    // Unlike any id of the database: who reads a permit learns nothing of where it came from.
    cti: hex(randomBytes(8)),
    statusIdx: status.idx,
    statusUri: status.uri,
    name: printedName(printed.name, MOST_NAME),
    birthYear: printed.birthYear,
    number: printed.number ?? "",
    territory: printed.territory,
    document:
      documentNumber === null || documentIssuer === null
        ? null
        : { number: documentNumber, issuer: documentIssuer },
    returnUntil: returnUntil === null ? null : secondsOf(returnUntil),
    flags,
    exitPoints: printed.exitPoints,
    specimen: key.specimen,
  };
}

function makeNumber(): string {
  for (;;) {
    const number = numberOf(randomBytes(16));
    if (number !== null) return number;
  }
}

/** The statement that grants, with what is printed and signed sealed in it. Times are the crisis's own. */
export async function prepareGrant(
  ctx: Ctx,
  crisis: Crisis,
  row: PermitRow,
  key: CryptoKey,
  before: SealedPermit,
  terms: Terms,
): Promise<D1PreparedStatement> {
  const days = terms.days ?? DAYS;
  const validFrom = crisis.now;
  const expiresAt = new Date(Date.parse(validFrom) + days * 86_400_000).toISOString();
  const returnUntil = terms.returnUntil === undefined ? null : new Date(terms.returnUntil).toISOString();
  if (returnUntil !== null && returnUntil <= validFrom) throw new Problem("dates-reversed");
  const iss = alpha3Of(crisis.hostCountry) ?? "";
  const signing = await keyOfState(ctx, iss, days);
  const printed: SealedPermit = {
    ...before,
    number: makeNumber(),
    validFrom,
    exitPoints: terms.exitPoints ?? [],
    returnUntil,
    feesWaived: terms.feesWaived === true,
  };
  const status = { idx: await freePlace(ctx, iss), uri: statusUri(ctx.origin ?? "", iss) };
  const text = await signCredential(signing, claimsOf(signing, printed, status, validFrom, expiresAt));
  const credential: SealedCredential = { text, specimen: signing.specimen };
  return updateGranted(ctx.db, row.id, {
    sealed: await seal(key, `permit.sealed:${row.id}`, printed),
    credential: await seal(key, `permit.credential:${row.id}`, credential),
    listIndex: status.idx,
    expiresAt,
  });
}

/** Draws again where another grant took the same place on the list at the same moment. */
export async function withFreshPlace<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await attempt();
    } catch (error) {
      const taken = error instanceof Error && error.message.includes("permit.listIndex");
      if (!taken || tries >= 5) throw error;
    }
}
