// `npm run deploy [-- wrangler's options]`: builds the desk and hands the rest to `wrangler deploy`. With the word
// `first-admin` it lets the first administrator in instead.
// Invariant: a configuration that would put people in danger, or could not work, is refused before anything is sent.
import { parseArgs } from "node:util";
import { buildWeb } from "./build.ts";
import { firstAdmin } from "./first-admin.ts";
import { refusal } from "./refusal.ts";
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
const why = refusal(
  deployment(text(values.config) ?? at("wrangler.toml"), text(values.env)),
  values["dry-run"] === true,
);
if (why !== null) {
  console.error(`Not deployed: ${why}`);
  process.exit(1);
}
await buildWeb(console.log);
const { code } = await run("wrangler", ["deploy", ...args]);
process.exitCode = code;
