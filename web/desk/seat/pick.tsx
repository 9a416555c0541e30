// Choosing a movement for one or many groups: next to leave first, each with the people that we may still place on it.
import type { Movement } from "../../../schema/movement.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { apart, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { Bar, Overdue } from "../movement/seats.tsx";
import { MovementSign } from "../movement/sign.tsx";
import { failed, loaded, movements, useMovements } from "../movement/state.ts";
import { freeWords, mine, openForUs, wayWords } from "../movement/words.ts";

interface PickProps {
  people: number;
  value: string | null;
  onPick: (movement: Movement) => void;
}

/** `Room for all 31` · `Room for 25 of 31: the rest waits` · `Full: all wait`. */
function room(left: number, people: number): string {
  if (left >= people) return t("desk.seat.roomAll", { n: number(left) });
  if (left === 0) return t("desk.seat.roomNone");
  return t("desk.seat.roomSome", { n: number(left), of: number(people) });
}

function Option({ movement, people, value, onPick }: PickProps & { movement: Movement }) {
  const now = crisis.value?.now ?? "";
  const left = mine(movement, now) ?? 0;
  return (
    <label class="option" data-movement={movement.id}>
      <input
        type="radio"
        name="movement"
        value={movement.id}
        checked={value === movement.id}
        onChange={() => onPick(movement)}
      />
      <span class="what">
        <MovementSign mode={movement.mode} /> <strong dir="auto">{movement.label}</strong>
        <small class="block">
          <bdi>{wayWords(movement)}</bdi>
        </small>
        <small class="block">
          {time(movement.leavesAt)} · {apart(movement.leavesAt, now)}{" "}
          <Overdue movement={movement} now={now} />
        </small>
      </span>
      <span class="room">
        <strong data-left={left}>{t("desk.movement.mine", { n: number(left) })}</strong>
        <small class={left < people ? "block few" : "block"}>{room(left, people)}</small>
        <small class="block">{freeWords(movement)}</small>
        <Bar movement={movement} />
      </span>
    </label>
  );
}

export function Pick(props: PickProps) {
  useMovements();
  const open = openForUs(movements.value);
  if (failed.value !== null) return <ProblemLine problem={failed.value} />;
  if (!loaded.value) return <Skeleton lines={4} />;
  if (open.length === 0) return <Empty>{t("desk.seat.noMovement")}</Empty>;
  return (
    <fieldset class="pick">
      <legend>{t("desk.seat.which")}</legend>
      {open.map((movement) => (
        <Option key={movement.id} movement={movement} {...props} />
      ))}
    </fieldset>
  );
}
