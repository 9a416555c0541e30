// A crowd around one town, and hours of it that the clock of the served app has published.
import { CRISIS, smallGroup } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import type { Stage } from "./crisis.ts";

/** Moves the exercise's clock on by an hour, at once. */
export async function stepsHour(stage: Stage): Promise<void> {
  const clerk = await stage.sits("off_super01");
  const stepped = await clerk.request.post("/api/crisis/step", {
    data: { id: CRISIS, hours: 1 },
    headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
  });
  if (stepped.status() !== 200) throw new Error(await stepped.text());
  await clerk.context().close();
}

/** So many groups, a third of whom need a roof and the others a seat; then three hours, each published. */
export async function fillsHours(stage: Stage, groups: number): Promise<void> {
  const dice = random(9);
  const registrations = Array.from({ length: groups }, (_, n) => ({
    id: `reg_map${String(n).padStart(9, "0")}`,
    at: "2011-03-01T05:00:00.000Z",
    input: smallGroup({
      place: { lng: 13.1 + dice.next() * 0.2, lat: 32.8 + dice.next() * 0.1, accuracy: 30 },
      needs: [n % 3 === 0 ? "shelter" : "transport"],
    }),
  }));
  await stage.post("/api/exercise/load", { registrations });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 2500));
  for (let n = 0; n < 3; n++) {
    // The clock publishes each hour by itself, a second after it came.
    await pause();
    await stepsHour(stage);
  }
  await pause();
}
