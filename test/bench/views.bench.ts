// Opening, moving and filtering the map as the crisis grows: time, rows read, bytes, frames and memory. A second crisis of
// the smallest size stands beside it and is asked in turns, so that what else a machine does falls on both alike.
// BENCH_PEOPLE="10000,100000" measures fewer people, BENCH_TIMES=30 fewer times; BENCH_PAGE=no leaves the browser out.
import { CRISIS } from "../kit/people.ts";
import { launch } from "../node/chromium.ts";
import { crowd } from "./crowd.ts";
import { type MapPage, measureMapPage } from "./map-page.ts";
import { chunks, conditions, ms, openPlatform, type Platform, type Print, quantile } from "./setting.ts";

/** So many people are sent as they would be; beyond, the same groups stand once more, spread over the same districts. */
const SENT = 10_000;
const asked = process.env.BENCH_PEOPLE ?? "10000,100000,1000000";
const TIMES = Number(process.env.BENCH_TIMES ?? 60);
const map = (bbox: string, zoom: number, more = "") =>
  `/api/registration/map?crisisId=${CRISIS}&bbox=${bbox}&zoom=${String(zoom)}${more}`;

/** Each by its turn: what is panned to is another box every time. */
const views: Record<string, (n: number, head: string) => string> = {
  "first view: queue": () => `/api/registration/queue?crisisId=${CRISIS}&state=open`,
  "first view: map, zoom 6": () => map("9,30,26,34", 6),
  "pan, zoom 6": (n) => map(`${String(6 + (n % 12))},29,${String(23 + (n % 12))},33`, 6),
  "near, zoom 11": () => map("13.1,32.82,13.3,32.92", 11),
  "filter: queue, one need": () => `/api/registration/queue?crisisId=${CRISIS}&state=open&need=medical`,
  "filter: map, one need": () => map("13.1,32.82,13.3,32.92", 11, "&need=medical"),
  "one tile, zoom 6": () => `/tiles/${CRISIS}/6/34/25.mvt`,
  "one tile, zoom 9": () => `/tiles/${CRISIS}/9/274/206.mvt`,
  "changes, nothing new": (_, head) => `/api/live/changes?crisisId=${CRISIS}&since=${head}`,
};

/** A platform with people in it, and what it takes to ask it. */
class Crowded {
  readonly platform: Platform;
  cookie = "";
  head = "";
  people = 0;
  groups = 0;
  private sentPeople = 0;
  private sentGroups = 0;
  private copies = 0;
  constructor(platform: Platform) {
    this.platform = platform;
  }

  async ask(path: string) {
    const got = await this.platform.send("GET", path, undefined, { Cookie: this.cookie });
    if (got.status !== 200) throw new Error(`${path}: ${JSON.stringify(got.body)}`);
    return got;
  }

  async grow(wanted: number): Promise<void> {
    for (const chunk of chunks(crowd(Math.min(wanted, SENT) - this.people, wanted, this.groups), 400)) {
      await this.platform.load(chunk);
      this.groups += chunk.length;
      this.people += chunk.reduce((sum, one) => sum + one.size, 0);
    }
    this.sentPeople ||= this.people;
    this.sentGroups ||= this.groups;
    if (wanted > SENT) {
      const times = Math.ceil((wanted - this.people) / this.sentPeople);
      const path = `/measure/copy?crisis=${CRISIS}&from=${String(this.copies)}&times=${String(times)}`;
      const { status } = await this.platform.send("GET", path);
      if (status !== 200) throw new Error("the copies were not made");
      this.copies += times;
      this.groups += times * this.sentGroups;
      this.people += times * this.sentPeople;
    }
    this.cookie ||= await this.platform.signIn("off_desk001");
    this.head = String((await this.ask(views["first view: queue"]?.(0, "") ?? "")).body.head);
  }
}

interface Measured {
  p50: number;
  p95: number;
  rows: number;
  bytes: number;
  /** Against the small crisis, asked in turns: the middle of the times, and rows. */
  times: number;
  timesRows: number;
}

const timed = async (crowded: Crowded, path: string): Promise<number> => {
  const start = performance.now();
  await crowded.ask(path);
  return performance.now() - start;
};

