// How tests run. `edge`: inside workerd, against the worker itself. `node`: the repository, pages as text, journeys in
// a browser. `foreign`: others' files, only in CI. Invariant: every test file starts with an empty, migrated database.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { makePermitKeys } from "../worker/local/secrets.ts";
import { localesOfNode } from "./node/locales.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
// Unit tests may run before anything was built; the assets binding asks for a folder.
mkdirSync(`${root}/dist`, { recursive: true });

/** 32 bytes that are no secret. */
const bytes = (fill: number) => Buffer.alloc(32, fill).toString("base64");

const edge = cloudflareTest(async () => ({
  main: `${root}/worker/index.ts`,
  wrangler: { configPath: `${root}/wrangler.toml` },
  miniflare: {
    bindings: {
      TEST_MIGRATIONS: await readD1Migrations(`${root}/schema/migrations`),
      TEST_LOCALES: localesOfNode(),
      POLICY_RECORDS: process.env.POLICY_RECORDS ?? "",
      KEY_RING: JSON.stringify({ 1: bytes(1) }),
      PEPPER: bytes(2),
      // Of one run: nothing that was signed outlives it.
      PERMIT_KEYS: makePermitKeys(["LBY"], new Date()),
      DEMO_TOKEN: "a-token-for-tests-only",
      DEMO: "true",
      PRODUCTION: "false",
      UNREVIEWED_LANGUAGES: "true",
      PUBLIC_URL: "https://causeway.test",
      SMS_URL: "http://gateway.test/cgi-bin/sendsms",
      SMS_GATEWAY: "what-the-gateway-shows",
      SMS_PASSWORD: "what-we-show-the-gateway",
    },
  },
}));

export default defineConfig({
  root,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default", "./test/node/summary-reporter.ts"],
    projects: [
      {
        extends: true,
        plugins: [edge],
        test: {
          name: "edge",
          include: ["test/**/*.{unit,api}.test.{ts,tsx}"],
          setupFiles: ["./test/kit/setup.ts"],
          isolate: false,
          // Each has a workerd and a database of its own.
          maxWorkers: 2,
          // A busy machine is no failure.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "node",
          include: ["test/{repo,journeys}/**/*.test.ts", "test/**/*.web.test.{ts,tsx}"],
          globalSetup: ["./test/node/global-setup.ts"],
          // A journey waits for much of its time (a phone's network, a clock's minute): two at once keep two cores busy.
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "foreign",
          include: ["test/foreign/**/*.test.ts"],
          testTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
