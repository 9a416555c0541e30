// Where a gate officer begins on the desk: the way to the gate itself, which is a page of its own that works without a
// network, and the movements whose lists this gate may fetch.
import { placesOf, takesGroups } from "../../../schema/movement.rules.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { apart, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { MovementSign } from "../movement/sign.tsx";
import { failed, loaded, movements, useMovements } from "../movement/state.ts";
import { wayWords } from "../movement/words.ts";
import "./gate.css";

export function GatePage() {
  useMovements();
  const now = crisis.value?.now ?? "";
  // What has arrived is a gate's business only while somebody of it is still to be scanned.
  const open = movements.value
    .filter(
      ({ state, taken }) =>
        takesGroups(state) || (["departed", "arrived"].includes(state) && placesOf(taken) + taken.lap > 0),
    )
    .toSorted((a, b) => (a.leavesAt < b.leavesAt ? -1 : 1));
  return (
    <div class="page gate-page">
      <h1>{t("desk.gate")}</h1>
      <p>{t("desk.gate.lead")}</p>
      <p>
        <a class="button primary" href="/v/" target="_self">
          {t("desk.gate.open")}
        </a>
      </p>
      <p class="muted">{t("desk.gate.how")}</p>
      <h2>{t("desk.gate.movements")}</h2>
      <ProblemLine problem={failed.value} />
      {loaded.value || failed.value !== null ? null : <Skeleton lines={4} />}
      {loaded.value && open.length === 0 ? <Empty>{t("desk.gate.none")}</Empty> : null}
      <ul class="need-list">
        {open.map((one) => (
          <li key={one.id} data-movement={one.id}>
            <MovementSign mode={one.mode} />
            <span>
              <strong dir="auto">{one.label}</strong>
              <small class="block">
                <bdi>{wayWords(one)}</bdi>
              </small>
            </span>
            <span>
              {time(one.leavesAt)} · {apart(one.leavesAt, now)}
            </span>
            <span class="tag">{t(`movementState.${one.state}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
