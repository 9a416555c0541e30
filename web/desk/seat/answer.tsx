// What a group said of its seats: shape and word together, so that it can be told apart without colour.
import type { PassengerState } from "../../../schema/seat.ts";
import { number, t } from "../../kit/words.ts";

const paths: Record<PassengerState, string> = {
  coming: "M2.5 8.5 6 12 13.5 4",
  asked: "M5 5.5A3 3 0 1 1 8 8.6V10M8 13V13.2",
  waiting: "M4 2H12L8 8 12 14H4L8 8Z",
};

export function AnswerSign({ state, position }: { state: PassengerState; position: number | null }) {
  return (
    <span class={`answer answer-${state}`} data-answer={state}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={paths[state]} />
      </svg>
      {position === null
        ? t(`passengerState.${state}`)
        : t("desk.seat.position", { state: t(`passengerState.${state}`), n: number(position) })}
    </span>
  );
}
