// The area of a new alert: drawn on the map, or four edges typed, for a keyboard and for browsers without a map.
import type { ProblemSeen } from "../../kit/call.ts";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { Drawn, How } from "../draw.tsx";
import { alertDraft, changeDraft, drawing, howOf } from "./draft.ts";
import { Edges } from "./edges.tsx";
import { Range } from "./range.tsx";

export function Where({ problem }: { problem: ProblemSeen | null }) {
  const draft = alertDraft().value;
  const [how, drawn] = [howOf(draft), draft.drawn];
  return (
    <fieldset class="where">
      <legend>{t("alert.area")}</legend>
      <How
        ways={(["draw", "type"] as const).map((one) => [one, t(`desk.alert.how.${one}`)])}
        chosen={how}
        onChoose={(one) => {
          drawing.value = false;
          changeDraft({ how: one });
        }}
      />
      {how === "draw" ? (
        <Drawn drawn={drawn} drawing={drawing} reason={reasonOf(problem, "area")}>
          {drawn === null ? null : <Range area={drawn} />}
        </Drawn>
      ) : (
        <>
          <small>{t("desk.alert.edgesHint")}</small>
          <Edges box={draft.box} onType={(box) => changeDraft({ box })} problem={problem} />
        </>
      )}
    </fieldset>
  );
}
