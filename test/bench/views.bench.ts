// Opening the queue and one map view as the crisis grows: time, rows read, bytes; and what a registration takes on disk.
// BENCH_PEOPLE="10000,100000" measures fewer people.
import { CRISIS } from "../kit/people.ts";
import { crowd } from "./crowd.ts";
import {
  chunks,
  conditions,
  memoryOfWorkerd,
  ms,
  openPlatform,
  type Platform,
  type Print,
  quantile,
  timesOf,
} from "./setting.ts";

/** So many people are sent as they would be; beyond, the same groups stand once more, spread over the same districts. */
const SENT = 10_000;
const asked = process.env.BENCH_PEOPLE ?? "10000,100000,1000000";
const TIMES = 60;

const views = {
  "queue, first page": `/api/registration/queue?crisisId=${CRISIS}&state=open`,
  "queue, one need": `/api/registration/queue?crisisId=${CRISIS}&state=open&need=medical`,
  "map, zoom 6": `/api/registration/map?crisisId=${CRISIS}&bbox=9,30,26,34&zoom=6`,
  "map, zoom 11": `/api/registration/map?crisisId=${CRISIS}&bbox=13.1,32.82,13.3,32.92&zoom=11`,
  "map, zoom 11, one need": `/api/registration/map?crisisId=${CRISIS}&bbox=13.1,32.82,13.3,32.92&zoom=11&need=medical`,
  "tile, zoom 6": `/tiles/${CRISIS}/6/34/25.mvt`,
  "tile, zoom 9": `/tiles/${CRISIS}/9/274/206.mvt`,
  "changes, nothing new": `/api/live/changes?crisisId=${CRISIS}&since=`,
} as const;

async function view(platform: Platform, cookie: string, path: string) {
  const headers = { Cookie: cookie };
  const first = await platform.send("GET", path, undefined, headers);
  if (first.status !== 200) throw new Error(`${path}: ${JSON.stringify(first.body)}`);
  const taken = await timesOf(TIMES, () => platform.send("GET", path, undefined, headers));
  const rows = Number(first.headers.get("X-Count-read"));
  return {
    p50: quantile(taken, 0.5),
    p95: quantile(taken, 0.95),
    rows,
    bytes: first.bytes,
    body: first.body,
  };
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  const summary: Record<string, Record<string, number[]>> = {};
  let [people, groups] = [0, 0];
  let [sentPeople, sentGroups, copies] = [0, 0, 0];
  try {
    const empty = await platform.size();
    const cookie = await platform.signIn("off_desk001");
    const platformCookie = await platform.signIn("off_plat001");
    for (const wanted of asked.split(",").map(Number)) {
      const start = performance.now();
      let told = start;
      const before = groups;
      for (const chunk of chunks(crowd(Math.min(wanted, SENT) - people, wanted, groups), 400)) {
        await platform.load(chunk);
        groups += chunk.length;
        people += chunk.reduce((sum, one) => sum + one.size, 0);
        if (performance.now() - told > 20_000) {
          told = performance.now();
          print(`… ${String(people)} people loaded`);
        }
      }
      sentPeople ||= people;
      sentGroups ||= groups;
      if (wanted > SENT) {
        const times = Math.ceil((wanted - people) / sentPeople);
        const path = `/measure/copy?crisis=${CRISIS}&from=${String(copies)}&times=${String(times)}`;
        const { status } = await platform.send("GET", path);
        if (status !== 200) throw new Error("the copies were not made");
        copies += times;
        groups += times * sentGroups;
        people += times * sentPeople;
      }
      const seconds = (performance.now() - start) / 1000;
      const size = await platform.size();
      print(
        `${String(people)} people in ${String(groups)} groups: loaded at ${((groups - before) / seconds).toFixed(0)} groups a second, ` +
          `${(size / 2 ** 20).toFixed(1)} MiB, ${((size - empty) / groups).toFixed(0)} bytes a registration`,
      );
      const head = String((await view(platform, cookie, views["queue, first page"])).body.head);
      for (const [name, path] of Object.entries(views)) {
        const full = path.endsWith("since=") ? path + head : path;
        const { p50, p95, rows, bytes } = await view(platform, cookie, full);
        print(
          `  ${name.padEnd(24)} p50 ${ms(p50)}, p95 ${ms(p95)}, ${String(rows)} rows read, ${String(bytes)} bytes`,
        );
        summary[name] = { ...summary[name], [String(wanted)]: [Math.round(p50), Math.round(p95), rows] };
      }
      const memory = memoryOfWorkerd();
      if (memory !== null) print(`  memory of workerd: ${memory.toFixed(0)} MiB`);
      const begun = performance.now();
      const checked = await platform.send(
        "POST",
        "/api/tally/check",
        { crisisId: CRISIS, mend: false },
        { Cookie: platformCookie, "Sec-Fetch-Site": "same-origin" },
      );
      const { rows: inSight, differences } = checked.body as { rows: number; differences: unknown[] };
      print(
        `  counts compared with the truth: ${ms(performance.now() - begun)}, ${String(inSight)} rows of sight, ${String(differences.length)} differences`,
      );
    }
    print("what grows, largest crisis to smallest (p50; rows read):");
    for (const [name, bySize] of Object.entries(summary)) {
      const all = Object.values(bySize);
      const [least, most] = [all[0] ?? [], all.at(-1) ?? []];
      const ratio = (i: number) => ((most[i] ?? 0) / Math.max(1, least[i] ?? 1)).toFixed(1);
      print(`  ${name.padEnd(24)} × ${ratio(0)}; × ${ratio(2)}`);
    }
    print(JSON.stringify(summary));
  } finally {
    await platform.stop();
  }
}
