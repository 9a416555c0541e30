// Binds an act to a handler: actor → may → parse in → earlier delivery → handle → parse out → response.
// One function, `perform`, does it for JSON doors, for form pages and for the exercise's tape alike.
import type { Context, Hono } from "hono";
import * as z from "zod/mini";
import { type Act, doorOf, type InputOf, type ReplyOf } from "../../schema/kit/act.ts";
import { Problem } from "../../schema/kit/problem.ts";
import {
  type Actor,
  AWAY,
  type CookieName,
  callerOf,
  cookieLine,
  deskUntil,
  findActor,
  personStored,
  personUntil,
  tokenIn,
} from "./actor.ts";
import { bodyOf, fromOwnPage } from "./body.ts";
import { findDelivery, keep } from "./commit.ts";
import { type Bindings, type Settings, settingsOf } from "./env.ts";
import { addressOf } from "./headers.ts";
import { refuseRestored, tellLedger } from "./ledger.ts";
import { countAsSession, refuseIfFlooding, senderOf } from "./limit.ts";
import { keyedHash } from "./seal.ts";

/** Everything that a handler may use. `real` is the real moment; a crisis has its own (crisisNow). */
export interface Ctx {
  settings: Settings;
  db: D1Database;
  room: Bindings["ROOM"];
  ledger: Bindings["LEDGER"];
  actor: Actor;
  real: Date;
  requestId: string;
  actName: string;
  actId: string;
  /** Keyed hash of the parsed body; empty where the act cannot be delivered twice. */
  bodyHash: string;
  ifMatch: number | null;
  /** The sender's address, as a keyed hash. */
  address: string;
  secure: boolean;
  /** Where this platform is reached, for what is signed; unknown to the clock. */
  origin?: string;
  cookies: string[];
  /** What ties a sign-in at an organisation's own server to the browser that began it. */
  browser?: string;
  /** Set for what the clock does: the name that the audit shows. */
  auditAs?: string;
  /** Set for what an exercise's tape does: the moment at which it happened. */
  clockAt?: string;
  after(work: Promise<unknown>): void;
}

export type Handler<A extends Act> = (ctx: Ctx, input: InputOf<A>) => Promise<ReplyOf<A>>;

export interface Bound<A extends Act = Act> {
  act: A;
  handle: Handler<A>;
  /** Adds to a stored reply what is never stored: a derived PIN, or what the database alone decided. */
  finish?: (ctx: Ctx, reply: ReplyOf<A>, input: InputOf<A>) => Promise<ReplyOf<A>>;
}

export function bind<A extends Act>(act: A, handle: Handler<A>, finish?: Bound<A>["finish"]): Bound<A> {
  return finish === undefined ? { act, handle } : { act, handle, finish };
}

/** Idle time starts anew with every request of hers. */
function slideOwn(db: D1Database, tokenHash: string, until: Date): D1PreparedStatement {
  return db
    .prepare("UPDATE session SET expiresAt = ?2 WHERE tokenHash = ?1 AND expiresAt <> ?2")
    .bind(tokenHash, personStored(until));
}

function slideSession(db: D1Database, tokenHash: string, until: Date, now: Date): D1PreparedStatement {
  return db
    .prepare("UPDATE session SET expiresAt = ?2, usedAt = ?3 WHERE tokenHash = ?1")
    .bind(tokenHash, until.toISOString(), now.toISOString());
}

/** The same for whoever came with a complaint's code. */
function slideComplaint(db: D1Database, tokenHash: string, until: Date): D1PreparedStatement {
  return db
    .prepare("UPDATE complaintSession SET expiresAt = ?2 WHERE tokenHash = ?1")
    .bind(tokenHash, until.toISOString());
}

function slideTracing(db: D1Database, tokenHash: string, until: Date): D1PreparedStatement {
  return db
    .prepare("UPDATE tracingSession SET expiresAt = ?2 WHERE tokenHash = ?1")
    .bind(tokenHash, until.toISOString());
}

/**
 * An officer's idle time starts anew where a hand is at the desk, written down once a minute at most. A screen that asks by
 * itself, and a socket, keep nothing alive.
 */
