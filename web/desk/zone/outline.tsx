// The outline of a zone that is declared: none, drawn on the map, or four edges typed for a keyboard and for browsers without a map.
import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isSimpleArea } from "../../../schema/alert.rules.ts";
import type { Area } from "../../../schema/alert.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { draftOf } from "../../kit/draft.ts";
import { Input } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { type Edge, edges, type Refusal, typedArea } from "../alert/area.ts";
import { Range } from "../alert/range.tsx";
import { crisis } from "../crisis/state.ts";
import { unavailable } from "../map-pane.tsx";
import { me } from "../session.ts";

const ways = ["none", "draw", "type"] as const;
interface Draft {
  how: (typeof ways)[number];
  drawn: Area | null;
  box: Record<Edge, string>;
}

const blank = (): Draft => ({
  how: "none",
  drawn: null,
  box: { west: "", south: "", east: "", north: "" },
});

/** True while corners are being set on the map. */
export const drawing = signal(false);

function outlineDraft(): Signal<Draft> {
  return draftOf(`zone.outline ${me.value?.id ?? ""} ${crisis.value?.id ?? ""}`, blank);
}

export function changeOutline(change: Partial<Draft>): void {
  const draft = outlineDraft();
  draft.value = { ...draft.value, ...change };
}

export function clearOutline(): void {
  drawing.value = false;
  outlineDraft().value = blank();
}

/** The outline as far as it can be read; null where there is none. */
export function outlineArea(): Area | null {
  const { how, drawn, box } = outlineDraft().value;
  return how === "draw" ? drawn : how === "type" ? typedArea(box).area : null;
}

/** The outline, or what of it needs another look. */
export function readOutline(): { area: Area | null; fields: Refusal[] } {
  const { how, drawn, box } = outlineDraft().value;
  if (how === "none") return { area: null, fields: [] };
  if (how === "type") return typedArea(box);
  const fine = drawn !== null && isSimpleArea(drawn);
  return { area: drawn, fields: fine ? [] : [{ path: "area", reason: "area-invalid" }] };
}

function Drawn({ reason }: { reason: string | undefined }) {
  const { drawn } = outlineDraft().value;
  return (
    <div class={reason === undefined ? "field" : "field bad"}>
      <button type="button" aria-pressed={drawing.value} onClick={() => (drawing.value = !drawing.value)}>
        {t(
          drawing.value ? "desk.alert.stopDrawing" : drawn === null ? "desk.alert.draw" : "desk.alert.redraw",
        )}
      </button>
      {drawn === null ? (
        <small>{t("desk.map.drawHint")}</small>
      ) : (
        <p class="area-said">
          {t("desk.alert.corners", { n: number(drawn.coordinates[0].length - 1) })} <Range area={drawn} />
        </p>
      )}
      {reason === undefined ? null : <small class="why">{t(`reason.${reason}`)}</small>}
    </div>
  );
}

function Edges({ problem }: { problem: ProblemSeen | null }) {
  const { box } = outlineDraft().value;
  return (
    <>
      <small>{t("desk.alert.edgesHint")}</small>
      <div class="pair">
        {edges.map((edge) => (
          <Input
            key={edge}
            name={edge}
            digits
            max={40}
            label={t(`desk.alert.${edge}`)}
            value={box[edge]}
            onType={(value) => changeOutline({ box: { ...box, [edge]: value } })}
            reason={reasonOf(problem, edge)}
          />
        ))}
      </div>
    </>
  );
}

export function Outline({ problem }: { problem: ProblemSeen | null }) {
  const { how } = outlineDraft().value;
  useEffect(
    () => () => {
      drawing.value = false;
    },
    [],
  );
  return (
    <fieldset class="where">
      <legend>{t("desk.zone.outline")}</legend>
      <small>{t("desk.zone.outlineHint")}</small>
      <div class="choices">
        {ways
          .filter((one) => one !== "draw" || !unavailable.value)
          .map((one) => (
            <label key={one} class="check">
              <input
                type="radio"
                name="outline"
                value={one}
                checked={how === one}
                onChange={() => {
                  drawing.value = false;
                  changeOutline({ how: one });
                }}
              />
              {t(one === "none" ? "desk.zone.outlineNone" : `desk.alert.how.${one}`)}
            </label>
          ))}
      </div>
      {how === "draw" ? <Drawn reason={reasonOf(problem, "area")} /> : null}
      {how === "type" ? <Edges problem={problem} /> : null}
    </fieldset>
  );
}
