// Invented travel groups in any number, the same for the same seed: where people were in Libya in 2011, roughly.
// Measurements need weight, not truth; the demo's own people come from test/scenarios.
import { needKinds } from "../../schema/need.ts";
import { CRISIS, START } from "../kit/people.ts";
import { random } from "../kit/random.ts";

export interface Sent {
  id: string;
  at: string;
  input: Record<string, unknown>;
}

/** Longitude, latitude, spread in degrees, share. */
const places = [
  [13.18, 32.89, 0.25, 40],
  [20.07, 32.12, 0.2, 20],
  [15.09, 32.38, 0.15, 10],
  [14.43, 27.04, 0.3, 8],
  [11.5, 33.16, 0.05, 12],
  [25.0, 31.6, 0.05, 10],
] as const;
const weights = places.flatMap((place, i) => Array.from({ length: place[3] }, () => i));
/** Nobody of the crowd has it: what a filter looks for in vain. */
export const RARE = "callback";
const common = needKinds.filter((one) => one !== RARE);
const sizes = [1, 1, 1, 1, 1, 2, 2, 3, 4, 6];

/** Groups until at least this many people are in them; `first` continues the numbering of ids. */
export function* crowd(people: number, seed: number, first = 0): Generator<Sent & { size: number }> {
  const dice = random(seed);
  const start = Date.parse(START);
  let made = 0;
  for (let n = first; made < people; n++) {
    const size = dice.of(sizes);
    const [lng, lat, spread] = places[dice.of(weights)] ?? places[0];
    const near = () => (dice.next() + dice.next() - 1) * spread * 2;
    const located = dice.next() < 0.9;
    const needs = new Set(Array.from({ length: dice.whole(1, 3) }, () => dice.of(common)));
    made += size;
    yield {
      id: `reg_bench${String(n).padStart(9, "0")}`,
      at: new Date(start - dice.whole(1, 20 * 3600) * 1000).toISOString(),
      size,
      input: {
        crisisId: CRISIS,
        lang: dice.of(["en", "ar"]),
        recipients: dice.next() < 0.2 ? ["org_supportDesk", "org_embassyOne"] : ["org_supportDesk"],
        danger: dice.of(["no", "no", "no", "no", "soon", "soon", "now"]),
        exactPlace: dice.next() < 0.7,
        ...(located ? { place: { lng: lng + near(), lat: lat + near(), accuracy: 50 } } : {}),
        people: Array.from({ length: size }, (_, i) => ({
          name: `Invented ${String(n)} ${String(i)}`,
          born: "30",
        })),
        needs: [...needs],
        choice: "home",
      },
    };
  }
}
