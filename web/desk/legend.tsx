// Under the people's map: what stands on it, switched on and off, with its signs, its number and the way to its table;
// when the data are from; and a link that brings somebody else to the same view.
import { useState } from "preact/hooks";
import { health } from "../kit/live.ts";
import { addressOf, place } from "../kit/route.ts";
import { number, t, time } from "../kit/words.ts";
import { DangerSign } from "./danger/sign.tsx";
import { type LayerId, linkTo, shownLayers, switchLayer } from "./layers.ts";
import { camera } from "./map-pane.tsx";

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
export function ZoneSigns() {
  return (
    <span>
      {t("desk.zone.legend")} {t("desk.map.freeSign")}
    </span>
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
  /** The page that holds the same as a table. */
  table: string;
  signs: preact.ComponentChildren;
}

function CopyLink() {
  const [said, say] = useState("");
  const copy = async () => {
    const view = camera.value;
    if (view === null) return;
    const link = linkTo(view);
    try {
      await navigator.clipboard.writeText(link);
      say(t("desk.map.linkCopied"));
    } catch {
      // Where the clipboard is refused, the address bar holds the link.
      history.replaceState(null, "", link);
      say(t("desk.map.linkInBar"));
    }
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => void copy()}>
        {t("desk.map.link")}
      </button>
      <span role="status">{said}</span>
    </>
  );
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
          {rows.map(({ id, count, table, signs }) => (
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
