// `npm run check`: layout and lint (biome) and types (tsc) side by side; prints the parts that fail, whole.
import { run } from "./run.ts";

const colours = process.stdout.isTTY ? [] : ["--colors=off"];
const parts = [
  { name: "lint", work: run("biome", ["ci", ...colours, "."], { keep: true }) },
  {
    name: "types",
    work: run("tsc", ["-b", "--pretty", process.stdout.isTTY ? "true" : "false"], { keep: true }),
  },
];
const failed: string[] = [];
for (const { name, work } of parts) {
  const { code, text } = await work;
  if (code === 0) continue;
  failed.push(name);
  console.log(`${text.trimEnd()}\n`);
}
console.log(
  failed.length === 0 ? "check: lint and types are in order" : `check: failed in ${failed.join(" and ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
