// How many needs wait for this organisation's answer, beside the link to them. An offer's time runs: it is asked again now
// and then, though nothing was told.
import { useEffect, useState } from "preact/hooks";
import type { referralList } from "../../../schema/referral.ts";
import { useAnswer } from "../../kit/answer.ts";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { revision } from "./state.ts";

const EVERY = 120_000;

export function OpenOffers() {
  const [turn, setTurn] = useState(0);
  const id = crisis.value?.id;
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), EVERY);
    return () => clearInterval(timer);
  }, []);
  const question = id === undefined ? null : { crisisId: id, only: "counts" };
  const { data } = useAnswer<typeof referralList>("referral.list", question, turn + revision.value);
  if (data === null || data.open === 0) return null;
  return (
    <span class="tag warn" data-open={data.open}>
      {number(data.open)}
      <span class="unseen"> {t("referral.waiting")}</span>
    </span>
  );
}
