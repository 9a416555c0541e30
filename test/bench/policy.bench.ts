// What asking the policy costs: queue and map with it, and served from the same sources with every field open (a build for
// this measurement alone). Then the property test of all doors with more cases than CI tries (BENCH_RECORDS).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { at } from "../../worker/local/root.ts";
import { CRISIS } from "../kit/people.ts";
import { crowd } from "./crowd.ts";
import { chunks, conditions, ms, openPlatform, type Platform, type Print, quantile } from "./setting.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 20_000);
const RECORDS = Number(process.env.BENCH_RECORDS ?? 36);
const TIMES = 200;

const views = {
  "queue, 50 rows": `/api/registration/queue?crisisId=${CRISIS}&state=open`,
  "queue, 200 rows": `/api/registration/queue?crisisId=${CRISIS}&state=open&limit=200`,
  "map, zoom 6": `/api/registration/map?crisisId=${CRISIS}&bbox=9,30,26,34&zoom=6`,
  "map, zoom 13": `/api/registration/map?crisisId=${CRISIS}&bbox=13.17,32.87,13.2,32.9&zoom=13`,
} as const;

/** The one function, answering yes to everything. */
const open = `
const all = { opens: () => true, of: (_, value) => value, read: (_, make) => make(), must: () => {} };
export const showing = () => all;
export const showingOwn = () => all;
export const ageOf = () => 0;
`;
const withoutPolicy: Plugin = {
  name: "without-policy",
  setup(made) {
    made.onLoad({ filter: /worker\/kit\/policy\.ts$/ }, () => ({ contents: open, loader: "js" }));
  },
};

/** The measured worker with every field open, as one file that can be served in place of it. */
async function opened(folder: string): Promise<string> {
  const outfile = join(folder, "opened.js");
  await build({
    entryPoints: [at("test", "kit", "counted.ts")],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: ["cloudflare:*", "node:*"],
    conditions: ["workerd", "worker", "browser"],
    logLevel: "silent",
    plugins: [withoutPolicy],
  });
  if (!readFileSync(outfile, "utf8").includes("showingOwn = () => all"))
    throw new Error("the policy is still in this build");
  return outfile;
}

async function ready(entry?: string): Promise<{ platform: Platform; cookie: string }> {
  const platform = await openPlatform(entry);
  for (const chunk of chunks(crowd(PEOPLE, PEOPLE, 0), 400)) await platform.load(chunk);
  return { platform, cookie: await platform.signIn("off_desk001") };
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const folder = mkdtempSync(join(tmpdir(), "causeway-open-"));
  const sides = [await ready(), await ready(await opened(folder))];
  try {
    for (const [name, path] of Object.entries(views)) {
      const taken: number[][] = [[], []];
      // One after the other, so that whatever else the machine does falls on both.
      for (let n = 0; n < TIMES; n++)
        for (const [side, { platform, cookie }] of sides.entries()) {
          const start = performance.now();
          const { status } = await platform.send("GET", path, undefined, { Cookie: cookie });
          if (status !== 200) throw new Error(`${path}: ${String(status)}`);
          taken[side]?.push(performance.now() - start);
        }
      const [on = [], off = []] = taken.map((list) => list.sort((a, b) => a - b));
      const at95 = [quantile(on, 0.95), quantile(off, 0.95)] as const;
      const at50 = [quantile(on, 0.5), quantile(off, 0.5)] as const;
      print(
        `${name.padEnd(16)} with the policy p50 ${ms(at50[0])}, p95 ${ms(at95[0])}; every field open p50 ${ms(at50[1])}, ` +
          `p95 ${ms(at95[1])}; ratio p50 ${(at50[0] / at50[1]).toFixed(2)}, p95 ${(at95[0] / at95[1]).toFixed(2)}`,
      );
    }
  } finally {
    for (const { platform } of sides) await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const vitest = at("node_modules", "vitest", "vitest.mjs");
  const run = spawnSync(
    process.execPath,
    [vitest, "run", "--config", at("test", "vitest.config.ts"), "--project", "edge", "test/policy/doors"],
    { cwd: at(), env: { ...process.env, POLICY_RECORDS: String(RECORDS) }, encoding: "utf8" },
  );
  const lines = `${run.stdout}${run.stderr}`.split("\n");
  for (const line of lines.filter((one) => /policy: |passed|AssertionError/.test(one))) print(line.trim());
  if (run.status !== 0) writeFileSync(join(tmpdir(), "causeway-policy.log"), lines.join("\n"));
}