async function compare(
  small: Crowded,
  large: Crowded,
  view: (n: number, head: string) => string,
): Promise<Measured> {
  const of = (crowded: Crowded, n: number) => view(n, crowded.head);
  const [least, most] = [await small.ask(of(small, 0)), await large.ask(of(large, 0))];
  const rows = ({ headers }: { headers: Headers }) => Number(headers.get("X-Count-read"));
  const taken: [number[], number[]] = [[], []];
  for (let n = 0; n < TIMES; n++) {
    taken[0].push(await timed(small, of(small, n)));
    taken[1].push(await timed(large, of(large, n)));
  }
  for (const list of taken) list.sort((a, b) => a - b);
  const p50 = quantile(taken[1], 0.5);
  return {
    p50,
    p95: quantile(taken[1], 0.95),
    rows: rows(most),
    bytes: most.bytes,
    times: p50 / quantile(taken[0], 0.5),
    timesRows: rows(most) / Math.max(1, rows(least)),
  };
}

/** What the kept counts cost: compared with the truth, and made anew. */
async function rebuild(print: Print, platform: Platform): Promise<void> {
  const cookie = await platform.signIn("off_plat001");
  for (const mend of [false, true]) {
    const begun = performance.now();
    const headers = { Cookie: cookie, "Sec-Fetch-Site": "same-origin" };
    const { body } = await platform.send("POST", "/api/tally/check", { crisisId: CRISIS, mend }, headers);
    const { rows, differences } = body as { rows: number; differences: unknown[] };
    print(
      `  counts ${mend ? "compared and made anew" : "compared with the truth"}: ${ms(performance.now() - begun)}, ` +
        `${String(rows)} rows of sight, ${String(differences.length)} differences`,
    );
  }
}

const cell = ({ p50, p95, rows, bytes, times, timesRows }: Measured) =>
  `${p50.toFixed(0)} / ${p95.toFixed(0)} ms, ${String(rows)}, ${(bytes / 1000).toFixed(1)} kB, × ${times.toFixed(1)}; × ${timesRows.toFixed(1)}`;

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const [small, large] = [new Crowded(await openPlatform()), new Crowded(await openPlatform())];
  const browser = process.env.BENCH_PAGE === "no" ? null : await launch({ map: true });
  const sizes = asked.split(",").map(Number);
  const table = new Map<string, string[]>();
  const put = (name: string, text: string) => table.set(name, [...(table.get(name) ?? []), text]);
  let first: MapPage | undefined;
  try {
    await small.grow(sizes[0] ?? SENT);
    for (const wanted of sizes) {
      const start = performance.now();
      await large.grow(wanted);
      const size = await large.platform.size();
      print(
        `${String(large.people)} people in ${String(large.groups)} groups: ready after ${((performance.now() - start) / 1000).toFixed(0)} s, ` +
          `${(size / 2 ** 20).toFixed(1)} MiB`,
      );
      for (const [name, view] of Object.entries(views)) {
        const measured = await compare(small, large, view);
        print(`  ${name.padEnd(26)} ${cell(measured)}`);
        put(name, cell(measured));
      }
      if (browser !== null) {
        const page = await measureMapPage(browser, large.platform, large.cookie);
        first ??= page;
        put(
          "page: map shown; frames a second while dragging (at rest); slow frame",
          `${(page.shown / 1000).toFixed(1)} s; ${page.frames.toFixed(0)} (${page.atRest.toFixed(0)}), × ${(page.frames / first.frames).toFixed(2)}; ${page.slowFrame.toFixed(0)} ms`,
        );
        put(
          "page: memory of JavaScript; of the whole browser",
          `${page.heap.toFixed(0)} MiB, × ${(page.heap / first.heap).toFixed(2)}; ${page.browser.toFixed(0)} MiB`,
        );
      }
      put("memory of workerd", `${large.platform.memory().toFixed(0)} MiB`);
      await rebuild((line) => {
        print(line);
        put(
          /anew/.test(line) ? "counts made anew" : "counts compared",
          /: ([\d.]+) ms/.exec(line)?.[1]?.concat(" ms") ?? "",
        );
      }, large.platform);
    }
    print(conditions());
    print(
      "In each cell: p50 / p95, rows read, bytes, and how often that of the smallest, asked in turns (time; rows).",
    );
    print("");
    print(`| people | ${sizes.map((one) => one.toLocaleString("en")).join(" | ")} |`);
    print(`|---|${sizes.map(() => "---|").join("")}`);
    for (const [name, cells] of table) print(`| ${name} | ${cells.join(" | ")} |`);
    print("");
  } finally {
    await browser?.close();
    await small.platform.stop();
    await large.platform.stop();
  }
}
