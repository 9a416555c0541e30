// The outline of a zone that is declared: none, drawn on the map, or four edges typed for a keyboard and for browsers without a map.
import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isSimpleArea } from "../../../schema/alert.rules.ts";
import type { Area } from "../../../schema/alert.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { draftOf } from "../../kit/draft.ts";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { type Edge, type Refusal, typedArea } from "../alert/area.ts";
import { Edges } from "../alert/edges.tsx";
import { Range } from "../alert/range.tsx";
import { crisis } from "../crisis/state.ts";
import { Drawn } from "../draw.tsx";
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

export function Outline({ problem }: { problem: ProblemSeen | null }) {
  const { how, drawn, box } = outlineDraft().value;
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
      {how === "draw" ? (
        <Drawn drawn={drawn} drawing={drawing} reason={reasonOf(problem, "area")}>
          {drawn === null ? null : <Range area={drawn} />}
        </Drawn>
      ) : null}
      {how === "type" ? (
        <>
          <small>{t("desk.alert.edgesHint")}</small>
          <Edges box={box} onType={(typed) => changeOutline({ box: typed })} problem={problem} />
        </>
      ) : null}
    </fieldset>
  );
}
