// Bringing an organisation into a crisis: a new one, or one that another crisis knows already.
import { useState } from "preact/hooks";
import type { Crisis } from "../../../schema/crisis.ts";
import {
  type OrganisationKind,
  type organisationAdd,
  type organisationJoin,
  organisationKinds,
} from "../../../schema/organisation.ts";
import { draftOf } from "../../kit/draft.ts";
import { Actions, Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { lang, local, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { me } from "../session.ts";
import { countryOptions } from "./country.ts";
import { everybody } from "./roster.ts";
import { freshId, useSending } from "./sending.ts";
import { here, readAgain } from "./state.ts";

const blank = () => ({
  id: freshId("org"),
  en: "",
  ar: "",
  kind: "" as OrganisationKind | "",
  country: "",
});
type Draft = ReturnType<typeof blank>;

/** Kinds that act for a state; all others have no country. */
const actsForState = (kind: string) => kind === "embassy" || kind === "host-authority";

function wrongIn({ en, kind, country }: Draft): { path: string; reason: string }[] {
  return [
    ...(en.trim() === "" ? [{ path: "organisation.name.en", reason: "empty" }] : []),
    ...(kind === "" ? [{ path: "organisation.kind", reason: "empty" }] : []),
    ...(actsForState(kind) && country === "" ? [{ path: "organisation.country", reason: "empty" }] : []),
  ];
}

function AddForm({ to, onDone }: { to: Crisis | null; onDone: () => void }) {
  const draft = draftOf(`organisation.add ${me.value?.id ?? ""} ${to?.id ?? ""}`, blank);
  const given = draft.value;
  const { busy, problem, refuse, send } = useSending<typeof organisationAdd>("organisation.add");
  const put = (change: Partial<Draft>) => {
    draft.value = { ...draft.value, ...change };
  };
  function add(): void {
    const { id, en, ar, kind, country } = given;
    const wrong = wrongIn(given);
    if (wrong.length > 0 || kind === "") return void refuse(wrong);
    const name = { en, ...(ar.trim() === "" ? {} : { ar }) };
    const organisation = { id, kind, name, country: actsForState(kind) ? country : null };
    void send(to === null ? { organisation } : { organisation, crisisId: to.id }, async (made) => {
      draft.value = blank();
      await readAgain(crisis.value?.id ?? null);
      notify(t("admin.organisation.added", { name: local(made.name) }));
      onDone();
    });
  }
  return (
    <Form
      label={t("act.organisation.add")}
      problem={problem}
      onSend={add}
      actions={<Actions says={t("act.organisation.add")} busy={busy} />}
    >
      <Input
        name="en"
        lang="en"
        label={t("admin.crisis.name")}
        value={given.en}
        onType={(en) => put({ en })}
        reason={reasonOf(problem, "organisation.name.en")}
      />
      <Input
        name="ar"
        lang="ar"
        label={t("admin.crisis.nameAr")}
        value={given.ar}
        onType={(ar) => put({ ar })}
        reason={reasonOf(problem, "organisation.name.ar")}
      />
      <Choice
        name="kind"
        label={t("admin.crisis.kind")}
        hint={given.kind === "host-authority" ? t("admin.firewall") : undefined}
        value={given.kind}
        options={[["", ""], ...organisationKinds.map((one) => [one, t(`organisationKind.${one}`)] as const)]}
        onChoose={(kind) => put({ kind })}
        reason={reasonOf(problem, "organisation.kind")}
      />
      {actsForState(given.kind) ? (
        <Choice
          name="country"
          label={t("admin.organisation.country")}
          value={given.country}
          options={countryOptions(lang.value)}
          onChoose={(country) => put({ country })}
          reason={reasonOf(problem, "organisation.country")}
        />
      ) : null}
    </Form>
  );
}

function JoinForm({ to, onDone }: { to: Crisis; onDone: () => void }) {
  const [id, choose] = useState("");
  const { busy, problem, refuse, send } = useSending<typeof organisationJoin>("organisation.join");
  const others = (everybody.value ?? []).filter(
    (one) => one.vettedAt !== null && here.value?.every(({ id }) => id !== one.id),
  );
  function join(): void {
    const chosen = others.find((one) => one.id === id);
    if (chosen === undefined) return void refuse([{ path: "organisationId", reason: "empty" }]);
    void send({ organisationId: id, crisisId: to.id }, async () => {
      await readAgain(to.id);
      notify(t("admin.organisation.joined", { name: local(chosen.name) }));
      onDone();
    });
  }
  if (others.length === 0) return <p>{t("admin.organisation.allHere")}</p>;
  return (
    <Form
      label={t("act.organisation.join")}
      problem={problem}
      onSend={join}
      actions={<Actions says={t("act.organisation.join")} busy={busy} />}
    >
      <Choice
        name="organisation"
        label={t("admin.organisation.here")}
        value={id}
        options={[
          ["", ""],
          ...others.map(
            (one) => [one.id, `${local(one.name)} · ${t(`organisationKind.${one.kind}`)}`] as const,
          ),
        ]}
        onChoose={choose}
        reason={reasonOf(problem, "organisationId")}
      />
    </Form>
  );
}

/** Without a crisis: one that no crisis knows yet. */
export function AddOrganisation({ to }: { to: Crisis | null }) {
  const [asks, ask] = useState<"add" | "join" | null>(null);
  const give = () => ask(null);
  const where = to === null ? "" : ` · ${local(to.name)}`;
  return (
    <>
      <button type="button" onClick={() => ask("add")}>
        {t("act.organisation.add")}
        {to === null ? null : <span class="unseen">{where}</span>}
      </button>
      {to === null ? null : (
        <button type="button" onClick={() => ask("join")}>
          {t("act.organisation.join")}
        </button>
      )}
      {asks === null ? null : (
        <Dialog title={`${t(`act.organisation.${asks}`)}${where}`} onClose={give}>
          {asks === "add" || to === null ? (
            <AddForm to={to} onDone={give} />
          ) : (
            <JoinForm to={to} onDone={give} />
          )}
        </Dialog>
      )}
    </>
  );
}
