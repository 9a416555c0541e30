// Declaring a zone: where is clicked on the map or typed, what is not known is left empty. Only its area is published
// unless an officer says otherwise.
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { LngLat } from "../../../schema/kit/fields.ts";
import { admissions, publications, type Zone, type zoneDeclare, zoneKinds } from "../../../schema/zone.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { refine } from "../../kit/route.ts";
import { countOf } from "../../kit/typed.ts";
import { Choice, Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { crisis, putZone } from "../crisis/state.ts";
import { me } from "../session.ts";
import { Spot, spotFaults, spotOf, type TypedSpot } from "../spot.tsx";
import { clearOutline, Outline, readOutline } from "./outline.tsx";

interface Declaration extends TypedSpot {
  id: string;
  kind: Zone["kind"] | "";
  en: string;
  ar: string;
  publication: Zone["publication"];
  admits: Zone["admitsMigrants"];
  capacity: string;
}

const blank = (): Declaration => ({
  id: `zon_${crypto.randomUUID().replaceAll("-", "")}`,
  kind: "",
  en: "",
  ar: "",
  lat: "",
  lng: "",
  publication: "area",
  admits: "unknown",
  capacity: "",
});

export function declaration(): Signal<Declaration> {
  return draftOf(`zone.declare ${me.value?.id ?? ""} ${crisis.value?.id ?? ""}`, blank);
}

export function setSpot({ lng, lat }: LngLat): void {
  const draft = declaration();
  draft.value = { ...draft.value, lng: lng.toFixed(5), lat: lat.toFixed(5) };
}

/** Whole declaration, or the fields that need another look. */
function inputOf(draft: Declaration, crisisId: string) {
  const { id, kind, en, ar, publication, admits } = draft;
  const [spot, capacity] = [spotOf(draft), countOf(draft.capacity)];
  const fields = spotFaults(draft);
  if (capacity.reason !== undefined) fields.push({ path: "capacity", reason: capacity.reason });
  if (en.trim() === "") fields.push({ path: "name.en", reason: "empty" });
  if (kind === "") fields.push({ path: "kind", reason: "not-one-of" });
  if (fields.length > 0 || kind === "" || spot === null) return { fields };
  return {
    fields,
    input: {
      id,
      crisisId,
      kind,
      name: { en, ...(ar.trim() === "" ? {} : { ar }) },
      ...spot,
      publication,
      admitsMigrants: admits,
      ...(capacity.value === undefined ? {} : { capacity: capacity.value }),
    },
  };
}

export function Declare() {
  const draft = declaration();
  const { kind, en, ar, publication, admits, capacity } = draft.value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const type = (change: Partial<Declaration>) => {
    draft.value = { ...draft.value, ...change };
  };

  async function send(): Promise<void> {
    const present = crisis.value;
    if (busy || present === null) return;
    const { fields, input: point } = inputOf(draft.value, present.id);
    const outline = readOutline();
    const faults = [...fields, ...outline.fields];
    if (point === undefined || faults.length > 0) return setProblem(refused(faults));
    const input = outline.area === null ? point : { ...point, area: outline.area };
    setBusy(true);
    const answer = await write<typeof zoneDeclare>("zone.declare", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = blank();
    clearOutline();
    putZone(answer.data);
    notify(t("desk.zone.declared", { name: local(answer.data.name) }));
    refine({ zone: answer.data.id }, true);
  }

  return (
    <Form
      label={t("act.zone.declare")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <div class="choices end">
          <button type="submit" class="primary" disabled={busy}>
            {t("desk.zone.declareButton")}
          </button>
        </div>
      }
    >
      <h1>{t("act.zone.declare")}</h1>
      <Choice
        name="kind"
        label={t("desk.zone.kind")}
        value={kind}
        options={[["", t("desk.choose")], ...zoneKinds.map((one) => [one, t(`zone.${one}`)] as const)]}
        onChoose={(value) => type({ kind: value })}
        reason={reasonOf(problem, "kind")}
      />
      <Input
        name="en"
        lang="en"
        max={120}
        label={t("desk.nameEn")}
        value={en}
        onType={(value) => type({ en: value })}
        reason={reasonOf(problem, "name.en")}
      />
      <Input
        name="ar"
        lang="ar"
        max={120}
        label={t("desk.nameAr")}
        hint={t("desk.optional")}
        value={ar}
        onType={(value) => type({ ar: value })}
        reason={reasonOf(problem, "name.ar")}
      />
      <Spot
        label={t("desk.zone.place")}
        hint={t("desk.zone.placeHint")}
        value={draft.value}
        onType={type}
        onPoint={setSpot}
        problem={problem}
      />
      <Outline problem={problem} />
      <Choice
        name="publication"
        label={t("desk.zone.publication")}
        value={publication}
        options={publications.map((one) => [one, t(`desk.publication.${one}`)])}
        onChoose={(value) => type({ publication: value })}
        reason={reasonOf(problem, "publication")}
      />
      <div class="pair">
        <Input
          name="capacity"
          digits
          label={t("measure.capacity")}
          hint={t("desk.zone.capacityHint")}
          value={capacity}
          onType={(value) => type({ capacity: value })}
          reason={reasonOf(problem, "capacity")}
        />
        <Choice
          name="admits"
          label={t("desk.zone.admits")}
          value={admits}
          options={admissions.map((one) => [one, t(`desk.admits.${one}`)])}
          onChoose={(value) => type({ admits: value })}
          reason={reasonOf(problem, "admitsMigrants")}
        />
      </div>
    </Form>
  );
}
