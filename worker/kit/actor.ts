// Who is asking: an officer or a person with a session, or nobody. Sessions live in D1 by hash of their token;
// cookies are HttpOnly and SameSite=Strict, and carry the __Host- prefix wherever the site is served by https.
import type { Caller, Role } from "../../schema/kit/access.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { OrganisationKind } from "../../schema/organisation.ts";
import { sha256 } from "./seal.ts";

export type Actor =
  /** `complaint`: whoever came with code and PIN of a complaint: nobody for all other doors. */
  | { kind: "nobody"; complaint?: { id: string; sessionHash: string; startedAt: string } }
  /** `personId`: an adult of the group who came with her own code; null for whoever registered. */
  | {
      kind: "person";
      registrationId: string;
      personId: string | null;
      sessionHash: string;
      startedAt: string;
    }
  /** Whoever looks for somebody, with the code of her request. */
  | { kind: "relative"; tracingId: string; sessionHash: string; startedAt: string }
  | {
      kind: "officer";
      officerId: string;
      organisationId: string;
      organisationKind: OrganisationKind;
      role: Role;
      /** The account that the operator made and from which invitations lead to this one; its own where it is one. */
      line: string;
      sessionHash: string;
      startedAt: string;
      usedAt: string;
      expiresAt: string;
      /** The last commit when her session was looked up; nothing that she is answered afterwards is older. */
      head: number;
    };

export const DESK_HOURS = 12;
/** Minutes without a hand at the desk; a desk whose screen goes on by itself says so (AWAY). */
export const DESK_MINUTES = 30;
export const AWAY = "X-Away";
/** Idle minutes: every request starts them anew, until the session is half a day old. */
export const PERSON_MINUTES = 20;
export const PERSON_HOURS = 12;

export function callerOf(actor: Actor): Caller {
  return actor.kind === "officer" ? actor.role : actor.kind;
}

/** What an idempotency key belongs to. Anonymous senders share one value, since UNIQUE ignores NULL (ruling 2). */
export function keyOwner(actor: Actor): string {
  return actor.kind === "officer"
    ? actor.officerId
    : actor.kind === "person"
      ? (actor.personId ?? actor.registrationId)
      : actor.kind === "relative"
        ? actor.tracingId
        : (actor.complaint?.id ?? "nobody");
}

/** What the audit says of an actor: an officer's account, or only that it was a person or nobody. */
export function auditName(actor: Actor): string {
  return actor.kind === "officer" ? actor.officerId : actor.kind;
}

/** The actor as an officer. Raises `not-allowed` for anybody else; doors have checked roles before. */
export function officerOf(actor: Actor): Extract<Actor, { kind: "officer" }> {
  if (actor.kind !== "officer") throw new Problem("not-allowed");
  return actor;
}

/** The complaint that whoever asks came with. Raises `not-found` for everybody else, officers and persons alike. */
export function complaintOf(actor: Actor): { id: string; sessionHash: string } {
  if (actor.kind !== "nobody" || actor.complaint === undefined) throw new Problem("not-found");
  return actor.complaint;
}

export function personOf(actor: Actor): Extract<Actor, { kind: "person" }> {
  if (actor.kind !== "person") throw new Problem("not-allowed");
  return actor;
}

export function relativeOf(actor: Actor): Extract<Actor, { kind: "relative" }> {
  if (actor.kind !== "relative") throw new Problem("not-allowed");
  return actor;
}

/** `ask` ties a sign-in at an organisation's own server to the browser that began it. */
export type CookieName = "desk" | "own" | "ask";

function cookieName(name: CookieName, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** A Set-Cookie line; an empty token expires it. */
export function cookieLine(name: CookieName, token: string, seconds: number, secure: boolean): string {
  const age = token === "" ? 0 : seconds;
  return `${cookieName(name, secure)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${String(age)}${secure ? "; Secure" : ""}`;
}

/** The token that a request carries; null where it carries none of our form. */
export function tokenIn(request: Request, name: CookieName): string | null {
  const secure = new URL(request.url).protocol === "https:";
  const wanted = cookieName(name, secure);
  for (const part of (request.headers.get("Cookie") ?? "").split(";")) {
    const [key, value = ""] = part.trim().split("=");
    if (key === wanted && /^[0-9A-Za-z_-]{43}$/.test(value)) return value;
  }
  return null;
}

/** When a person's session that is used now ends. */
export function personUntil(actor: { startedAt: string }, now: Date): Date {
  const last = Date.parse(actor.startedAt) + PERSON_HOURS * 3_600_000;
  return new Date(Math.min(now.getTime() + PERSON_MINUTES * 60_000, last));
}

const STEP = 5 * 60_000;

/**
 * What is stored of her session's times is rounded, and when it was used is not stored: an adult who leaves her group goes
 * from one session to another within a moment, and no two rows at rest may meet there.
 */
export function personStart(now: Date): string {
  return new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000).toISOString();
}