async function slideDesk(c: Context<{ Bindings: Bindings }>, actor: Actor, now: Date): Promise<void> {
  if (actor.kind !== "officer" || now.getTime() - Date.parse(actor.usedAt) < 60_000) return;
  if (c.req.header(AWAY) !== undefined || c.req.header("Upgrade") !== undefined) return;
  const until = deskUntil(actor, now);
  actor.expiresAt = until.toISOString();
  await keep(c.env.DB, [slideSession(c.env.DB, actor.sessionHash, until, now)]);
}

/** Puts one cookie of hers in place of the one that only goes on. */
export function setOwnCookie(ctx: Ctx, token: string, seconds: number): void {
  ctx.cookies = [cookieLine("own", token, seconds, ctx.secure)];
}

/** A context of a request, before the act is known. `side` chooses the cookie that counts. */
export async function contextOf(c: Context<{ Bindings: Bindings }>, side: CookieName): Promise<Ctx> {
  const settings = settingsOf(c.env);
  const real = new Date();
  const requestId = c.res.headers.get("X-Request-Id") ?? crypto.randomUUID();
  const address = await addressOf(c);
  const actor = await findActor(c.env.DB, c.req.raw, side, real, settings.demo);
  const secure = new URL(c.req.url).protocol === "https:";
  const cookies: string[] = [];
  // A person's, a relative's, or of whoever came with a complaint's code.
  const own = actor.kind === "nobody" ? actor.complaint : actor.kind === "officer" ? undefined : actor;
  if (own !== undefined) {
    const until = personUntil(own, real);
    const seconds = Math.ceil((until.getTime() - real.getTime()) / 1000);
    cookies.push(cookieLine("own", tokenIn(c.req.raw, "own") ?? "", seconds, secure));
    await keep(c.env.DB, [
      actor.kind === "person"
        ? slideOwn(c.env.DB, own.sessionHash, until)
        : actor.kind === "relative"
          ? slideTracing(c.env.DB, own.sessionHash, until)
          : slideComplaint(c.env.DB, own.sessionHash, until),
    ]);
  }
  await slideDesk(c, actor, real);
  countAsSession(c.req.raw, actor);
  const browser = side === "desk" ? tokenIn(c.req.raw, "ask") : null;
  return {
    ...(browser === null ? {} : { browser }),
    settings,
    db: c.env.DB,
    room: c.env.ROOM,
    ledger: c.env.LEDGER,
    actor,
    real,
    requestId,
    actName: "",
    actId: crypto.randomUUID(),
    bodyHash: "",
    ifMatch: null,
    address,
    origin: settings.publicUrl ?? new URL(c.req.url).origin,
    secure,
    cookies,
    after: (work) => c.executionCtx.waitUntil(work),
  };
}

/** The fields that a parse refused, by path and reason. Never what was sent. */
export function refusedFields(error: z.core.$ZodError): { path: string; reason: string }[] {
  const fields: { path: string; reason: string }[] = [];
  for (const issue of error.issues.slice(0, 50)) {
    const path = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys")
      fields.push(
        ...issue.keys.slice(0, 20).map((key) => ({
          path: path === "" ? safeKey(key) : `${path}.${safeKey(key)}`,
          reason: "unknown-field",
        })),
      );
    else fields.push({ path, reason: reasonOf(issue) });
  }
  return fields;
}

function safeKey(key: string): string {
  return /^[A-Za-z0-9_-]{1,40}$/.test(key) ? key : "?";
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z][a-z-]+$/.test(issue.message)) return issue.message;
  if (issue.code === "invalid_type") return "missing-or-wrong-type";
  return issue.code === "invalid_value" || issue.code === "invalid_union" ? "not-one-of" : "not-valid";
}

