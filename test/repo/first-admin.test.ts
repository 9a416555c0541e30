// The operator's command, as she types it, on a platform of this machine that is stopped: it makes one link, voids the one
// before, is refused while the platform runs, and does nothing once an administrator can sign in.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { noteServed } from "../../worker/local/busy.ts";
import { at } from "../../worker/local/root.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { type Served, serve } from "../../worker/local/serve.ts";

const statePath = mkdtempSync(join(tmpdir(), "causeway-first-"));
afterAll(() => rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
const secrets = { ...makeSecrets() };
const starts = () =>
  serve({ port: 0, statePath, vars: { DEMO: "false", PRODUCTION: "true" }, secrets, log: () => {} });

async function command(...more: string[]): Promise<{ code: number; text: string }> {
  const args = ["deploy", "first-admin", "--local", "--state", statePath, ...more];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [at("worker/local/setup.mjs"), ...args]);
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, text: stderr };
  }
}
const tokenIn = (text: string) =>
  /http:\/\/localhost:8787\/desk\/sign-in#new\.([\w-]{43})/.exec(text)?.[1] ?? "";

async function opens(served: Served, token: string): Promise<number> {
  const response = await fetch(`${served.url.replace("127.0.0.1", "localhost")}/api/account/open-link`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  return response.status;
}

it("makes one link at a time, and only until an administrator can sign in", async () => {
  await (await starts()).dispose();
  const [one, two] = [tokenIn((await command()).text), tokenIn((await command()).text)];
  const served = await starts();
  expect([await opens(served, one), await opens(served, two)]).toEqual([410, 200]);
  const forget = noteServed(statePath, served.url);
  const meanwhile = await command();
  expect([meanwhile.code, tokenIn(meanwhile.text)]).toEqual([1, ""]);
  expect(meanwhile.text).toContain("Causeway runs at");
  forget();
  await served.query([
    `INSERT INTO passkey (id, officerId, publicKey, counter, transports, label, synced, addedAt)
     SELECT 'x', id, 'x', 0, '[]', 'x', 0, '2026-01-01' FROM officer`,
    "DELETE FROM accountLink",
  ]);
  const acts = await served.query(["SELECT act, actor FROM audit ORDER BY seq"]);
  expect(acts).toEqual([1, 2].map(() => ({ act: "account.firstAdmin", actor: "command" })));
  await served.dispose();
  const late = await command();
  expect([late.code, late.text.trim()]).toEqual([
    1,
    "An administrator can sign in already: she invites the next one. Nothing was changed.",
  ]);
});
it("wants to know where people reach the site, and takes no address in the clear", async () => {
  for (const url of ["http://help.example", "help.example"]) {
    const answer = await command("--url", url);
    expect([answer.code, answer.text]).toEqual([1, expect.stringContaining("--url U")]);
  }
});
