// `npm run deploy [-- wrangler's options]`: builds the desk and hands the rest to `wrangler deploy`. With the word
// `first-admin` it lets the first administrator in instead.
// Invariant: a configuration that would put people in danger, or could not work, is refused before anything is sent.
import { parseArgs } from "node:util";
import { buildWeb } from "./build.ts";
import { firstAdmin } from "./first-admin.ts";
import { refusal, ringRefusal, USED, versionsIn } from "./refusal.ts";
import { at } from "./root.ts";
import { run } from "./run.ts";
import { deployment } from "./serve.ts";

const args = process.argv.slice(2);
if (args[0] === "first-admin") process.exit(await firstAdmin(args.slice(1)));
const { values } = parseArgs({
  args,
  strict: false,
  options: {
    config: { type: "string", short: "c" },
    env: { type: "string", short: "e" },
    "dry-run": { type: "boolean" },
  },
});
const text = (value: unknown) => (typeof value === "string" ? value : undefined);
function refuse(why: string): never {
  console.error(`Not deployed: ${why}`);
  process.exit(1);
}
const read = deployment(text(values.config) ?? at("wrangler.toml"), text(values.env));
const why = refusal(read, values["dry-run"] === true);
if (why !== null) refuse(why);
if (values["dry-run"] !== true) {
  const options = [
    ...(text(values.config) === undefined ? [] : ["--config", text(values.config) ?? ""]),
    ...(text(values.env) === undefined ? [] : ["--env", text(values.env) ?? ""]),
  ];
  const asked = await run(
    "wrangler",
    ["d1", "execute", "DB", "--remote", "--json", "--command", USED, ...options],
    {
      keep: true,
    },
  );
  // The first table that is asked: where only a later one is missing, its migrations were not applied yet.
  const isNew = /no such table: registration\b/.test(asked.text);
  const used = versionsIn(asked.text);
  if (used === null && !isNew)
    refuse(
      "the database did not say which versions of the key ring it needs. Are its migrations applied (`npx wrangler d1 migrations apply DB --remote`)?",
    );
  const gap = ringRefusal(read, isNew ? null : used);
  if (gap !== null) refuse(gap);
}
await buildWeb(console.log);
const { code } = await run("wrangler", ["deploy", ...args]);
process.exitCode = code;
