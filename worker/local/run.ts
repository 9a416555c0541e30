// Runs one of the installed tools with this very Node, by its path, so that no shell and no PATH is asked.
import { spawn } from "node:child_process";
import { at } from "./root.ts";

const TOOLS = {
  biome: "@biomejs/biome/bin/biome",
  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
  wrangler: "wrangler/bin/wrangler.js",
} as const;

export interface Ended {
  code: number;
  /** What it printed, where it was kept. */
  text: string;
}

/** Runs a tool in the repository's root; `keep` gathers what it prints instead of showing it. */
export function run(
  tool: keyof typeof TOOLS,
  args: readonly string[],
  { keep = false, env = {} }: { keep?: boolean; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, at("node_modules", TOOLS[tool]), ...args], {
      cwd: at(),
      env: { ...process.env, ...env },
      stdio: keep ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    let text = "";
    const take = (chunk: string) => {
      text += chunk;
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => child.kill(signal));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, text }));
  });
}
