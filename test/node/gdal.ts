// GDAL as Debian packs it, the library behind QGIS and most desktop tools: finds it, installs it where that can be done, runs
// it. Invariant: without GDAL the tests that need it fail with a sentence; they are never skipped.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { aptInstall } from "./chromium.ts";

const folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];
const find = (program: string) =>
  folders.map((folder) => `${folder}/${program}`).find((path) => existsSync(path)) ?? null;

/** Where we are root on Debian or Ubuntu. */
export function installGdal(say: (line: string) => void): void {
  if (find("ogrinfo") !== null || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say("Installing GDAL for the tests (once) …");
  aptInstall(["gdal-bin"]);
}

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** One run of a program of GDAL, ended after two minutes. */
export function gdal(
  program: "ogrinfo" | "ogr2ogr",
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const path = find(program);
  if (path === null)
    throw new Error(
      "The tests need GDAL. Install it (Debian: apt-get install gdal-bin; macOS: brew install gdal).",
    );
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { env: { ...process.env, ...env }, timeout: 120_000 });
    const ran: Ran = { code: 0, out: "", err: "" };
    child.stdout.on("data", (bytes: Buffer) => {
      ran.out += bytes.toString();
    });
    child.stderr.on("data", (bytes: Buffer) => {
      ran.err += bytes.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...ran, code: code ?? 1 }));
  });
}
