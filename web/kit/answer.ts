// What a door answers to a question, asked again when the question or its turn changes. What was answered stays on the
// screen until the next answer is there; an answer that was overtaken is dropped.
import { useContext, useEffect, useState } from "preact/hooks";
import type { Act, ReplyOf, SentOf } from "../../schema/kit/act.ts";
import { type ProblemSeen, read } from "./call.ts";
import { ReasonAsked } from "./ui/parts.tsx";

export interface Answered<T> {
  /** The latest answer to this question; null until there is one. */
  data: T | null;
  /** Why the latest try failed. */
  problem: ProblemSeen | null;
  again(): void;
}

/** Null asks nothing. A higher `turn` asks the same once more. */
export function useAnswer<A extends Act>(
  name: string,
  input: Partial<Record<keyof SentOf<A> & string, unknown>> | null,
  turn = 0,
): Answered<ReplyOf<A>> {
  const key = input === null ? "" : `${name} ${JSON.stringify(input)}`;
  const [found, setFound] = useState<{
    key: string;
    data: ReplyOf<A> | null;
    problem: ProblemSeen | null;
  } | null>(null);
  const [asked, ask] = useState(0);
  const reasons = useContext(ReasonAsked).turn;
  useEffect(() => {
    if (input === null) return;
    let here = true;
    void read<A>(name, input).then((answer) => {
      if (!here) return;
      if (answer.ok) setFound({ key, data: answer.data, problem: null });
      else
        setFound((before) => ({
          key,
          data: before?.key === key ? before.data : null,
          problem: answer.problem,
        }));
    });
    return () => {
      here = false;
    };
  }, [key, turn, asked, reasons]);
  const now = found?.key === key ? found : null;
  return { data: now?.data ?? null, problem: now?.problem ?? null, again: () => ask((n) => n + 1) };
}
