// In an opened case: where its needs were referred to, and taking them back; for whoever holds one, meeting it and giving it
// back; and the dialog that refers one.
import { useState } from "preact/hooks";
import type { Need } from "../../../schema/need.ts";
import type { organisationList } from "../../../schema/organisation.ts";
import { isRunning } from "../../../schema/referral.rules.ts";
import type { referralList, referralOffer } from "../../../schema/referral.ts";
import { useAnswer } from "../../kit/answer.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { Actions, Choice, Form, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf, Skeleton } from "../../kit/ui/parts.tsx";
import { apart, local, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import type { Case } from "../registration/case.tsx";
import { may, me } from "../session.ts";
import { Does, DoesWithReason } from "./act.tsx";
import { referring, revision } from "./state.ts";
import "./referral.css";

function ReferForm({
  need,
  crisisId,
  agreed,
  onDone,
}: {
  need: Need;
  crisisId: string;
  /** She lets needs be passed on, as the case was read; the door asks again. */
  agreed: boolean;
  onDone: () => void;
}) {
  const [to, setTo] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const intent = useIntent();
  const list = useAnswer<typeof organisationList>("organisation.list", { crisisId });
  if (list.data === null)
    return list.problem === null ? <Skeleton lines={3} /> : <ProblemLine problem={list.problem} />;
  const others = list.data.organisations.filter((one) => one.id !== me.value?.organisation.id);

  async function send(): Promise<void> {
    if (busy) return;
    if (to === "") return setProblem(refused([{ path: "organisationId", reason: "empty" }]));
    const input = { needId: need.id, organisationId: to };
    setBusy(true);
    const answer = await write<typeof referralOffer>("referral.offer", input, {
      key: intent(input, need.version),
      ifMatch: need.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    notify(t("referral.done.offer", { what: t(`desk.need.${need.kind}`) }));
    onDone();
  }

  return (
    <Form
      label={t("referral.referTitle")}
      problem={problem}
      onSend={() => void send()}
      actions={<Actions says={t("referral.offer")} busy={busy} />}
    >
      <p>
        <strong>{t(`desk.need.${need.kind}`)}</strong>
      </p>
      <p class="muted">{t("referral.referMeans")}</p>
      {agreed ? null : <p class="notice">{t("referral.noYes")}</p>}
      <Choice
        name="organisationId"
        label={t("referral.to")}
        value={to}
        options={[
          ["", t("referral.choose")],
          ...others.map((one): [string, string] => [one.id, local(one.name)]),
        ]}
        onChoose={(one) => {
          setTo(one);
          setProblem(null);
        }}
        reason={reasonOf(problem, "organisationId")}
      />
    </Form>
  );
}

export function ReferralsOfCase({ open, reload }: { open: Case; reload: () => Promise<Case | null> }) {
  const crisisId = crisis.value?.id;
  const { data, problem, again } = useAnswer<typeof referralList>(
    "referral.list",
    crisisId === undefined ? null : { crisisId },
    revision.value,
  );
  const done = () => {
    again();
    void reload();
  };
  const now = data?.now ?? "";
  const sent = (data?.outgoing ?? []).filter((one) => one.registrationId === open.id && isRunning(one.state));
  const held = (data?.incoming ?? []).filter(
    (one) => one.registrationId === open.id && one.state === "accepted",
  );
  const need = referring.value;
  return (
    <>
      <ProblemLine problem={problem} />
      {sent.length + held.length === 0 ? null : (
        <section aria-label={t("desk.referrals")}>
          <h2>{t("desk.referrals")}</h2>
          <ul class="referred">
            {sent.map((one) => {
              const says = t(`desk.need.${one.kind}`);
              return (
                <li key={one.id} data-referral={one.id}>
                  <strong>{says}</strong> <bdi>{local(one.to.name)}</bdi>{" "}
                  <span class="tag">{t(`referralState.${one.state}`)}</span>{" "}
                  {one.state === "offered" ? (
                    <small class="muted">{t("referral.due", { age: apart(one.dueAt, now) })}</small>
                  ) : null}
                  {may("referral.offer") ? <Does one={{ ...one, says }} verb="revoke" onDone={done} /> : null}
                </li>
              );
            })}
            {held.map((one) => {
              const says = one.kind === null ? "" : t(`desk.need.${one.kind}`);
              return (
                <li key={one.id} data-referral={one.id}>
                  <strong>{says}</strong>{" "}
                  <span class="muted">{t("referral.fromName", { name: local(one.from.name) })}</span>
                  {may("referral.accept") ? (
                    <span class="actions">
                      <Does one={{ ...one, says }} verb="meet" onDone={done} first />
                      <DoesWithReason one={{ ...one, says }} verb="giveBack" onDone={done} />
                    </span>
                  ) : null}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {need === null || crisisId === undefined || !open.openNeeds.some((one) => one.id === need.id) ? null : (
        <Dialog title={t("referral.referTitle")} onClose={() => (referring.value = null)}>
          <ReferForm
            need={need}
            crisisId={crisisId}
            agreed={open.mayRefer === true}
            onDone={() => {
              referring.value = null;
              done();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
