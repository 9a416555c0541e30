// Recordings that a deployment may add to web/public before it builds: audio/{lang}/{screen}.ogg, listed in audio/list.json
// as { "ti": ["notice"] }. A page shows a button only for what is listed, so that no button is dead.
import type { Hono } from "hono";
import type { Language } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Bindings } from "../kit/env.ts";
import type { PageContext } from "./shown.ts";

type Listed = Readonly<Record<string, readonly string[]>>;

/** Read once by each instance of the worker: a deployment that adds recordings starts new ones. */
const lists = new WeakMap<Bindings, Promise<Listed>>();

function listedIn(value: unknown): Listed {
  if (typeof value !== "object" || value === null) return {};
  const entries = Object.entries(value).map(([lang, names]) => [
    lang,
    Array.isArray(names) ? names.filter((one): one is string => /^[a-z]{2,20}$/.test(String(one))) : [],
  ]);
  return Object.fromEntries(entries) as Listed;
}

async function readList(bindings: Bindings, base: string): Promise<Listed> {
  try {
    const found = await bindings.ASSETS.fetch(new URL("/audio/list.json", base));
    return found.ok ? listedIn(await found.json()) : {};
  } catch {
    return {};
  }
}

/** Screens with a recording in this language. */
export async function audioOf(c: PageContext, lang: Language): Promise<readonly string[]> {
  let list = lists.get(c.env);
  if (list === undefined) {
    list = readList(c.env, c.req.url);
    lists.set(c.env, list);
  }
  return (await list)[lang] ?? [];
}

/** A recording, on a tap. No cache keeps it: it would tell which page was open. */
async function recording(c: PageContext): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new Request(c.req.url));
  if (found.status !== 200) throw new Problem("not-found");
  const response = new Response(found.body, found);
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("Content-Type", "audio/ogg");
  return response;
}

export function audioFiles(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/audio/:lang{[a-z]{2,3}}/:file{[a-z]+\\.ogg}", recording);
}
