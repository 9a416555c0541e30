// Districts at this desk: the numbers as published last, people and needs. Read while a map or a page shows them, again
// shortly after each hour until that hour is there, and again where a read failed. They were rounded and cut on the server.
import { batch, effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Area, areaAudiences, crisisAreas } from "../../../schema/crisis-area.ts";
import { askAgain } from "../../kit/again.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { crisis } from "../crisis/state.ts";
import { isOfHour, lookAfter } from "./fresh.ts";

export const districts = signal<readonly Area[]>([]);
export const publishedAt = signal<string | null>(null);
/** Whose publication it is: the public's is a day old. */
export const audience = signal<(typeof areaAudiences)[number]>("partner");
export const loaded = signal(false);
export const failed = signal<ProblemSeen | null>(null);

let of = "";
let asked = 0;
let watchers = 0;
let looks = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const again = askAgain(() => void readDistricts());

async function readDistricts(): Promise<void> {
  const mine = ++asked;
  const answer = await read<typeof crisisAreas>("crisis.areas", { crisisId: of });
  if (mine !== asked) return;
  batch(() => {
    failed.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    districts.value = answer.data.areas;
    publishedAt.value = answer.data.at;
    audience.value = answer.data.audience;
    loaded.value = true;
  });
  again.told(failed.value);
  if (answer.ok) lookSoon();
}

/** Looks again for as long as somebody waits for the present hour; nobody waits for one that is a day old by intent. */
function lookSoon(): void {
  const now = crisis.value?.now;
  if (now === undefined || isOfHour(publishedAt.value, now)) looks = 0;
  else if (watchers > 0 && timer === undefined && audience.value === "partner")
    timer = setTimeout(
      () => {
        timer = undefined;
        void readDistricts();
      },
      Math.max(lookAfter(looks++), again.closed()),
    );
}

/** Districts of the present crisis, for whatever shows them. */
export function useDistricts(): void {
  const id = crisis.value?.id;
  const hour = crisis.value?.now.slice(0, 13);
  useEffect(() => {
    watchers++;
    return () => {
      watchers--;
    };
  }, []);
  const since = useRef<string>(undefined);
  useEffect(() => {
    if (id === undefined || hour === undefined) return;
    const [first, known] = [since.current !== id, id === of && loaded.value];
    since.current = id;
    of = id;
    // Whoever opens them sees the newest at once; when an hour turns under them, they wait for its publication.
    if (known && !first) lookSoon();
    else if (!known || !isOfHour(publishedAt.value, hour)) void readDistricts();
  }, [id, hour]);
}

/** Leaving a crisis forgets them. */
effect(() => {
  if (crisis.value !== null || of === "") return;
  of = "";
  asked++;
  looks = 0;
  clearTimeout(timer);
  timer = undefined;
  again.stop();
  batch(() => {
    districts.value = [];
    publishedAt.value = null;
    loaded.value = false;
    failed.value = null;
  });
});
