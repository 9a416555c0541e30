// The platform administrator's page: which crises are open, and who takes part in the one that the address names.
import { useEffect } from "preact/hooks";
import type { Crisis } from "../../../schema/crisis.ts";
import { type OrganisationKind, organisationKinds } from "../../../schema/organisation.ts";
import { addressOf } from "../../kit/route.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { lang, local, t, time } from "../../kit/words.ts";
import { CloseCrisis } from "../crisis/close.tsx";
import { OpenCrisis } from "../crisis/open.tsx";
import { crisis } from "../crisis/state.ts";
import { lazy } from "../lazy.tsx";
import { Stops } from "../stop/stops.tsx";
import { CheckTally } from "../tally/check.tsx";
import { AddOrganisation } from "./add.tsx";
import { AllOrganisations } from "./all.tsx";
import { ClosedCrises } from "./closed.tsx";
import { countryName } from "./country.ts";
import { Officers } from "./officer.tsx";
import { organisationName } from "./roster.ts";
import { crises, failed, here, readCrises, readHere } from "./state.ts";
import "./organisation.css";

const WaitingSection = lazy(async () => (await import("../pair/section.tsx")).WaitingSection);
const RetentionSection = lazy(async () => (await import("../retention/section.tsx")).RetentionSection);

function CrisisRow({ one, shown }: { one: Crisis; shown: boolean }) {
  return (
    <tr aria-current={shown ? "true" : undefined}>
      <th scope="row">
        <a href={addressOf("/desk/admin", { crisis: one.id })}>
          <bdi>{local(one.name)}</bdi>
        </a>{" "}
        {one.clock === null ? null : <span class="tag warn">{t("desk.exercise")}</span>}
      </th>
      <td data-says={t("admin.crisis.kind")}>{t(`crisisKind.${one.kind}`)}</td>
      <td data-says={t("admin.crisis.host")}>{countryName(one.hostCountry, lang.value)}</td>
      <td data-says={t("admin.crisis.since")}>
        <time datetime={one.openedAt}>{time(one.openedAt)}</time>
      </td>
      <td data-says={t("admin.crisis.desk")}>
        {one.receivingDeskId === null ? "–" : organisationName(one.receivingDeskId)}
      </td>
      <td data-says={t("admin.crisis.hotline")}>
        {one.hotline === null ? "–" : <bdi dir="ltr">{one.hotline}</bdi>}
      </td>
      <td class="end">
        <CloseCrisis open={one} />
      </td>
    </tr>
  );
}

function Crises({ list }: { list: readonly Crisis[] }) {
  if (list.length === 0) return <Empty>{t("admin.crises.none")}</Empty>;
  const heads = ["title", "kind", "host", "since", "desk", "hotline"].map((one) => t(`admin.crisis.${one}`));
  return (
    <div class="wide">
      <table class="list crises-open">
        <caption class="unseen">{t("admin.crises")}</caption>
        <Heads names={heads}>
          <td />
        </Heads>
        <tbody>
          {list.map((one) => (
            <CrisisRow key={one.id} one={one} shown={one.id === crisis.value?.id} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Here({ of }: { of: Crisis }) {
  const list = here.value;
  if (list === null) return failed.value === null ? <Skeleton /> : null;
  const rank = (kind: OrganisationKind) => organisationKinds.indexOf(kind);
  const sorted = list.toSorted((a, b) => rank(a.kind) - rank(b.kind));
  return (
    <>
      {list.some((one) => one.kind !== "platform") ? null : <Empty>{t("admin.organisations.none")}</Empty>}
      <table class="list organisations">
        <caption class="unseen">{t("admin.organisations", { name: local(of.name) })}</caption>
        <Heads names={[t("admin.organisation"), t("admin.crisis.kind"), t("admin.officers")]} />
        <tbody>
          {sorted.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <bdi>{local(one.name)}</bdi>{" "}
                {of.receivingDeskId === one.id ? (
                  <span class="tag">{t("admin.organisation.receives")}</span>
                ) : null}
              </th>
              <td>
                {t(`organisationKind.${one.kind}`)}
                {one.country === null ? null : <small>{countryName(one.country, lang.value)}</small>}
              </td>
              <td>
                <Officers of={one} crisisId={of.id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function AdminPage() {
  const chosen = crisis.value;
  useEffect(() => {
    void readCrises();
  }, []);
  useEffect(() => {
    if (chosen !== null) void readHere(chosen.id);
  }, [chosen?.id]);
  return (
    <div class="page admin">
      <header>
        <h1>{t("desk.admin")}</h1>
        <OpenCrisis />
      </header>
      <Refused problem={failed.value} again={() => void readCrises()} />
      <WaitingSection />
      <section aria-label={t("admin.crises")}>
        <h2>{t("admin.crises")}</h2>
        {crises.value === null ? (
          failed.value === null ? (
            <Skeleton lines={3} />
          ) : null
        ) : (
          <Crises list={crises.value} />
        )}
        <ClosedCrises key={crises.value?.length} chosen={chosen?.id} />
      </section>
      {chosen === null ? null : (
        <section aria-label={t("admin.organisations", { name: local(chosen.name) })}>
          <header>
            <h2>{t("admin.organisations", { name: local(chosen.name) })}</h2>
            {chosen.closedAt === null ? (
              <div class="actions">
                <AddOrganisation to={chosen} />
              </div>
            ) : (
              <span class="tag">{t("admin.crises.isClosed")}</span>
            )}
          </header>
          <Here of={chosen} />
          <CheckTally key={chosen.id} of={chosen} />
        </section>
      )}
      {chosen === null ? null : <Stops in={chosen} />}
      <AllOrganisations />
      {chosen === null ? null : <RetentionSection />}
    </div>
  );
}
