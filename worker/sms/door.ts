// The gateway's two doors: it brings what somebody wrote, and says how far a text of ours came. No acts of a person: the
// gateway shows a secret. @PRIVACY numbers and texts come in body or headers, never in an address, and leave in no answer.
import type { Context, Hono } from "hono";
import * as z from "zod/mini";
import { text } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { bodyOf, bytesWithin } from "../kit/body.ts";
import { keep } from "../kit/commit.ts";
import { type Ctx, contextOf } from "../kit/door.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import { addressOf } from "../kit/headers.ts";
import { refuseIfFlooding } from "../kit/limit.ts";
import { sameText } from "../kit/seal.ts";
import { reported, reportToken } from "./gateway.ts";
import { sendDue } from "./outbox.ts";
import { type Incoming, receive } from "./receive.ts";
import { moveOut } from "./store.ts";

type At = Context<{ Bindings: Bindings }>;

/** A long text of many parts; more is none. */
const LIMIT = 16_384;

const Brought = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  from: z.string().check(z.minLength(1), z.maxLength(64)),
  text: text(1600),
});

function secretIn(header: string | undefined): string | null {
  const [, scheme = "", value = ""] = /^(Basic|Bearer) (\S{1,400})$/i.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme === "") return null;
  try {
    const pair = atob(value);
    return pair.slice(pair.indexOf(":") + 1);
  } catch {
    return null;
  }
}

/** Raises `not-found` where texts are off, and `not-allowed` for whoever is not the gateway. */
async function gatewayOf(c: At): Promise<Ctx> {
  const { sms } = settingsOf(c.env);
  if (sms === null) throw new Problem("not-found");
  const ctx = await contextOf(c, "own");
  const shown = secretIn(c.req.header("Authorization"));
  if (shown === null || !(await sameText(ctx.settings, shown, sms.gateway))) {
    // Only who does not know it is slowed down: all people's texts come from the gateway's one address.
    refuseIfFlooding(ctx.address);
    throw new Problem("not-allowed");
  }
  return { ...ctx, actor: { kind: "nobody" }, cookies: [] };
}

const decoders: Record<string, (bytes: Uint8Array) => string> = {
  "utf-8": (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes),
  "utf-16be": (bytes) =>
    Array.from({ length: bytes.length >> 1 }, (_, i) =>
      String.fromCharCode(((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)),
    ).join(""),
  "iso-8859-1": (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""),
};

/** As Kannel's post-url brings it: the text is the body, the sender a header, and the id, which says nothing, in the address. */
async function fromKannel(c: At): Promise<unknown> {
  const charset =
    /charset="?([\w-]+)"?/i.exec(c.req.header("Content-Type") ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  const decode = decoders[charset];
  if (decode === undefined) throw new Problem("unsupported-type");
  const bytes = await bytesWithin(c.req.raw, LIMIT);
  try {
    return { id: c.req.query("id"), from: c.req.header("X-Kannel-From"), text: decode(bytes) };
  } catch {
    throw new Problem("malformed", { fields: [{ path: "text", reason: "not-unicode" }] });
  }
}

async function broughtBy(c: At): Promise<Incoming | null> {
  const plain = /^text\/plain\b/i.test(c.req.header("Content-Type") ?? "");
  const raw = plain ? await fromKannel(c) : await bodyOf(c.req.raw, LIMIT);
  const parsed = z.safeParse(Brought, raw);
  if (parsed.success) return parsed.data;
  // An empty text, a picture, a ring tone: nothing to read, and nothing that a retry would change.
  if (parsed.error.issues.every((issue) => issue.path[0] === "text")) return null;
  throw new Problem("malformed");
}

/** Kannel takes no other answer than 200 for an arrival, and sends a body on as a text: so there is none. */
const taken = () => new Response("", { status: 200, headers: { "Content-Type": "text/plain" } });

async function bring(c: At): Promise<Response> {
  const ctx = await gatewayOf(c);
  const incoming = await broughtBy(c);
  if (incoming !== null) await receive(ctx, incoming);
  ctx.after(sendDue(ctx).catch(() => undefined));
  return taken();
}

/** Kannel asks with GET, others may post. The address holds a random id and its proof: enough to say how far one text came. */
async function report(c: At): Promise<Response> {
  const settings = settingsOf(c.env);
  if (settings.sms === null) throw new Problem("not-found");
  const raw = c.req.method === "GET" ? c.req.query() : await bodyOf(c.req.raw, LIMIT);
  const { r, d } = (raw ?? {}) as Record<string, unknown>;
  const [, id = "", token = ""] = /^(sms_[0-9A-Za-z]{6,40})\.([0-9a-f]{32})$/.exec(String(r)) ?? [];
  if (id === "" || !(await sameText(settings, token, await reportToken(settings, id)))) {
    refuseIfFlooding(await addressOf(c));
    throw new Problem("not-allowed");
  }
  const state = reported(String(d));
  if (state !== null) await keep(c.env.DB, [moveOut(c.env.DB, id, state, new Date().toISOString())]);
  return taken();
}

export function smsDoors(app: Hono<{ Bindings: Bindings }>): void {
  app.post("/in/sms", bring);
  app.on(["GET", "POST"], "/in/sms/report", report);
  for (const path of ["/in/sms", "/in/sms/report"])
    app.all(path, () => {
      throw new Problem("method-not-allowed");
    });
}