/** Does an act for a context: raises every problem, replies with the parsed view. `raw` is JSON or a form's value. */
export async function perform<A extends Act>(ctx: Ctx, bound: Bound<A>, raw: unknown): Promise<ReplyOf<A>> {
  const { act } = bound;
  ctx.actName = act.name;
  if (act.demo === true && !ctx.settings.demo) throw new Problem("demo-only");
  // Whoever looks for somebody is nobody at every door that was not made for her.
  if (ctx.actor.kind === "relative" && !act.may.includes("relative")) ctx.actor = { kind: "nobody" };
  const caller = callerOf(ctx.actor);
  if (!act.may.includes(caller)) throw new Problem(caller === "nobody" ? "signed-out" : "not-allowed");
  if (act.guarded === true && ctx.ifMatch === null && ctx.auditAs === undefined)
    throw new Problem("version-missing");
  const parsed = z.safeParse(act.input, raw);
  if (!parsed.success) throw new Problem("malformed", { fields: refusedFields(parsed.error) });
  const somebody = ctx.actor.kind !== "nobody" || ctx.actor.complaint !== undefined;
  const signedIn = somebody && ctx.auditAs === undefined;
  if (signedIn) await refuseRestored(ctx);
  let reply: ReplyOf<A> | null = null;
  if (act.kind === "write") {
    ctx.bodyHash = await keyedHash(
      ctx.settings,
      `body:${act.name}`,
      JSON.stringify([parsed.data, ctx.ifMatch]),
    );
    reply = await findDelivery<ReplyOf<A>>(ctx);
  }
  reply ??= await bound.handle(ctx, parsed.data as InputOf<A>);
  // What a person takes back is remembered outside the database too, at once.
  if (signedIn && ctx.actor.kind !== "officer" && act.kind === "write") ctx.after(tellLedger(ctx));
  if (bound.finish !== undefined) reply = await bound.finish(ctx, reply, parsed.data as InputOf<A>);
  // Views are parsed on the way out: a field that the contract does not name cannot leave.
  return z.parse(act.reply, reply) as ReplyOf<A>;
}

const ofPeople: readonly string[] = ["person", "relative", "nobody"];

/** Acts that no officer may do go by the person's cookie; all others by the desk's. */
export function sideOf(act: Pick<Act, "may">): CookieName {
  return act.may.every((caller) => ofPeople.includes(caller)) ? "own" : "desk";
}

/** `If-Match: "3"` → 3. A weak or a foreign validator matches nothing. */
function versionIn(header: string | undefined): number | null {
  const number = /^"(\d{1,9})"$/.exec(header ?? "")?.[1];
  return number === undefined ? (header === undefined ? null : 0) : Number(number);
}

/**
 * What nobody may write lets somebody in or calls for help: no flood of others behind the same address closes it. Each such
 * door slows down by itself who fails at it.
 */
function letsIn(act: Pick<Act, "kind" | "may">): boolean {
  return act.kind === "write" && act.may.includes("nobody");
}

/** Opens the act's door on the application. */
export function door<A extends Act>(app: Hono<{ Bindings: Bindings }>, bound: Bound<A>): void {
  const { act } = bound;
  const path = doorOf(act.name);
  const handle = async (c: Context<{ Bindings: Bindings }>): Promise<Response> => {
    const ctx = await contextOf(c, sideOf(act));
    if (!letsIn(act)) refuseIfFlooding(senderOf(ctx));
    let raw: unknown;
    if (act.kind === "read") raw = Object.fromEntries(new URL(c.req.url).searchParams);
    else {
      fromOwnPage(c.req.raw, ctx.actor);
      raw = await bodyOf(c.req.raw, act.limit ?? 16_384);
      const key = c.req.header("Idempotency-Key");
      if (key !== undefined) {
        if (!/^[0-9A-Za-z_-]{16,64}$/.test(key))
          throw new Problem("malformed", { fields: [{ path: "Idempotency-Key", reason: "not-an-id" }] });
        ctx.actId = key;
      }
    }
    ctx.ifMatch = versionIn(c.req.header("If-Match"));
    const reply = await perform(ctx, bound, raw);
    const headers = new Headers({ "Content-Type": "application/json", "Cache-Control": "no-store" });
    for (const line of ctx.cookies) headers.append("Set-Cookie", line);
    const version = (reply as { version?: unknown }).version;
    if (typeof version === "number") headers.set("ETag", `"${String(version)}"`);
    return new Response(JSON.stringify(reply), { status: 200, headers });
  };
  if (act.kind === "read") app.get(path, handle);
  else app.post(path, handle);
  app.all(path, () => {
    throw new Problem("method-not-allowed");
  });
}
