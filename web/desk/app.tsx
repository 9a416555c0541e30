// The desk: who is signed in, which crisis, which page. Everything else is in its concept's folder.
import { useEffect } from "preact/hooks";
import { go, place } from "../kit/route.ts";
import { theme } from "../kit/theme.ts";
import { Notices } from "../kit/ui/parts.tsx";
import { dir, lang, local, t } from "../kit/words.ts";
import { AlertPage } from "./alert/page.tsx";
import { AuditPage } from "./audit/page.tsx";
import { enter, leave } from "./crisis/state.ts";
import { Help } from "./help.tsx";
import { lazy } from "./lazy.tsx";
import { AdminPage } from "./organisation/page.tsx";
import { QueuePage } from "./registration/page.tsx";
import { filter, load } from "./registration/queue.ts";
import { findMe, may, me, readsCases } from "./session.ts";
import { SignIn } from "./sign-in.tsx";
import { Top } from "./top.tsx";
import { ZonePage } from "./zone/page.tsx";

const IntakePage = lazy(async () => (await import("./intake/page.tsx")).IntakePage);

/** The page of an address that this role may see; its own first page otherwise. */
function Page() {
  const { path } = place.value;
  if (path === "/desk/intake" && may("registration.take")) return <IntakePage />;
  if (path === "/desk/zones") return <ZonePage />;
  if (path === "/desk/alerts") return <AlertPage />;
  if (path === "/desk/audit" && may("audit.list")) return <AuditPage />;
  if (path === "/desk/admin" && may("crisis.open")) return <AdminPage />;
  if (readsCases.value) return <QueuePage />;
  return may("crisis.open") ? <AdminPage /> : <ZonePage />;
}

/** Follows the crisis of the address, or the first one of this officer. */
function useCrisis(): string | undefined {
  const officer = me.value;
  const wanted = place.value.query.crisis;
  const id = officer?.crises.find((one) => one.id === wanted)?.id ?? officer?.crises[0]?.id;
  useEffect(() => {
    if (id === undefined) return;
    const reads = readsCases.value;
    void (reads ? load(id) : Promise.resolve(0)).then((head) => enter(id, head));
    return leave;
  }, [id]);
  const { state, urgency, need } = filter.value;
  useEffect(() => {
    if (id !== undefined && readsCases.value) void load(id);
  }, [state, urgency, need]);
  return id;
}

function Signed() {
  const id = useCrisis();
  const officer = me.value;
  useEffect(() => {
    if (place.value.path === "/desk" || place.value.path === "/desk/sign-in") go("/desk/queue", {}, true);
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
              href={`/desk/queue?crisis=${one.id}`}
              aria-current={one.id === id ? "true" : undefined}
            >
              {local(one.name)}
            </a>
          ))}
        </nav>
      ) : null}
      <main id="main">
        {id === undefined && !may("crisis.open") ? <p class="empty">{t("desk.noCrisis")}</p> : <Page />}
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
