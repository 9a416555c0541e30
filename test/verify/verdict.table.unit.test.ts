// Every answer of a gate, one by one: what is read, what the gate holds, and the word that has to come out.
import { describe, expect, it } from "vitest";
import en from "../../schema/words/gate/en.json" with { type: "json" };
import type { Held, Reading } from "../../web/verify/held.ts";
import { openReasons } from "../../web/verify/open.ts";
import { meaning, type Reason, verdicts } from "../../web/verify/reason.ts";
import { mayAccept } from "../../web/verify/verdict.ts";
import {
  BUS,
  child,
  code,
  event,
  failed,
  HOUR,
  keyWith,
  NOW,
  notedOf,
  number,
  packWith,
  pass,
  permit,
  SHIP,
  shipWith,
  statusWith,
  verdictOf,
} from "./sample.ts";

type Case = [says: string, reason: Reason, reading: Reading, over?: Partial<Held>];
const minutes = (n: number) => n * 60;
const at = { permit: { mode: "permit" } as const, arrival: { mode: "arrival" } as const };
const waiver = { from: NOW - HOUR, until: NOW + HOUR };
const crisis = { id: "crs_gatetest", territory: "LBY", exercise: true, waivers: [] };
const two = new Map([
  [SHIP, { label: "Ship", state: "boarding" as const, pack: packWith() }],
  [BUS, { label: "Bus", state: "boarding" as const, pack: packWith({}, NOW - HOUR, BUS) }],
]);
const escort = { ...permit, flags: permit.flags | 24 };

