// Which passkeys open a version of the key: one's own can be let in with the passphrase, and everybody's taken out again by
// a supervisor. What that means is said above it.
import { useState } from "preact/hooks";
import type { accountMine } from "../../../schema/account.ts";
import type { OrganisationKey } from "../../../schema/key.ts";
import type { KeyPasskey, keyAddPasskey, keyDropPasskey } from "../../../schema/key-passkey.ts";
import { useAnswer } from "../../kit/answer.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { may, me } from "../session.ts";
import { Secret } from "./passphrase.tsx";
import { askPasskey } from "./prf.ts";
import { sealing } from "./state.ts";

interface Props {
  stored: OrganisationKey;
  again: () => void;
}

function One({ of, one, again }: { of: OrganisationKey; one: KeyPasskey; again: () => void }) {
  const { busy, problem, send } = useSending<typeof keyDropPasskey>("key.dropPasskey");
  const { passkeyId } = one;
  return (
    <li>
      <strong>
        <bdi>{one.label}</bdi>
      </strong>{" "}
      <small class="muted">
        <bdi>{one.by}</bdi>, {time(one.at)}
      </small>{" "}
      {one.mine || may("key.set") ? (
        <button
          type="button"
          class="quiet"
          disabled={busy}
          onClick={() =>
            void send({ version: of.version, passkeyId }, () => {
              notify(t("desk.keyPasskey.dropped", { label: one.label }));
              again();
            })
          }
        >
          {t("desk.keyPasskey.drop")} <span class="unseen">{one.label}</span>
        </button>
      ) : null}
      <ProblemLine problem={problem} />
    </li>
  );
}

function Add({ stored, again }: Props) {
  const own = useAnswer<typeof accountMine>("account.mine", {});
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [refusedBy, setRefusedBy] = useState(false);
  const [busy, setBusy] = useState(false);
  const { version } = stored;
  const free = (own.data?.passkeys ?? []).filter(
    (one) => !stored.passkeys.some(({ passkeyId }) => passkeyId === one.id),
  );
  if (own.data === null) return <ProblemLine problem={own.problem} />;
  if (free.length === 0) return <p class="muted">{t("desk.keyPasskey.none")}</p>;

  async function add(): Promise<void> {
    const organisationId = me.value?.organisation.id;
    if (busy || organisationId === undefined) return;
    setBusy(true);
    setProblem(null);
    setRefusedBy(false);
    try {
      const { freshSalt, toText, unwrap, wrapByPasskey } = await sealing();
      const raw = await unwrap(stored.wrapped, typed, { organisationId, version });
      if (raw === null) return setProblem(refused([{ path: "opening", reason: "passphrase-wrong" }]));
      const salt = freshSalt();
      const said = await askPasskey(new Map(free.map(({ id }) => [id, salt])));
      if (said === null) return setRefusedBy(true);
      const { passkeyId, secret } = said;
      const of = { organisationId, version, passkeyId };
      const wrapped = { salt: toText(salt), ...(await wrapByPasskey(raw, secret, salt, of)) };
      raw.fill(0);
      secret.fill(0);
      const answer = await write<typeof keyAddPasskey>("key.addPasskey", { version, passkeyId, wrapped });
      if (!answer.ok) return setProblem(answer.problem);
      setTyped("");
      notify(t("desk.keyPasskey.added"));
      again();
    } finally {
      setBusy(false);
    }
  }
  return (
    <Form
      label={t("act.key.addPasskey")}
      problem={problem}
      onSend={() => void add()}
      actions={
        <button type="submit" disabled={busy}>
          {t(busy ? "desk.key.making" : "desk.keyPasskey.add")}
        </button>
      }
    >
      <Secret
        name="opening"
        label={t("desk.key.passphrase")}
        value={typed}
        onType={setTyped}
        reason={reasonOf(problem, "opening")}
      />
      {refusedBy ? (
        <p class="problem" role="alert">
          {t("desk.keyPasskey.refused")}
        </p>
      ) : null}
    </Form>
  );
}

export function KeyPasskeys({ keys, again }: { keys: readonly OrganisationKey[]; again: () => void }) {
  return (
    <section aria-label={t("desk.keyPasskey")} class="key-passkeys">
      <h2>{t("desk.keyPasskey")}</h2>
      <p>{t("desk.keyPasskey.says")}</p>
      <p class="muted">{t("desk.keyPasskey.limit")}</p>
      {keys.map((one, i) => (
        <details key={one.version} open={i === 0} data-version={one.version}>
          <summary>
            {t("desk.key.version", { n: number(one.version) })} ({number(one.passkeys.length)})
          </summary>
          <ul class="plain">
            {one.passkeys.map((passkey) => (
              <One key={passkey.passkeyId} of={one} one={passkey} again={again} />
            ))}
          </ul>
          <Add stored={one} again={again} />
        </details>
      ))}
    </section>
  );
}
