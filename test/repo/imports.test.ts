// Who may import whom (README of schema, worker, web): directions, and the few things that stand in one file only.
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { code, exists, type Import, parse, sourceOf } from "./source.ts";

const under = (...folders: string[]) =>
  code.filter((path) => folders.some((folder) => path.startsWith(folder)));
const isRelative = (from: string) => from.startsWith(".");
/** Where a relative import leads, from the root; a query of the bundler is cut off. */
const target = (path: string, from: string) => posix.join(posix.dirname(path), from.replace(/\?.*$/, ""));
const importsOf = (path: string) =>
  sourceOf(path).imports.map((one) => ({
    ...one,
    to: isRelative(one.from) ? target(path, one.from) : one.from,
  }));

/** `path → what it imports` for everything that `allowed` refuses. */
function strays(
  paths: readonly string[],
  allowed: (to: string, one: Import, path: string) => boolean,
): string[] {
  return paths.flatMap((path) =>
    importsOf(path)
      .filter((one) => !allowed(one.to, one, path))
      .map((one) => `${path} → ${one.to}`),
  );
}
const within = (to: string, ...folders: string[]) => folders.some((folder) => to.startsWith(folder));
const isPackage = (to: string, ...names: string[]) =>
  names.some((name) => to === name || to.startsWith(`${name}/`));

describe("the reader of imports", () => {
  it("finds every kind, and none in comments and strings", () => {
    const { imports, members, kinds } = parse(
      "sample.tsx",
      `// import a from "comment"
      import type { A } from "./a.ts"; import { type B } from "./b.ts"; import c, { type C } from "./c.ts";
      import "./d.css"; export * from "./e.ts"; export type { F } from "./f.ts";
      const g = () => import("./g.ts"); type H = import("./h.ts").H;
      const s = "import x from 'string'"; const t = \`import y from "\${s}"\`; const r = /import z from "r"/;
      export const page = <p title="import p from 'q'">{crypto.subtle}</p>; db?.prepare("SELECT 1"); x().run();`,
    );
    const found = imports.map((one) => `${one.from}${one.typeOnly ? " type" : ""}`);
    expect(found.sort()).toEqual(
      [
        "./a.ts type",
        "./b.ts type",
        "./c.ts",
        "./d.css",
        "./e.ts",
        "./f.ts type",
        "./g.ts",
        "./h.ts type",
      ].sort(),
    );
    expect(members).toEqual(["crypto.subtle", "db.prepare", "?.run"]);
    expect(kinds.has("TSAnyKeyword")).toBe(false);
    expect(parse("any.ts", "let x: Array<any>;").kinds.has("TSAnyKeyword")).toBe(true);
    expect(parse("barrel.ts", 'export * from "./a.ts"; export { b } from "./b.ts";').onlyHandsOn).toBe(true);
    expect(parse("no.ts", 'export { b } from "./b.ts"; export const c = 1;').onlyHandsOn).toBe(false);
  });
});

describe("directions", () => {
  it("schema imports zod/mini and itself; one file reads and makes CBOR", () => {
    const cbor = (to: string, path: string) => to === "cborg" && path === "schema/kit/cose.ts";
    const allowed = (to: string, _: Import, path: string) =>
      to === "zod/mini" || cbor(to, path) || within(to, "schema/");
    expect(strays(under("schema/"), allowed)).toEqual([]);
  });
  it("web/plain imports schema and preact", () => {
    const allowed = (to: string) =>
      within(to, "schema/", "web/plain/") || isPackage(to, "preact", "preact-render-to-string", "qr");
    expect(strays(under("web/plain/"), allowed)).toEqual([]);
  });
  it("the rest of web imports schema and itself, never the worker, never web/plain", () => {
    const own = (to: string) => within(to, "schema/", "web/") && !within(to, "web/plain/");
    const rest = under("web/").filter((path) => !path.startsWith("web/plain/"));
    expect(strays(rest, (to, one) => !isRelative(one.from) || own(to))).toEqual([]);
  });
  it("of web, only what builds it knows Node", () => {
    const builders = [
      ...["web/vite.config.ts", "web/lock/vite.config.ts"],
      ...["web/verify/vite.config.ts", "web/verify/build.ts"],
    ];
    const builds = (path: string) => builders.includes(path) || /^web\/(map\/basemap|words)\//.test(path);
    expect(strays(under("web/"), (to, _, path) => !to.startsWith("node:") || builds(path))).toEqual([]);
  });
  it("the worker imports schema, itself, and of web only web/plain", () => {
    const allowed = (to: string, one: Import) =>
      isRelative(one.from)
        ? within(to, "schema/", "web/plain/", "worker/") && !within(to, "worker/local/")
        : isPackage(
            to,
            "hono",
            "zod/mini",
            "preact",
            "preact-render-to-string",
            "cloudflare:workers",
            "jose",
            "@simplewebauthn/server",
            "oauth4webapi",
            "libphonenumber-js",
            "open-location-code",
            "@hpke/core",
          );
    expect(strays(workerFiles, allowed)).toEqual([]);
  });
  it("inside the worker: app → routes → rules, store → kit → schema; types may point back", () => {
    const allowed = (to: string, one: Import, path: string) => one.typeOnly || layerOf(to) >= layerOf(path);
    expect(strays(workerFiles, allowed)).toEqual([]);
  });
  it("worker/local imports schema, itself and Node; the exercise's loader is the one exception", () => {
    const allowed = (to: string, one: Import, path: string) =>
      !isRelative(one.from) ||
      within(to, "schema/", "worker/local/") ||
      (path === "worker/local/demo.ts" && within(to, "test/scenarios/"));
    expect(strays(under("worker/local/"), allowed)).toEqual([]);
  });
});

