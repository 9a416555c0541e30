// How the project sets itself up and starts: decided by pure functions, tried here without installing anything.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { agrees, flagsFor } from "../../worker/local/install.mjs";
import { refusal, ringRefusal, versionsIn } from "../../worker/local/refusal.ts";
import { secretsOf } from "../../worker/local/secrets.ts";
import { startOptions } from "../../worker/local/start-options.ts";
import { table, welcome } from "../../worker/local/welcome.ts";

describe("Node's version", () => {
  it("is refused below 22.12, given the flag below 22.18 and 23.6, taken as it is above", () => {
    for (const old of ["18.20.0", "20.20.2", "22.11.9"]) expect(flagsFor(old)).toBeNull();
    for (const flagged of ["22.12.0", "22.17.9", "23.5.0"])
      expect(flagsFor(flagged)).toContain("--experimental-strip-types");
    for (const able of ["22.18.0", "23.6.0", "24.0.0", "26.1.0"]) expect(flagsFor(able)).toEqual([]);
  });
});

describe("what npm installed", () => {
  const other = process.platform === "win32" ? "linux" : "win32";
  const lock = {
    packages: {
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
      "node_modules/ours": { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] },
      "node_modules/theirs": { version: "1.0.0", optional: true, os: [other], cpu: [process.arch] },
    },
  };
  const { "": _, "node_modules/theirs": __, ...here } = lock.packages;

  it("agrees without the packages of other platforms", () => {
    expect(agrees(lock, { packages: here })).toBe(true);
  });
  it("does not agree with another version, another content, or a package missing that this machine needs", () => {
    const { "node_modules/ours": ours, ...rest } = here;
    expect(agrees(lock, { packages: { ...rest, "node_modules/ours": { ...ours, version: "2.0.0" } } })).toBe(
      false,
    );
    expect(
      agrees(lock, { packages: { ...here, "node_modules/a": { version: "1.0.0", integrity: "x" } } }),
    ).toBe(false);
    expect(agrees(lock, { packages: rest })).toBe(false);
    expect(agrees(lock, { packages: {} })).toBe(false);
  });
});

describe("options of npm start", () => {
  it("stand at their defaults where nothing is said", () => {
    const plain = { help: false, fresh: false, demo: true, people: null, port: 8787, host: "127.0.0.1" };
    expect(startOptions([], {})).toEqual(plain);
    expect(startOptions([], { PORT: "", HOST: "" })).toEqual(plain);
  });
  it("are read from words and from the environment", () => {
    const said = startOptions(["--fresh", "--people", "50", "--no-demo"], { PORT: "9000", HOST: "0.0.0.0" });
    expect(said).toEqual({ help: false, fresh: true, demo: false, people: 50, port: 9000, host: "0.0.0.0" });
  });
  it("are refused with a sentence", () => {
    for (const people of ["0", "-1", "1.5", "many", "1e3", ""])
      expect(startOptions([`--people=${people}`], {})).toMatch(/--people/);
    for (const port of ["0", "65536", "http"]) expect(startOptions([], { PORT: port })).toMatch(/PORT/);
    expect(startOptions(["--frsh"], {})).toMatch(/--frsh/);
    expect(startOptions(["word"], {})).toMatch(/word/);
  });
});

describe("secrets of a local platform", () => {
  const folder = mkdtempSync(join(tmpdir(), "causeway-secrets-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are made once, 32 bytes each, for their owner's eyes, and stay", () => {
    const state = join(folder, "state");
    const made = secretsOf(state);
    const ring = JSON.parse(made.KEY_RING) as Record<string, string>;
    expect(Object.keys(ring)).toEqual(["1"]);
    for (const key of [ring["1"] ?? "", made.PEPPER]) expect(Buffer.from(key, "base64")).toHaveLength(32);
    if (process.platform !== "win32") expect(statSync(join(state, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(secretsOf(state)).toEqual(made);
    expect(secretsOf(join(folder, "other"))).not.toEqual(made);
    writeFileSync(join(state, "secrets.json"), "{}");
    expect(() => secretsOf(state)).toThrow(/--fresh/);
    expect(readFileSync(join(state, "secrets.json"), "utf8")).toBe("{}");
  });
});

describe("deployments", () => {
  const id = "0b7c1f2e-0000-4000-8000-000000000000";
  it("are refused with demo links in production, and without a database", () => {
    expect(refusal({ vars: { DEMO: "true", PRODUCTION: "true" }, databases: [id] }, true)).toMatch(/DEMO/);
    expect(refusal({ vars: { DEMO: "true" }, databases: [id] }, false)).toMatch(/DEMO/);
    const unset = { vars: { DEMO: "false" }, databases: ["00000000-0000-0000-0000-000000000000"] };
    expect(refusal(unset, false)).toMatch(/database_id/);
    expect(refusal(unset, true)).toBeNull();
    expect(refusal({ vars: { DEMO: "true", PRODUCTION: "false" }, databases: [id] }, false)).toBeNull();
  });
});

describe("a deployment's key ring", () => {
  const printed = (versions: number[]) =>
    `log line\n${JSON.stringify(versions.map((one) => ({ results: [{ version: one.toString(16).padStart(4, "0") }], success: true })))}`;
  it("is read from what the database says, and refused unless it names every version that is needed", () => {
    expect(versionsIn(printed([26, 3, 1, 3]))).toEqual([1, 3, 26]);
    expect(versionsIn("✘ [ERROR] no such table")).toBeNull();
    const with1 = { vars: { KEY_VERSIONS: "1" }, databases: [] };
    expect(ringRefusal(with1, [1, 3])).toMatch(/needs version 3 .* KEY_VERSIONS = "1 3"/s);
    expect(ringRefusal({ vars: { KEY_VERSIONS: "1, 3 4" }, databases: [] }, [1, 3])).toBeNull();
    expect(ringRefusal({ vars: {}, databases: [] }, [1])).toMatch(/needs version 1/);
    // A platform without data, or without tables, needs none.
    expect([ringRefusal(with1, []), ringRefusal(with1, null)]).toEqual([null, null]);
  });
});

describe("what is printed at the start", () => {
  it("lines up, and says where everything is", () => {
    expect(
      table([
        ["a", "bb"],
        ["ccc", "d"],
      ]),
    ).toBe("  a    bb\n  ccc  d");
    const officers = [{ role: "viewer", who: "Embassy", link: "http://here/in" }];
    const text = welcome({ url: "http://here", officers, migrant: { code: "12", pin: "34" }, demo: true });
    for (const part of [
      "http://here/en/r",
      "http://here/ar/r",
      "http://here/desk",
      "http://here/api",
      "http://here/in",
      "34",
    ])
      expect(text).toContain(part);
    expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
  });
});
