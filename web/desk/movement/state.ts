// Movements at this desk: read once a page needs them, and again whenever the live side says that one changed, or a
// read failed.
import { batch, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Movement, movementGet, movementList } from "../../../schema/movement.ts";
import { askAgain } from "../../kit/again.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { crisis, onChanges } from "../crisis/state.ts";

export const movements = signal<readonly Movement[]>([]);
export const loaded = signal(false);
/** False where there are more than were read. */
export const complete = signal(true);
export const failed = signal<ProblemSeen | null>(null);
/** Goes up when the live side says that movements changed: whoever shows more of one asks anew. */
export const revision = signal(0);

/** A crisis has dozens of movements, not thousands: beyond this many pages something else is wrong. */
const MOST_PAGES = 20;
/** At most so often, whatever changes. */
const PAUSE = 400;

let of = "";
let asked = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const again = askAgain(readMovements);

async function readAll(crisisId: string): Promise<void> {
  const mine = ++asked;
  const all: Movement[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read<typeof movementList>("movement.list", { crisisId, after });
    if (mine !== asked) return;
    if (!answer.ok) {
      failed.value = answer.problem;
      again.told(answer.problem);
      return;
    }
    all.push(...answer.data.movements);
    after = answer.data.next ?? undefined;
    if (after === undefined) break;
  }
  batch(() => {
    movements.value = all;
    complete.value = after === undefined;
    loaded.value = true;
    failed.value = null;
  });
  again.told(null);
}

export function readMovements(): void {
  if (of !== "") void readAll(of);
}

/** Movements of the present crisis, for a page that shows them. */
export function useMovements(): void {
  const id = crisis.value?.id;
  useEffect(() => {
    if (id === undefined || id === of) return;
    of = id;
    void readAll(id);
  }, [id]);
}

/** Leaving a crisis forgets its movements: nobody tells of their changes any more. */
effect(() => {
  if (crisis.value !== null || of === "") return;
  of = "";
  asked++;
  again.stop();
  batch(() => {
    movements.value = [];
    loaded.value = false;
    complete.value = true;
    failed.value = null;
  });
});

onChanges.add((changes) => {
  if (!changes.touched.includes("movement")) return;
  revision.value++;
  if (timer !== undefined) return;
  timer = setTimeout(
    () => {
      timer = undefined;
      readMovements();
    },
    Math.max(PAUSE, again.closed()),
  );
});

/** A movement that this desk changed shows at once. */
export function putMovement(movement: Movement): void {
  const rest = movements.value.filter((one) => one.id !== movement.id);
  movements.value = [...rest, movement];
}

/** Asks for one anew: after a refusal because somebody was faster. */
export async function readMovement(id: string): Promise<Movement | null> {
  const answer = await read<typeof movementGet>("movement.get", { id });
  if (answer.ok) putMovement(answer.data);
  return answer.ok ? answer.data : null;
}
