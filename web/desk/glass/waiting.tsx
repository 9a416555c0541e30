// How many reasons wait for a review, beside the link to them: asked when the desk opens, and every few minutes.
import { useEffect, useState } from "preact/hooks";
import type { glassList } from "../../../schema/glass.ts";
import { useAnswer } from "../../kit/answer.ts";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";

const EVERY = 120_000;

export function WaitingReasons() {
  const [turn, setTurn] = useState(0);
  const id = crisis.value?.id;
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), EVERY);
    return () => clearInterval(timer);
  }, []);
  const question = id === undefined ? null : { crisisId: id, only: "counts" };
  const { data } = useAnswer<typeof glassList>("glass.list", question, turn);
  if (data === null || data.open === 0) return null;
  return (
    <span class={data.overdue > 0 ? "tag bad" : "tag"}>
      {number(data.open)}
      <span class="unseen"> {t("glass.waiting")}</span>
    </span>
  );
}
