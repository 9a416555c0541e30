// Under the people's map: what stands on it, switched on and off, with its signs, its number, how many of it are not on the
// map, and the way to its table; when the data are from; and a link that brings somebody else to the same view.
import type { MovementState } from "../../schema/movement.ts";
import type { ZoneKind } from "../../schema/zone.ts";
import { health } from "../kit/live.ts";
import { addressOf, place } from "../kit/route.ts";
import { number, t, time } from "../kit/words.ts";
import { CopyLink } from "./copy-link.tsx";
import { DangerSign } from "./danger/sign.tsx";
import { type LayerId, shownLayers, switchLayer } from "./layers.ts";
import { ZoneSign } from "./zone/sign.tsx";

/** The forms that the map draws, for those who cannot tell colours apart: the shape says it first. */
function Sign({ path, dash, filled = true }: { path: string; dash?: string; filled?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path
        d={path}
        {...(filled
          ? {}
          : { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": dash })}
      />
    </svg>
  );
}

const urgencies = ["M8 0 16 8 8 16 0 8Z", "M8 1 16 15H0Z", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"];
const LINE = "M0 8H16";
const BOX = "M2 2H14V14H2Z";

export function PeopleSigns({ steps, need }: { steps: readonly number[]; need: string }) {
  return (
    <>
      {urgencies.map((path, i) => (
        <span key={path} class={`urgency urgency-${String(i + 1)}`}>
          <Sign path={path} /> {t(`desk.urgency.${String(i + 1)}`)}
        </span>
      ))}
      <span>
        {t("desk.map.cells")}
        {need === "" ? "" : ` · ${t(`desk.need.${need}`)}`}
      </span>
      <span class="ramp" aria-hidden="true">
        {[0, ...steps].map((step, i) => (
          <span key={step} class={`step step-${String(i + 1)}`}>
            {step === 0 ? `< ${number(steps[0] ?? 0)}` : `${number(step)}+`}
          </span>
        ))}
      </span>
    </>
  );
}

export function AlertSigns() {
  return <span>{t("desk.alert.legend")}</span>;
}
const places = [
  "shelter",
  "safe-zone",
  "assembly-point",
  "hospital",
  "embassy",
] as const satisfies ZoneKind[];
const crossings = ["crossing"] as const satisfies ZoneKind[];

/** The pictures of zones, or of crossings, and what their plates say. */
export function ZoneSigns({ crossing = false }: { crossing?: boolean }) {
  return (
    <>
      {(crossing ? crossings : places).map((kind) => (
        <ZoneSign key={kind} kind={kind} word />
      ))}
      <span>
        {t("desk.zone.legend")} {crossing ? "" : t("desk.map.freeSign")}
      </span>
    </>
  );
}
export function MovementSigns() {
  const lines = { bus: undefined, ship: "4 3", flight: "1 3", foot: "2 2" } as const;
  return (
    <>
      {Object.entries(lines).map(([mode, dash]) => (
        <span key={mode}>
          <Sign path={LINE} filled={false} {...(dash === undefined ? {} : { dash })} />{" "}
          {t(`movementMode.${mode}`)}
        </span>
      ))}
      <MovementStages />
    </>
  );
}
const stages: { states: MovementState[]; filled: boolean; dash?: string; mark?: string }[] = [
  { states: ["planned"], filled: false, dash: "3 2" },
  { states: ["confirmed", "boarding"], filled: true },
  { states: ["departed"], filled: true, mark: "M8 13V4M4.5 7.5 8 4 11.5 7.5" },
  { states: ["arrived", "closed"], filled: false, mark: "M4.5 8.5 7 11 11.5 5" },
  { states: ["cancelled"], filled: false, mark: "M2 14 14 2" },
];

/** What the plate in the middle of a line says of the state, in the forms that the map draws. */
export function MovementStages() {
  return (
    <>
      {stages.map(({ states, filled, dash, mark }) => (
        <span key={states[0]} class="stage">
          <svg
            viewBox="0 0 16 16"
            width="14"
            height="14"
            aria-hidden="true"
            class={filled ? "sure" : undefined}
          >
            <path class="stage-box" d={BOX} stroke-dasharray={dash} />
            {mark === undefined ? null : <path class="stage-mark" d={mark} />}
          </svg>{" "}
          {states.map((state) => t(`movementState.${state}`)).join(" / ")}
        </span>
      ))}
    </>
  );
}
export function DangerSigns() {
  return (
    <>
      {(["confirmed", "reported"] as const).map((state) => (
        <span key={state}>
          <DangerSign state={state} /> {t(`danger.state.${state}`)}
        </span>
      ))}
      <span>{t("desk.danger.legend")}</span>
    </>
  );
}
export function DistrictSigns({ at }: { at: string | null }) {
  return (
    <span>
      <Sign path={BOX} filled={false} dash="4 2" /> {t("desk.area.legend")} {at === null ? "" : time(at)}
    </span>
  );
}

export interface LegendRow {
  id: LayerId;
  count: number | null;
  /** How many of these stand in the table alone, for want of a known place. */
  off?: number;
  /** What the table's address says besides, so that all of these stand in it. */
  offIn?: Readonly<Record<string, string>>;
  /** The page that holds the same as a table. */
  table: string;
  signs: preact.ComponentChildren;
}

/** `always`: the signs that a map of people is not read without; the rest unfolds. */
export function Legend({
  always,
  rows,
  at,
  notes,
}: {
  always: preact.ComponentChildren;
  rows: readonly LegendRow[];
  at: string;
  notes: preact.ComponentChildren;
}) {
  const shown = shownLayers.value;
  return (
    <div class="legend">
      {always}
      <details class="layers">
        <summary>{t("desk.layers")}</summary>
        <ul>
          {rows.map(({ id, count, off = 0, offIn, table, signs }) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  name={`layer-${id}`}
                  checked={shown.has(id)}
                  onChange={() => switchLayer(id)}
                />{" "}
                {t(`desk.layer.${id}`)}
                {count === null ? "" : ` (${number(count)})`}
              </label>{" "}
              <a href={addressOf(table, { crisis: place.value.query.crisis })}>
                {t("desk.layer.table")}
                <span class="unseen"> {t(`desk.layer.${id}`)}</span>
              </a>
              {shown.has(id) && off > 0 ? (
                <>
                  {" "}
                  <a class="off" href={addressOf(table, { ...offIn, crisis: place.value.query.crisis })}>
                    {t("desk.layer.off", { n: number(off) })}
                    <span class="unseen"> {t(`desk.layer.${id}`)}</span>
                  </a>
                </>
              ) : null}
              {shown.has(id) ? <span class="signs">{signs}</span> : null}
            </li>
          ))}
        </ul>
      </details>
      {notes}
      <span class="muted">
        {t("desk.map.asOf", { time: at === "" ? "–" : time(at) })} · {t(`desk.health.${health.value}`)}
      </span>
      <CopyLink />
    </div>
  );
}
