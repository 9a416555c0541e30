// policy: who may see which part of whom. Every field of a person, every audience, and the rules that join them; what no
// rule opens is closed. Deciding is in policy.rules.ts; schema/policy.md is printed from here, and a test compares them.
import type { Purpose } from "./consent.ts";
import { type Caller, caseReaders, queueReaders } from "./kit/access.ts";
import { CELL_FOR, EXACT_FOR, KEPT_FOR } from "./location.rules.ts";

/** The parts of a person's case that are opened or closed as one, and what each is. */
export const fields = {
  case: "that there is a case: its id, how many people, its state, when it was sent and last alive",
  need: "what is needed, how urgently, who owns it",
  district: "the district where she is, about 39 km",
  cell: "the area where she is, about 1.2 km",
  placeKind: "whether her phone, a named place or words said where she is",
  landmark: "the place in her own words, without a Plus Code",
  exact: "the exact place, about 110 m; its accuracy, a Plus Code",
  zone: "the camp or shelter that she named as her place",
  code: "the code of the case",
  takenBack:
    "that a consent ended or all is being deleted, when, and the permits or complaints by which it was known; not whose",
  name: "names",
  born: "age or year of birth, as it was said",
  relation: "who is whose child, partner, parent",
  document: "what became of each one's papers",
  told: "what she told later: sex, nationality, languages, six questions about difficulties",
  lang: "the language that she reads",
  barrier: "what stops her from leaving",
  choice: "where she wants to be",
  phone: "the phone number, whose it is, whether texts are safe",
  phoneEnd: "the last two digits of the phone number, beside a text that was sent to it",
  note: "what else she wrote",
  reason: "what an officer wrote to her with a decision",
  asked: "who asked for her, and how her agreement was taken",
  leftGroup: "that she left a group on her own",
  recipient: "who else received her request",
  dangerWord: "what she wrote of a danger that she told of, and the place in words; not whose it is",
  message: "messages, of those whom each one reached",
  seat: "numbers of seats and passes, and what became of each; no name",
  medical: "the mark of a medical need on a manifest",
  permitProgress: "that an exit permit was asked for, on which ground, and how far it is",
  permitPrinted: "what is printed on the exit permit",
  permitWords: "what she and the authority wrote to each other about the permit",
  ownCode: "which adults of the group have a code of their own",
  pinGiven: "that an officer gave a new secret number: of which organisation, when, and whether alone",
  glassWord: "what an officer wrote of her where opening her case took a reason",
  look: "who looked, who may see what, what was done",
  seeker: "who looks for her: name, relation, words; written by that person, and nobody checked it",
  answer: "what she answered to one who looks for her, and when",
  trace: "that something was done to a case: the act, the case's id, and by whose account",
  offer: "one need that may be passed on: its kind, how urgent it is, and how many people it is for",
  count: "published figures of a whole crisis, a day old; nobody few in them or beside them",
} as const;
export type Field = keyof typeof fields;
export const fieldNames = Object.keys(fields) as Field[];

/** For whom a view is made, and what makes somebody one. */
export const audiences = {
  self: "whoever registered, of her own case",
  adult: "another adult of the group with a code of her own",
  responder: "an organisation that she asked for help, by name",
  partner: "an organisation that she lets see the need, by name",
  mover: "those who run a movement that she said yes to",
  former: "an organisation that could see her and is told that it may no more",
  aboard: "those who run, share or hold a gate of a movement that she is placed on",
  host: "the host authority that she asked for an exit permit",
  relative: "somebody who looks for her, and whom she answered",
  holder: "an organisation that took a need of hers on, by her yes to passing it on: that need alone",
  offered: "an organisation that is asked to take a need on, by one that may pass it on",
  oversight:
    "oversight, the platform and a supervisor, of the audit; oversight of her case, for a complaint of hers",
  public: "everybody",
} as const;
export type Audience = keyof typeof audiences;
export const audienceNames = Object.keys(audiences) as Audience[];

export interface Rule {
  audience: Audience;
  /** Who may read as this audience. */
  roles: readonly Caller[];
  fields: readonly Field[];
  /** One of these consents, of hers to this very organisation, holds now. Empty: none is asked for. */
  consent: readonly Purpose[];
  /** Each of these consents holds too. */
  also?: readonly Purpose[];
  /** Milliseconds since the place was said, at most. */
  within?: number;
  /** Only what she herself said or was sent: not what another adult of the group with a code of her own did. */
  own?: true;
}

const everybody: readonly Caller[] = [
  "nobody",
  "person",
  "relative",
  "intake",
  "coordinator",
  "supervisor",
  "permit-officer",
  "gate-officer",
  "oversight",
  "viewer",
  "platform-admin",
];
const person = ["person"] as const;
const none = [] as const;
/** What every adult of a group reads of it. */
const group = [
  "case",
  "need",
  "code",
  "name",
  "born",
  "relation",
  "document",
  "lang",
  "barrier",
  "choice",
  "reason",
  "asked",
  "recipient",
  "seat",
  "look",
] as const satisfies readonly Field[];
const said = ["told", "message", "dangerWord", "seeker", "answer"] as const;

