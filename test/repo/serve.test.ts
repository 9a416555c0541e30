// What the local server stands on: migrations, the clock, a clean end, and nothing left behind after an unclean one.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { type Database, migrate } from "../../worker/local/migrate.ts";
import { at } from "../../worker/local/root.ts";
import { migrations } from "../../worker/local/serve.ts";
import { repeat } from "../../worker/local/tick.ts";
import { type Counted, count } from "../node/summary-reporter.ts";

const folder = mkdtempSync(join(tmpdir(), "causeway-serve-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe("migrations", () => {
  it("are cut into whole statements, with a trigger's body in one piece", () => {
    const all = migrations();
    expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => name).sort());
    const statements = all.flatMap((one) => one.statements).map((sql) => sql.replace(/^(\s*--.*\n)*\s*/, ""));
    const triggers = statements.filter((sql) => /^CREATE TRIGGER/.test(sql));
    expect(triggers.length).toBeGreaterThan(5);
    expect(triggers.filter((sql) => !/\bBEGIN\b[\s\S]*;\s*END$/.test(sql))).toEqual([]);
    expect(
      statements.filter((sql) => !/^(CREATE|INSERT|ALTER|UPDATE|DROP|DELETE|PRAGMA)\b/.test(sql)),
    ).toEqual([]);
  });

  it("are applied in order, each in one batch with its row, and only those missing", async () => {
    const batches: string[][] = [];
    const db = fakeDatabase(["0001_a.sql"], (sqls) => batches.push(sqls));
    const two = [
      { name: "0001_a.sql", statements: ["A"] },
      { name: "0002_b.sql", statements: ["B1", "B2"] },
      { name: "0003_c.sql", statements: ["C"] },
    ];
    expect(await migrate(db, two)).toEqual(["0002_b.sql", "0003_c.sql"]);
    const row = (name: string) => `INSERT INTO "d1_migrations" (name) VALUES (?) ${name}`;
    expect(batches).toEqual([
      ["B1", "B2", row("0002_b.sql")],
      ["C", row("0003_c.sql")],
    ]);
  });

  it("name the one that failed", async () => {
    const db = fakeDatabase([], () => {
      throw new Error("no such table: x");
    });
    await expect(migrate(db, [{ name: "0001_a.sql", statements: ["A"] }])).rejects.toThrow(
      "migration 0001_a.sql: no such table: x",
    );
  });
});

type Prepared = ReturnType<Database["prepare"]> & { sql: string };

function fakeDatabase(applied: readonly string[], onBatch: (sqls: string[]) => void): Database {
  const prepare = (sql: string): Prepared => ({
    sql,
    bind: (...values) => prepare(`${sql} ${values.join()}`),
    run: async () => ({}),
    all: async () => ({ results: applied.map((name) => ({ name })) }),
  });
  return { prepare, batch: async (statements) => onBatch(statements.map((one) => (one as Prepared).sql)) };
}

describe("the clock", () => {
  it("waits for each run, tells the same failure once, and stops", async () => {
    const told: string[] = [];
    let runs = 0;
    let together = 0;
    let most = 0;
    const stop = repeat(
      async () => {
        runs++;
        most = Math.max(most, ++together);
        await wait(5);
        together--;
        throw new Error("broken");
      },
      1,
      (line) => told.push(line),
    );
    await wait(80);
    stop();
    const then = runs;
    await wait(30);
    expect(most).toBe(1);
    expect(then).toBeGreaterThan(2);
    expect(runs).toBe(then);
    expect(told).toEqual(["broken"]);
  });
});

/** Runs a few lines of TypeScript in a Node of their own; answers when they have printed a line. */
async function start(name: string, code: string): Promise<{ child: ChildProcess; line: string }> {
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, code);
  const child = spawn(process.execPath, ["--experimental-strip-types", path], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const line = await new Promise<string>((done) =>
    child.stdout?.once("data", (data) => done(String(data).trim())),
  );
  return { child, line };
}
const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once("exit", done));
const from = (file: string) => JSON.stringify(pathToFileURL(at("worker", "local", file)).href);

describe("the end", () => {
  // Windows has no signals to try this with.
  if (process.platform === "win32") return;
  const ending = (ms: number) =>
    `import { stopOnSignal } from ${from("stop.ts")};
     stopOnSignal(() => new Promise((done) => setTimeout(done, ${ms})));
     setInterval(() => {}, 1000); console.log("ready");`;

  it("comes once for one Ctrl-C that arrives twice", async () => {
    const { child } = await start("echo", ending(100));
    const end = ended(child);
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect(await end).toBe(0);
  });
  it("is forced by a second one", async () => {
    const { child } = await start("force", ending(60_000));
    const end = ended(child);
    child.kill("SIGINT");
    await wait(600);
    child.kill("SIGINT");
    expect(await end).toBe(130);
  });
  it("leaves no workerd behind when we are killed", async () => {
    const workerd = join(folder, "workerd");
    writeFileSync(workerd, "#!/bin/sh\nexec sleep 60\n");
    chmodSync(workerd, 0o755);
    const { child, line } = await start(
      "killed",
      `import { spawn } from "node:child_process"; import { leash } from ${from("leash.ts")};
       leash(); const child = spawn(${JSON.stringify(workerd)}); setTimeout(() => console.log(child.pid), 200);`,
    );
    const end = ended(child);
    child.kill("SIGKILL");
    await end;
    await expect.poll(() => isAlive(Number(line)), { timeout: 5000 }).toBe(false);
  });
});

/** A process that has ended but was not collected by its parent yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !(existsSync(stat) && / Z /.test(readFileSync(stat, "utf8")));
}

describe("the closing line", () => {
  const module = (states: string[], errors = 0, suiteErrors = 0): Counted => ({
    errors: () => Array(errors).fill("error"),
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [{ errors: () => Array(suiteErrors).fill("error") }],
    },
  });
  it("counts files that could not be read, suites that broke and stray errors as failures", () => {
    expect(count([module(["passed", "failed", "skipped"]), module(["passed"])], 0)).toEqual({
      passed: 2,
      failed: 1,
    });
    expect(count([module([], 1)], 0)).toEqual({ passed: 0, failed: 1 });
    expect(count([module(["passed"], 0, 1)], 0)).toEqual({ passed: 1, failed: 1 });
    expect(count([module(["pending", "failed"], 1)], 0)).toEqual({ passed: 0, failed: 2 });
    expect(count([module(["passed"])], 2)).toEqual({ passed: 1, failed: 2 });
  });
});
