// Confirming a zone as an officer knows it now. The version that she read goes with it; where somebody was faster,
// nothing is overwritten and what she typed stays.
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { admissions, type Zone, type zoneConfirm, zoneStates } from "../../../schema/zone.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { countOf } from "../../kit/typed.ts";
import { Choice, Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, number, t } from "../../kit/words.ts";
import { putZone } from "../crisis/state.ts";
import { me } from "../session.ts";
import { readZonesAgain } from "./again.ts";

export interface Confirmation {
  /** Empty: as the zone has it now. */
  state: Zone["state"] | "";
  admits: Zone["admitsMigrants"] | "";
  people: string;
  places: string;
  source: string;
  over: boolean;
}

const blank = (): Confirmation => ({
  state: "",
  admits: "",
  people: "",
  places: "",
  source: "",
  over: false,
});

export function confirmationOf(zoneId: string): Signal<Confirmation> {
  return draftOf(`zone.confirm ${me.value?.id ?? ""} ${zoneId}`, blank);
}

/** True while nothing was typed or chosen that a newer version could be laid over. */
export function isBlank(draft: Confirmation): boolean {
  return Object.values(draft).every((value) => value === "" || value === false);
}

export function ConfirmForm({ open }: { open: Zone }) {
  const draft = confirmationOf(open.id);
  const { state, admits, people, places, source, over } = draft.value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const type = (change: Partial<Confirmation>) => {
    draft.value = { ...draft.value, ...change };
  };
  const asksOver = problem?.code === "zone-over-capacity-unconfirmed" || over;

  async function send(): Promise<void> {
    if (busy) return;
    const counts = { occupancy: countOf(people), capacity: countOf(places) };
    const wrong = Object.entries(counts).flatMap(([path, { reason }]) =>
      reason === undefined ? [] : [{ path, reason }],
    );
    if (wrong.length > 0) return setProblem(refused(wrong));
    const input = {
      zoneId: open.id,
      state: state === "" ? open.state : state,
      admitsMigrants: admits === "" ? open.admitsMigrants : admits,
      ...(counts.occupancy.value === undefined ? {} : { occupancy: counts.occupancy.value }),
      ...(counts.capacity.value === undefined ? {} : { capacity: counts.capacity.value }),
      ...(over ? { overCapacity: true } : {}),
      ...(source.trim() === "" ? {} : { source }),
    };
    setBusy(true);
    const answer = await write<typeof zoneConfirm>("zone.confirm", input, {
      key: intent(input, open.version),
      ifMatch: open.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      draft.value = blank();
      putZone(answer.data);
      notify(t("desk.zone.confirmedNow", { name: local(open.name) }));
    } else if (answer.problem.code === "stale") await readZonesAgain();
  }

  const last = (value: number | null) =>
    value === null ? t("desk.zone.lastUnknown") : t("desk.zone.last", { n: number(value) });
  return (
    <Form
      label={t("desk.zone.confirm")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <>
          {asksOver ? (
            <label class="check asked">
              <input
                type="checkbox"
                name="over"
                checked={over}
                onChange={(event) => type({ over: event.currentTarget.checked })}
              />
              {t("desk.zone.overMeant")}
            </label>
          ) : null}
          <div class="choices end">
            <button type="submit" class="primary" disabled={busy}>
              {t("desk.zone.confirmButton")}
            </button>
          </div>
        </>
      }
    >
      <h2>{t("desk.zone.confirm")}</h2>
      <div class="pair">
        <Choice
          name="state"
          label={t("desk.zone.state")}
          value={state === "" ? open.state : state}
          options={zoneStates.map((one) => [one, t(`zoneState.${one}`)])}
          onChoose={(value) => type({ state: value })}
          reason={reasonOf(problem, "state")}
        />
        <Choice
          name="admits"
          label={t("desk.zone.admits")}
          value={admits === "" ? open.admitsMigrants : admits}
          options={admissions.map((one) => [one, t(`desk.admits.${one}`)])}
          onChoose={(value) => type({ admits: value })}
          reason={reasonOf(problem, "admitsMigrants")}
        />
      </div>
      <div class="pair">
        <Input
          name="people"
          digits
          label={t("desk.zone.peopleNow")}
          hint={last(open.occupancy)}
          value={people}
          onType={(value) => type({ people: value, over: false })}
          reason={reasonOf(problem, "occupancy")}
        />
        <Input
          name="places"
          digits
          label={t("measure.capacity")}
          hint={last(open.capacity)}
          value={places}
          onType={(value) => type({ places: value, over: false })}
          reason={reasonOf(problem, "capacity")}
        />
      </div>
      <Input
        name="source"
        label={t("desk.zone.source")}
        hint={t("desk.zone.sourceHint")}
        max={200}
        value={source}
        onType={(value) => type({ source: value })}
        reason={reasonOf(problem, "source")}
      />
    </Form>
  );
}
