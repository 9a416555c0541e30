// `npm start`: builds the desk if it is stale, serves the platform on this machine with the exercise in it, and says
// where everything is. Invariant: nothing is removed before it is sure that nobody else serves this state.
import { rmSync } from "node:fs";
import { buildWeb } from "./build.ts";
import { noteServed, portProblem, servedAt } from "./busy.ts";
import { demoOf, doorsOf, dropHalfLoaded, loadOnce } from "./demo.ts";
import { at } from "./root.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import { type Served, serve } from "./serve.ts";
import { HELP, PEOPLE, type StartOptions, startOptions } from "./start-options.ts";
import { stopOnSignal } from "./stop.ts";
import { welcome } from "./welcome.ts";

const say = (line: string) => console.log(line);

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const options = startOptions(process.argv.slice(2), process.env);
if (typeof options === "string") fail(`${options}\n\n${HELP}`);
if (options.help) {
  say(HELP);
  process.exit(0);
}

/** What has to be ended, in the order in which it began. */
const begun: (() => unknown)[] = [];
const end = async () => {
  for (const stop of begun.splice(0).reverse()) await stop();
};
const stopping = stopOnSignal(() => {
  say("\nStopping …");
  return end();
});
try {
  await start(options);
} catch (error) {
  if (!stopping()) {
    await end();
    fail(`Causeway did not start: ${error instanceof Error ? error.message : error}`);
  }
}

async function start({ fresh, demo, people, port, host }: StartOptions): Promise<void> {
  const statePath = at(".wrangler", demo ? "state" : "empty");
  const other = await servedAt(statePath);
  if (other) fail(`Causeway runs already, at ${other}. Stop that one first (Ctrl-C there).`);
  const taken = await portProblem(port, host);
  if (taken) fail(taken);
  if (fresh) rmSync(statePath, { recursive: true, force: true });
  else if (dropHalfLoaded(statePath)) say("Loading the exercise was cut short last time: beginning anew.");

  await buildWeb(say);
  const secrets = secretsOf(statePath);
  const served = await serveState(statePath, secrets, port, host);
  begun.push(noteServed(statePath, served.url), served.dispose);
  const wrong = await unhealthy(served.url);
  if (wrong !== null) throw new Error(wrong);
  if (!demo) served.tick(2000);
  if (!demo) return say(welcome({ url: served.url, officers: [], migrant: null, demo }));

  const known = demoOf(statePath);
  if (known && people !== null && known.people !== people)
    say(`The exercise is loaded with ${known.people} people; add --fresh to load it with ${people}.`);
  if (!known) say(`Loading the exercise with ${people ?? PEOPLE} invented people (once) …`);
  const token = secrets.DEMO_TOKEN;
  await loadOnce({
    url: served.url,
    token,
    statePath,
    people: people ?? PEOPLE,
    log: (line) => say(`  ${line}`),
  });
  // Not before: the clock publishes a day's figures once, and they are to be those of the whole exercise.
  await served.scheduled();
  served.tick(2000);
  say(welcome({ url: served.url, ...(await doorsOf(served.url, token)), demo }));
}

/** What is wrong with the configuration, by the log line that the worker wrote; null where nothing is. */
async function unhealthy(url: string): Promise<string | null> {
  const answer = await fetch(`${url}/api/health`);
  await answer.body?.cancel();
  if (answer.ok) return null;
  return "its secrets do not fit its data (the line above says how). Put back the secrets.json that belongs to this folder, or begin anew with --fresh, which removes the local data.";
}

function serveState(statePath: string, secrets: Secrets, port: number, host: string): Promise<Served> {
  return serve({
    port,
    host,
    statePath,
    vars: {
      DEMO: "true",
      PRODUCTION: "false",
      UNREVIEWED_LANGUAGES: "true",
      // Spoken by most of those who crossed the borders in the exercise's weeks.
      EXPECTED_LANGUAGES: "ar bn fil vi ne ti",
    },
    secrets: { ...secrets },
    log: (level, text) => {
      if (level === "error" || level === "warn") console.error(text);
    },
  });
}