const cases: Case[] = [
  ["a pass of this movement", "boards", code(pass)],
  ["a number of this movement", "boards", number("402913")],
  ["a pass at the other end", "arrives", code(pass), at.arrival],
  ["a permit", "valid", code(permit), at.permit],

  ["text that is no code of ours", "not-ours", failed("prefix")],
  ["an altered byte", "altered", failed("signature")],
  ["a character outside Base45", "altered", failed("base45")],
  ["an inflate bomb", "altered", failed("inflate")],
  ["CBOR of another shape", "altered", failed("cose")],
  ["another algorithm", "algorithm", failed("algorithm")],
  ["an unknown key", "unknown-key", failed("unknown-key")],
  ["any key while the gate has none", "keys-missing", failed("unknown-key"), { keysUntil: null }],
  ["signed claims of a newer form", "unreadable", failed("claims")],
  [
    "a pass signed by a key whose time is over",
    "keys-old",
    code(pass, false, keyWith({ exp: NOW / 1000 - 1 })),
  ],
  ["a pass while the list of keys has ended", "keys-old", code(pass), { keysUntil: NOW - 1 }],
  ["a key that begins tomorrow", "clock-wrong", code(pass, false, keyWith({ nbf: NOW / 1000 + 86_400 }))],

  ["a pass before the gate was set up", "crisis-unknown", code(pass), { crisis: null }],
  ["a permit before the gate was set up", "crisis-unknown", code(permit), { ...at.permit, crisis: null }],
  ["a pass of another crisis", "other-crisis", code({ ...pass, crisis: "crs_elsewhere" })],
  ["a pass of another movement", "other-movement", code({ ...pass, movement: BUS })],
  ["a pass of a cancelled movement", "movement-cancelled", code(pass), { movements: shipWith(packWith()) }],
  ["a pass after the movement left", "movement-gone", code(pass), { movements: shipWith(packWith()) }],
  ["a pass whose seat was freed", "not-in-pack", code({ ...pass, cti: "00000000000000ff" })],
  [
    "a pass made after the pack",
    "newer-than-pack",
    code({ ...pass, cti: "00000000000000ff", iat: NOW / 1000 - 60 }),
  ],
  [
    "a freed pass of somebody who stands at the other end",
    "not-listed",
    code({ ...pass, cti: "00000000000000ff" }),
    at.arrival,
  ],
  ["a pass while the pack is missing", "pack-unknown", code(pass), { movements: shipWith(null) }],
  [
    "a pass with a pack of yesterday",
    "pack-old",
    code(pass),
    { movements: shipWith(packWith({}, NOW - 24 * HOUR)) },
  ],
  [
    "a pass with a pack of six hours",
    "boards",
    code(pass),
    { movements: shipWith(packWith({}, NOW - 6 * HOUR)) },
  ],

  ["a number that nobody has", "number-unknown", number("000000")],
  [
    "a number that an old pack does not have",
    "not-listed",
    number("000000"),
    { movements: shipWith(packWith({}, NOW - 7 * HOUR)) },
  ],
  ["a number without any pack", "pack-unknown", number("402913"), { movements: shipWith(null) }],
  ["a number of two movements", "number-twice", number("402913"), { movements: two }],
  ["a number while the clock is wrong", "clock-wrong", number("402913"), { clockRight: false }],

  ["a pass that has ended", "expired", code({ ...pass, exp: NOW / 1000 - minutes(11) })],
  ["a pass that ended within the allowance", "boards", code({ ...pass, exp: NOW / 1000 - minutes(9) })],
  ["a pass that has not begun", "not-yet", code({ ...pass, nbf: NOW / 1000 + minutes(11) })],
  ["an ended pass at the other end", "arrives", code({ ...pass, exp: NOW / 1000 - 86_400 }), at.arrival],
  [
    "a pass out of the future",
    "clock-wrong",
    code({ ...pass, iat: NOW / 1000 + 86_400, nbf: NOW / 1000 + 86_400 }),
  ],
  ["a pass while the clock is wrong", "clock-wrong", code(pass), { clockRight: false }],
  ["an ended pass while the clock is wrong", "clock-wrong", code({ ...pass, exp: 0 }), { clockRight: false }],

  ["a pass seen here", "seen-here", code(pass), { noted: notedOf(event(pass.cti, "boarded")) }],
  [
    "a number seen here by its code",
    "seen-here",
    number("402913"),
    { noted: notedOf(event(pass.cti, "boarded")) },
  ],
  [
    "a pass seen at another gate",
    "seen-elsewhere",
    code(pass),
    { movements: shipWith(packWith({ [pass.cti]: "boarded" })) },
  ],
  [
    "an arrival twice",
    "seen-here",
    code(pass),
    { ...at.arrival, noted: notedOf(event(pass.cti, "arrived")) },
  ],
  [
    "an arrival noted elsewhere",
    "seen-elsewhere",
    code(pass),
    { ...at.arrival, movements: shipWith(packWith({ [pass.cti]: "handed-over" })) },
  ],
  [
    "an arrival of somebody who boarded here",
    "arrives",
    code(pass),
    { ...at.arrival, noted: notedOf(event(pass.cti, "boarded")) },
  ],
  ["somebody who was absent and comes", "boards", code(pass), { noted: notedOf(event(pass.cti, "absent")) }],
  ["somebody refused here", "refused-before", code(pass), { noted: notedOf(event(pass.cti, "refused")) }],
  [
    "somebody refused elsewhere",
    "refused-before",
    code(pass),
    { movements: shipWith(packWith({ [pass.cti]: "refused" })) },
  ],

  ["a child before every adult of its group", "child-first", code(child)],
  [
    "a child after one adult",
    "boards",
    code(child),
    { noted: notedOf(event("00000000000000a2", "boarded")) },
  ],
  [
    "a child after an adult at another gate",
    "boards",
    code(child),
    { movements: shipWith(packWith({ "00000000000000a2": "boarded" })) },
  ],
  [
    "a child whose adult was only noted absent",
    "child-first",
    code(child),
    { noted: notedOf(event("00000000000000a2", "absent")) },
  ],
  ["a child whose group has no adult", "child-alone", number("550001")],
  ["a child at the other end", "arrives", code(child), at.arrival],

  ["a permit of another territory", "other-territory", code({ ...permit, territory: "TUN" }), at.permit],
  ["another state's key on our territory", "other-territory", code({ ...permit, iss: "TUN" }), at.permit],
  ["a permit that has ended", "expired", code({ ...permit, exp: NOW / 1000 - minutes(11) }), at.permit],
  ["a permit that has not begun", "not-yet", code({ ...permit, nbf: NOW / 1000 + minutes(11) }), at.permit],
  ["a permit out of the future", "clock-wrong", code({ ...permit, iat: NOW / 1000 + 86_400 }), at.permit],
  ["a permit that was taken back", "revoked", code(permit), { ...at.permit, status: statusWith(1) }],
  ["a permit that is suspended", "suspended", code(permit), { ...at.permit, status: statusWith(2) }],
  ["a status that nobody knows", "status-unknown", code(permit), { ...at.permit, status: statusWith(3) }],
  ["a status beyond the list", "status-unknown", code(permit), { ...at.permit, status: statusWith(null) }],
  ["no status list", "status-unknown", code(permit), { ...at.permit, status: () => null }],
  [
    "a status list of another authority",
    "status-unknown",
    code(permit),
    { ...at.permit, status: statusWith(0, NOW, "TUN") },
  ],
  [
    "a status list of two days ago",
    "status-old",
    code(permit),
    { ...at.permit, status: statusWith(0, NOW - 48 * HOUR) },
  ],
  ["a permit that was shown before", "valid", code(permit), { ...at.permit, permitSeen: () => NOW - HOUR }],
  ["a permit with an escort", "escort", code(escort), at.permit],
  [
    "a permit under a waiver",
    "valid",
    code(permit),
    { ...at.permit, crisis: { ...crisis, waivers: [waiver] } },
  ],
  [
    "an ended permit under a waiver",
    "waiver",
    code({ ...permit, exp: 0 }),
    { ...at.permit, crisis: { ...crisis, waivers: [waiver] } },
  ],
  [
    "an ended permit after the waiver",
    "expired",
    code({ ...permit, exp: 0 }),
    { ...at.permit, crisis: { ...crisis, waivers: [{ from: 0, until: NOW }] } },
  ],
  [
    "a forged permit under a waiver",
    "altered",
    failed("signature"),
    { ...at.permit, crisis: { ...crisis, waivers: [waiver] } },
  ],
  ["a specimen in an exercise", "valid", code(permit, true), at.permit],
  [
    "a specimen in a real crisis",
    "specimen",
    code(permit, true),
    { ...at.permit, crisis: { ...crisis, exercise: false } },
  ],
  ["a pass where permits are asked for", "is-pass", code(pass), at.permit],
  ["a permit where passes are asked for", "is-permit", code(permit)],
  ["a revoked permit where passes are asked for", "revoked", code(permit), { status: statusWith(1) }],
];