/** Each line opens fields; none closes any. Herself first, then those to whom she gave a consent, then all others. */
export const rules: readonly Rule[] = [
  { audience: "self", roles: person, fields: group, consent: none },
  { audience: "self", roles: person, fields: said, consent: none, own: true },
  {
    audience: "self",
    roles: person,
    fields: ["phone", "note", "ownCode", "pinGiven", "permitProgress", "permitPrinted", "permitWords"],
    consent: none,
  },
  {
    audience: "self",
    roles: person,
    fields: ["exact", "zone", "landmark"],
    consent: none,
    within: EXACT_FOR,
  },
  { audience: "self", roles: person, fields: ["cell"], consent: none, within: CELL_FOR },
  {
    audience: "self",
    roles: person,
    fields: ["district", "placeKind"],
    consent: none,
    within: KEPT_FOR,
  },
  { audience: "adult", roles: person, fields: group, consent: none },
  { audience: "adult", roles: person, fields: said, consent: none, own: true },
  {
    audience: "adult",
    roles: person,
    fields: ["exact", "zone", "landmark"],
    consent: none,
    within: EXACT_FOR,
  },
  { audience: "adult", roles: person, fields: ["cell"], consent: none, within: CELL_FOR },
  {
    audience: "adult",
    roles: person,
    fields: ["district", "placeKind"],
    consent: none,
    within: KEPT_FOR,
  },
  {
    audience: "responder",
    roles: caseReaders,
    fields: [
      "case",
      "need",
      "code",
      "name",
      "born",
      "relation",
      "document",
      "told",
      "lang",
      "barrier",
      "choice",
      "phone",
      "phoneEnd",
      "note",
      "reason",
      "asked",
      "leftGroup",
      "recipient",
      "message",
      "dangerWord",
      "seat",
      "medical",
      "permitProgress",
      "pinGiven",
    ],
    consent: ["help"],
  },
  {
    audience: "responder",
    roles: caseReaders,
    fields: ["district", "placeKind"],
    consent: ["help"],
    within: KEPT_FOR,
  },
  { audience: "responder", roles: caseReaders, fields: ["cell"], consent: ["help"], within: CELL_FOR },
  { audience: "responder", roles: caseReaders, fields: ["landmark"], consent: ["help"], within: EXACT_FOR },
  {
    audience: "responder",
    roles: caseReaders,
    fields: ["exact", "zone"],
    consent: ["help"],
    also: ["place"],
    within: EXACT_FOR,
  },
  // A viewer reads no names, whatever her organisation was given (ruling 17).
  { audience: "partner", roles: queueReaders, fields: ["case", "need"], consent: ["assist", "help"] },
  {
    audience: "partner",
    roles: queueReaders,
    fields: ["district"],
    consent: ["assist", "help"],
    within: KEPT_FOR,
  },
  {
    audience: "partner",
    roles: queueReaders,
    fields: ["cell"],
    consent: ["assist", "help"],
    within: CELL_FOR,
  },
  {
    audience: "partner",
    roles: queueReaders,
    fields: ["exact"],
    consent: ["assist", "help"],
    also: ["place"],
    within: EXACT_FOR,
  },
  // Her yes to passing on names no organisation, so it opens least: the need that is held, never another one's kind, and an
  // exact place only where she gave that by name to the organisation that she then knew of.
  { audience: "holder", roles: queueReaders, fields: ["case", "need"], consent: ["hold"] },
  { audience: "holder", roles: queueReaders, fields: ["district"], consent: ["hold"], within: KEPT_FOR },
  { audience: "holder", roles: queueReaders, fields: ["cell"], consent: ["hold"], within: CELL_FOR },
  {
    audience: "holder",
    roles: queueReaders,
    fields: ["exact"],
    consent: ["hold"],
    also: ["place"],
    within: EXACT_FOR,
  },
  // The consent is that of the organisation which asks. Whoever is asked learns neither who it is nor that there is a case
  // that could be found again.
  { audience: "offered", roles: caseReaders, fields: ["offer"], consent: ["refer"] },
  { audience: "offered", roles: caseReaders, fields: ["district"], consent: ["refer"], within: KEPT_FOR },
  // A code that nobody knows to strike out stays on a paper copy. Whoever was a partner only never had it.
  { audience: "former", roles: ["supervisor"], fields: ["case", "code"], consent: none },
  // Who never had a code strikes copies by the number that it knew.
  {
    audience: "former",
    roles: ["permit-officer", "oversight"],
    fields: ["takenBack"],
    consent: none,
  },
  { audience: "mover", roles: caseReaders, fields: ["name"], consent: ["travel"] },
  // Seats are counted by whoever carries them: without numbers no gate can board. No name goes with them.
  { audience: "aboard", roles: [...caseReaders, "gate-officer"], fields: ["seat"], consent: none },
  {
    audience: "host",
    roles: ["permit-officer"],
    fields: ["permitProgress", "permitPrinted", "permitWords"],
    consent: ["permit"],
  },
  // What she answered to this one, while she agrees to be looked for. Nothing else of her, whatever is known of her here.
  { audience: "relative", roles: ["relative"], fields: ["answer"], consent: ["trace"] },
  {
    audience: "oversight",
    roles: ["supervisor", "oversight", "platform-admin"],
    fields: ["trace"],
    consent: none,
  },
  // What a review reads. The consents are those to the organisation whose officer wrote it: what it may not see of her any
  // more, those who watch over it do not read in its words. Kind, moment, officer and state of the reason stay.
  {
    audience: "oversight",
    roles: ["supervisor", "oversight"],
    fields: ["glassWord"],
    consent: ["help", "assist", "hold", "permit"],
  },
  // For a complaint of hers, and only while that is open.
  {
    audience: "oversight",
    roles: ["oversight"],
    fields: ["case", "code", "need", "look"],
    consent: ["oversee"],
  },
  { audience: "public", roles: everybody, fields: ["count"], consent: none },
];
