// Words of reasons that are reviewed; used by the reasons themselves (glass.ts) and by the record of looks (access.ts).
import * as z from "zod/mini";

/** look: at a case that is nobody's work now. alone: what takes a second person, done by one (ruling 9). */
export const glassKinds = ["look", "alone"] as const;
export const GlassKind = z.enum(glassKinds, "not-one-of");
export type GlassKind = z.infer<typeof GlassKind>;

/**
 * asked: she asked for it. follow-up: what became of a case that I worked on. other-office: another office asked.
 * danger: a life may depend on it. nobody-there: no second person can be reached.
 */
export const glassReasons = [
  "asked",
  "follow-up",
  "other-office",
  "danger",
  "nobody-there",
  "other",
] as const;
export const GlassReason = z.enum(glassReasons, "not-one-of");
export type GlassReason = z.infer<typeof GlassReason>;

/** What a review of something done alone found: what was wrong is over at once. */
export const glassFounds = ["right", "wrong"] as const;
export const GlassFound = z.enum(glassFounds, "not-one-of");
