// Starts the gate: its sheet, its one window, its store, its page, its service worker. Offline first: everything shown
// comes from the store, and the network is asked afterwards.
import { render } from "preact";
import * as z from "zod/mini";
import { App, Elsewhere, NoStore } from "./app.tsx";
import base from "./css/base.css?inline";
import parts from "./css/parts.css?inline";
import verdict from "./css/verdict.css?inline";
import { shown } from "./scan.ts";
import { start } from "./state.ts";
import { openStore } from "./store.ts";
import { allowSound } from "./tone.ts";
import { startLanguage } from "./words.ts";

// The policy of this page allows no code made from text, and zod would only try.
z.config({ jitless: true });

// With the script and not as a file of its own: one request less on a bad line, and no rule for inline styles.
const sheet = new CSSStyleSheet();
sheet.replaceSync(base + parts + verdict);
document.adoptedStyleSheets = [sheet];

const element = document.getElementById("app");
const draw = (page: Parameters<typeof render>[0]) => {
  if (element !== null) render(page, element);
};

/** A newer release waits for a visit to begin: this one. The page changes with it, and never under a verdict. */
async function takeNewer(): Promise<void> {
  if (navigator.serviceWorker.controller === null) return;
  const anew = () =>
    shown.subscribe((answer) => {
      if (answer === null) location.reload();
    });
  navigator.serviceWorker.addEventListener("controllerchange", anew, { once: true });
  const registration = await navigator.serviceWorker.getRegistration("/v/");
  registration?.waiting?.postMessage("take over");
  // The change may have come before this script could hear of it: then the cache has a page, and no longer this one.
  const own = new URL(import.meta.url).pathname;
  if ((await caches.match("/v/")) && !(await caches.match(own))) anew();
}

async function run(): Promise<void> {
  try {
    await startLanguage();
    await start(await openStore());
  } catch {
    return draw(<NoStore />);
  }
  draw(<App />);
  // The network comes after the page: nothing that is shown waits for it.
  void import("./merge.ts").then(({ keepSyncing }) => keepSyncing());
  addEventListener("pointerdown", allowSound);
  addEventListener("keydown", allowSound);
  void navigator.storage?.persist?.();
}

// One window of a device at a time: two would each give the first scan a GO.
const late = setTimeout(() => draw(<Elsewhere />), 700);
void navigator.locks.request("gate", () => {
  clearTimeout(late);
  void run();
  return new Promise<never>(() => {});
});

if ("serviceWorker" in navigator) {
  void takeNewer();
  addEventListener("load", () => void navigator.serviceWorker.register("/v/sw.js", { scope: "/v/" }));
}
