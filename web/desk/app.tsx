// The desk: who is signed in, which crisis, which page. Everything else is in its concept's folder.
import { useEffect, useRef } from "preact/hooks";
import { addressOf, go, place } from "../kit/route.ts";
import { theme } from "../kit/theme.ts";
import { Notices } from "../kit/ui/parts.tsx";
import { dir, lang, local, t } from "../kit/words.ts";
import { enter, leave } from "./crisis/state.ts";
import { Help } from "./help.tsx";
import { lazy } from "./lazy.tsx";
import { QueuePage } from "./registration/page.tsx";
import { filter, load } from "./registration/queue.ts";
import { findMe, may, me, readsCases } from "./session.ts";
import { SignIn } from "./sign-in.tsx";
import { Top } from "./top.tsx";

const DangerPage = lazy(async () => (await import("./danger/page.tsx")).DangerPage);
const ZonePage = lazy(async () => (await import("./zone/page.tsx")).ZonePage);
const DistrictPage = lazy(async () => (await import("./area/page.tsx")).DistrictPage);
const AlertPage = lazy(async () => (await import("./alert/page.tsx")).AlertPage);
const AuditPage = lazy(async () => (await import("./audit/page.tsx")).AuditPage);
const AdminPage = lazy(async () => (await import("./organisation/page.tsx")).AdminPage);
const MovementPage = lazy(async () => (await import("./movement/page.tsx")).MovementPage);
const ReferralPage = lazy(async () => (await import("./referral/page.tsx")).ReferralPage);
const PermitPage = lazy(async () => (await import("./permit/page.tsx")).PermitPage);
const IntakePage = lazy(async () => (await import("./intake/page.tsx")).IntakePage);
const PaperPage = lazy(async () => (await import("./paper/page.tsx")).PaperPage);
const ExportPage = lazy(async () => (await import("./export/page.tsx")).ExportPage);
const ComplaintPage = lazy(async () => (await import("./complaint/page.tsx")).ComplaintPage);
const KeyPage = lazy(async () => (await import("./key/page.tsx")).KeyPage);
const DemandPage = lazy(async () => (await import("./demand/page.tsx")).DemandPage);
const AccountPage = lazy(async () => (await import("./account/page.tsx")).AccountPage);
const TeamPage = lazy(async () => (await import("./account/team.tsx")).TeamPage);
const GlassPage = lazy(async () => (await import("./glass/page.tsx")).GlassPage);
const GatePage = lazy(async () => (await import("./gate/page.tsx")).GatePage);

/** Where a role begins. */
function firstPath(): string {
  if (readsCases.value) return "/desk/queue";
  if (may("permit.list")) return "/desk/permits";
  if (may("gate.list")) return "/desk/gate";
  if (may("crisis.open")) return "/desk/admin";
  return may("audit.list") ? "/desk/audit" : "/desk/zones";
}

/** Pages of the account itself, which need no crisis. */
const ofAccount = (path: string) => path === "/desk/account" || path === "/desk/team";

/** The page of an address that this role may see; its own first page otherwise. */
function Page() {
  const { path } = place.value;
  const first = firstPath();
  if (path === "/desk/intake" && may("registration.take")) return <IntakePage />;
  if (path === "/desk/account") return <AccountPage />;
  if (path === "/desk/team") return <TeamPage />;
  if (path === "/desk/zones") return <ZonePage />;
  if (path === "/desk/districts") return <DistrictPage />;
  if (path === "/desk/alerts") return <AlertPage />;
  if (path === "/desk/dangers" && may("danger.list")) return <DangerPage />;
  if (path.startsWith("/desk/movements") && may("movement.list")) return <MovementPage />;
  if (path === "/desk/referrals" && may("referral.list")) return <ReferralPage />;
  if (path === "/desk/permits" && may("permit.list")) return <PermitPage />;
  if (path === "/desk/papers" && may("paper.queue")) return <PaperPage />;
  if (path === "/desk/complaints" && may("complaint.count")) return <ComplaintPage />;
  if (path === "/desk/exports" && may("export.list")) return <ExportPage />;
  if (path === "/desk/key" && may("key.mine")) return <KeyPage />;
  if (path === "/desk/demands" && may("demand.list")) return <DemandPage />;
  if (path === "/desk/gate" && may("gate.list")) return <GatePage />;
  if (path === "/desk/reasons" && may("glass.list")) return <GlassPage />;
  if (path === "/desk/audit" && may("audit.list")) return <AuditPage />;
  if (path === "/desk/admin" && may("crisis.open")) return <AdminPage />;
  if (readsCases.value) return <QueuePage />;
  if (first === "/desk/permits") return <PermitPage />;
  if (first === "/desk/gate") return <GatePage />;
  return first === "/desk/admin" ? <AdminPage /> : first === "/desk/audit" ? <AuditPage /> : <ZonePage />;
}

