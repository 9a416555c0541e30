// One form that sends one act: busy while it does, the problem it met, the same key for the same words.
import { useState } from "preact/hooks";
import type { Act, ReplyOf, SentOf } from "../../../schema/kit/act.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { refused } from "../../kit/ui/form.tsx";

export interface Sending<A extends Act> {
  busy: boolean;
  problem: ProblemSeen | null;
  /** Sends; `done` is called with the reply where it went well. A press while it is under way does nothing. */
  send: (input: SentOf<A>, done: (reply: ReplyOf<A>) => void | Promise<void>) => Promise<void>;
  /** Says what is wrong before anything was sent. */
  refuse: (fields: { path: string; reason: string }[]) => void;
}

export function useSending<A extends Act>(name: A["name"]): Sending<A> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const intent = useIntent();
  return {
    busy,
    problem,
    refuse: (fields) => setProblem(refused(fields)),
    async send(input, done) {
      if (busy) return;
      setBusy(true);
      const answer = await write<A>(name, input, { key: intent(input) });
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) await done(answer.data);
    },
  };
}

/** An id made here, by chance: whoever creates a thing names it. */
export function freshId(prefix: "crs" | "org" | "off" | "tok"): string {
  return `${prefix}_${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`;
}