/** Up to five minutes later than her cookie ends. */
export function personStored(until: Date): string {
  return new Date(Math.ceil(until.getTime() / STEP) * STEP).toISOString();
}

/** When an officer's session that is used now ends. */
export function deskUntil(session: { startedAt: string }, now: Date): Date {
  const last = Date.parse(session.startedAt) + DESK_HOURS * 3_600_000;
  return new Date(Math.min(now.getTime() + DESK_MINUTES * 60_000, last));
}

/**
 * The actor of a request. `side` says which cookie counts: desk pages never act as a person, nor the other way. What a
 * demo's link opened counts in a demo alone, also where a database outlived one.
 */
export async function findActor(
  db: D1Database,
  request: Request,
  side: CookieName,
  now: Date,
  demo = false,
): Promise<Actor> {
  const token = tokenIn(request, side);
  if (token === null) return { kind: "nobody" };
  const sessionHash = await sha256(token);
  const sql =
    side === "desk"
      ? `SELECT s.officerId, s.startedAt, ifnull(s.usedAt, s.startedAt) AS usedAt, s.expiresAt, o.organisationId, g.kind AS organisationKind, o.role,
           ifnull(o.line, o.id) AS line, (SELECT max(seq) FROM audit) AS head
         FROM session s JOIN officer o ON o.id = s.officerId JOIN organisation g ON g.id = o.organisationId
         WHERE s.tokenHash = ?1 AND s.expiresAt > ?2 AND o.closedAt IS NULL AND (?3 = 1 OR s.way IN ('passkey', 'issuer'))`
      : `SELECT registrationId, personId, NULL AS tracingId, startedAt FROM session
         WHERE tokenHash = ?1 AND expiresAt > ?2 AND registrationId IS NOT NULL
         UNION ALL SELECT NULL, NULL, tracingId, startedAt FROM tracingSession WHERE tokenHash = ?1 AND expiresAt > ?2`;
  const row = await db
    .prepare(sql)
    .bind(sessionHash, now.toISOString(), ...(side === "desk" ? [demo ? 1 : 0] : []))
    .first<Record<string, string | number | null>>();
  if (row === null) return side === "own" ? findComplainant(db, sessionHash, now) : { kind: "nobody" };
  if (side === "own" && row.tracingId !== null)
    return {
      kind: "relative",
      tracingId: String(row.tracingId),
      sessionHash,
      startedAt: String(row.startedAt),
    };
  if (side === "own")
    return {
      kind: "person",
      registrationId: String(row.registrationId),
      personId: row.personId === null ? null : String(row.personId),
      sessionHash,
      startedAt: String(row.startedAt),
    };
  return {
    kind: "officer",
    officerId: String(row.officerId),
    organisationId: String(row.organisationId),
    organisationKind: row.organisationKind as OrganisationKind,
    role: row.role as Role,
    line: String(row.line),
    sessionHash,
    startedAt: String(row.startedAt),
    usedAt: String(row.usedAt),
    expiresAt: String(row.expiresAt),
    head: Number(row.head),
  };
}

/** Her one cookie carries one session: of a case or of a complaint, so that leaving ends whichever it is. */
async function findComplainant(db: D1Database, sessionHash: string, now: Date): Promise<Actor> {
  const complaint = await db
    .prepare(
      "SELECT complaintId AS id, tokenHash AS sessionHash, startedAt FROM complaintSession WHERE tokenHash = ?1 AND expiresAt > ?2",
    )
    .bind(sessionHash, now.toISOString())
    .first<{ id: string; sessionHash: string; startedAt: string }>();
  return complaint === null ? { kind: "nobody" } : { kind: "nobody", complaint };
}
