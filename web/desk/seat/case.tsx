// The journey of an open case: movements on which it has seats or waits, what its people answered, splits, and placing it.
import { useState } from "preact/hooks";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { takesGroups } from "../../../schema/movement.rules.ts";
import type { seatOfCase } from "../../../schema/seat.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { apart, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { revision, useMovements } from "../movement/state.ts";
import type { Case } from "../registration/case.tsx";
import { may } from "../session.ts";
import { AnswerSign } from "./answer.tsx";
import { placeable } from "./chosen.ts";
import { Free } from "./free.tsx";
import { PlaceOne } from "./place-one.tsx";
import { Propose, SplitLine } from "./split.tsx";

type Seat = ReplyOf<typeof seatOfCase>["seats"][number];

function SeatLine({ seat, open, onDone }: { seat: Seat; open: Case; onDone: () => void }) {
  const now = crisis.value?.now ?? "";
  const { crisis: crisisId } = place.value.query;
  return (
    <li data-movement={seat.movementId}>
      <span>
        <a href={addressOf(`/desk/movements/${seat.movementId}`, { crisis: crisisId })}>
          <bdi dir="auto">{seat.label}</bdi>
        </a>{" "}
        <span class="tag">{t(`movementState.${seat.movementState}`)}</span>
        <small class="block">
          {time(seat.leavesAt)} · {apart(seat.leavesAt, now)} ·{" "}
          {t("desk.people", { count: seat.people, n: number(seat.people) })}
        </small>
      </span>
      <AnswerSign state={seat.state} position={seat.position} />
      {may("seat.free") && takesGroups(seat.movementState) ? (
        <Free
          movement={{ id: seat.movementId, label: seat.label }}
          registrationId={open.id}
          people={seat.people}
          onDone={onDone}
        />
      ) : null}
    </li>
  );
}

export function SeatsOfCase({ open, reload }: { open: Case; reload: () => Promise<Case | null> }) {
  useMovements();
  const [asks, setAsks] = useState<"place" | "split" | null>(null);
  const { data, problem, again } = useAnswer<typeof seatOfCase>(
    "seat.ofCase",
    { registrationId: open.id },
    revision.value,
  );
  const done = () => {
    again();
    void reload();
  };
  const places = may("seat.place") && placeable(open) && crisis.value?.closedAt === null;
  const many = (open.persons?.length ?? 0) > 1;
  return (
    <section class="journey" aria-label={t("desk.journey")}>
      <h2>{t("desk.journey")}</h2>
      <ProblemLine problem={problem} />
      {data === null && problem === null ? <p class="muted">{t("desk.loading")}</p> : null}
      {data !== null && data.seats.length === 0 ? <p class="muted">{t("desk.journey.none")}</p> : null}
      <ul class="need-list">
        {(data?.seats ?? []).map((seat) => (
          <SeatLine key={seat.movementId} seat={seat} open={open} onDone={done} />
        ))}
        {(data?.splits ?? []).map((split) => (
          <SplitLine key={split.id} split={split} open={open} onDone={done} />
        ))}
      </ul>
      {places ? (
        <p class="choices">
          <button type="button" onClick={() => setAsks("place")}>
            {t("desk.seat.placeOne")} <kbd>g</kbd>
          </button>
          {many ? (
            <button type="button" class="quiet" onClick={() => setAsks("split")}>
              {t("act.seat.proposeSplit")}
            </button>
          ) : null}
        </p>
      ) : null}
      {asks === "place" ? <PlaceOne open={open} onClose={() => setAsks(null)} onDone={done} /> : null}
      {asks === "split" ? <Propose open={open} onClose={() => setAsks(null)} onDone={done} /> : null}
    </section>
  );
}
