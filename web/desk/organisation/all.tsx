// Every organisation of the platform: which waits to be confirmed, who is let in, and where each signs in.
import { useState } from "preact/hooks";
import type { issuerDrop, issuerSet } from "../../../schema/issuer.ts";
import type { OrganisationInRoster } from "../../../schema/organisation.ts";
import { addressOf } from "../../kit/route.ts";
import { Actions, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { Invite } from "../account/invite.tsx";
import { crisis } from "../crisis/state.ts";
import { AddOrganisation } from "./add.tsx";
import { everybody } from "./roster.ts";
import { useSending } from "./sending.ts";
import { readAgain } from "./state.ts";
import { Pending } from "./vet.tsx";

const again = () => void readAgain(crisis.value?.id ?? null);

function IssuerForm({ of, onDone }: { of: OrganisationInRoster; onDone: () => void }) {
  const [given, setGiven] = useState({ url: "", clientId: "", secret: "" });
  const setting = useSending<typeof issuerSet>("issuer.set");
  const dropping = useSending<typeof issuerDrop>("issuer.drop");
  const { problem, refuse, send } = setting;
  function set(): void {
    const { secret, ...rest } = given;
    const wrong = Object.entries(rest).filter(([, value]) => value.trim() === "");
    if (wrong.length > 0) return void refuse(wrong.map(([path]) => ({ path, reason: "empty" })));
    const input = { organisationId: of.id, url: rest.url.trim(), clientId: rest.clientId.trim() };
    void send(secret === "" ? input : { ...input, secret }, ({ until }) => {
      const name = local(of.name);
      notify(until === null ? t("admin.issuer.done", { name }) : t("pair.waits", { label: name }));
      onDone();
    });
  }
  const back = `${location.origin}/desk/sign-in/${of.id}`;
  return (
    <Form
      label={t("act.issuer.set")}
      problem={problem ?? dropping.problem}
      onSend={set}
      actions={<Actions says={t("act.issuer.set")} busy={setting.busy} />}
    >
      <p>{t("admin.issuer.says")}</p>
      <p>
        {t("admin.issuer.back")} <code dir="ltr">{back}</code>
      </p>
      {(["url", "clientId", "secret"] as const).map((one) => (
        <Input
          key={one}
          name={one}
          digits
          label={t(`admin.issuer.${one}`)}
          value={given[one]}
          onType={(value) => setGiven({ ...given, [one]: value })}
          reason={reasonOf(problem, one)}
        />
      ))}
      <button
        type="button"
        class="danger"
        disabled={dropping.busy}
        onClick={() =>
          void dropping.send({ organisationId: of.id }, ({ until }) => {
            if (until !== null) notify(t("pair.waits", { label: local(of.name) }));
            onDone();
          })
        }
      >
        {t("act.issuer.drop")}
      </button>
    </Form>
  );
}

function Row({ of }: { of: OrganisationInRoster }) {
  const [asks, setAsks] = useState(false);
  const pending = of.vettedAt === null;
  const end = () => setAsks(false);
  return (
    <tr data-organisation={of.id}>
      <th scope="row">
        <bdi>{local(of.name)}</bdi>{" "}
        {of.refused !== null ? (
          <span class="tag">{t("admin.refused")}</span>
        ) : pending ? (
          <span class="tag warn">{t("admin.vet.pending")}</span>
        ) : null}
      </th>
      <td>{t(`organisationKind.${of.kind}`)}</td>
      <td class="end">
        {of.refused !== null ? (
          <span class="muted">
            {t("admin.refusedBy", {
              by: of.refused.by,
              time: time(of.refused.at),
              reason: t(`refusal.${of.refused.reason}`),
            })}
          </span>
        ) : pending ? (
          <Pending of={of} onDone={again} />
        ) : (
          <div class="actions">
            <Invite of={of} onDone={again} />
            <a class="button" href={addressOf("/desk/team", { organisation: of.id })}>
              {t("desk.team")} <span class="unseen">{local(of.name)}</span>
            </a>
            <button type="button" onClick={() => setAsks(true)}>
              {t("admin.issuer")} <span class="unseen">{local(of.name)}</span>
            </button>
          </div>
        )}
        {asks ? (
          <Dialog title={`${t("admin.issuer")} · ${local(of.name)}`} onClose={end}>
            <IssuerForm of={of} onDone={end} />
          </Dialog>
        ) : null}
      </td>
    </tr>
  );
}

export function AllOrganisations() {
  const list = everybody.value;
  if (list === null) return null;
  const rank = (one: OrganisationInRoster) => (one.refused !== null ? 2 : one.vettedAt === null ? 0 : 1);
  const sorted = list.toSorted((a, b) => rank(a) - rank(b));
  return (
    <section aria-label={t("admin.all")}>
      <header>
        <h2>{t("admin.all")}</h2>
        <AddOrganisation to={null} />
      </header>
      <p class="muted">{t("admin.vet.says")}</p>
      <table class="list everybody">
        <caption class="unseen">{t("admin.all")}</caption>
        <tbody>
          {sorted.map((one) => (
            <Row key={one.id} of={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
