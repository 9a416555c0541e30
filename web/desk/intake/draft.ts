// What an operator types while somebody speaks: one draft, in this page alone, and never kept. Empty answers are left out of
// what is sent; nothing is chosen beforehand.
import type { SentOf } from "../../../schema/kit/act.ts";
import type { LanguageCode } from "../../../schema/kit/language.ts";
import type { registrationTake } from "../../../schema/registration-intake.ts";

export const hows = ["in-person", "phone", "paper"] as const;
export type How = (typeof hows)[number];

export interface PersonDraft {
  key: string;
  name: string;
  born: string;
  calendar: string;
  ageBand: string;
  relation: string;
  document: string;
  needs: string[];
}

export interface Draft {
  lang: LanguageCode;
  how: How | "";
  heard: boolean;
  reference: string;
  other: boolean;
  by: string;
  knows: string;
  recipients: string[];
  partners: string[];
  danger: string;
  zoneId: string;
  landmark: string;
  people: PersonDraft[];
  needs: string[];
  barriers: string[];
  choice: string;
  phone: string;
  phoneOwner: string;
  phoneSafe: boolean;
  note: string;
  pin: string;
}

export function blankPerson(relation: string): PersonDraft {
  return {
    key: crypto.randomUUID(),
    name: "",
    born: "",
    calendar: "",
    ageBand: "",
    relation,
    document: "",
    needs: [],
  };
}

/** The next person speaks the same language in the same way, more often than not; all else is asked anew. */
export function blank(lang: LanguageCode, how: How | ""): Draft {
  return {
    lang,
    how,
    heard: false,
    reference: "",
    other: false,
    by: "",
    knows: "",
    recipients: [],
    partners: [],
    danger: "",
    zoneId: "",
    landmark: "",
    people: [blankPerson("self")],
    needs: [],
    barriers: [],
    choice: "",
    phone: "",
    phoneOwner: "",
    phoneSafe: false,
    note: "",
    pin: "",
  };
}

type Loose = Record<string, unknown>;

/** Without what was left empty. */
function said(fields: Loose): Loose {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        !(value === "" || value === false || (Array.isArray(value) && value.length === 0)) &&
        !(typeof value === "object" && value !== null && Object.keys(value).length === 0),
    ),
  );
}

export function inputOf(draft: Draft, crisisId: string): SentOf<typeof registrationTake> {
  const { lang, how, heard, reference, other, by, knows, zoneId, landmark, people, pin, ...rest } = draft;
  const onPaper = how === "paper" || reference.trim() !== "";
  return {
    crisisId,
    lang,
    ...said({ ...rest, place: said({ zoneId, landmark }), pin: onPaper ? "" : pin }),
    people: people.map(({ key: _, ...person }) => said(person)),
    ...(other ? { asked: { for: "other", ...said({ by, knows }) } } : {}),
    ...(how === "" || how === "paper" ? {} : { spoken: { how, heard } }),
    ...(onPaper ? { paper: { reference, marked: heard } } : {}),
  } as SentOf<typeof registrationTake>;
}
