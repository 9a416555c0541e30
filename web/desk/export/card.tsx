// One export: how many people, by which filter, for what, who asked and who agreed; and what this officer may do with it.
import { useState } from "preact/hooks";
import type { Export, exportAlone, exportAnswer } from "../../../schema/export.ts";
import { addressOf } from "../../kit/route.ts";
import { Form, Input } from "../../kit/ui/form.tsx";
import { ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { useSending } from "../organisation/sending.ts";
import { may } from "../session.ts";
import { take } from "./take.ts";
import { countWords, filterWords } from "./words.ts";

interface Props {
  one: Export;
  onChanged: () => void;
}

function Answer({ one, onChanged }: Props) {
  const sending = useSending<typeof exportAnswer>("export.answer");
  const send = (agree: "yes" | "no") => sending.send({ id: one.id, agree }, onChanged);
  return (
    <>
      <ProblemLine problem={sending.problem} />
      <p class="choices">
        <button type="button" class="primary" disabled={sending.busy} onClick={() => void send("yes")}>
          {t("desk.export.agree", { what: countWords(one) })}
        </button>
        <button type="button" disabled={sending.busy} onClick={() => void send("no")}>
          {t("desk.export.refuse")}
        </button>
      </p>
    </>
  );
}

function Alone({ one, onChanged }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const sending = useSending<typeof exportAlone>("export.alone");
  if (!open)
    return (
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {t("desk.export.alone")}
      </button>
    );
  return (
    <Form
      label={t("act.export.alone")}
      problem={sending.problem}
      onSend={() => {
        if (reason.trim() === "") sending.refuse([{ path: "reason", reason: "empty" }]);
        else void sending.send({ id: one.id, reason }, onChanged);
      }}
      actions={
        <p class="choices">
          <button type="submit" disabled={sending.busy}>
            {t("desk.export.aloneButton", { what: countWords(one) })}
          </button>
          <button type="button" onClick={() => setOpen(false)}>
            {t("desk.giveUp")}
          </button>
        </p>
      }
    >
      <p class="notice">{t("desk.export.aloneWhat")}</p>
      <Input
        name="reason"
        label={t("desk.export.aloneReason")}
        value={reason}
        onType={setReason}
        lines={2}
        max={500}
        reason={reasonOf(sending.problem, "reason")}
      />
    </Form>
  );
}

/** What a lone officer did: why, by when it is looked at, and what was found. */
function AloneLine({ one }: { one: Export }) {
  if (one.alone === null) return null;
  const { reason, at, reviewBy, reviewed } = one.alone;
  const late = reviewed === null && reviewBy < (crisis.value?.now ?? "");
  return (
    <div class="alone">
      <p>
        {t("desk.export.takenAlone", { time: time(at) })} <bdi dir="auto">{reason}</bdi>
      </p>
      <p class={late ? "bad" : "muted"}>
        {reviewed === null
          ? t(late ? "desk.export.reviewLate" : "desk.export.reviewBy", { time: time(reviewBy) })
          : t(`desk.export.found.${reviewed.found}`, { by: reviewed.by, time: time(reviewed.at) })}{" "}
        {reviewed === null && may("glass.list") ? (
          <a href={addressOf("/desk/reasons", { crisis: one.crisisId })}>{t("desk.reasons")}</a>
        ) : null}
      </p>
    </div>
  );
}

export function ExportCard({ one, onChanged }: Props) {
  const [busy, setBusy] = useState(false);
  return (
    <article class="export" data-export={one.id} data-state={one.state}>
      <h3>
        {countWords(one)} <span class="tag">{t(`exportState.${one.state}`)}</span>
      </h3>
      <p>
        {filterWords(one.filter)} — <strong>{t(`exportPurpose.${one.purpose}`)}</strong>:{" "}
        <bdi dir="auto">{one.why}</bdi>
      </p>
      <p class="muted small">
        {t("desk.export.askedBy", { by: one.askedBy, name: one.organisation, time: time(one.askedAt) })}{" "}
        {one.second === null
          ? null
          : t(one.state === "refused" ? "desk.export.refusedBy" : "desk.export.agreedBy", {
              by: one.second.by,
              time: time(one.second.at),
            })}{" "}
        {one.state === "ready" || one.state === "waiting"
          ? t("desk.export.until", { time: time(one.endsAt) })
          : null}
      </p>
      <AloneLine one={one} />
      {one.mayAnswer ? <Answer one={one} onChanged={onChanged} /> : null}
      {one.mine && one.state === "waiting" ? <Alone one={one} onChanged={onChanged} /> : null}
      {one.mayOpen && one.filter.place !== undefined ? (
        <a
          class="button"
          href={addressOf("/desk/papers", { crisis: one.crisisId, place: one.filter.place, sheet: one.id })}
        >
          {t("desk.paper.open", { what: countWords(one) })}
        </a>
      ) : null}
      {one.mayOpen ? (
        <button
          type="button"
          class="primary"
          disabled={busy}
          onClick={async () => {
            setBusy(true);
            if ((await take(one)) !== null) onChanged();
            setBusy(false);
          }}
        >
          {t("desk.export.save", { what: countWords(one) })}
        </button>
      ) : null}
    </article>
  );
}
