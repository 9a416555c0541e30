// Relatives of planted cases: each looks for one of them by name, in another spelling; some of those agreed, some answer, and
// some take an answer, the whole consent or the whole case back. What holds then is kept by hand.
import { env } from "cloudflare:workers";
import { registrationDelete } from "../../schema/registration-end.ts";
import {
  tracingAgree,
  tracingAnswer,
  tracingDisagree,
  tracingMine,
  tracingRefuse,
  tracingTakeBack,
} from "../../schema/tracing-own.ts";
import { getCrisis } from "../../worker/crisis/store.ts";
import { clockContext } from "../../worker/kit/clock.ts";
import type { Bindings } from "../../worker/kit/env.ts";
import { compare } from "../../worker/match/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, looks } from "../kit/world.ts";
import { type Drawn, must, type Planted } from "./record.ts";

/** Every letter twice: read alike, and not the word that was planted. */
const spelled = (name: string) => name.replace(/[a-z]/g, "$&$&");

/** What becomes of an answer, by turns, so that a few cases have them all. */
const fates = ["stands", "taken back", "stands", "withdrawn", "blocked", "deleted"] as const;

async function answers(record: Planted, drawn: Drawn, fate: (typeof fates)[number]): Promise<void> {
  const { requests } = (await must(record.someone.does(tracingMine))) as {
    requests: { id: string; by: string }[];
  };
  const one = requests.find(({ by }) => record.seeker?.includes(by) === true);
  if (one === undefined) throw new Error("nobody was shown who looks for this case");
  const text = drawn.word();
  await must(record.someone.does(tracingAnswer, { id: one.id, text }));
  const seeks = () => {
    for (const word of record.seeker ?? []) record.tokens.push({ field: "seeker", text: word, own: null });
  };
  if (fate === "stands") {
    record.tokens.push({ field: "answer", text, own: null });
    seeks();
    return;
  }
  record.gone.push(text);
  if (fate === "taken back") {
    await must(record.someone.does(tracingTakeBack, { id: one.id }));
    seeks();
  } else if (fate === "blocked") await must(record.someone.does(tracingRefuse, { id: one.id, block: true }));
  else if (fate === "withdrawn") {
    await must(record.someone.does(tracingDisagree, {}));
    record.agreed = false;
  } else {
    await must(record.someone.does(registrationDelete));
    record.someone = await comesBack(record.reference, record.pin);
    record.agreed = false;
    record.deleting = true;
    record.adult = null;
    record.consents.clear();
  }
}

/** Gives every case somebody who looks for it. `untouched`: cases that the rest of the test needs as they are. */
export async function lookedFor(records: readonly Planted[], drawn: Drawn, untouched: number): Promise<void> {
  for (const [n, record] of records.entries()) {
    const [first, second] = record.tokens.flatMap(({ field, text }) => (field === "name" ? [text] : []));
    record.seeker = [drawn.word(), drawn.word()];
    const [by = "", text = ""] = record.seeker;
    const name = `${spelled(first ?? "")} ${spelled(second ?? "")}`;
    record.relative = (await looks({ name, by, text }, `198.51.100.${String(n)}`)).someone;
    if (record.deleting) continue;
    // Another's word that she has not confirmed is refused here, like a child's.
    record.agreed = (await record.someone.does(tracingAgree, {})).status === 200;
  }
  // Of the clock's work this alone: places that are over are to be there, so that the rules have something to close.
  const ctx = clockContext(env as unknown as Bindings, "test", () => undefined);
  const crisis = await getCrisis(ctx, CRISIS);
  while (await compare(ctx, crisis));
  let turn = 0;
  for (const [n, record] of records.entries()) {
    if (!record.agreed) continue;
    const fate = fates[turn++ % fates.length] ?? "stands";
    await answers(record, drawn, n === untouched && fate === "deleted" ? "stands" : fate);
  }
}
