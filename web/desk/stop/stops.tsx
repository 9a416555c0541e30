// Offices that were stopped in a crisis: who stopped them and why, and how far they are from coming back. A supervisor
// sees only the switch for her own.
import { useState } from "preact/hooks";
import type { Crisis } from "../../../schema/crisis.ts";
import type { organisationStops, Stop } from "../../../schema/organisation-stop.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { DeskNow } from "../crisis/desk.tsx";
import { may } from "../session.ts";
import { Lift, StopOffice } from "./stop.tsx";

/** Who did it, when, and in which words. */
function Said({ by, at, words }: { by: string | null; at: string | null; words: string | null }) {
  if (by === null || at === null) return <>–</>;
  return (
    <>
      <time datetime={at}>{time(at)}</time> <bdi>{by}</bdi>
      <small>
        <bdi dir="auto">{words}</bdi>
      </small>
    </>
  );
}

function Row({ one, onDone }: { one: Stop; onDone: () => void }) {
  return (
    <tr data-stop={one.id}>
      <th scope="row">
        <bdi>{one.organisation.name}</bdi>{" "}
        {one.liftedAt === null ? <strong class="tag bad">{t("stop.holds")}</strong> : null}
      </th>
      <td>
        <Said by={one.by} at={one.at} words={one.reason} />
      </td>
      <td>
        <Said by={one.liftAskedBy} at={one.liftAskedAt} words={one.liftReason} />
      </td>
      <td>
        {one.liftedAt === null ? (
          <Lift of={one} onDone={onDone} />
        ) : (
          <Said by={one.liftedBy} at={one.liftedAt} words={one.liftedReason} />
        )}
      </td>
    </tr>
  );
}

export function Stops({ in: of }: { in: Crisis }) {
  const [turn, setTurn] = useState(0);
  const reads = may("organisation.stops");
  const { data, problem, again } = useAnswer<typeof organisationStops>(
    "organisation.stops",
    reads ? { crisisId: of.id } : null,
    turn,
  );
  if (!may("organisation.stop")) return null;
  const done = () => setTurn(turn + 1);
  return (
    <section class="stops" aria-label={t("stop.title")}>
      <header>
        <h2>{t("stop.title")}</h2>
        <p class="muted">{t("stop.lead")}</p>
        <StopOffice of={of} onDone={done} />
      </header>
      <DeskNow of={of} turn={turn} />
      <Refused problem={problem} again={again} />
      {!reads ? null : data === null ? (
        problem === null ? (
          <Skeleton lines={2} />
        ) : null
      ) : data.stops.length === 0 ? (
        <Empty>{t("stop.none")}</Empty>
      ) : (
        <table class="list stopped">
          <caption class="unseen">{t("stop.title")}</caption>
          <Heads names={["office", "stopped", "liftAsked", "back"].map((one) => t(`stop.${one}`))} />
          <tbody>
            {data.stops.map((one) => (
              <Row key={one.id} one={one} onDone={done} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
