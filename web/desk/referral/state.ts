// What the live side says of referrals: whoever shows some of them asks anew when this goes up. And the need that an officer
// is about to refer.
import { signal } from "@preact/signals";
import type { Need } from "../../../schema/need.ts";
import { onChanges } from "../crisis/state.ts";

export const revision = signal(0);
export const referring = signal<Need | null>(null);

onChanges.add((changes) => {
  if (changes.touched.includes("referral")) revision.value++;
});
