// The one function through which every read of people passes: whoever builds a reply asks it for each field. What is
// closed is not even unsealed. @PRIVACY the rules are schema/policy.ts; nothing else in the worker decides who sees what.
import { Problem } from "../../schema/kit/problem.ts";
import { type Asking, openFields } from "../../schema/policy.rules.ts";
import type { Field } from "../../schema/policy.ts";
import { type Actor, personOf } from "./actor.ts";

export interface Showing {
  opens(field: Field): boolean;
  /** The value where the field is open, else null. */
  of<T>(field: Field, value: T): T | null;
  /** The same for what has to be unsealed first. */
  read<T>(field: Field, make: () => Promise<T>): Promise<T | null>;
  /** Raises `not-found` unless the field is open: whoever may not know of it learns nothing. */
  must(field: Field): void;
}

export function showing(asking: Asking): Showing {
  const open = openFields(asking);
  return {
    opens: (field) => open.has(field),
    of: (field, value) => (open.has(field) ? value : null),
    read: (field, make) => (open.has(field) ? make() : Promise.resolve(null)),
    must(field) {
      if (!open.has(field)) throw new Problem("not-found");
    },
  };
}

/** Milliseconds since a place was said; null where there is none. */
export function ageOf(at: string | null, now: Date): number | null {
  return at === null ? null : now.getTime() - Date.parse(at);
}

/** What is open to the signed-in person of her own group's case. `own`: false for what another adult with a code said. */
export function showingOwn(actor: Actor, age: number | null = null, own = true): Showing {
  const audience = personOf(actor).personId === null ? "self" : "adult";
  return showing({ audience, role: "person", purposes: [], age, own });
}
