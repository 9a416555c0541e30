// Builds the one script of a complaint's pages as one file, /lock.js: in a build of its own, so that it shares no file with the
// desk. Pages that the worker renders name it, so its name stays; it is asked for anew each time, and answered 304.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  build: {
    outDir: here("../../dist"),
    emptyOutDir: false,
    target: "es2024",
    sourcemap: false,
    modulePreload: { polyfill: false },
    // A fallback of @hpke/common for where there is no WebCrypto: no browser comes to it.
    rolldownOptions: {
      input: here("main.ts"),
      external: ["crypto"],
      output: { entryFileNames: "lock.js" },
      checks: { bundlerTimings: false },
    },
  },
});
