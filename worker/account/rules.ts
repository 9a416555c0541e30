// What accounts may do to each other; pure. Written down in worker/README.md, "Who lets officers in".
import { FRESH_MINUTES } from "../../schema/account.ts";
import type { Role } from "../../schema/kit/access.ts";
import { type OrganisationKind, rolesOf } from "../../schema/organisation.ts";

export interface Sitting {
  organisationId: string;
  role: Role;
}

/** Whether somebody may end sessions of an account, close it, or see how it stands: its supervisor, or an administrator. */
export function watchesOver(actor: Sitting, organisationId: string): boolean {
  return (
    actor.role === "platform-admin" ||
    (actor.role === "supervisor" && actor.organisationId === organisationId)
  );
}

/**
 * Whether an actor may invite for a role; the word for why not. `supervised`: somebody there is, or is invited as, a
 * supervisor. Kinds without supervisors (host authority, oversight, platform) are invited by administrators.
 */
export function mayInvite(
  actor: Sitting,
  to: { organisationId: string; kind: OrganisationKind },
  role: Role,
  supervised: boolean,
): "yes" | "elsewhere" | "unfit" | "supervisor-invites" {
  if (!watchesOver(actor, to.organisationId)) return "elsewhere";
  if (!rolesOf[to.kind].includes(role)) return "unfit";
  if (actor.role === "supervisor" || !rolesOf[to.kind].includes("supervisor")) return "yes";
  if (supervised) return "supervisor-invites";
  return role === "supervisor" ? "yes" : "unfit";
}

/**
 * Two colleagues of whom one is a supervisor, or two administrators of two lines: whoever may invite administrators could
 * otherwise be both. She herself never counts.
 */
export function enoughStand(
  officer: { id: string; organisationId: string },
  words: readonly (Sitting & { id: string; line: string })[],
): boolean {
  const others = words.filter((one) => one.id !== officer.id);
  const colleagues = others.filter((one) => one.organisationId === officer.organisationId);
  const administrators = others.filter((one) => one.role === "platform-admin");
  return (
    new Set(administrators.map((one) => one.line)).size >= 2 ||
    (colleagues.length >= 2 && colleagues.some((one) => one.role === "supervisor"))
  );
}

/** Keys are changed by who has just shown hers: a session that somebody took over is not enough. */
export function isFresh(session: { startedAt: string }, now: Date): boolean {
  return now.getTime() - Date.parse(session.startedAt) <= FRESH_MINUTES * 60_000;
}
