// Serves the worker from one workerd process on this machine. THE single file that uses wrangler's unstable_ functions
// and miniflare's conversion of options: when one of them changes, nothing else does.
// Invariant: no request is answered before the database has every migration.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import { leash } from "./leash.ts";
import { migrate } from "./migrate.ts";
import { at, root } from "./root.ts";
import { repeat } from "./tick.ts";

export interface ServeOptions {
  /** 0 takes a free one. */
  port: number;
  host?: string;
  /** Everything that lasts: the database, the rooms, the bundle that runs. */
  statePath: string;
  /** In place of, or beside, [vars] of wrangler.toml. */
  vars: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  /** Milliseconds between two runs of the scheduled handler; 0 for none. */
  tick?: number;
  /** Takes what the worker and workerd print, a line or more at a time. */
  log?(level: string, text: string): void;
}

export interface Served {
  url: string;
  /** Runs the scheduled handler once, now. */
  scheduled(): Promise<void>;
  dispose(): Promise<void>;
}

export async function serve(options: ServeOptions): Promise<Served> {
  leash();
  const scriptPath = join(options.statePath, "serve", "index.js");
  await bundle(scriptPath);
  const { modulesRules: _, ...worker } = unstable_getMiniflareWorkerOptions(
    at("wrangler.toml"),
  ).workerOptions;
  const log = options.log ?? ((_level: string, text: string) => console.error(text));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...worker,
      bindings: { ...worker.bindings, ...options.vars, ...options.secrets },
      name: "causeway",
      modules: true,
      rootPath: root,
      scriptPath,
      host: options.host ?? "127.0.0.1",
      port: options.port,
      resourcePersistencePath: join(options.statePath, "v3"),
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: ({ level, message }) => log(level, message),
      handleUncaughtError: (error) => log("error", error.stack ?? error.message),
      logRequests: false,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  try {
    const url = (await miniflare.ready).origin;
    await migrate(await miniflare.getD1Database("DB"), migrations());
    const fetcher = await miniflare.getWorker();
    const scheduled = async () => {
      const { outcome } = await fetcher.scheduled({ cron: "* * * * *" });
      if (outcome !== "ok") throw new Error(`the scheduled handler ended with "${outcome}"`);
    };
    const stop = repeat(scheduled, options.tick ?? 0, (line) => log("error", line));
    return {
      url,
      scheduled,
      async dispose() {
        stop();
        await miniflare.dispose();
      },
    };
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [at("worker", "index.ts")],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: ["cloudflare:*", "node:*"],
    conditions: ["workerd", "worker", "browser"],
    sourcemap: "linked",
    logLevel: "error",
  });
}

/** Every migration in order, cut into statements (a trigger's BEGIN … END stays one). */
export function migrations(): { name: string; statements: string[] }[] {
  const folder = at("schema", "migrations");
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => ({
    name,
    statements: unstable_splitSqlQuery(readFileSync(join(folder, name), "utf8")),
  }));
}

/** What a wrangler.toml would deploy. */
export function deployment(configPath: string, env: string | undefined) {
  const { vars, d1_databases } = unstable_readConfig({ config: configPath, env });
  return {
    vars: vars as Readonly<Record<string, unknown>>,
    databases: d1_databases.map(({ database_id }) => database_id ?? ""),
  };
}
