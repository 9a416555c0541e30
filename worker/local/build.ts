// Builds the desk into dist/ when its sources have changed since the last build, and only then.
// Invariant: .wrangler/build.json names the sources of a build that ran to its end.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "./root.ts";

const STAMP = at(".wrangler", "build.json");

/** One hash over the names and contents of these files and folders. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesIn(path)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
}

/** True where there was something to do. */
export async function buildWeb(say: (line: string) => void): Promise<boolean> {
  const hash = `${hashOf([at("web"), at("schema")])} ${hashFile(at("package-lock.json"))}`;
  if (existsSync(at("dist", "desk.html")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash)
    return false;
  say("Building the desk …");
  rmSync(STAMP, { force: true });
  const { build } = await import("vite");
  await build({ configFile: at("web", "vite.config.ts"), configLoader: "native", logLevel: "warn" });
  mkdirSync(at(".wrangler"), { recursive: true });
  writeFileSync(STAMP, hash);
  return true;
}

const hashFile = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
