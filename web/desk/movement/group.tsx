// Groups on a movement and on its waiting list, without names: what they answered, what became of their seats, and, for
// cases of this organisation, taking a group off.
import { takesGroups } from "../../../schema/movement.rules.ts";
import type { Movement } from "../../../schema/movement.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import type { PassengerGroup, seatList } from "../../../schema/seat.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { number, since, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { SeatAdded } from "../seat/added.tsx";
import { AnswerSign } from "../seat/answer.tsx";
import { Free } from "../seat/free.tsx";
import { may, me } from "../session.ts";
import { organisationName } from "../zone/naming.ts";
import { revision } from "./state.ts";

/** `2 held · 1 boarded`, in the order in which things happen. */
function SeatsSaid({ group }: { group: PassengerGroup }) {
  const states = [...new Set(group.seats.map((seat) => seat.state))];
  const kinds = [...new Set(group.seats.map((seat) => seat.kind))].filter((kind) => kind !== "seat");
  if (group.seats.length === 0) return <span class="muted">–</span>;
  return (
    <>
      {states.map((state) => (
        <span key={state} class="block">
          {t("desk.seat.inState", {
            n: number(group.seats.filter((seat) => seat.state === state).length),
            state: t(`seatState.${state}`),
          })}
        </span>
      ))}
      {kinds.map((kind) => (
        <small key={kind} class="block">
          {t(`seatKind.${kind}`)}
        </small>
      ))}
    </>
  );
}

function Row({ group, movement, now }: { group: PassengerGroup; movement: Movement; now: string }) {
  const { registrationId, reference } = group;
  const added = group.unseated ?? 0;
  const seats = registrationId !== null && added > 0 && may("seat.place") && takesGroups(movement.state);
  const frees = registrationId !== null && may("seat.free") && takesGroups(movement.state);
  return (
    <tr data-group={group.group} data-id={registrationId}>
      <td class="number">{group.group === null ? "–" : number(group.group)}</td>
      <th scope="row">
        {registrationId === null || reference === null ? (
          <span class="muted">{t("desk.seat.notOurs")}</span>
        ) : (
          <a href={addressOf(`/desk/case/${registrationId}`, { crisis: place.value.query.crisis })}>
            <bdi dir="ltr">{spaced(reference)}</bdi>
          </a>
        )}
        {group.organisationId === me.value?.organisation.id ? null : (
          <small class="block">
            <bdi dir="auto">{organisationName(group.organisationId)}</bdi>
          </small>
        )}
      </th>
      <td class="number">{number(group.people)}</td>
      <td>
        <AnswerSign state={group.state} position={group.position} />
        <small class="block">{since(group.since, now)}</small>
      </td>
      <td>
        <SeatsSaid group={group} />
        {added > 0 ? <span class="tag warn">{t("desk.seat.unseated", { n: number(added) })}</span> : null}
        {seats ? <SeatAdded movementId={movement.id} registrationId={registrationId} /> : null}
      </td>
      <td class="end">
        {frees ? <Free movement={movement} registrationId={registrationId} people={group.people} /> : null}
      </td>
    </tr>
  );
}

/** `12 groups, 31 people have seats: 20 come, 11 have not answered`. */
function Sum({ groups }: { groups: readonly PassengerGroup[] }) {
  const people = (state: PassengerGroup["state"]) =>
    groups.filter((one) => one.state === state).reduce((sum, one) => sum + one.people, 0);
  return (
    <p role="status" data-groups={groups.length}>
      {t("desk.seat.sum", {
        coming: number(people("coming")),
        asked: number(people("asked")),
        waiting: number(people("waiting")),
      })}
    </p>
  );
}

export function Groups({ movement }: { movement: Movement }) {
  const { data, problem } = useAnswer<typeof seatList>(
    "seat.list",
    { movementId: movement.id },
    revision.value,
  );
  const now = crisis.value?.now ?? "";
  return (
    <section aria-label={t("desk.seat.groups")}>
      <h2>{t("desk.seat.groups")}</h2>
      <ProblemLine problem={problem} />
      {data === null && problem === null ? <p class="muted">{t("desk.loading")}</p> : null}
      {data === null ? null : data.groups.length === 0 ? (
        <p class="muted">{t("desk.seat.noGroups")}</p>
      ) : (
        <>
          <Sum groups={data.groups} />
          <div class="wide">
            <table class="list groups">
              <caption class="unseen">{t("desk.seat.groups")}</caption>
              <thead>
                <tr>
                  <th scope="col" class="number">
                    {t("desk.seat.group")}
                  </th>
                  <th scope="col">{t("desk.seat.code")}</th>
                  <th scope="col" class="number">
                    {t("desk.seat.people")}
                  </th>
                  <th scope="col">{t("desk.seat.answer")}</th>
                  <th scope="col">{t("desk.seat.seats")}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {data.groups.map((group, i) => (
                  <Row
                    key={group.registrationId ?? `other-${String(i)}`}
                    group={group}
                    movement={movement}
                    now={now}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
