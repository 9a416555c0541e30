// The two credentials that a gate reads (ruling 3) as claims: an exit permit and a boarding pass. Pure.
// Source: RFC 8392 (CWT claims), MOSIP Claim 169 (identity map), Token Status List draft (claim 65535); private claims
// are our own and lie below -65536. Never in it: employer, sponsor, status, phone, address, health, picture.
import * as z from "zod/mini";
import type { Claims } from "./kit/cose.ts";

/** Stands before the Base45 text: a stranger's camera shows text, and opens no address. */
export const PREFIX = "XP1:";
/** Whatever unfolds to more is no credential. */
export const MOST_BYTES = 4096;

const ISS = 1;
const EXP = 4;
const NBF = 5;
const IAT = 6;
const CTI = 7;
const STATUS = 65_535;
const IDENTITY = 169;
const PERMIT = -70_001;
const PASS = -70_002;
export const PERMIT_VERSION = 1;

/** ISO 3166-1 alpha-3, as ICAO documents print it. */
const Alpha3 = z.string().check(z.regex(/^[A-Z]{3}$/));
const Seconds = z.int().check(z.gte(0), z.lte(253_402_300_799));
const CtiHex = z.string().check(z.regex(/^[0-9a-f]{16}$/));

export const permitFlags = {
  /** Leave does not depend on an employer's word: true of every permit here, and printed. */
  noConsentNeeded: 1,
  feesWaived: 2,
  returnGuaranteed: 4,
  minor: 8,
  escortRequired: 16,
} as const;

export const PermitClaims = z.strictObject({
  kind: z.literal("permit"),
  iss: Alpha3,
  exp: Seconds,
  nbf: Seconds,
  iat: Seconds,
  cti: CtiHex,
  statusIdx: z.int().check(z.gte(0)),
  statusUri: z.string().check(z.maxLength(200)),
  name: z.string().check(z.maxLength(200)),
  birthYear: z.nullable(z.int()),
  number: z.string().check(z.maxLength(20)),
  territory: Alpha3,
  document: z.nullable(z.strictObject({ number: z.string().check(z.maxLength(20)), issuer: Alpha3 })),
  returnUntil: z.nullable(Seconds),
  flags: z.int().check(z.gte(0), z.lte(31)),
  exitPoints: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(8)),
  /** True for keys that no state has authorised: it prints SPECIMEN. */
  specimen: z.boolean(),
});
export type PermitClaims = z.infer<typeof PermitClaims>;

export const PassClaims = z.strictObject({
  kind: z.literal("pass"),
  iss: Alpha3,
  exp: Seconds,
  nbf: Seconds,
  iat: Seconds,
  cti: CtiHex,
  movement: z.string().check(z.maxLength(50)),
  crisis: z.string().check(z.maxLength(50)),
  /** Number on the pass and in the pack, for reading aloud: six digits. */
  number: z.string().check(z.regex(/^\d{6}$/)),
  /** Person n of m in the travel group; the group's own number in this movement. */
  group: z.int(),
  n: z.int().check(z.gte(1)),
  m: z.int().check(z.gte(1)),
  /** False for a child: it may not board before an adult of its group. */
  adult: z.boolean(),
  name: z.string().check(z.maxLength(96)),
  birthYear: z.nullable(z.int()),
});
export type PassClaims = z.infer<typeof PassClaims>;
export type CredentialClaims = PermitClaims | PassClaims;

