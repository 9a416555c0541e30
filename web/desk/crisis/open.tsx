// Opening a crisis. What was typed stays until it was sent, also where the dialog is closed in between.
import { useState } from "preact/hooks";
import { crisisKinds, type crisisOpen } from "../../../schema/crisis.ts";
import { receivingKinds } from "../../../schema/organisation.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { draftOf } from "../../kit/draft.ts";
import { go } from "../../kit/route.ts";
import { Actions, Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, Field, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { lang, local, t } from "../../kit/words.ts";
import { countryOptions } from "../organisation/country.ts";
import { everybody } from "../organisation/roster.ts";
import { useSending } from "../organisation/sending.ts";
import { readCrisesAgain } from "../organisation/state.ts";
import { me } from "../session.ts";
import { blank, inputOf, type Opening, sides, wrongIn } from "./opening.ts";

interface PartProps {
  given: Opening;
  put: (change: Partial<Opening>) => void;
  problem: ProblemSeen | null;
}

function What({ given, put, problem }: PartProps) {
  return (
    <div class="pair two">
      <Input
        name="en"
        lang="en"
        label={t("admin.crisis.name")}
        value={given.en}
        onType={(en) => put({ en })}
        reason={reasonOf(problem, "name.en")}
      />
      <Input
        name="ar"
        lang="ar"
        label={t("admin.crisis.nameAr")}
        value={given.ar}
        onType={(ar) => put({ ar })}
        reason={reasonOf(problem, "name.ar")}
      />
      <Choice
        name="kind"
        label={t("admin.crisis.kind")}
        value={given.kind}
        options={[["", ""], ...crisisKinds.map((one) => [one, t(`crisisKind.${one}`)] as const)]}
        onChoose={(kind) => put({ kind })}
        reason={reasonOf(problem, "kind")}
      />
      <Choice
        name="host"
        label={t("admin.crisis.host")}
        value={given.host}
        options={countryOptions(lang.value)}
        onChoose={(host) => put({ host })}
        reason={reasonOf(problem, "hostCountry")}
      />
    </div>
  );
}

function Area({ given, put, problem }: PartProps) {
  return (
    <fieldset>
      <legend>{t("admin.crisis.area")}</legend>
      <small>{t("admin.crisis.areaHint")}</small>
      <div class="pair sides">
        {sides.map((side, i) => (
          <Input
            key={side}
            name={side}
            digits
            label={t(`admin.crisis.${side}`)}
            value={given[side]}
            onType={(value) => put({ [side]: value })}
            reason={reasonOf(problem, `area.${String(i)}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Exercise({ given, put, problem }: PartProps) {
  const why = reasonOf(problem, "exerciseStart");
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          name="exercise"
          checked={given.exercise}
          onChange={(event) => put({ exercise: event.currentTarget.checked })}
        />
        <span>
          {t("admin.crisis.exercise")} <small>{t("admin.crisis.exerciseHint")}</small>
        </span>
      </label>
      {given.exercise ? (
        <Field label={t("admin.crisis.start")} reason={why}>
          <input
            type="datetime-local"
            name="start"
            value={given.start}
            aria-invalid={why !== undefined}
            onInput={(event) => put({ start: event.currentTarget.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

function OpenForm({ onDone }: { onDone: () => void }) {
  const draft = draftOf(`crisis.open ${me.value?.id ?? ""}`, blank);
  const given = draft.value;
  const { busy, problem, refuse, send } = useSending<typeof crisisOpen>("crisis.open");
  const put = (change: Partial<Opening>) => {
    draft.value = { ...draft.value, ...change };
  };
  function open(): void {
    const wrong = wrongIn(given);
    if (wrong.length > 0 || given.kind === "") refuse(wrong);
    else
      void send(inputOf(given, given.kind), async (made) => {
        draft.value = blank();
        await readCrisesAgain();
        notify(t("admin.crisis.opened", { name: local(made.name) }));
        go("/desk/admin", { crisis: made.id });
        onDone();
      });
  }
  const parts = { given, put, problem };
  const desks = (everybody.value ?? []).filter((one) => receivingKinds.some((kind) => kind === one.kind));
  return (
    <Form
      label={t("act.crisis.open")}
      problem={problem}
      onSend={open}
      actions={<Actions says={t("act.crisis.open")} busy={busy} />}
    >
      <What {...parts} />
      <Area {...parts} />
      <Choice
        name="desk"
        label={t("admin.crisis.desk")}
        hint={t("admin.crisis.deskHint")}
        value={given.desk}
        options={[
          ["", t("admin.crisis.deskNone")],
          ...desks.map((one) => [one.id, local(one.name)] as const),
        ]}
        onChoose={(desk) => put({ desk })}
        reason={reasonOf(problem, "receivingDeskId")}
      />
      <Input
        name="hotline"
        digits
        label={t("admin.crisis.hotline")}
        hint={t("admin.crisis.hotlineHint")}
        value={given.hotline}
        onType={(hotline) => put({ hotline })}
        reason={reasonOf(problem, "hotline")}
      />
      <Exercise {...parts} />
    </Form>
  );
}

export function OpenCrisis() {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" class="primary" onClick={() => setAsks(true)}>
        {t("act.crisis.open")}
      </button>
      {asks ? (
        <Dialog title={t("act.crisis.open")} onClose={() => setAsks(false)}>
          <OpenForm onDone={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </>
  );
}
