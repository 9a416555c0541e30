// One movement: seats and whose they are, what has become of it, its groups without names, what others reported, and
// what this officer may do. The change form replaces all that while it is open.
import { useEffect, useRef } from "preact/hooks";
import { nextMovementStates, placesOf, takesGroups, takesPartIn } from "../../../schema/movement.rules.ts";
import type { Movement } from "../../../schema/movement.ts";
import { addressOf, place, refine } from "../../kit/route.ts";
import { Empty, type Fact, Facts, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { apart, local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may, me } from "../session.ts";
import { organisationName } from "../zone/naming.ts";
import { Advance } from "./advance.tsx";
import { Change } from "./change.tsx";
import { DifferencesOf } from "./difference.tsx";
import { Groups } from "./group.tsx";
import { ReportedFigures } from "./reported.tsx";
import { Overdue, Overfull, Seats } from "./seats.tsx";
import { MovementSign } from "./sign.tsx";
import { failed, loaded, movements } from "./state.ts";
import { wayWords } from "./words.ts";

function MovementFacts({ movement, now }: { movement: Movement; now: string }) {
  const facts: Fact[] = [
    [t("desk.movement.wayIs"), <bdi>{wayWords(movement)}</bdi>],
    [
      t("desk.movement.leavesAt"),
      <>
        <time datetime={movement.leavesAt}>{time(movement.leavesAt)}</time>
        <small class="block">{apart(movement.leavesAt, now)}</small>
      </>,
    ],
    [t("desk.movement.runBy"), <bdi dir="auto">{organisationName(movement.organisationId)}</bdi>],
    [t("desk.movement.since"), `${t(`movementState.${movement.state}`)} · ${time(movement.stateAt)}`],
  ];
  if (movement.gates.length > 0)
    facts.push([t("desk.movement.gates"), movement.gates.map(organisationName).join(" · ")]);
  return <Facts of={facts} />;
}

/** Who shares it: what each has placed of its places, and until when these are kept. */
function Shares({ movement, now }: { movement: Movement; now: string }) {
  if (movement.shares.length === 0) return null;
  return (
    <section aria-label={t("desk.movement.shares")}>
      <h2>{t("desk.movement.shares")}</h2>
      <table class="list">
        <caption class="unseen">{t("desk.movement.shares")}</caption>
        <tbody>
          {movement.shares.map((share) => (
            <tr key={share.organisationId}>
              <th scope="row">
                <bdi dir="auto">{organisationName(share.organisationId)}</bdi>
              </th>
              <td>
                {share.places === 0
                  ? t("desk.movement.shareNone")
                  : t("desk.movement.shareTaken", { n: number(share.taken), of: number(share.places) })}
              </td>
              <td>
                {time(share.until)}
                <small class="block">
                  {share.until > now ? apart(share.until, now) : t("desk.movement.shareOver")}
                </small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Tools({ movement, runs }: { movement: Movement; runs: boolean }) {
  const { crisis: crisisId } = place.value.query;
  const address = (of: string) => addressOf(`/desk/movements/${movement.id}/${of}`, { crisis: crisisId });
  const id = me.value?.organisation.id ?? "";
  const used = takesGroups(movement.state) || placesOf(movement.taken) + movement.taken.lap > 0;
  const reads = used && may("manifest.get") && takesPartIn(movement, id);
  const advances = runs && may("movement.advance") && nextMovementStates(movement.state).length > 0;
  return (
    <div class="movement-tools">
      {advances ? <Advance movement={movement} /> : null}
      {runs && may("movement.change") && takesGroups(movement.state) ? (
        <button type="button" onClick={() => refine({ edit: "1" })}>
          {t("desk.movement.change")}
        </button>
      ) : null}
      {reads ? (
        <a class="button" href={address("manifest")}>
          {t("desk.manifest")}
        </a>
      ) : null}
      {reads && movement.state !== "planned" && movement.state !== "cancelled" ? (
        <a class="button" href={address("passes")}>
          {t("desk.passes")}
        </a>
      ) : null}
    </div>
  );
}

export function MovementDetail({ id }: { id: string }) {
  const movement = movements.value.find((one) => one.id === id);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  if (movement === undefined)
    return loaded.value ? (
      <Empty>{t("problem.not-found")}</Empty>
    ) : failed.value !== null ? (
      <ProblemLine problem={failed.value} />
    ) : (
      <Skeleton />
    );
  const now = crisis.value?.now ?? "";
  const runs = crisis.value?.closedAt === null && movement.organisationId === me.value?.organisation.id;
  if (runs && place.value.query.edit === "1" && takesGroups(movement.state))
    return <Change key={id} movement={movement} />;
  const places = takesPartIn(movement, me.value?.organisation.id ?? "");
  return (
    <div data-movement={id} data-version={movement.version} data-state={movement.state}>
      <h1 ref={heading}>
        <MovementSign mode={movement.mode} word />
        <bdi dir="auto">{movement.label}</bdi>
        <span class="tag">{t(`movementState.${movement.state}`)}</span>
        <Overfull movement={movement} />
        <Overdue movement={movement} now={now} />
      </h1>
      {movement.reason === null ? null : (
        <p class="notice">
          {t("desk.movement.because")} <bdi dir="auto">{local(movement.reason)}</bdi>
        </p>
      )}
      <Tools movement={movement} runs={runs} />
      <Seats movement={movement} now={now} />
      <MovementFacts movement={movement} now={now} />
      {may("seat.list") && places ? <Groups movement={movement} /> : null}
      {may("movement.differences") && places ? <DifferencesOf movement={movement} /> : null}
      <Shares movement={movement} now={now} />
      <ReportedFigures movement={movement} />
    </div>
  );
}
