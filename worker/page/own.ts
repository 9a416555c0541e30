// What is done at /{lang}/s/{step}: each form is one act, and the page that follows says what was done or what is wrong.
// Forms that are whole are turned here into what the act takes: a field that came back empty is one to be emptied.
import type { FormValue } from "../../schema/kit/form.ts";
import { giveCode, leaveGroup } from "../adult/routes.ts";
import { give, renew, withdraw } from "../consent/routes.ts";
import { keepAll, remove as removeAll } from "../erasure/routes.ts";
import { confirm } from "../intake/confirm.ts";
import type { Bound } from "../kit/door.ts";
import { remove, set } from "../location/routes.ts";
import { send } from "../message/routes.ts";
import { changePerson, changePin, tell, update } from "../registration/change.ts";
import { alive, endOthers } from "../registration/own.ts";
import { answer } from "../seat/own.ts";
import { answer as answerSplit } from "../split/routes.ts";
import { agree, answer as answerTracing, disagree, refuse, takeBack } from "../tracing/own.ts";

export type Raw = { [key: string]: FormValue };

export interface Step {
  bound: Bound;
  /** The page that follows, below /s; the request itself where it is empty. */
  page: string;
  /** Key of what it says. */
  done: string;
  /** From what the form sent to what the act takes. */
  input?: (raw: Raw) => Raw;
  /** The act's names of fields, as they stand in the form. */
  field?: (path: string) => string;
}

/** Names of the fields that an emptied form asks to clear. */
const cleared = (raw: Raw, names: readonly string[]): Raw => {
  const clear = names.filter((name) => raw[name] === undefined);
  return clear.length === 0 ? {} : { clear };
};

/** The person's fields stand in the form as they stood in the first one. */
function onePerson({ people, ...raw }: Raw): Raw {
  const [person] = Array.isArray(people) ? people : [];
  return raw.remove !== undefined ? raw : { ...raw, person: person ?? {} };
}

const steps = {
  "seat-answer": { bound: answer, page: "", done: "journey.answered" },
  "split-answer": { bound: answerSplit, page: "", done: "journey.answered" },
  confirm: { bound: confirm, page: "", done: "asked.confirmed" },
  alive: { bound: alive, page: "", done: "status.aliveDone" },
  place: { bound: set, page: "place", done: "status.placeDone" },
  "place-delete": { bound: remove, page: "place", done: "status.placeGone" },
  needs: {
    bound: update,
    page: "needs",
    done: "own.saved",
    input: (raw: Raw) => ({ ...raw, ...cleared(raw, ["needs", "barriers"]) }),
  },
  answers: {
    bound: update,
    page: "answers",
    done: "own.saved",
    input: (raw: Raw) => ({
      phoneSafe: "no",
      ...raw,
      ...cleared(raw, ["choice", "phone", "note"]),
    }),
  },
  person: {
    bound: changePerson,
    page: "people",
    done: "own.saved",
    input: onePerson,
    field: (path: string) => path.replace(/^person\b/, "people.0"),
  },
  tell: { bound: tell, page: "people", done: "own.saved" },
  code: { bound: giveCode, page: "people", done: "own.saved" },
  elsewhere: { bound: endOthers, page: "pin", done: "pin.elsewhereDone" },
  pin: { bound: changePin, page: "", done: "pin.changed" },
  send: { bound: send, page: "msg", done: "message.sent" },
  share: { bound: give, page: "share", done: "consent.shared" },
  renew: { bound: renew, page: "share", done: "consent.shared" },
  withdraw: { bound: withdraw, page: "share", done: "consent.withdrawn" },
  "trace-agree": { bound: agree, page: "trace", done: "own.saved" },
  "trace-stop": { bound: disagree, page: "trace", done: "data.no" },
  "trace-answer": { bound: answerTracing, page: "trace", done: "own.saved" },
  "trace-refuse": { bound: refuse, page: "trace", done: "own.saved" },
  "trace-back": { bound: takeBack, page: "trace", done: "data.no" },
  delete: { bound: removeAll, page: "delete", done: "delete.done" },
  keep: { bound: keepAll, page: "", done: "delete.kept" },
  leave: { bound: leaveGroup, page: "own", done: "own.saved" },
} as unknown as Record<string, Step>;

export function stepAt(name: string): Step | undefined {
  return Object.hasOwn(steps, name) ? steps[name] : undefined;
}

/** The page on which a step's own form stands: there it comes back with what was typed, where it was refused. */
export function formOfStep(name: string): string {
  const pages: Record<string, string> = {
    person: "people",
    send: "msg",
    leave: "own",
    withdraw: "share",
    renew: "share",
    "place-delete": "place",
    code: "people",
    alive: "",
    "seat-answer": "",
    "split-answer": "",
    confirm: "",
    keep: "",
    elsewhere: "pin",
  };
  if (name.startsWith("trace-")) return "trace";
  return pages[name] ?? name;
}
