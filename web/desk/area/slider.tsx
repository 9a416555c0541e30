// The time slider: stored hourly counts by district, moved by hand, by key, by an hour or a day, or played.
import { useEffect, useState } from "preact/hooks";
import { place, refine } from "../../kit/route.ts";
import { Heads, ProblemLine } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { hourIn } from "../link.ts";
import {
  closeHours,
  hour,
  hours,
  loading,
  none,
  notStored,
  openHours,
  problem,
  shownHour,
  stepHour,
} from "./hours.ts";
import { District } from "./words.tsx";

const PACE = 700;
const DAY = 24;

/** The address must not bring back an hour that a hand has left. */
function forgetLink(): void {
  if (place.value.query.hour !== undefined) refine({ hour: undefined }, true);
}

/** The same numbers as a table, for those who do not see the map, and for paper. */
function Table() {
  const shown = hour.value;
  if (shown === null) return null;
  const rows = shown.areas.toSorted((a, b) => (b.people ?? -1) - (a.people ?? -1));
  return (
    <details>
      <summary>{t("desk.area.table", { n: number(rows.length) })}</summary>
      <table class="list">
        <Heads names={[t("desk.area.district"), t("desk.area.people")]} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.cell}>
              <th scope="row">
                <District cell={row.cell} />
              </th>
              <td>{row.people === null ? t("desk.area.few") : number(row.people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Controls() {
  const [playing, setPlaying] = useState(false);
  const at = shownHour.value ?? 0;
  const last = hours.value.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      if ((shownHour.value ?? 0) >= hours.value.length - 1) setPlaying(false);
      else stepHour(1);
    }, PACE);
    return () => clearInterval(timer);
  }, [playing]);
  const play = () => {
    forgetLink();
    if (!playing && at >= last) shownHour.value = 0;
    setPlaying(!playing);
  };
  const said = time(hour.value?.at ?? "");
  const move = (by: number) => {
    forgetLink();
    stepHour(by);
  };
  const step = (by: number, key: string) => (
    <button type="button" disabled={by < 0 ? at === 0 : at >= last} onClick={() => move(by)}>
      {t(key)}
    </button>
  );
  return (
    <div class="slider">
      <div class="choices">
        {step(-DAY, "desk.past.dayBack")}
        {step(-1, "desk.past.hourBack")}
        <button type="button" aria-pressed={playing} onClick={play}>
          {t(playing ? "desk.past.pause" : "desk.past.play")}
        </button>
        {step(1, "desk.past.hourOn")}
        {step(DAY, "desk.past.dayOn")}
      </div>
      <label>
        <span class="unseen">{t("desk.past.slider")}</span>
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={at}
          aria-valuetext={said}
          onInput={(event) => {
            setPlaying(false);
            forgetLink();
            shownHour.value = Number(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            const by = { PageUp: DAY, PageDown: -DAY }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            move(by);
          }}
        />
      </label>
      <p>
        <strong>{said}</strong> <small class="muted">{t("desk.past.says")}</small>
      </p>
      <Table />
    </div>
  );
}

export function Slider() {
  const open = shownHour.value !== null;
  const id = crisis.value?.id;
  const named = hourIn(place.value.query.hour);
  useEffect(() => closeHours, [id]);
  useEffect(() => {
    if (id !== undefined && named !== undefined) void openHours(named);
  }, [id]);
  return (
    <section class="hours" aria-label={t("desk.past")}>
      <button
        type="button"
        aria-expanded={open}
        disabled={loading.value}
        onClick={() => {
          forgetLink();
          if (open) closeHours();
          else void openHours();
        }}
      >
        {t(open ? "desk.past.close" : "desk.past")}
      </button>
      <ProblemLine problem={problem.value} />
      {open ? <Controls /> : null}
      {notStored.value ? <p role="status">{t("desk.past.notStored")}</p> : null}
      {none.value ? <p role="status">{t("desk.past.none")}</p> : null}
    </section>
  );
}