const bytesOfHex = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOfBytes = (bytes: unknown) =>
  bytes instanceof Uint8Array ? [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "";

/** At most `most` characters of a name as it was given, NFC; a whole character is never cut. */
export function printedName(name: string, most: number): string {
  return [...name.normalize("NFC").trim()].slice(0, most).join("");
}

function common(claims: CredentialClaims): [number, unknown][] {
  return [
    [ISS, claims.iss],
    [EXP, claims.exp],
    [NBF, claims.nbf],
    [IAT, claims.iat],
    [CTI, bytesOfHex(claims.cti)],
  ];
}

/** Claims as the map that is signed. A name that is absent stays absent: nothing is made up. */
export function toClaims(claims: CredentialClaims): Claims {
  if (claims.kind === "pass")
    return new Map<number, unknown>([
      ...common(claims),
      [IDENTITY, new Map([[4, claims.name]])],
      [
        PASS,
        new Map<number, unknown>([
          [1, claims.movement],
          [2, claims.crisis],
          [3, claims.number],
          [4, claims.group],
          [5, claims.n],
          [6, claims.m],
          [7, claims.adult],
          ...(claims.birthYear === null ? [] : ([[8, claims.birthYear]] as const)),
        ]),
      ],
    ]);
  return new Map<number, unknown>([
    ...common(claims),
    // Text keys, because the status claim is a JSON-shaped structure of its own draft.
    [
      STATUS,
      new Map([
        [
          "status_list",
          new Map<string, unknown>([
            ["idx", claims.statusIdx],
            ["uri", claims.statusUri],
          ]),
        ],
      ]),
    ],
    [IDENTITY, new Map([[4, claims.name]])],
    [
      PERMIT,
      new Map<number, unknown>([
        [1, claims.number],
        [2, PERMIT_VERSION],
        [3, claims.territory],
        ...(claims.document === null
          ? []
          : ([
              [4, claims.document.number],
              [5, claims.document.issuer],
            ] as const)),
        ...(claims.returnUntil === null ? [] : ([[6, claims.returnUntil]] as const)),
        [7, claims.flags],
        [8, claims.exitPoints],
        // Ruling 3: a birth year is a private claim; claim 169 knows full dates only.
        ...(claims.birthYear === null ? [] : ([[10, claims.birthYear]] as const)),
        ...(claims.specimen ? ([[11, true]] as const) : []),
      ]),
    ],
  ]);
}

const inner = (claims: Claims, key: number): Map<unknown, unknown> | null => {
  const found = claims.get(key);
  return found instanceof Map ? (found as Map<unknown, unknown>) : null;
};

/** What verified claims say; null where they are neither a permit nor a pass of a shape that we know. */
export function fromClaims(claims: Claims): CredentialClaims | null {
  const identity = inner(claims, IDENTITY);
  const permit = inner(claims, PERMIT);
  const pass = inner(claims, PASS);
  const base = {
    iss: claims.get(ISS),
    exp: claims.get(EXP),
    nbf: claims.get(NBF),
    iat: claims.get(IAT),
    cti: hexOfBytes(claims.get(CTI)),
    name: identity?.get(4),
  };
  if (pass !== null) {
    const found = z.safeParse(PassClaims, {
      ...base,
      kind: "pass",
      movement: pass.get(1),
      crisis: pass.get(2),
      number: pass.get(3),
      group: pass.get(4),
      n: pass.get(5),
      m: pass.get(6),
      adult: pass.get(7),
      birthYear: pass.get(8) ?? null,
    });
    return found.success ? found.data : null;
  }
  if (permit === null || permit.get(2) !== PERMIT_VERSION) return null;
  const list = inner(claims, STATUS)?.get("status_list");
  const status = list instanceof Map ? (list as Map<unknown, unknown>) : new Map<unknown, unknown>();
  const found = z.safeParse(PermitClaims, {
    ...base,
    kind: "permit",
    statusIdx: status.get("idx"),
    statusUri: status.get("uri"),
    birthYear: permit.get(10) ?? null,
    number: permit.get(1),
    territory: permit.get(3),
    document: permit.has(4) ? { number: permit.get(4), issuer: permit.get(5) } : null,
    returnUntil: permit.get(6) ?? null,
    flags: permit.get(7),
    exitPoints: permit.get(8),
    specimen: permit.get(11) === true,
  });
  return found.success ? found.data : null;
}
