// The four shapes of a verdict, and the gate's own mark: an open arch. Colour is never alone (EXPERIENCE 5.3).
import type { Verdict } from "./reason.ts";

const paths: Record<Verdict, string> = {
  // A tick in a round field.
  GO: "M50 4a46 46 0 1 0 0 92 46 46 0 0 0 0-92Zm-7 67L22 50l8-8 13 13 27-27 8 8Z",
  // An arrow that comes round again.
  SEEN: "M50 8a42 42 0 0 0-36 20L4 20v30h30L23 38a31 31 0 1 1-2 24l-11 4A42 42 0 1 0 50 8Z",
  // A cross in eight corners, as on a road.
  NO: "M31 4h38l27 27v38L69 96H31L4 69V31Zm3 24-6 6 16 16-16 16 6 6 16-16 16 16 6-6-16-16 16-16-6-6-16 16Z",
  // A question in a diamond.
  LOOK: "M50 2 98 50 50 98 2 50Zm-5 60v10h10V62Zm-9-22h9c0-6 10-6 10 0 0 5-10 6-10 17h10c0-7 11-8 11-18 0-18-30-19-30 1Z",
};

export function VerdictShape({ verdict }: { verdict: Verdict }) {
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <path d={paths[verdict]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}

export function Arch() {
  return (
    <svg class="arch" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M4 44V24a20 20 0 0 1 40 0v20h-8V24a12 12 0 0 0-24 0v20Z" fill="currentColor" />
    </svg>
  );
}
