// Her own account: the passkeys that open it, and the sessions that stand open.
import { useState } from "preact/hooks";
import type {
  accountAddPasskey,
  accountBeginPasskey,
  accountEndOthers,
  accountMine,
  accountRemovePasskey,
} from "../../../schema/account.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { useAnswer } from "../../kit/answer.ts";
import { write } from "../../kit/call.ts";
import { Actions, Form, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { me } from "../session.ts";
import { EnteredLine } from "./entered.tsx";
import { PasskeyLabel } from "./label.tsx";
import { type Entered, NOT_MADE, passkeys } from "./state.ts";
import "./account.css";

type Mine = ReplyOf<typeof accountMine>;

async function add(label: string): Promise<Entered> {
  if (label.trim() === "") return refused([{ path: "label", reason: "empty" }]);
  const { makePasskey } = await passkeys();
  const ask = await write<typeof accountBeginPasskey>("account.beginPasskey", {});
  if (!ask.ok) return ask.problem;
  const passkey = await makePasskey(ask.data);
  if (passkey === null) return NOT_MADE;
  const added = await write<typeof accountAddPasskey>("account.addPasskey", { label, passkey });
  return added.ok ? null : added.problem;
}

function AddForm({ onDone }: { onDone: () => void }) {
  const [label, setLabel] = useState("");
  const [busy, setBusy] = useState(false);
  const [entered, setEntered] = useState<Entered>(null);
  const problem = entered === NOT_MADE ? null : entered;
  async function send(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const ended = await add(label);
    setBusy(false);
    setEntered(ended);
    if (ended !== null) return;
    notify(t("desk.passkey.added", { label }));
    onDone();
  }
  return (
    <Form
      label={t("act.account.addPasskey")}
      problem={problem}
      onSend={() => void send()}
      actions={<Actions says={t("act.account.addPasskey")} busy={busy} />}
    >
      <p>{t("desk.passkey.why")}</p>
      <PasskeyLabel value={label} onType={setLabel} problem={problem} />
      {entered === NOT_MADE ? <EnteredLine entered={entered} /> : null}
    </Form>
  );
}

function Passkeys({ mine, again }: { mine: Mine; again: () => void }) {
  const [asks, setAsks] = useState(false);
  const { busy, problem, send } = useSending<typeof accountRemovePasskey>("account.removePasskey");
  const last = mine.passkeys.length === 1 && !mine.issuer;
  return (
    <section aria-label={t("desk.passkeys")}>
      <header>
        <h2>{t("desk.passkeys")}</h2>
        <button type="button" onClick={() => setAsks(true)}>
          {t("act.account.addPasskey")}
        </button>
      </header>
      <ProblemLine problem={problem} />
      {mine.passkeys.length === 0 ? <p class="muted">{t("desk.passkeys.none")}</p> : null}
      {last ? <p class="notice">{t("desk.passkeys.one")}</p> : null}
      {mine.issuer ? <p>{t("desk.passkeys.issuer")}</p> : null}
      <ul class="keys">
        {mine.passkeys.map((one) => (
          <li key={one.id}>
            <strong>
              <bdi>{one.label}</bdi>
            </strong>{" "}
            {one.synced ? <span class="tag">{t("desk.passkey.synced")}</span> : null}
            <small class="muted">
              {t("desk.passkey.addedAt", { time: time(one.addedAt) })}
              {one.usedAt === null ? null : ` · ${t("desk.passkey.usedAt", { time: time(one.usedAt) })}`}
            </small>
            <button
              type="button"
              class="danger"
              disabled={busy || last}
              onClick={() =>
                void send({ id: one.id }, () => {
                  notify(t("desk.passkey.removed", { label: one.label }));
                  again();
                })
              }
            >
              {t("desk.passkey.remove")} <span class="unseen">{one.label}</span>
            </button>
          </li>
        ))}
      </ul>
      {asks ? (
        <Dialog title={t("act.account.addPasskey")} onClose={() => setAsks(false)}>
          <AddForm
            onDone={() => {
              setAsks(false);
              again();
            }}
          />
        </Dialog>
      ) : null}
    </section>
  );
}

function Sessions({ mine, again }: { mine: Mine; again: () => void }) {
  const { busy, problem, send } = useSending<typeof accountEndOthers>("account.endOthers");
  return (
    <section aria-label={t("desk.sessions")}>
      <header>
        <h2>{t("desk.sessions")}</h2>
        <button
          type="button"
          disabled={busy || mine.sessions.length < 2}
          onClick={() =>
            void send({}, ({ ended }) => {
              notify(t("desk.sessions.ended", { n: ended }));
              again();
            })
          }
        >
          {t("act.account.endOthers")}
        </button>
      </header>
      <p class="muted">{t("desk.sessions.says")}</p>
      <ProblemLine problem={problem} />
      <ul class="keys">
        {mine.sessions.map((one) => (
          <li key={`${one.startedAt} ${String(one.here)}`}>
            {t(`desk.session.${one.way}`)}{" "}
            {one.here ? <span class="tag">{t("desk.session.here")}</span> : null}
            <small class="muted">
              {t("desk.session.since", { time: time(one.startedAt) })} ·{" "}
              {t("desk.session.used", { time: time(one.usedAt) })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function AccountPage() {
  const { data, problem, again } = useAnswer<typeof accountMine>("account.mine", {});
  const officer = me.value;
  return (
    <div class="page account">
      <header>
        <h1>{t("desk.account")}</h1>
      </header>
      {officer == null ? null : (
        <p>
          <bdi>{officer.label}</bdi> · {t(`role.${officer.role}`)} · {local(officer.organisation.name)}
        </p>
      )}
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={5} />
        ) : null
      ) : (
        <>
          <Passkeys mine={data} again={again} />
          <Sessions mine={data} again={again} />
        </>
      )}
    </div>
  );
}
