// The judgement of a boarding pass, of a number and of a line of the list. Pure; verdict.ts decides what wins.
import type { PassClaims } from "../../schema/credential.ts";
import type { GateEvent } from "../../schema/gate.ts";
import { timeReasons } from "./clock.ts";
import type { Facts, Found, Held, HeldMovement } from "./held.ts";
import { boardedOf, isAboard, type Pack, type Pass, standing } from "./pack.ts";
import type { Reason } from "./reason.ts";

/** A pack that is older is no longer enough to say GO (EXPERIENCE, F4). */
export const PACK_FRESH = 6 * 3_600_000;

export function passFacts(claims: PassClaims): Partial<Facts> {
  return {
    kind: "pass",
    signed: true,
    name: claims.name === "" ? null : claims.name,
    birthYear: claims.birthYear,
    number: claims.number,
    group: claims.group,
    n: claims.n,
    m: claims.m,
    from: claims.nbf * 1000,
    until: claims.exp * 1000,
  };
}

export function judgePass(claims: PassClaims, held: Held): Found {
  const movement = held.movements.get(claims.movement);
  const facts = { ...passFacts(claims), movement: movement?.label ?? null };
  const only = (reason: Reason): Found => ({ reasons: [reason], facts, note: null });
  if (held.crisis === null) return only("crisis-unknown");
  if (claims.crisis !== held.crisis.id) return only("other-crisis");
  if (movement === undefined) return only("other-movement");
  const pass = movement.pack?.byCti.get(claims.cti) ?? null;
  return together({
    movementId: claims.movement,
    cti: claims.cti,
    movement,
    pass,
    held,
    facts,
    reasons: [
      // A short life is for boarding: nobody who has travelled is sent back at the other end.
      ...timeReasons(claims, held.now).filter((one) => held.mode !== "arrival" || one === "clock-wrong"),
      ...listReasons(claims, movement.pack, pass, held),
    ],
  });
}

function listReasons(claims: PassClaims, pack: Pack | null, pass: Pass | null, held: Held): Reason[] {
  if (pack === null || pass !== null) return [];
  // Whoever was seated after the pack was made is not in it. Only an older pass that is missing was freed.
  if (claims.iat * 1000 > pack.at) return ["newer-than-pack"];
  return [held.mode === "arrival" ? "not-listed" : "not-in-pack"];
}

export function judgeNumber(number: string, held: Held): Found {
  const facts: Partial<Facts> = { kind: "pass", number };
  const only = (...reasons: Reason[]): Found => ({ reasons, facts, note: null });
  const packs = [...held.movements.values()].flatMap(({ pack }) => (pack === null ? [] : [pack]));
  if (packs.length === 0) return only("pack-unknown");
  const hits = packs.flatMap((pack) => {
    const pass = pack.byNumber.get(number);
    return pass === undefined ? [] : [{ movementId: pack.movementId, label: pack.label, pass }];
  });
  const [hit, other] = hits;
  if (hit === undefined) {
    const old = packs.some((pack) => held.now - pack.at > PACK_FRESH);
    return old ? only("not-listed", "pack-old") : only("number-unknown");
  }
  if (other !== undefined) return { ...only("number-twice"), choices: hits };
  return judgeLine(hit.movementId, hit.pass.cti, held);
}

/** A pass that an officer found by its number or on the list: the pack knows it, and nobody has seen a signature. */
export function judgeLine(movementId: string, cti: string, held: Held): Found {
  const movement = held.movements.get(movementId);
  const pass = movement?.pack?.byCti.get(cti);
  if (movement === undefined || pass === undefined)
    return { reasons: ["pack-unknown"], facts: {}, note: null };
  const { number, group, n, m } = pass;
  const facts: Partial<Facts> = { kind: "pass", number, group, n, m, movement: movement.label };
  if (held.crisis === null) return { reasons: ["crisis-unknown"], facts, note: null };
  const reasons: Reason[] = held.clockRight ? [] : ["clock-wrong"];
  return together({ movementId, cti, movement, pass, held, facts, reasons });
}

interface Genuine {
  movementId: string;
  cti: string;
  movement: HeldMovement;
  /** Null where the pack does not have it. */
  pass: Pass | null;
  held: Held;
  facts: Partial<Facts>;
  reasons: readonly Reason[];
}

/** What pack, log and group say of a pass that is genuine. */
function together({ movementId, cti, movement, pass, held, facts, reasons }: Genuine): Found {
  const { pack } = movement;
  const arriving = held.mode === "arrival";
  const seen = seenBefore(movementId, cti, pass, held);
  const grouped = pack === null || pass === null ? null : { pack, pass };
  const asksGroup = grouped !== null && !arriving && seen.reasons.length === 0;
  return {
    reasons: [
      ...reasons,
      ...movementReasons(movement, held),
      ...packReasons(pack, held),
      ...seen.reasons,
      ...(asksGroup ? groupReasons(grouped.pack, grouped.pass, held) : []),
      arriving ? "arrives" : "boards",
    ],
    facts: {
      ...facts,
      packAt: pack?.at ?? null,
      seenAt: seen.at,
      boarded: grouped === null ? null : boardedOf(grouped.pack, grouped.pass.group, held.noted),
    },
    note: { kind: arriving ? "arrived" : "boarded", movementId, cti },
  };
}

function packReasons(pack: Pack | null, held: Held): Reason[] {
  if (pack === null) return ["pack-unknown"];
  return held.now - pack.at > PACK_FRESH ? ["pack-old"] : [];
}

function movementReasons({ state, pack }: HeldMovement, held: Held): Reason[] {
  const latest = pack?.state ?? state;
  if (latest === "cancelled") return ["movement-cancelled"];
  const gone = latest === "departed" || latest === "arrived" || latest === "closed";
  return gone && held.mode !== "arrival" ? ["movement-gone"] : [];
}

interface Seen {
  reasons: Reason[];
  at: number | null;
}

function seenBefore(movementId: string, cti: string, pass: Pass | null, held: Held): Seen {
  const arriving = held.mode === "arrival";
  const own = held.noted(movementId, cti);
  const counts = ({ kind }: GateEvent) =>
    kind === "arrived" || kind === "handed-over" || (kind === "boarded" && !arriving);
  // The first scan wins, whatever was noted later.
  const first = own.find(counts);
  if (first !== undefined) return { reasons: ["seen-here"], at: Date.parse(first.at) };
  const state = pass?.state ?? "held";
  const elsewhere = arriving ? state === "arrived" || state === "handed-over" : isAboard(state);
  if (elsewhere) return { reasons: ["seen-elsewhere"], at: null };
  const refused = own.findLast((event) => event.kind === "refused");
  if (refused !== undefined) return { reasons: ["refused-before"], at: Date.parse(refused.at) };
  return { reasons: state === "refused" ? ["refused-before"] : [], at: null };
}

/** A child before every adult of its group warns; so does a child whose group has no adult. */
function groupReasons(pack: Pack, pass: Pass, held: Held): Reason[] {
  if (pass.adult) return [];
  const adults = (pack.groups.get(pass.group) ?? []).filter((one) => one.adult);
  if (adults.length === 0) return ["child-alone"];
  return adults.some((one) => isAboard(standing(pack, one, held.noted))) ? [] : ["child-first"];
}
