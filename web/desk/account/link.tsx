// What an invited officer sees, and one who lost her passkey: which account this is, and the passkey that opens it from now on.
import { useEffect, useState } from "preact/hooks";
import type { accountOpenLink } from "../../../schema/account-team.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { EnteredLine } from "./entered.tsx";
import { PasskeyLabel } from "./label.tsx";
import { type Entered, goToIssuer, NOT_MADE, useLink } from "./state.ts";

type Opened = ReplyOf<typeof accountOpenLink>;

/** The challenge ends after some minutes, and is spent by every try: each asks anew. */
const open = (token: string) => write<typeof accountOpenLink>("account.openLink", { token });

function Make({ token, opened }: { token: string; opened: Opened }) {
  const [label, setLabel] = useState("");
  const [entered, setEntered] = useState<Entered>(null);
  const [busy, setBusy] = useState(false);
  async function tries(way: () => Promise<Entered>): Promise<void> {
    setBusy(true);
    setEntered(null);
    const ended = await way();
    setEntered(ended);
    setBusy(false);
  }
  async function make(): Promise<Entered> {
    if (label.trim() === "") return refused([{ path: "label", reason: "empty" }]);
    const fresh = await open(token);
    return fresh.ok ? useLink(token, label, fresh.data.ask) : fresh.problem;
  }
  const problem = entered === NOT_MADE ? null : entered;
  return (
    <div class="new-link">
      <p>
        {t(opened.recovers ? "desk.link.recovers" : "desk.link.invited", {
          name: local(opened.organisation.name),
        })}
      </p>
      <p>
        <strong>
          <bdi>{opened.label}</bdi>
        </strong>{" "}
        <span class="muted">{t(`role.${opened.role}`)}</span>
      </p>
      {opened.recovers ? <p class="notice">{t("desk.link.voids")}</p> : null}
      <Form
        label={t("desk.passkey.make")}
        problem={problem}
        onSend={() => void tries(make)}
        actions={
          <button type="submit" class="primary" disabled={busy}>
            {t("desk.passkey.make")}
          </button>
        }
      >
        <PasskeyLabel value={label} onType={setLabel} problem={problem} />
      </Form>
      {entered === NOT_MADE ? <EnteredLine entered={entered} /> : null}
      {opened.issuer ? (
        <button
          type="button"
          disabled={busy}
          onClick={() => void tries(() => goToIssuer(opened.organisation.id, token))}
        >
          {t("desk.link.issuer", { name: local(opened.organisation.name) })}
        </button>
      ) : null}
    </div>
  );
}

export function NewLink({ token, onGiveUp }: { token: string; onGiveUp: () => void }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  useEffect(() => {
    let here = true;
    void open(token).then((answer) => {
      if (!here) return;
      if (answer.ok) setOpened(answer.data);
      else setProblem(answer.problem);
    });
    return () => {
      here = false;
    };
  }, [token]);
  if (opened !== null) return <Make token={token} opened={opened} />;
  if (problem === null) return <Skeleton lines={3} />;
  return (
    <>
      <ProblemLine problem={problem} />
      <button type="button" onClick={onGiveUp}>
        {t("desk.link.other")}
      </button>
    </>
  );
}
