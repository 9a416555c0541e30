// Builds the desk: one page (desk.html) and its hashed files, into dist/, which the worker serves.
// Invariant: nothing is fetched while building; the map library is a chunk of its own and loads when a map is shown.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { basemap } from "./map/basemap/build.ts";
import { deskWords } from "./words/build.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is asked of the graph of modules. */
interface Graph {
  getModuleInfo(id: string): { importedIds: string[] } | null;
}

/** What the first page takes stands in one file: all of it is asked for in any case, and each further file waits anew. */
function first(id: string, graph: Graph): string | null {
  const taken = new Set<string>();
  const take = (one: string) => {
    if (taken.has(one)) return;
    taken.add(one);
    for (const next of graph.getModuleInfo(one)?.importedIds ?? []) take(next);
  };
  take(here("desk/main.tsx"));
  return taken.has(id) ? "desk" : null;
}

export default defineConfig({
  root: here("."),
  plugins: [basemap(), deskWords()],
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
    rolldownOptions: {
      input: here("desk.html"),
      // A fallback of @hpke/common for where there is no WebCrypto: no browser comes to it.
      external: ["crypto"],
      checks: { bundlerTimings: false },
      // The folder schema/ is pure: a contract that a page takes nothing from does not come with it.
      treeshake: { moduleSideEffects: [{ test: /[\\/]schema[\\/]/, sideEffects: false }] },
      output: { codeSplitting: { groups: [{ name: first, debugName: "first" }] } },
    },
  },
});
