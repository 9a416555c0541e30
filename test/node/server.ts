// The whole app for one journey: on a free port, with a state folder of its own that is gone afterwards; before that, every
// byte of it is searched for what people typed (./scan.ts).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "../../worker/local/build.ts";
import { loadOnce } from "../../worker/local/demo.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { serve } from "../../worker/local/serve.ts";
import { readableIn } from "./scan.ts";

export interface AppOptions {
  /** Invented people of the exercise. */
  people?: number;
  /** false: an empty platform. */
  demo?: boolean;
  vars?: Readonly<Record<string, string>>;
}

export interface App {
  url: string;
  statePath: string;
  /** Bearer of the doors that load the exercise. */
  token: string;
  /** Everything the worker logged as an error so far. */
  errors: readonly string[];
  /** Runs the scheduled handler once, now; it also runs by itself. */
  scheduled(): Promise<void>;
  stop(): Promise<void>;
}

export async function startApp({ people = 60, demo = true, vars = {} }: AppOptions = {}): Promise<App> {
  await buildWeb(() => {});
  const statePath = mkdtempSync(join(tmpdir(), "causeway-app-"));
  const secrets = makeSecrets();
  const errors: string[] = [];
  const printed: string[] = [];
  const remove = () => rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once("exit", remove);
  const served = await serve({
    port: 0,
    statePath,
    vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true", ...vars },
    secrets: { ...secrets },
    log: (level, text) => {
      printed.push(text);
      if (level === "error") errors.push(text);
    },
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  let looked = false;
  const stop = async () => {
    await served.dispose();
    const readable = looked ? readableIn(statePath, printed, demo ? people : 0) : [];
    remove();
    if (readable.length > 0) throw new Error(`readable at rest: ${readable.slice(0, 5).join("; ")}`);
  };
  try {
    const { url, scheduled } = served;
    if (demo) await loadOnce({ url, token: secrets.DEMO_TOKEN, statePath, people, log: () => {} });
    await scheduled();
    served.tick(1000);
    looked = true;
    return { url, statePath, token: secrets.DEMO_TOKEN, errors, scheduled, stop };
  } catch (error) {
    await stop();
    throw new Error(`the app did not start: ${errors.join("\n")}`, { cause: error });
  }
}
