// The gate's three places (scan, supply, log), what stands above all of them, and what is shown instead of them.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { go, place } from "../kit/route.ts";
import { Later } from "./later.tsx";
import { ScanPage } from "./scan-page.tsx";
import { Arch } from "./shape.tsx";
import { conflicts, log, session, strangeRoot, timeNow, unsent } from "./state.ts";
import { VerdictScreen } from "./verdict-screen.tsx";
import { dir, lang, t } from "./words.ts";

const places = [
  ["/v/", "gate.nav.scan"],
  ["/v/pack", "gate.nav.supply"],
  ["/v/log", "gate.nav.log"],
] as const;

function Nav() {
  const { path } = place.value;
  const here = places.find(([one]) => one === path)?.[0] ?? "/v/";
  return (
    <nav class="places" aria-label={t("gate.nav")}>
      {places.map(([path, key]) => (
        <a
          key={path}
          href={path}
          aria-current={path === here ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(path);
          }}
        >
          {t(key)}
          {path === "/v/log" && unsent.value.length > 0 ? <b>{unsent.value.length}</b> : null}
        </a>
      ))}
    </nav>
  );
}

/** What an officer must not miss on any screen. */
function Warnings() {
  // The log's last line moves the clock's proof: looked at again with each scan.
  void log.value;
  return (
    <>
      {strangeRoot.value === null ? null : (
        <p class="warning hard" role="alert">
          {t("gate.root.strange", { key: strangeRoot.value })}
        </p>
      )}
      {timeNow().right ? null : <p class="warning hard">{t("gate.clockWrong")}</p>}
      {conflicts.value.length === 0 ? null : (
        <p class="warning hard">
          {t("gate.conflicts", { count: conflicts.value.length, n: conflicts.value.length })}
        </p>
      )}
      {session.value === "out" && unsent.value.length > 0 ? (
        <p class="warning">{t("gate.signIn.unsent")}</p>
      ) : null}
    </>
  );
}

function useDocument(): void {
  useEffect(() => {
    document.documentElement.lang = lang.value;
    document.documentElement.dir = dir.value;
    document.title = t("gate.title");
  }, [lang.value, dir.value]);
}

/** Pages besides the first are loaded after it; the service worker has them all from the first visit on. */
const later = {
  "/v/pack": async () => (await import("./supply-page.tsx")).SupplyPage,
  "/v/log": async () => (await import("./log-page.tsx")).LogPage,
};

export function App() {
  useDocument();
  const { path } = place.value;
  return (
    <>
      <div class="page">
        <Warnings />
        <main id="main">
          {path === "/v/pack" || path === "/v/log" ? <Later key={path} load={later[path]} /> : <ScanPage />}
        </main>
        <Nav />
      </div>
      <VerdictScreen />
    </>
  );
}

function Instead({ title, children }: { title: string; children: ComponentChildren }) {
  useDocument();
  return (
    <main class="instead" id="main">
      <Arch />
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** The gate is open in another window of this device. */
export function Elsewhere() {
  return (
    <Instead title={t("gate.elsewhere.title")}>
      <p>{t("gate.elsewhere")}</p>
    </Instead>
  );
}

/** The browser keeps nothing: a gate that forgets would let everybody pass twice. */
export function NoStore() {
  return (
    <Instead title={t("gate.noStore.title")}>
      <p>{t("gate.noStore")}</p>
    </Instead>
  );
}
