// Pure rules of reasons that are reviewed: how long one opens something, when it is due, and who may review it.
import type { Role } from "./kit/access.ts";

/** A reason opens one case, or one act, for an hour of real time. */
export const GLASS_OPENS = 3_600_000;
/** The next day, by the crisis's clock (ruling 9). */
export const GLASS_DUE = 24 * 3_600_000;

export function glassUntil(real: Date): string {
  return new Date(real.getTime() + GLASS_OPENS).toISOString();
}

export function glassDueAt(now: Date): string {
  return new Date(now.getTime() + GLASS_DUE).toISOString();
}

/** A supervisor reviews what others of her organisation did; oversight reviews everybody. Nobody reviews herself. */
export function mayReview(
  by: { id: string; role: Role; organisationId: string },
  glass: { officerId: string; organisationId: string },
): boolean {
  if (by.id === glass.officerId) return false;
  return by.role === "oversight" || (by.role === "supervisor" && by.organisationId === glass.organisationId);
}

export function isOverdue(glass: { dueAt: string; reviewedAt: string | null }, now: string): boolean {
  return glass.reviewedAt === null && glass.dueAt <= now;
}
