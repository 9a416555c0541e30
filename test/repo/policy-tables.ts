// The documentation's tables of who sees what, printed from the rules. Run by itself it writes them into schema/policy.md:
// `node test/repo/policy-tables.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { policyTables } from "../../schema/policy.rules.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const path = join(root, "schema", "policy.md");
const [BEGIN, END] = ["<!-- printed from policy.ts: begin -->", "<!-- end -->"];

/** A document with the printed tables in their place. */
export function withTables(document: string): string {
  const [before, rest = ""] = document.split(BEGIN);
  const after = rest.split(END)[1] ?? "";
  return `${String(before)}${BEGIN}\n\n${policyTables()}\n\n${END}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(path, withTables(readFileSync(path, "utf8")));
