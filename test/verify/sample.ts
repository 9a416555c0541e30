// What a gate holds in tests: an exercise at six in the morning, one movement with a group of three and a group of two,
// one authority with its status list. Every test changes the one thing that it is about.
import type { PassClaims, PermitClaims } from "../../schema/credential.ts";
import type { GateEvent, GateEventKind, PackRow } from "../../schema/gate.ts";
import type { Answer, Held, Reading } from "../../web/verify/held.ts";
import type { GateKey, OpenReason } from "../../web/verify/open.ts";
import { packOf } from "../../web/verify/pack.ts";
import { judge } from "../../web/verify/verdict.ts";

export const NOW = Date.parse("2026-11-01T06:00:00Z");
const SECONDS = NOW / 1000;
export const HOUR = 3_600_000;
const DAY = 86_400;

export const CRISIS = "crs_gatetest";
export const SHIP = "mov_ship0001";
export const BUS = "mov_bus00001";

export const pass: PassClaims = {
  kind: "pass",
  iss: "XCW",
  exp: SECONDS + DAY,
  nbf: SECONDS - 7200,
  iat: SECONDS - 7200,
  cti: "00000000000000a1",
  movement: SHIP,
  crisis: CRISIS,
  number: "402913",
  group: 12,
  n: 1,
  m: 3,
  adult: true,
  name: "Example Name",
  birthYear: 1990,
};
/** The child of the same group. */
export const child: PassClaims = {
  ...pass,
  cti: "00000000000000a3",
  number: "402915",
  n: 3,
  adult: false,
  birthYear: 2019,
};

export const LIST = "https://causeway.test/status/LBY";
export const permit: PermitClaims = {
  kind: "permit",
  iss: "LBY",
  exp: SECONDS + 14 * DAY,
  nbf: SECONDS - DAY,
  iat: SECONDS - DAY,
  cti: "00000000000000b1",
  statusIdx: 7,
  statusUri: LIST,
  name: "Example Name",
  birthYear: 1990,
  number: "XP-7K3M9Q2T",
  territory: "LBY",
  document: null,
  returnUntil: null,
  flags: 5,
  exitPoints: ["Ras Ajdir"],
  specimen: false,
};

const rows: PackRow[] = [
  ["402913", "00000000000000a1", 12, 1, 3, 1, "held"],
  ["402914", "00000000000000a2", 12, 2, 3, 1, "held"],
  ["402915", "00000000000000a3", 12, 3, 3, 0, "held"],
  ["771100", "00000000000000c1", 13, 1, 2, 1, "held"],
  ["771101", "00000000000000c2", 13, 2, 2, 1, "held"],
  ["550001", "00000000000000d1", 14, 1, 1, 0, "held"],
];

export function packWith(over: Partial<Record<string, PackRow[6]>> = {}, at = NOW - HOUR, movementId = SHIP) {
  return packOf({
    movement: { id: movementId, label: `Label of ${movementId}`, state: "boarding" },
    at: new Date(at).toISOString(),
    rows: rows.map((row) => [...row.slice(0, 6), over[row[1]] ?? row[6]] as unknown as PackRow),
  });
}

export function event(cti: string, kind: GateEventKind, at = NOW - 60_000, movementId = SHIP): GateEvent {
  return { id: `gev_${kind}${cti}`.replace("-", ""), movementId, cti, kind, at: new Date(at).toISOString() };
}

export function notedOf(...events: GateEvent[]): Held["noted"] {
  return (movementId, cti) => events.filter((one) => one.movementId === movementId && one.cti === cti);
}

export function heldWith(over: Partial<Held> = {}): Held {
  return {
    mode: "boarding",
    now: NOW,
    real: NOW,
    clockRight: true,
    crisis: { id: CRISIS, territory: "LBY", exercise: true, waivers: [] },
    keysUntil: NOW + 30 * 24 * HOUR,
    movements: new Map([[SHIP, { label: "Ship, 1 November", state: "boarding", pack: packWith() }]]),
    status: (uri) => (uri === LIST ? { iss: "LBY", at: NOW - HOUR, valueAt: () => 0 } : null),
    noted: () => [],
    permitSeen: () => null,
    ...over,
  };
}

export const shipWith = (pack: ReturnType<typeof packWith> | null, state = "boarding" as const) =>
  new Map([[SHIP, { label: "Ship, 1 November", state, pack }]]);

/** A status list that says this of every permit, this old. */
export const statusWith = (value: number | null, at = NOW - HOUR, iss = "LBY"): Held["status"] => {
  return (uri) => (uri === LIST ? { iss, at, valueAt: () => value } : null);
};

/** The public half alone matters here, and only its dates: opening has its own tests. */
export function keyWith(over: Partial<GateKey> = {}): GateKey {
  const key = {} as CryptoKey;
  const purpose = "pass" as const;
  return {
    kid: "AAAAAAAAAAA",
    iss: "XCW",
    purpose,
    nbf: SECONDS - DAY,
    exp: SECONDS + DAY * 90,
    specimen: false,
    key,
    ...over,
  };
}

export function code(claims: PassClaims | PermitClaims, specimen = false, key = keyWith()): Reading {
  return { by: "code", opened: { ok: true, claims, kid: key.kid, key, specimen } };
}
export const failed = (reason: OpenReason): Reading => ({ by: "code", opened: { ok: false, reason } });
export const number = (text: string): Reading => ({ by: "number", number: text });

export const verdictOf = (reading: Reading, over: Partial<Held> = {}): Answer =>
  judge(reading, heldWith(over));
