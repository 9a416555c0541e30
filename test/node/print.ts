// What a printed page says to a reader that no one here wrote: the browser prints it, poppler draws it at the dots of a
// cheap scanner, zbar reads it. Invariant: without these tools the run fails with a sentence; nothing is skipped.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Command → package of Debian that has it. */
const tools = { pdftoppm: "poppler-utils", zbarimg: "zbar-tools" } as const;

function has(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}

function ensureTools(): void {
  const missing = (Object.keys(tools) as (keyof typeof tools)[]).filter((command) => !has(command));
  if (missing.length === 0) return;
  const packages = missing.map((command) => tools[command]);
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = (...args: string[]) => spawnSync("apt-get", ["-qq", ...args], { stdio: "ignore", env });
    apt("update");
    apt("install", "-y", "--no-install-recommends", ...packages);
  }
  if (!missing.every(has))
    throw new Error(
      `The tests need ${missing.join(" and ")} (Debian: apt-get install ${packages.join(" ")}).`,
    );
}

function run(command: keyof typeof tools, ...args: string[]): string {
  const { stdout, error } = spawnSync(command, args, { encoding: "utf8" });
  if (error !== undefined) throw error;
  return stdout;
}

export interface Printed {
  sheets: number;
  /** Texts of all codes, sheet by sheet. */
  codes: string[];
}

/** Prints the page as it asks to be printed, and reads the codes on it. */
export async function print(page: Page, dotsPerInch = 200): Promise<Printed> {
  ensureTools();
  const folder = mkdtempSync(join(tmpdir(), "causeway-print-"));
  try {
    const pdf = join(folder, "page.pdf");
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    run("pdftoppm", "-r", String(dotsPerInch), "-gray", "-png", pdf, join(folder, "sheet"));
    const sheets = readdirSync(folder).filter((file) => file.endsWith(".png"));
    const codes = sheets.flatMap((file) => run("zbarimg", "--raw", "-q", join(folder, file)).split("\n"));
    return { sheets: sheets.length, codes: codes.filter((text) => text !== "") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
