// What an act is: a verb on a concept, declared once and used seven times (door, permission, audit row, live
// message, words, test title, line of the API description). Declares; does nothing.
import type * as z from "zod/mini";
import type { Caller } from "./access.ts";
import type { ProblemCode } from "./problem.ts";

export interface Act<I extends z.ZodMiniType = z.ZodMiniType, O extends z.ZodMiniType = z.ZodMiniType> {
  /** `concept.verb`; frozen once released. */
  readonly name: `${string}.${string}`;
  /** One sentence for the API description. */
  readonly says: string;
  /** A read is GET and changes nothing but, where `audited`, the audit; a write is POST. */
  readonly kind: "read" | "write";
  readonly may: readonly Caller[];
  readonly input: I;
  readonly reply: O;
  /** Problems besides those of every door (see `alwaysFails`). */
  readonly fails: readonly ProblemCode[];
  /** True where the door asks for If-Match. */
  readonly guarded?: boolean;
  /** True for a read that leaves a row, because it shows a name or a place. */
  readonly audited?: boolean;
  /** True where the door exists only in a demo deployment. */
  readonly demo?: boolean;
  /** Bytes of body; 16 KB where silent. */
  readonly limit?: number;
  readonly example: { input: unknown; reply: unknown };
}

/** Declares an act and keeps its exact types. */
export function act<I extends z.ZodMiniType, O extends z.ZodMiniType>(declared: Act<I, O>): Act<I, O> {
  return declared;
}

/** `registration.open` → `/api/registration/open` (ruling 16). */
export function doorOf(name: string): string {
  const [concept = "", verb = ""] = name.split(".");
  const kebab = (word: string) => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `/api/${kebab(concept)}/${kebab(verb)}`;
}

/** Problems that every door may give, by kind. */
export function alwaysFails(declared: Pick<Act, "kind" | "guarded" | "may" | "demo">): ProblemCode[] {
  const always: ProblemCode[] = [
    "malformed",
    "not-found",
    "method-not-allowed",
    "too-many",
    "internal",
    "unavailable",
    "configuration",
  ];
  if (declared.may.some((caller) => caller !== "nobody")) always.push("restored");
  if (!declared.may.includes("nobody")) always.push("signed-out", "not-allowed");
  if (declared.may.every((caller) => caller === "person")) always.push("being-deleted");
  if (declared.kind === "write") always.push("too-large", "unsupported-type", "key-reused", "wrong-origin");
  if (declared.guarded === true) always.push("version-missing", "stale");
  if (declared.demo === true) always.push("demo-only");
  return always;
}

export type InputOf<A> = A extends Act<infer I, z.ZodMiniType> ? z.output<I> : never;
export type SentOf<A> = A extends Act<infer I, z.ZodMiniType> ? z.input<I> : never;
export type ReplyOf<A> = A extends Act<z.ZodMiniType, infer O> ? z.output<O> : never;
