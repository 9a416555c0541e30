// What holds of every answer, whatever is read and whatever the gate holds: thousands of seeded gates, and boardings from
// the first person to the last.
import { describe, expect, it } from "vitest";
import type { PassClaims, PermitClaims } from "../../schema/credential.ts";
import type { GateEvent } from "../../schema/gate.ts";
import type { Held, Reading } from "../../web/verify/held.ts";
import { modes } from "../../web/verify/held.ts";
import { openReasons } from "../../web/verify/open.ts";
import { meaning, type Reason, ranked, verdicts } from "../../web/verify/reason.ts";
import { judge, mayAccept } from "../../web/verify/verdict.ts";
import { type Random, random } from "../kit/random.ts";
import {
  BUS,
  CRISIS,
  child,
  code,
  event,
  failed,
  HOUR,
  heldWith,
  keyWith,
  NOW,
  notedOf,
  number,
  packWith,
  pass,
  permit,
  SHIP,
  statusWith,
} from "./sample.ts";

const seatStates = ["held", "boarded", "arrived", "absent", "refused", "handed-over"] as const;
const ctis = ["00000000000000a1", "00000000000000a2", "00000000000000a3", "00000000000000ff"];
const seconds = (dice: Random) => NOW / 1000 + dice.whole(-200, 200) * 900;

function anyPass(dice: Random): PassClaims {
  const base = dice.of([pass, child]);
  return {
    ...base,
    cti: dice.of(ctis),
    movement: dice.of([SHIP, SHIP, SHIP, BUS]),
    crisis: dice.of([CRISIS, CRISIS, CRISIS, "crs_elsewhere"]),
    iat: seconds(dice),
    nbf: seconds(dice),
    exp: seconds(dice),
  };
}

function anyPermit(dice: Random): PermitClaims {
  const territory = dice.of(["LBY", "LBY", "TUN"]);
  const times = { iat: seconds(dice), nbf: seconds(dice), exp: seconds(dice) };
  return { ...permit, ...times, territory, iss: dice.of([territory, "EGY"]), flags: dice.whole(0, 31) };
}

function anyReading(dice: Random): Reading {
  const key = keyWith({ nbf: seconds(dice), exp: seconds(dice) });
  const specimen = dice.whole(0, 3) === 0;
  return dice.of<() => Reading>([
    () => code(anyPass(dice), specimen, key),
    () => code(anyPermit(dice), specimen, key),
    () => number(dice.of(["402913", "402915", "550001", "000000"])),
    () => ({ by: "list", movementId: dice.of([SHIP, BUS]), cti: dice.of(ctis) }),
    () => failed(dice.of(openReasons)),
  ])();
}

function anyHeld(dice: Random): Held {
  const kinds = ["boarded", "seen", "absent", "refused", "arrived", "handed-over"] as const;
  const events = Array.from({ length: dice.whole(0, 4) }, () =>
    event(dice.of(ctis), dice.of(kinds), NOW - dice.whole(0, 100) * 60_000),
  );
  const over = Object.fromEntries(ctis.map((cti) => [cti, dice.of(seatStates)]));
  const state = dice.of(["boarding", "boarding", "departed", "cancelled"] as const);
  const pack = dice.of([null, { ...packWith(over, NOW - dice.whole(0, 30) * HOUR), state }]);
  return heldWith({
    mode: dice.of(modes),
    clockRight: dice.whole(0, 3) > 0,
    crisis: dice.of([null, { id: CRISIS, territory: "LBY", exercise: dice.of([true, false]), waivers: [] }]),
    keysUntil: dice.of([null, NOW - HOUR, NOW + HOUR]),
    movements: new Map([[SHIP, { label: "Ship", state, pack }]]),
    status: dice.of([
      () => null,
      statusWith(dice.of([0, 1, 2, 3, null]), NOW - dice.whole(0, 100) * HOUR, dice.of(["LBY", "TUN"])),
    ]),
    noted: notedOf(...events),
  });
}

function each(times: number, look: (reading: Reading, held: Held, dice: Random) => void): void {
  const dice = random(20_261_101);
  for (let n = 0; n < times; n++) look(anyReading(dice), anyHeld(dice), dice);
}

describe("every answer", () => {
  it("has a reason whose verdict it is, the hardest of all that it gives, and no reason twice", () => {
    each(8000, (reading, held) => {
      const { verdict, reason, also } = judge(reading, held);
      expect(meaning[reason]).toBe(verdict);
      for (const one of also)
        expect(verdicts.indexOf(meaning[one])).toBeGreaterThanOrEqual(verdicts.indexOf(verdict));
      expect(new Set([reason, ...also]).size).toBe(also.length + 1);
    });
  });
  it("is the same for the same, and changes nothing of what it was given", () => {
    each(2000, (reading, held) => {
      const before = JSON.stringify([reading, held]);
      expect(judge(reading, held)).toEqual(judge(reading, held));
      expect(JSON.stringify([reading, held])).toBe(before);
    });
  });
  it("writes nothing for NO, and a boarding or arrival only of a chosen movement", () => {
    each(8000, (reading, held) => {
      const { verdict, note } = judge(reading, held);
      if (verdict === "NO") expect(note).toBeNull();
      if (verdict === "SEEN") expect(note?.kind).toBe("seen");
      if (note !== null) expect(held.movements.has(note.movementId)).toBe(true);
      if (note !== null && verdict !== "SEEN")
        expect(note.kind).toBe(held.mode === "arrival" ? "arrived" : "boarded");
    });
  });
});

