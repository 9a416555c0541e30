// The exercise's clock, marked as an exercise wherever it stands: step by hours and days, play, stand.
import { t, time } from "../../kit/words.ts";
import { may } from "../session.ts";
import { crisis, playClock, stepClock } from "./state.ts";

export function Clock() {
  const present = crisis.value;
  if (present === null) return null;
  const { clock, now } = present;
  if (clock === null) return <time class="clock">{time(now)}</time>;
  const moves = may("crisis.step");
  return (
    <div class="clock exercise">
      <strong>{t("desk.exercise")}</strong>
      <time datetime={now}>{time(now)}</time>
      {moves ? (
        <span class="actions">
          <button type="button" onClick={() => void stepClock(6)}>
            {t("desk.clock.hours", { n: 6 })}
          </button>
          <button type="button" onClick={() => void stepClock(24)}>
            {t("desk.clock.day")}
          </button>
          <button
            type="button"
            aria-pressed={clock.speed > 0}
            onClick={() => void playClock(clock.speed > 0 ? 0 : 3600)}
          >
            {clock.speed > 0 ? t("desk.clock.stand") : t("desk.clock.play")}
          </button>
        </span>
      ) : null}
    </div>
  );
}
