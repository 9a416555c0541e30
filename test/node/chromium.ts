// The browser that journeys run in: finds it, installs it where that can be done, starts it. Debian also has it without its
// windows (chromium-headless-shell): the same engine in half the processor's time, taken unless a journey needs the whole.
// Invariant: without a browser the run fails with a sentence; a journey is never skipped.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const isRoot = process.getuid?.() === 0;

function places(): string[] {
  const { LOCALAPPDATA, PROGRAMFILES, "PROGRAMFILES(X86)": x86 } = process.env;
  if (process.platform === "win32")
    return [PROGRAMFILES, x86, LOCALAPPDATA].flatMap((base) =>
      base
        ? [
            `${base}\\Google\\Chrome\\Application\\chrome.exe`,
            `${base}\\Microsoft\\Edge\\Application\\msedge.exe`,
          ]
        : [],
    );
  if (process.platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  return names.map((name) => `/usr/bin/${name}`);
}

const SHELL = "/usr/bin/chromium-headless-shell";

/** `whole`: with all that a person's browser has beside its engine, such as installing an application. */
export function findChromium(whole = false): string | null {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return [...(whole ? [] : [SHELL]), ...places()].find((path) => existsSync(path)) ?? null;
}

/** The path of a browser; installs one where we are root on Debian or Ubuntu, and the fonts that tests look at. */
export function ensureChromium(say: (line: string) => void): string {
  const canInstall = isRoot && existsSync("/usr/bin/apt-get");
  const may = canInstall && !process.env.CHROMIUM;
  if (may && findChromium(true) === null) {
    say("Installing Chromium for the tests (once) …");
    aptInstall(["chromium", "fonts-noto-core"]);
  } else if (canInstall && !hasFonts()) {
    say("Installing fonts for Arabic and Bengali (once) …");
    if (!aptInstall(["fonts-noto-core"]))
      say("Those fonts could not be installed; screenshots will show boxes.");
  }
  if (may && !existsSync(SHELL)) {
    say("Installing Chromium without its windows (once) …");
    // Not every Debian has it.
    if (!aptInstall(["chromium-headless-shell"])) say("The tests take the whole browser, and longer.");
  }
  const found = findChromium(true);
  if (found) return found;
  throw new Error(
    process.env.CHROMIUM
      ? `CHROMIUM names ${process.env.CHROMIUM}, which is not there.`
      : "The tests need Chromium or Chrome. Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.",
  );
}

/** True where Debian's packages are there afterwards. */
export function aptInstall(packages: readonly string[]): boolean {
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-qq", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...packages);
}

function hasFonts(): boolean {
  const has = (lang: string) =>
    (spawnSync("fc-list", [`:lang=${lang}`, "family"], { encoding: "utf8" }).stdout ?? "").trim() !== "";
  return existsSync("/usr/share/fonts/truetype/noto/NotoSansBengali-Regular.ttf") || (has("ar") && has("bn"));
}

/** Drawing a map without a graphics card keeps both cores busy, so only those who look at maps ask for it. */
const drawing = {
  map: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
  none: ["--disable-gpu", "--disable-3d-apis"],
};

/** A browser that calls nobody. With `map` it has WebGL; without, pages say that they can draw no map. */
export function launch({
  map = false,
  whole = false,
  ...options
}: LaunchOptions & { map?: boolean; whole?: boolean } = {}): Promise<Browser> {
  const executablePath = findChromium(whole);
  if (executablePath === null)
    throw new Error("No browser: run the tests through `npm test`, which finds or installs one.");
  return chromium.launch({
    ...options,
    executablePath,
    args: [
      ...(isRoot ? ["--no-sandbox"] : []),
      // Debian switches it on, and without a graphics card it is slower than the processor's own way.
      "--disable-gpu-rasterization",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...drawing[map ? "map" : "none"],
      ...(options.args ?? []),
    ],
  });
}
