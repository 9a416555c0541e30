// What the documents say is true, and what is committed stands alone: paths exist, pins are exact, no addresses leak.
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { exists, files, read, sizeOf } from "./source.ts";

const readmes = files.filter((path) => path.endsWith(".md"));

/** What stands in backticks on one line, outside code blocks. */
function quoted(text: string): string[] {
  const lines = text.replace(/^```[\s\S]*?^```/gm, "").split("\n");
  return lines.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, inside = ""]) => inside));
}

const ending = /\.(ts|tsx|mjs|json|toml|sql|md|css|html|png|webp|csv|yml)$/;
/** A path says so by its slash and its ending or last slash; words with a slash (`a/b`) and addresses do not. */
function looksLikePath(text: string): boolean {
  if (/[\s*{}<>…$:=?|'"()]/.test(text) || text.startsWith("/") || text.startsWith("@")) return false;
  return ending.test(text) || (text.includes("/") && text.endsWith("/"));
}
/** Made by commands, so not in a fresh clone. */
const made = /^((dist|node_modules|\.wrangler|\.tsc)(\/|$)|(state|empty)\/$|build\.json$)/;

/** A bare name may speak of a kind of file: `store.ts`. */
const kinds = new Set(files.map((path) => posix.basename(path)));

describe("a README", () => {
  it("names only paths that exist, from the root or from its own folder", () => {
    const wrong = readmes.flatMap((path) =>
      quoted(read(path))
        .filter((text) => looksLikePath(text) && !made.test(text))
        .filter((text) => !exists(text) && !exists(posix.join(posix.dirname(path), text)) && !kinds.has(text))
        .map((text) => `${path}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });
  it("links only to what exists", () => {
    const wrong = readmes.flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, to = ""]) => to)
        .filter((to) => !/^[a-z]+:/.test(to) && !exists(posix.join(posix.dirname(path), to)))
        .map((to) => `${path}: ${to}`),
    );
    expect(wrong).toEqual([]);
  });
  it("of the project names the two commands, and they are scripts", () => {
    const text = read("README.md");
    for (const command of ["npm start", "npm test"]) expect(text).toContain(command);
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name = ""]) => name);
    const npm = ["start", "test", "ci", "install"];
    expect(named.filter((name) => !npm.includes(name) && scripts[name] === undefined)).toEqual([]);
    for (const script of Object.values(scripts)) {
      const [, path] = /node (\S+)/.exec(script) ?? [];
      if (path !== undefined) expect(exists(path)).toBe(true);
    }
  });
  it("of each folder says its rule", () => {
    for (const path of [
      "README.md",
      "schema/README.md",
      "worker/README.md",
      "web/README.md",
      "test/README.md",
    ])
      expect(exists(path) && sizeOf(path) > 400).toBe(true);
  });
});

describe("packages", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const lockText = read("package-lock.json");
  const lock = JSON.parse(lockText) as {
    packages: Record<string, { version?: string; integrity?: string; link?: boolean }>;
  };
  it("are pinned exactly", () => {
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"])
      for (const [name, version] of Object.entries(manifest[kind] ?? {}))
        expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/);
  });
  it("are locked by content and not by address", () => {
    expect(lockText).not.toContain('"resolved"');
    const addresses = lockText.match(/https?:\/\/[^"\s]+/g) ?? [];
    expect(addresses.filter((url) => /registry|\.tgz|npmjs/i.test(url))).toEqual([]);
    const loose = Object.entries(lock.packages).filter(
      ([path, one]) => path !== "" && one.integrity === undefined,
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
  it("of this project agree with the lock file", () => {
    const own = lock.packages[""] as unknown as Record<string, unknown>;
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"])
      expect(own[kind]).toEqual(manifest[kind]);
  });
});

describe("what is committed", () => {
  it("has at the top only what the layout names", () => {
    const folders = ["schema", "worker", "web", "test", ".ci"];
    const names = [
      "README.md",
      "LICENSE",
      "SECURITY.md",
      "package.json",
      "package-lock.json",
      "tsconfig.json",
      "wrangler.toml",
      ".biome.json",
      ".gitignore",
      ".npmrc",
    ];
    const top = new Set(files.map((path) => path.split("/")[0] ?? ""));
    expect([...top].filter((name) => !folders.includes(name) && !names.includes(name))).toEqual([]);
    for (const name of ["LICENSE", "SECURITY.md", "README.md"]) expect(top).toContain(name);
  });
  it("names no machine's folders and no package registry's address", () => {
    const own = "test/repo/readme.test.ts";
    const machine = /(^|[\s"'`(=:])\/(work|root|tmp|home|Users|mnt|srv|private)\/[\w.-]+/;
    const registry =
      /registry\.(npmjs|yarnpkg)\.\w+|npm\.pkg\.github\.com|jsr\.io|artifactory|verdaccio|localhost:4873/i;
    const wrong = files
      .filter((path) => path !== own && isText(path))
      .flatMap((path) =>
        read(path)
          .split("\n")
          .flatMap((line, i) =>
            machine.test(line) || registry.test(line) ? [`${path}:${String(i + 1)}`] : [],
          ),
      );
    expect(wrong).toEqual([]);
  });
  it("holds no secret: keys are made at the first start", () => {
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b/;
    expect(files.filter((path) => isText(path) && key.test(read(path)))).toEqual([]);
    expect(files.filter((path) => /(^|\/)(\.dev\.vars|\.env(\..*)?|secrets\.json)$/.test(path))).toEqual([]);
  });
});

function isText(path: string): boolean {
  return !/\.(png|webp|jpg|gif|ico|woff2?|pmtiles|bin|gz|pdf)$/.test(path);
}
