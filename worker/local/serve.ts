// Serves the worker from one workerd process on this machine. THE single file that uses wrangler's unstable_ functions
// and miniflare's conversion of options: when one of them changes, nothing else does.
// Invariant: no request is answered before the database has every migration.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import { leash } from "./leash.ts";
import { migrate } from "./migrate.ts";
import type { Deployment } from "./refusal.ts";
import { at, root } from "./root.ts";
import { keepSignals } from "./stop.ts";
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
  /** What runs in place of worker/index.ts: a measurement wraps it. */
  entry?: string;
  /** Takes what the worker and workerd print, a line or more at a time. */
  log?(level: string, text: string): void;
}

export interface Served {
  url: string;
  /** Runs statements as one batch, and replies with the rows of the last: nothing else may open this database meanwhile. */
  query(statements: readonly string[]): Promise<unknown[]>;
  /** Runs the scheduled handler once, now. */
  scheduled(): Promise<void>;
  /** From now on runs it again and again, this many milliseconds after the run before has ended. */
  tick(every: number): void;
  dispose(): Promise<void>;
}

export async function serve(options: ServeOptions): Promise<Served> {
  leash();
  const scriptPath = join(options.statePath, "serve", "index.js");
  await bundle(scriptPath, options.entry ?? at("worker", "index.ts"));
  const declared = unstable_getMiniflareWorkerOptions(at("wrangler.toml")).workerOptions;
  const { modulesRules: _, ...worker } = declared;
  const bindings = { ...(worker.bindings as Record<string, string>), ...options.vars, ...options.secrets };
  const log = options.log ?? ((_level: string, text: string) => console.error(text));
  const settings = convertV4MiniflareOptions({
    ...worker,
    bindings,
    name: "causeway",
    modules: true,
    rootPath: root,
    scriptPath,
    modulesRoot: dirname(scriptPath),
    host: options.host ?? "127.0.0.1",
    port: options.port,
    resourcePersistencePath: join(options.statePath, "v3"),
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: ({ level, message }) => log(level, message),
    handleUncaughtError: (error) => log("error", error.stack ?? error.message),
    logRequests: false,
    cf: false,
    telemetry: { enabled: false },
  });
  const miniflare = keepSignals(() => new Miniflare(settings));
  try {
    const url = (await miniflare.ready).origin;
    const database = await miniflare.getD1Database("DB");
    await migrate(database, migrations());
    const fetcher = await miniflare.getWorker();
    const scheduled = async () => {
      const { outcome } = await fetcher.scheduled({ cron: "* * * * *" });
      if (outcome !== "ok") throw new Error(`the scheduled handler ended with "${outcome}"`);
    };
    let stop = () => {};
    return {
      url,
      scheduled,
      async query(statements) {
        const done = await database.batch(statements.map((sql) => database.prepare(sql)));
        return done.at(-1)?.results ?? [];
      },
      tick(every) {
        stop();
        stop = repeat(scheduled, every, (line) => log("error", line));
      },
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

async function bundle(outfile: string, entry: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: ["cloudflare:*", "node:*", "crypto"],
    conditions: ["workerd", "worker", "browser"],
    sourcemap: "linked",
    logLevel: "silent",
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

/** What a wrangler.toml would deploy. (The types of wrangler's reader are in a package that is not published.) */
export function deployment(config: string, env: string | undefined): Deployment {
  const read = unstable_readConfig as (from: { config: string; env: string | undefined }) => {
    vars: Record<string, unknown>;
    d1_databases: { database_id?: string }[];
  };
  const { vars, d1_databases } = read({ config, env });
  return { vars, databases: d1_databases.map(({ database_id }) => database_id ?? "") };
}