describe("GO", () => {
  it("comes only with keys in force, a right clock, and a pack of six hours or a list of a day", () => {
    let gone = 0;
    each(30_000, (reading, held) => {
      const { verdict, reason, facts } = judge(reading, held);
      if (verdict !== "GO") return;
      gone++;
      expect(held.clockRight).toBe(true);
      expect(held.crisis).not.toBeNull();
      if (reading.by === "code") expect(held.keysUntil).toBeGreaterThan(held.real);
      if (reason === "valid") expect(held.real - (facts.statusAt ?? 0)).toBeLessThanOrEqual(24 * HOUR);
      else expect(held.now - (facts.packAt ?? 0)).toBeLessThanOrEqual(6 * HOUR);
    });
    expect(gone).toBeGreaterThan(30);
  });
  it("never comes for what could not be opened", () => {
    each(8000, (reading, held) => {
      if (reading.by === "code" && !reading.opened.ok) expect(judge(reading, held).verdict).not.toBe("GO");
    });
  });
});

describe("what is only old", () => {
  const soft: Reason[] = [
    "pack-old",
    "status-old",
    "status-unknown",
    "keys-old",
    "clock-wrong",
    "pack-unknown",
  ];
  it("never refuses: no such reason means NO", () => {
    for (const reason of soft) expect(meaning[reason]).toBe("LOOK");
  });
  it("a wrong clock refuses nobody for a time", () => {
    each(8000, (reading, held) => {
      const { reason, also } = judge(reading, { ...held, clockRight: false });
      expect([reason, ...also]).not.toContain("expired");
      expect([reason, ...also]).not.toContain("not-yet");
    });
  });
  it("an older status list never turns a permit from GO or LOOK into NO", () => {
    const dice = random(7);
    for (let n = 0; n < 2000; n++) {
      const held = { ...anyHeld(dice), mode: "permit" as const };
      const claims = anyPermit(dice);
      const at = (hours: number) =>
        judge(code(claims), { ...held, status: statusWith(0, NOW - hours * HOUR) });
      if (at(1).verdict !== "NO") expect(at(dice.whole(24, 10_000)).verdict).not.toBe("NO");
    }
  });
});

/** A gate that boards whoever comes, as scan.ts does: a GO is noted, a LOOK when the officer says so. */
function gate(held: Held, says: () => boolean) {
  const events: GateEvent[] = [];
  let at = held.now;
  return {
    events,
    scan(reading: Reading) {
      at += 1000;
      const answer = judge(reading, { ...held, now: at, noted: notedOf(...events) });
      if (answer.note !== null && (answer.verdict !== "LOOK" || (mayAccept(answer) && says())))
        events.push({ ...event(answer.note.cti, answer.note.kind, at), id: `gev_${String(events.length)}` });
      return answer;
    },
  };
}

describe("a boarding", () => {
  const boardedOnce = (events: readonly GateEvent[]) => {
    const boarded = events.filter(({ kind }) => kind === "boarded").map(({ cti }) => cti);
    expect(new Set(boarded).size).toBe(boarded.length);
    return boarded.length;
  };
  it("lets nobody through twice, by code, by number or from the list, in any order", () => {
    const dice = random(3);
    for (let n = 0; n < 300; n++) {
      const { scan, events } = gate(heldWith(), () => dice.whole(0, 1) === 1);
      for (let m = 0; m < 40; m++) {
        const row = dice.of([...packWith().byCti.values()]);
        const claims = { ...pass, ...row, name: "", adult: row.adult };
        const { state: _, ...signed } = claims;
        scan(dice.of([code(signed), number(row.number), { by: "list", movementId: SHIP, cti: row.cti }]));
      }
      expect(boardedOnce(events)).toBeLessThanOrEqual(6);
    }
  });
  it("says GO to the first and SEEN, with that time, to every copy", () => {
    const { scan } = gate(heldWith(), () => true);
    expect(scan(code(pass)).verdict).toBe("GO");
    for (let n = 0; n < 5; n++)
      expect(scan(code(pass))).toMatchObject({
        verdict: "SEEN",
        reason: "seen-here",
        facts: { seenAt: NOW + 1000 },
      });
  });
  it("at two gates without a network is GO at both: the merge tells, no gate can", () => {
    for (const { scan } of [gate(heldWith(), () => true), gate(heldWith(), () => true)])
      expect(scan(code(pass)).verdict).toBe("GO");
  });
  it("warns of a child until an adult of its group is aboard, and not after", () => {
    const { scan } = gate(heldWith(), () => false);
    expect(scan(code(child)).reason).toBe("child-first");
    expect(scan(code(pass)).facts.boarded).toBe(1);
    expect(scan(code(child))).toMatchObject({ verdict: "GO", facts: { boarded: 2, m: 3 } });
  });
});

describe("the order of reasons", () => {
  it("does not depend on the order in which they were found", () => {
    const dice = random(11);
    const words = Object.keys(meaning) as Reason[];
    for (let n = 0; n < 3000; n++) {
      const some = Array.from({ length: dice.whole(1, 5) }, () => dice.of(words));
      expect(ranked([...some].reverse())).toEqual(ranked(some));
    }
  });
});
