// Around an open case: how it is left, which one comes after it, and the keys that decide on it. Kept apart from the case
// itself, whose code comes when one is first opened.
import type { RegistrationState } from "../../../schema/registration.ts";
import { go, place } from "../../kit/route.ts";
import { rows } from "./queue.ts";

/** One key each, as the hints say; they work while the focus is not in a field. */
export const keys: Partial<Record<RegistrationState, string>> = {
  read: "r",
  "more-needed": "m",
  listed: "l",
  "not-possible": "n",
  left: "e",
  safe: "s",
};

/** The case after this one in the list: the next to decide. */
export function nextCase(id: string): string | null {
  const at = rows.value.findIndex((row) => row.id === id);
  return (rows.value[at + 1] ?? rows.value[at - 1])?.id ?? null;
}

export function closeCase(): void {
  go("/desk/queue", place.value.query);
}
