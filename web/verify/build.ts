// Vite plugin of the gate: tells the service worker which files there are. Invariant: whatever the page can ask for under /v/ is in that list, and nothing else is.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Besides the built ones. The page is first. */
const SERVED = ["/v/", "/v/manifest.webmanifest"];
export const WORKER = "v/sw.js";

export function gateFiles(): Plugin {
  return {
    name: "gate-files",
    enforce: "post",
    generateBundle(_options, bundle) {
      const built = Object.values(bundle).filter(({ fileName }) => fileName !== WORKER);
      const files = built.map(({ fileName }) => `/${fileName}`).filter((path) => path.startsWith("/v/"));
      // Names carry the hash of their content; the page's own has none, so it is looked into.
      const pages = built.flatMap((one) =>
        one.type === "asset" && one.fileName.endsWith(".html") ? [String(one.source)] : [],
      );
      const version = createHash("sha256")
        .update([...files.sort(), ...pages].join("\n"))
        .digest("hex");
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error("the gate's service worker was not built");
      const names = JSON.stringify([...SERVED, ...files]);
      worker.code = `const FILES=${names},VERSION="v-${version.slice(0, 12)}";${worker.code}`;
    },
  };
}
