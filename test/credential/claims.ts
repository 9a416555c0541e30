// Claims for tests of credentials: invented names in invented circumstances. Knows no keys and no platform.
import type { PassClaims, PermitClaims } from "../../schema/credential.ts";

export const NOW = new Date("2026-11-01T06:00:00Z");
export const SECONDS = Math.floor(NOW.getTime() / 1000);
const DAY = 86_400;

export const permit: PermitClaims = {
  kind: "permit",
  iss: "LBY",
  exp: SECONDS + 14 * DAY,
  nbf: SECONDS,
  iat: SECONDS,
  cti: "0011223344556677",
  statusIdx: 48_213,
  statusUri: "https://causeway.test/status/LBY",
  name: "Example Name",
  birthYear: 1990,
  number: "XP-7K3M9Q2T",
  territory: "LBY",
  document: { number: "P1234567A", issuer: "PHL" },
  returnUntil: SECONDS + 365 * DAY,
  flags: 5,
  exitPoints: ["Ras Ajdir", "Misrata port"],
  specimen: false,
};

export const pass: PassClaims = {
  kind: "pass",
  iss: "XCW",
  exp: SECONDS + DAY,
  nbf: SECONDS,
  iat: SECONDS,
  cti: "8899aabbccddeeff",
  movement: "mov_ionis0418",
  crisis: "crs_libya2011",
  number: "402913",
  group: 12,
  n: 1,
  m: 3,
  adult: true,
  name: "Example Name",
  birthYear: null,
};

/** One name in five scripts. None is of a person. */
export const names = {
  latin: "Maria Example Santos",
  arabic: "اسم للمثال فقط",
  bengali: "উদাহরণ নাম মাত্র",
  ethiopic: "የምሳሌ ስም ብቻ",
  devanagari: "उदाहरण नाम मात्र",
} as const;
