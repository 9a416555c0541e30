// The area of a new alert: drawn on the map, or four edges typed, for a keyboard and for browsers without a map.
import type { ProblemSeen } from "../../kit/call.ts";
import { Input } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { unavailable } from "../map-pane.tsx";
import { edges } from "./area.ts";
import { alertDraft, changeDraft, drawing, howOf } from "./draft.ts";
import { Range } from "./range.tsx";

function Drawn({ problem }: { problem: ProblemSeen | null }) {
  const { drawn } = alertDraft().value;
  const reason = reasonOf(problem, "area");
  return (
    <div class={reason === undefined ? "field" : "field bad"}>
      <button type="button" aria-pressed={drawing.value} onClick={() => (drawing.value = !drawing.value)}>
        {drawing.value
          ? t("desk.alert.stopDrawing")
          : drawn === null
            ? t("desk.alert.draw")
            : t("desk.alert.redraw")}
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
  const { box } = alertDraft().value;
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
            onType={(value) => changeDraft({ box: { ...box, [edge]: value } })}
            reason={reasonOf(problem, edge)}
          />
        ))}
      </div>
    </>
  );
}

export function Where({ problem }: { problem: ProblemSeen | null }) {
  const how = howOf(alertDraft().value);
  return (
    <fieldset class="where">
      <legend>{t("alert.area")}</legend>
      {unavailable.value ? null : (
        <div class="choices">
          {(["draw", "type"] as const).map((one) => (
            <label key={one} class="check">
              <input
                type="radio"
                name="how"
                value={one}
                checked={how === one}
                onChange={() => {
                  drawing.value = false;
                  changeDraft({ how: one });
                }}
              />
              {t(`desk.alert.how.${one}`)}
            </label>
          ))}
        </div>
      )}
      {how === "draw" ? <Drawn problem={problem} /> : <Edges problem={problem} />}
    </fieldset>
  );
}
