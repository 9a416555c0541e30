// What the live side says of permits: whoever shows a list of them asks anew when this goes up.
import { signal } from "@preact/signals";
import { onChanges } from "../crisis/state.ts";

export const revision = signal(0);

onChanges.add((changes) => {
  if (changes.touched.includes("permit")) revision.value++;
});
