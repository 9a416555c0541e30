// Four typed edges of an area: what a keyboard can say where a hand would draw. Closed and opened again, they stand as typed.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { t } from "../../kit/words.ts";
import { type Edge, typedArea } from "../alert/area.ts";
import { Edges as Lines } from "../alert/edges.tsx";

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
      <Lines
        of="within-"
        box={box.value}
        onType={(typed) => {
          box.value = typed;
        }}
        problem={seen}
      />
    </Form>
  );
}
