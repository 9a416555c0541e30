// What does not add up between seats, boarding and arrival, by the number on the pass; never a name.
import type { Difference, Movement, MovementState, movementDifferences } from "../../../schema/movement.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Heads, ProblemLine } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { revision } from "./state.ts";

export function Differences({ list }: { list: readonly Difference[] }) {
  return (
    <div class="wide tall">
      <table class="list differences">
        <caption class="unseen">{t("desk.differences")}</caption>
        <Heads
          names={[
            t("desk.differences.what"),
            t("desk.differences.number"),
            t("desk.seat.group"),
            t("desk.differences.seen"),
          ]}
        />
        <tbody>
          {list.map((one, i) => (
            <tr key={i}>
              <th scope="row">{t(`desk.difference.${one.kind}`)}</th>
              <td>{one.number === null ? "–" : <bdi dir="ltr">{one.number}</bdi>}</td>
              <td>{one.group === null ? "–" : number(one.group)}</td>
              <td>
                {one.seen.map((seen, at) => (
                  <small key={at} class="block">
                    <bdi dir="auto">{seen.gate}</bdi> · {time(seen.at)}
                  </small>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Before boarding nothing has to add up, but who has no seat while their group has. */
const counted: readonly MovementState[] = [
  "planned",
  "confirmed",
  "boarding",
  "departed",
  "arrived",
  "closed",
];
const early: readonly MovementState[] = ["planned", "confirmed"];

export function DifferencesOf({ movement }: { movement: Movement }) {
  const shown = counted.includes(movement.state);
  const { data, problem } = useAnswer<typeof movementDifferences>(
    "movement.differences",
    shown ? { id: movement.id } : null,
    revision.value,
  );
  if (!shown || (early.includes(movement.state) && (data?.differences.length ?? 0) === 0)) return null;
  return (
    <section aria-label={t("desk.differences")}>
      <h2>{t("desk.differences")}</h2>
      <ProblemLine problem={problem} />
      {data === null ? (
        problem === null ? (
          <p class="muted">{t("desk.loading")}</p>
        ) : null
      ) : data.differences.length === 0 ? (
        <p class="muted">{t("desk.differences.none")}</p>
      ) : (
        <Differences list={data.differences} />
      )}
    </section>
  );
}