/** Two cases need a movement in another state than the pack's usual one. */
const states: Record<string, "cancelled" | "departed"> = {
  "a pass of a cancelled movement": "cancelled",
  "a pass after the movement left": "departed",
};

function overOf(says: string, over: Partial<Held> = {}): Partial<Held> {
  const state = states[says];
  if (state === undefined) return over;
  const pack = { ...packWith(), state };
  return { ...over, movements: new Map([[SHIP, { label: "Ship", state, pack }]]) };
}

describe("a gate answers", () => {
  for (const [says, reason, reading, over] of cases)
    it(`${meaning[reason]} (${reason}) to ${says}`, () => {
      const answer = verdictOf(reading, overOf(says, over));
      expect([answer.reason, answer.verdict]).toEqual([reason, meaning[reason]]);
    });
  it("with every reason that there is, and each has its words", () => {
    expect(new Set(cases.map(([, reason]) => reason))).toEqual(new Set(Object.keys(meaning)));
    const words: Record<string, string> = en.words;
    const missing = Object.keys(meaning).filter((reason) => words[`gate.reason.${reason}`] === undefined);
    expect(missing).toEqual([]);
    expect(verdicts.filter((verdict) => words[`gate.verdict.${verdict}`] === undefined)).toEqual([]);
  });
  it("to every failure of opening, and never with GO", () => {
    for (const reason of openReasons) expect(verdictOf(failed(reason)).verdict).not.toBe("GO");
  });
});

