// Four typed edges of an area: what a keyboard can say where a hand would draw. Closed and opened again, they stand as typed.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import { Form, Input, refused } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { type Edge, edges, typedArea } from "../alert/area.ts";

const box = signal<Record<Edge, string>>({ west: "", south: "", east: "", north: "" });

export function Edges({ onArea }: { onArea: (area: Area) => void }) {
  const [wrong, setWrong] = useState<{ path: string; reason: string }[]>([]);
  const seen = wrong.length === 0 ? null : refused(wrong);
  const send = () => {
    const { area, fields } = typedArea(box.value);
    setWrong(fields);
    if (area !== null) onArea(area);
  };
  return (
    <Form
      label={t("desk.alert.how.type")}
      problem={null}
      onSend={send}
      actions={<button type="submit">{t("desk.within")}</button>}
    >
      <div class="pair">
        {edges.map((edge) => (
          <Input
            key={edge}
            name={`within-${edge}`}
            digits
            max={40}
            label={t(`desk.alert.${edge}`)}
            value={box.value[edge]}
            onType={(value) => (box.value = { ...box.value, [edge]: value })}
            reason={reasonOf(seen, edge)}
          />
        ))}
      </div>
    </Form>
  );
}
