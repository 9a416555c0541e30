// Builds the gate beside the desk: dist/verify.html and everything it needs under dist/v/, in a build of its own so that
// it shares no file with the desk. Nothing is fetched while building.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { gateFiles, WORKER } from "./build.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The service worker, and what is loaded after the first page, or when it is first shown. */
const later =
  /\/(sw\.ts|(supply-page|device|log-page|list|hand-over)\.tsx|(camera|merge|supply|kit\/call)\.ts|words\/gate\/(?!en)\w+\.json)$/;

export default defineConfig({
  root: here(".."),
  plugins: [gateFiles()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es", rolldownOptions: { output: { entryFileNames: "v/[name]-[hash].js" } } },
  build: {
    outDir: here("../../dist"),
    emptyOutDir: false,
    assetsDir: "v",
    target: "es2024",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { verify: here("../verify.html"), sw: here("sw.ts") },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? WORKER : "v/[name]-[hash].js"),
        // What later parts share with the page stays in the page's own file: one request less.
        codeSplitting: { groups: [{ name: "verify", test: (id) => !later.test(id) }] },
      },
      checks: { bundlerTimings: false },
    },
  },
});
