// Builds the desk: one page (desk.html) and its hashed files, into dist/, which the worker serves.
// Invariant: nothing is fetched while building; the map library is a chunk of its own and loads when a map is shown.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { basemap } from "./map/basemap/build.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  plugins: [basemap()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  build: {
    outDir: here("../dist"),
    emptyOutDir: true,
    target: "es2024",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // A fallback of @hpke/common for where there is no WebCrypto: no browser comes to it.
    rolldownOptions: { input: here("desk.html"), external: ["crypto"], checks: { bundlerTimings: false } },
  },
});
