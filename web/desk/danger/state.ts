// Dangers at this desk: read once a map or a page shows them, and again whenever the live side says that one changed, or a
// read failed.
import { batch, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Danger, dangerList } from "../../../schema/danger.ts";
import { askAgain } from "../../kit/again.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { crisis, onChanges } from "../crisis/state.ts";

export const dangers = signal<readonly Danger[]>([]);
export const loaded = signal(false);
/** False where there are more than one answer holds. */
export const complete = signal(true);
export const failed = signal<ProblemSeen | null>(null);

/** At most so often, whatever changes. */
const PAUSE = 400;
let of = "";
let asked = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const again = askAgain(() => void readDangers());

export async function readDangers(): Promise<void> {
  if (of === "") return;
  const mine = ++asked;
  const answer = await read<typeof dangerList>("danger.list", { crisisId: of });
  if (mine !== asked) return;
  batch(() => {
    failed.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    dangers.value = answer.data.dangers;
    complete.value = answer.data.complete;
    loaded.value = true;
  });
  again.told(failed.value);
}

/** Dangers of the present crisis, for whatever shows them. */
export function useDangers(): void {
  const id = crisis.value?.id;
  useEffect(() => {
    if (id === undefined || id === of) return;
    of = id;
    void readDangers();
  }, [id]);
}

/** Leaving a crisis forgets them: nobody tells of their changes any more. */
effect(() => {
  if (crisis.value !== null || of === "") return;
  of = "";
  asked++;
  again.stop();
  batch(() => {
    dangers.value = [];
    loaded.value = false;
    complete.value = true;
    failed.value = null;
  });
});

onChanges.add((changes) => {
  if (!changes.touched.includes("danger") || timer !== undefined) return;
  timer = setTimeout(
    () => {
      timer = undefined;
      void readDangers();
    },
    Math.max(PAUSE, again.closed()),
  );
});

/** A danger that this desk changed shows at once. */
export function putDanger(danger: Danger): void {
  // An answer that is on its way is older than this.
  asked++;
  dangers.value = [danger, ...dangers.value.filter((one) => one.id !== danger.id)];
  if (failed.value !== null) void readDangers();
}