describe("an answer", () => {
  it("shows whom it is about, and counts her with her group", () => {
    const { facts } = verdictOf(code(pass), { noted: notedOf(event("00000000000000a2", "boarded")) });
    expect(facts).toMatchObject({
      name: "Example Name",
      birthYear: 1990,
      number: "402913",
      group: 12,
      n: 1,
      m: 3,
    });
    expect(facts.boarded).toBe(2);
    expect(verdictOf(code(child)).facts.boarded).toBe(0);
  });
  it("says when she was seen, by the first scan", () => {
    const events = [event(pass.cti, "boarded", NOW - 2 * HOUR), event(pass.cti, "seen", NOW - HOUR)];
    expect(verdictOf(code(pass), { noted: notedOf(...events) }).facts.seenAt).toBe(NOW - 2 * HOUR);
  });
  it("by number has no name: the pack holds none", () => {
    expect(verdictOf(number("402913")).facts).toMatchObject({
      name: null,
      birthYear: null,
      number: "402913",
    });
  });
  it("offers both movements of a number that stands in two", () => {
    const { choices, note } = verdictOf(number("402913"), { movements: two });
    expect(choices.map(({ movementId }) => movementId)).toEqual([SHIP, BUS]);
    expect(note).toBeNull();
  });
  it("marks a specimen, shows until when no permit is needed, and when a list was signed", () => {
    const over = { mode: "permit" as const, crisis: { ...crisis, waivers: [waiver] } };
    expect(verdictOf(code(permit, true), over).facts).toMatchObject({
      specimen: true,
      waivedUntil: NOW + HOUR,
      statusAt: NOW - HOUR,
      exitPoints: ["Ras Ajdir"],
    });
  });
  it("says beside a waiver why the permit itself does not hold", () => {
    const over = { mode: "permit" as const, crisis: { ...crisis, waivers: [waiver] }, status: statusWith(1) };
    expect(verdictOf(code(permit), over)).toMatchObject({ reason: "waiver", also: ["revoked"] });
  });
  it("gives every further reason, and the hardest first", () => {
    const over = { movements: shipWith(packWith({}, NOW - 24 * HOUR)), keysUntil: NOW - 1 };
    expect(verdictOf(code(child), over)).toMatchObject({
      reason: "child-first",
      also: ["pack-old", "keys-old"],
    });
  });
});

describe("what is written down", () => {
  const note = (kind: string) => ({ kind, movementId: SHIP, cti: pass.cti });
  it("is a boarding or an arrival for GO, and a second sight for SEEN", () => {
    expect(verdictOf(code(pass)).note).toEqual(note("boarded"));
    expect(verdictOf(code(pass), at.arrival).note).toEqual(note("arrived"));
    const noted = notedOf(event(pass.cti, "boarded"));
    expect(verdictOf(code(pass), { noted }).note).toEqual(note("seen"));
  });
  it("waits for an officer's own look after LOOK", () => {
    const answer = verdictOf(code(child));
    expect(answer.note).toEqual({ ...note("boarded"), cti: child.cti });
    expect(mayAccept(answer)).toBe(true);
    expect(mayAccept(verdictOf(code(pass)))).toBe(false);
  });
  it("is nothing for NO, for a permit, or where it is not known who stands there", () => {
    expect(verdictOf(code({ ...pass, exp: 0 })).note).toBeNull();
    expect(verdictOf(code(permit), at.permit).note).toBeNull();
    expect(verdictOf(code(permit)).note).toBeNull();
    expect(verdictOf(code(pass), at.permit).note).toBeNull();
    expect(verdictOf(number("000000"), { movements: shipWith(packWith({}, 0)) }).note).toBeNull();
  });
});
