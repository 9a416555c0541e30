// Pages to look at, of invented people: the views that the worker would give, and a credential as long as real ones.
import type { Language } from "../../schema/kit/fields.ts";
import type { Pass } from "../../schema/pass.ts";
import type { PermitForSelf } from "../../schema/permit.ts";
import type { SeatForSelf } from "../../schema/seat.ts";
import type {
  Common,
  Journey,
  PassView,
  PermitPaperView,
  PermitView,
  RequestView,
} from "../../web/plain/view.ts";
import { random } from "../kit/random.ts";

export const common = (lang: Language, path: string): Common => ({
  lang,
  displayName: "Causeway",
  nonce: "0123456789abcdefghijkl==",
  languagesAt: `/l${path}`,
});

const at = (day: number, hour: number) =>
  `2011-03-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00Z`;

/** Text of a code: `XP1:` and Base45 that folds as badly as a real signature does. */
export function credential(length: number): string {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const chance = random(length);
  let text = "XP1:";
  while (text.length < length) text += chance.of([...letters]);
  return text;
}

export const hostile = '<b onclick="x">\u202eNoor & Co</b>';

export const persons = [
  { id: "per_4hT0s9aLx2", name: "Marked Name One", born: "year:1987", relation: "self", document: "held" },
  { id: "per_5hT0s9aLx2", name: "زفيرين كويلفذر", born: "age:7", relation: "child", document: "none" },
] as const;

export function seat(over: Partial<SeatForSelf> = {}): SeatForSelf {
  return {
    movementId: "mov_ionis0418",
    label: "Ship, 18 April",
    mode: "ship",
    from: { name: { en: "Misrata port", ar: "ميناء مصراتة" } },
    to: { name: { en: "Benghazi port", ar: "ميناء بنغازي" } },
    leavesAt: at(4, 12),
    movementState: "planned",
    reason: null,
    runBy: "Support desk",
    state: "asked",
    position: null,
    people: persons.map(({ id, name }) => ({ personId: id, name, kind: "seat", state: "held" })),
    ...over,
  };
}

export function permit(over: Partial<PermitForSelf> = {}): PermitForSelf {
  const state = over.state ?? "granted";
  const decided = state !== "asked";
  return {
    id: "prm_4hT0s9aLx2",
    state,
    askedAt: at(1, 6),
    dueAt: at(3, 6),
    escalatedAt: null,
    decidedAt: decided ? at(2, 6) : null,
    objected: false,
    version: 2,
    personId: persons[0].id,
    authority: "Exit office",
    reason: null,
    credential: state === "granted" ? credential(443) : null,
    specimen: true,
    printed: {
      name: persons[0].name,
      birthYear: 1987,
      documentNumber: "P1234567",
      documentIssuer: "BGD",
      ground: "evacuation",
      wantsReturn: true,
      territory: "LBY",
      number: "XP-7K3M9Q2T",
      validFrom: at(2, 6),
      expiresAt: at(16, 6),
      exitPoints: ["Misrata port", "Ras Ajdir"],
      returnUntil: "2011-09-01T00:00:00Z",
      feesWaived: true,
      minor: false,
    },
    ...over,
  };
}

export function pass(over: Partial<Pass> = {}): Pass {
  return {
    movementId: "mov_ionis0418",
    personId: persons[0].id,
    number: "402913",
    name: persons[0].name,
    group: 12,
    n: 1,
    m: 2,
    expiresAt: at(4, 18),
    credential: credential(198),
    ...over,
  };
}

export function status(lang: Language, over: Partial<RequestView> = {}): RequestView {
  let acts = 0;
  return {
    ...common(lang, "/s"),
    view: {
      reference: "4829130574",
      state: "listed",
      stateAt: at(1, 8),
      aliveAt: at(1, 8),
      reason: null,
      nextBy: at(2, 8),
      lang,
      persons: [...persons],
      needs: [
        {
          id: "ned_4hT0s9aLx2",
          kind: "transport",
          urgency: 2,
          state: "open",
          ownerId: null,
          statedAt: at(1, 6),
          version: 1,
        },
      ],
      choice: "home",
      phone: null,
      phoneSafe: false,
      note: null,
      barriers: [],
      place: { kind: "device", at: at(1, 6), landmark: null, zone: null, exactUntil: at(2, 6) },
      shares: [
        {
          organisationId: "org_embassyOne",
          name: "Embassy one",
          purposes: ["help", "place"],
          since: at(1, 6),
          until: at(15, 6),
        },
      ],
      offers: [
        { id: "org_supportDesk", name: "Support desk" },
        { id: "org_healthTeam", name: "Health team" },
        { id: "org_embassyTwo", name: "Embassy two" },
      ],
      looks: [{ name: "Embassy one", at: at(1, 8), times: 2, fields: ["names", "phone", "place"] }],
      unread: 0,
      adultId: null,
      ownPin: true,
      codes: [],
      erasure: null,
      crisisId: "crs_test0001",
      hotline: "+218 00 000 000",
    },
    journey: { seats: [], splits: [] },
    permits: [],
    waiver: null,
    sought: 0,
    done: null,
    problem: null,
    nextActId: () => `0b1cb6a5-6c3e-4a63-8f8f-2b2b7a5d9e01-${String(++acts)}`,
    ...over,
  };
}

export function permits(lang: Language, over: Partial<PermitView> = {}): PermitView {
  const { view, nextActId } = status(lang);
  return {
    ...common(lang, "/s/permit"),
    view,
    permits: [],
    waiver: null,
    authority: { id: "org_exitOffice", name: { en: "Exit office" } },
    consented: false,
    personId: null,
    values: {},
    done: null,
    problem: null,
    nextActId,
    ...over,
  };
}

export const paper = (lang: Language, over: Partial<PermitPaperView> = {}): PermitPaperView => ({
  ...common(lang, "/s/permit/prm_4hT0s9aLx2"),
  permit: permit(),
  wallet: false,
  hotline: "+218 00 000 000",
  ...over,
});

export const passes = (lang: Language, of: readonly Pass[] = [pass()], journey?: Journey): PassView => ({
  ...common(lang, "/s/pass"),
  journey: journey ?? { seats: [seat({ state: "coming", movementState: "confirmed" })], splits: [] },
  passes: of,
  hotline: "+218 00 000 000",
});

export const waiver = {
  id: "wvr_4hT0s9aLx2",
  crisisId: "crs_test0001",
  from: at(1, 0),
  until: "2011-04-01T00:00:00Z",
  words: { en: "Everybody may leave without an exit permit." },
  authority: "Exit office",
  endedAt: null,
  version: 1,
};
