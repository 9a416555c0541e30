// Builds desk and gate into dist/ when their sources have changed since the last build, and only then.
// Invariant: .wrangler/build.json names the sources of a build that ran to its end.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { at, root } from "./root.ts";

const STAMP = at(".wrangler", "build.json");

/** One hash over the names and contents of these files and folders of the repository. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesIn(at(path))).sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

/** True where there was something to do. */
export async function buildWeb(say: (line: string) => void): Promise<boolean> {
  const hash = hashOf(["web", "schema", "package-lock.json"]);
  if (existsSync(at("dist", "verify.html")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash)
    return false;
  say("Building desk and gate …");
  rmSync(STAMP, { force: true });
  const { build } = await import("vite");
  // A test's own NODE_ENV would build what is for developers, a third larger, and `npm start` would go on serving that.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    // The desk first: it begins with an empty folder, and the gate puts its own files beside.
    for (const config of [at("web", "vite.config.ts"), at("web", "verify", "vite.config.ts")])
      await build({ configFile: config, configLoader: "native", logLevel: "warn" });
  } catch (error) {
    // The bundler paints its messages even where nobody sees colours.
    throw new Error(stripVTControlCharacters(error instanceof Error ? error.message : String(error)));
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
  mkdirSync(at(".wrangler"), { recursive: true });
  writeFileSync(STAMP, hash);
  return true;
}
