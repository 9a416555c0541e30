// The door of every npm script: installs what is missing, then runs worker/local/<verb>.ts on a Node that can.
// Invariant: this file and install.mjs run on a bare Node 20 with nothing installed, so they import only Node itself.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { flagsFor, install, isInstalled, nodePackage } from "./install.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const [verb = "", ...rest] = process.argv.slice(2);
const script = join(root, "worker", "local", `${verb}.ts`);

if (!["start", "test", "check", "bench", "review", "deploy", "verify"].includes(verb)) {
  console.error(
    "Which? One of: start, test, check, bench, review, deploy, verify. Run it through npm, e.g. `npm start`.",
  );
  process.exit(1);
}
if (!isInstalled(root)) install(root);

const brought = join(
  root,
  "node_modules",
  nodePackage(),
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);
const [node, flags] = existsSync(brought)
  ? [brought, []]
  : [process.execPath, flagsFor(process.versions.node)];
if (!flags) {
  console.error(
    `Causeway needs Node 22.12 or later and found ${process.version}. On macOS install Node 22.12 or later (nodejs.org, or \`brew install node\`) and try again; Linux (glibc) and Windows get it from npm.`,
  );
  process.exit(1);
}

// Nothing here calls home: no request for a location, no telemetry, no check for updates.
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
});

if (!process.stdout.isTTY && !process.env.FORCE_COLOR) process.env.NO_COLOR = "1";

if (flags.length === 0 && realpathSync(node) === realpathSync(process.execPath)) {
  process.argv = [process.execPath, script, ...rest];
  await import(pathToFileURL(script).href);
} else {
  const child = spawn(node, [...flags, script, ...rest], { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    console.error(`Could not start ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