/** After how many milliseconds a queue that could not be read is asked for again. */
const AGAIN = 5000;

/** Follows the crisis of the address, or the first one of this officer. */
function useCrisis(): string | undefined {
  const officer = me.value;
  const wanted = place.value.query.crisis;
  // The platform and oversight choose closed ones too, which stand in no officer's list.
  const any = may("organisation.stops") && /^crs_/.test(wanted ?? "") ? wanted : undefined;
  const id = any ?? officer?.crises.find((one) => one.id === wanted)?.id ?? officer?.crises[0]?.id;
  useEffect(() => {
    if (id === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    // Never from 0 where cases are read: the feed would bring every case that the organisation may see.
    const begin = async () => {
      const head = readsCases.value ? await load(id) : 0;
      if (!here) return;
      if (head === null) timer = setTimeout(() => void begin(), AGAIN);
      else void enter(id, head);
    };
    void begin();
    return () => {
      here = false;
      clearTimeout(timer);
      leave();
    };
  }, [id]);
  const { state, urgency, need } = filter.value;
  const shown = useRef("");
  useEffect(() => {
    const wanted = `${state} ${urgency} ${need}`;
    const first = shown.current === "" || shown.current === wanted;
    shown.current = wanted;
    if (!first && id !== undefined && readsCases.value) void load(id);
  }, [state, urgency, need]);
  return id;
}

function Signed() {
  const id = useCrisis();
  const officer = me.value;
  const path = /^\/desk\/case/.test(place.value.path)
    ? "/desk/queue"
    : place.value.path.replace(/^(\/desk\/movements)\/.*/, "$1");
  useEffect(() => {
    const { path, query } = place.value;
    const nowhere = path === "/desk" || path.startsWith("/desk/sign-in");
    if (nowhere || (path === "/desk/queue" && !readsCases.value)) go(firstPath(), query, true);
  }, []);
  return (
    <>
      <a class="unseen skip" href="#main">
        {t("nav.skip")}
      </a>
      <Top />
      {officer != null && officer.crises.length > 1 ? (
        <nav class="crises" aria-label={t("act.crisis.list")}>
          {officer.crises.map((one) => (
            <a
              key={one.id}
              href={addressOf(path, { crisis: one.id })}
              aria-current={one.id === id ? "true" : undefined}
            >
              {local(one.name)}
            </a>
          ))}
        </nav>
      ) : null}
      <main id="main">
        {id === undefined && !may("crisis.open") && !ofAccount(place.value.path) ? (
          <p class="empty">{t("desk.noCrisis")}</p>
        ) : (
          <Page />
        )}
      </main>
      <Help />
      <Notices />
    </>
  );
}

export function App() {
  useEffect(() => {
    void findMe();
  }, []);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = lang.value;
    root.dir = dir.value;
    root.dataset.theme = theme.value;
    document.title = t("desk.title");
  }, [lang.value, dir.value, theme.value]);
  if (me.value === undefined) return <p class="empty">{t("desk.loading")}</p>;
  return me.value === null ? <SignIn /> : <Signed />;
}
