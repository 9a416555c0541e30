// `npm run bench [-- name …]`: runs test/bench/*.bench.ts one after the other. They measure; they assert nothing.
import { existsSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { buildWeb } from "./build.ts";
import { at } from "./root.ts";

type Bench = (print: (line: string) => void) => Promise<void>;

const END = ".bench.ts";
const folder = at("test", "bench");
const all = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(END)) : [];
const names = all.map((name) => name.slice(0, -END.length)).sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));

if (unknown.length > 0 || names.length === 0) {
  console.error(`There is no measurement ${unknown.join(", ")}. There are: ${names.join(", ") || "none"}`);
  process.exit(1);
}
await buildWeb(console.log);
for (const name of asked.length > 0 ? asked : names) {
  console.log(`\n${name}`);
  const { default: bench } = (await import(pathToFileURL(at("test", "bench", `${name}${END}`)).href)) as {
    default: Bench;
  };
  await bench((line) => console.log(`  ${line}`));
}