const workerFiles = under("worker/").filter((path) => !path.startsWith("worker/local/"));
/** Low numbers know high ones. */
function layerOf(path: string): number {
  if (!path.startsWith("worker/")) return 5;
  if (path === "worker/index.ts") return 0;
  if (path === "worker/app.ts" || path === "worker/schedule.ts") return 1;
  if (path.startsWith("worker/kit/")) return 4;
  return /\/(rules|store|sight|view)\.ts$/.test(path) ? 3 : 2;
}

/** Files other than `allowed` that read a member, by its whole name or by `.name`. */
function readers(paths: readonly string[], member: RegExp, allowed: readonly string[]): string[] {
  return paths.filter(
    (path) => !allowed.includes(path) && sourceOf(path).members.some((one) => member.test(one)),
  );
}

describe("one place only", () => {
  const shipped = [...under("schema/", "web/"), ...workerFiles];
  it("maplibre-gl and what draws on it: web/map", () => {
    const map = (to: string) => isPackage(to, "maplibre-gl", "terra-draw", "terra-draw-maplibre-gl-adapter");
    expect(strays(code, (to, _, path) => !map(to) || path.startsWith("web/map/"))).toEqual([]);
  });
  it("cryptography: the two seal.ts; the nonce of a page is a declared exception", () => {
    const declared = [
      "worker/kit/seal.ts",
      "worker/kit/sign.ts",
      "web/kit/seal.ts",
      "worker/page/respond.ts",
    ];
    const gate = shipped.filter((path) => path.startsWith("web/verify/"));
    expect(readers(shipped, /^crypto\.(?!randomUUID$)/, [...declared, ...gate])).toEqual([]);
    // The hash in the name of a built file is no secret.
    const builds = ["web/map/basemap/build.ts", "web/verify/build.ts", "web/words/build.ts"];
    expect(strays(shipped, (to, _, path) => to !== "node:crypto" || builds.includes(path))).toEqual([]);
  });
  it("passkeys and OpenID Connect: one file each in worker/kit", () => {
    const places = {
      "@simplewebauthn/server": "worker/kit/passkey.ts",
      oauth4webapi: "worker/kit/openid.ts",
    };
    for (const [name, place] of Object.entries(places))
      expect(strays(workerFiles, (to, _, path) => !isPackage(to, name) || path === place)).toEqual([]);
  });
  it("SQL: store.ts, the two files of sight, worker/kit, and in schema what commands of this machine read as the worker does", () => {
    const mayHold = (path: string) => /\/store\.ts$/.test(path) || path.startsWith("worker/kit/");
    const declared = workerFiles
      .filter(mayHold)
      .concat("worker/registration/sight.ts", "worker/registration/sight-map.ts")
      .concat("schema/audit-consents.ts", "schema/kit/versions.ts");
    expect(readers(workerFiles, /\.prepare$/, declared)).toEqual([]);
    const sql =
      /\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b/s;
    const holding = shipped.filter(
      (path) => !declared.includes(path) && sourceOf(path).texts.some((one) => sql.test(one)),
    );
    expect(holding).toEqual([]);
  });
  it("writing to the database: worker/kit/commit.ts", () => {
    expect(readers(workerFiles, /\.(run|batch|exec)$/, ["worker/kit/commit.ts"]).filter(notARegExp)).toEqual(
      [],
    );
  });
  it("the log: worker/kit/log.ts", () => {
    expect(readers(workerFiles, /^console\./, ["worker/kit/log.ts"])).toEqual([]);
  });
  it("randomness and the clock: not in schema, which is pure", () => {
    expect(readers(under("schema/"), /^(Math\.random|Date\.now|crypto\.\w+|performance\.\w+)$/, [])).toEqual(
      [],
    );
  });
});

/** `.exec` is also a regular expression's: it is a database's only where there are statements too. */
function notARegExp(path: string): boolean {
  return sourceOf(path).members.some((one) => /\.(run|batch)$/.test(one) || /^(db|DB)\.exec$/.test(one));
}

describe("the form of imports", () => {
  it("is relative with its extension, leads to a file, and climbs three folders at most", () => {
    const wrong = code.flatMap((path) =>
      sourceOf(path)
        .imports.filter(({ from }) => isRelative(from))
        .filter(
          ({ from }) =>
            !/\.(ts|tsx|mjs|json|css|sql)(\?\w+)?$/.test(from) ||
            /^(\.\.\/){4}/.test(from) ||
            !exists(target(path, from)),
        )
        .map(({ from }) => `${path} → ${from}`),
    );
    expect(wrong).toEqual([]);
  });
  it("has no aliases: what is not relative is a package, Node or the platform", () => {
    const known = /^(node:|cloudflare:|virtual:|@?[a-z][\w.-]*(\/[\w.@-]+)*(\?[\w&]+)?$)/;
    expect(strays(code, (to, one) => isRelative(one.from) || known.test(to))).toEqual([]);
    expect(strays(code, (to) => !/^([@~#]\/|src\/|\/)/.test(to))).toEqual([]);
  });
  it("needs no barrel files", () => {
    expect(code.filter((path) => sourceOf(path).onlyHandsOn)).toEqual([]);
  });
});
