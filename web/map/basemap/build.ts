// Vite plugin: makes the basemap's files at build time and hands their addresses to the browser as virtual:basemap.
// Invariant: every file carries the hash of its content in its name, but the index by which the worker finds them; nothing
// made here is committed.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { type GroundIndex, INDEX } from "../../../schema/kit/ground.ts";
import { names, RARE_LANGUAGES } from "./country.ts";
import { derive, MIDDLE_STEP, STEP } from "./derive.ts";

const ID = "virtual:basemap";

export function basemap(): Plugin {
  const files = new Map<string, string>();
  const sheets: Record<string, string> = {};
  const languages: Record<string, string> = {};
  let base = "/";
  let folder = "assets";

  const keep = (name: string, content: unknown): string => {
    const text = JSON.stringify(content);
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 8);
    const path = `${folder}/basemap-${name}-${hash}.json`;
    files.set(path, text);
    return `${base}${path}`;
  };
  const make = () => {
    if (files.size > 0) return;
    for (const [key, sheet] of derive()) sheets[key] = keep(key, sheet);
    for (const language of RARE_LANGUAGES) {
      const known = names(language);
      if (known) languages[language] = keep(`names-${language}`, known);
    }
  };

  return {
    name: "basemap",
    configResolved(config) {
      base = config.base;
      folder = config.build.assetsDir;
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      make();
      return [
        `export const sheetFiles = ${JSON.stringify(sheets)};`,
        `export const nameFiles = ${JSON.stringify(languages)};`,
        `export const STEP = ${STEP};`,
        `export const MIDDLE_STEP = ${MIDDLE_STEP};`,
      ].join("\n");
    },
    generateBundle() {
      for (const [fileName, source] of files) this.emitFile({ type: "asset", fileName, source });
      const index: GroundIndex = { sheets, step: STEP, middleStep: MIDDLE_STEP };
      if (files.size > 0)
        this.emitFile({ type: "asset", fileName: INDEX.slice(1), source: JSON.stringify(index) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.slice(base.length) ?? "";
        const text = files.get(path);
        if (text === undefined) return next();
        response.setHeader("content-type", "application/json");
        response.end(text);
      });
    },
  };
}
