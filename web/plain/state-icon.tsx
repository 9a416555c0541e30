// One sign for each state of a request, drawn as the other pictograms are: one stroked path on a grid of 24.
import type { VNode } from "preact";
import type { RegistrationState } from "../../schema/registration.ts";

const paths: Readonly<Record<RegistrationState, string>> = {
  sent: "M3 6h18v12H3zM3 7l9 6 9-6",
  read: "M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12zM12 9a3 3 0 110 6 3 3 0 010-6z",
  "more-needed": "M3 4h18v12H9l-5 4v-4H3zM12 7v4M12 13v.1",
  listed: "M4 6h2M10 6h10M4 12h2M10 12h10M4 18h2M10 18h10",
  "not-possible": "M12 3a9 9 0 110 18 9 9 0 010-18zM6 6l12 12",
  left: "M13 3H4v18h9M9 12h12M17 8l4 4-4 4",
  safe: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8 12l3 3 5-6",
};

export function StateIcon({ state }: { state: RegistrationState }): VNode {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[state]} />
    </svg>
  );
}
