// Another period for one kind of data: the dry run says how much would go, before anything is set.
import { useEffect, useState } from "preact/hooks";
import type {
  RetentionKept,
  retentionPreview,
  retentionSet,
  SettableKind,
} from "../../../schema/retention.ts";
import { read } from "../../kit/call.ts";
import { Actions, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";

interface Props {
  one: RetentionKept;
  crisisId: string;
  onSet: () => void;
}

/** How much would go with a period; null while it is not known. */
function useDryRun(crisisId: string, kind: SettableKind, days: number | null): number | null {
  const [due, setDue] = useState<number | null>(null);
  useEffect(() => {
    setDue(null);
    if (days === null) return;
    let here = true;
    // Whoever still types is not asked after every digit.
    const wait = setTimeout(() => {
      void read<typeof retentionPreview>("retention.preview", { crisisId, kind, days: String(days) }).then(
        (found) => {
          if (here && found.ok) setDue(found.data.due);
        },
      );
    }, 300);
    return () => {
      here = false;
      clearTimeout(wait);
    };
  }, [crisisId, kind, days]);
  return due;
}

function ChangeForm({ one, crisisId, onSet, onDone }: Props & { onDone: () => void }) {
  const kind = one.kind as SettableKind;
  const [typed, type] = useState(String(one.days));
  const sending = useSending<typeof retentionSet>("retention.set");
  const whole = /^[1-9]\d{0,3}$/.test(typed.trim()) ? Number(typed.trim()) : null;
  const inBounds = whole !== null && whole >= one.least && whole <= one.most ? whole : null;
  const due = useDryRun(crisisId, kind, inBounds);
  function send(): void {
    if (whole === null) sending.refuse([{ path: "days", reason: "not-a-number" }]);
    else
      void sending.send({ crisisId, kind, days: whole }, () => {
        notify(t("desk.retention.set"));
        onSet();
        onDone();
      });
  }
  return (
    <Form
      label={t("act.retention.set")}
      problem={sending.problem}
      onSend={send}
      actions={<Actions says={t("desk.retention.save")} busy={sending.busy} />}
    >
      <p>{t(`desk.retention.why.${kind}`)}</p>
      <Input
        name="days"
        label={t("desk.retention.days")}
        hint={t("desk.retention.bounds", { least: number(one.least), most: number(one.most) })}
        value={typed}
        onType={type}
        digits
        reason={reasonOf(sending.problem, "days")}
      />
      <p role="status" data-dry={due}>
        {due === null ? "" : t("desk.retention.dry", { count: number(due) })}
      </p>
    </Form>
  );
}

export function ChangePeriod(props: Props) {
  const [asks, setAsks] = useState(false);
  const kind = t(`desk.retention.kind.${props.one.kind}`);
  return (
    <>
      <button type="button" onClick={() => setAsks(true)}>
        {t("desk.retention.change")} <span class="unseen">{kind}</span>
      </button>
      {asks ? (
        <Dialog title={kind} onClose={() => setAsks(false)}>
          <ChangeForm {...props} onDone={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </>
  );
}
