// Opening, moving and filtering the map as the crisis grows, and once nearly all have left: time, rows read, bytes, frames and
// memory. A second crisis of the smallest size stands beside it and is asked in turns, so that what else a machine does falls
// on both alike. What is printed at the end is the README's table.
// BENCH_PEOPLE="10000,100000" measures fewer people, BENCH_TIMES=30 fewer times; BENCH_PAGE=no leaves the browser out.
import { CRISIS } from "../kit/people.ts";
import { launch } from "../node/chromium.ts";
import { crowd, RARE } from "./crowd.ts";
import { measureMapPage } from "./map-page.ts";
import { chunks, conditions, openPlatform, type Platform, type Print, quantile } from "./setting.ts";

/** So many people are sent as they would be; beyond, the same groups stand once more, spread over the same districts. */
const SENT = 10_000;
const asked = process.env.BENCH_PEOPLE ?? "10000,100000,1000000";
const TIMES = Number(process.env.BENCH_TIMES ?? 60);
const map = (bbox: string, zoom: number, more = "") =>
  `/api/registration/map?crisisId=${CRISIS}&bbox=${bbox}&zoom=${String(zoom)}${more}`;

const queue = (more = "") => `/api/registration/queue?crisisId=${CRISIS}&state=open${more}`;
const near = "13.1,32.82,13.3,32.92";
const tile = (z: number, x: number, y: number) =>
  `/tiles/${CRISIS}/${String(z)}/${String(x)}/${String(y)}.mvt`;

type Views = Record<string, (n: number, head: string) => string>;
/** Each by its turn: what is panned to, and a tile, is another one every time. */
const views: Views = {
  "first view, queue": () => queue(),
  "first view, map at zoom 6": () => map("9,30,26,34", 6),
  "pan at zoom 6": (n) => map(`${String(6 + (n % 12))},29,${String(23 + (n % 12))},33`, 6),
  "near, zoom 11": () => map(near, 11),
  "filter by need, queue": () => queue("&need=medical"),
  "filter by need, map at zoom 11": () => map(near, 11, "&need=medical"),
  "a need that nobody has, queue": () => queue(`&need=${RARE}`),
  "a need that nobody has, map at zoom 11": () => map(near, 11, `&need=${RARE}`),
  "one tile, zoom 6": (n) => tile(6, 34 + (n % 3), 25 + (Math.floor(n / 3) % 2)),
  "one tile, zoom 9": (n) => tile(9, 274 + (n % 5), 206 + (Math.floor(n / 5) % 4)),
  "changes, nothing new": (_, head) => `/api/live/changes?crisisId=${CRISIS}&since=${head}`,
};
/** Where all but the same few have left, whatever the size was. */
const lateViews: Views = {
  "late, first view, queue": () => queue(),
  "late, map at zoom 6": () => map("9,30,26,34", 6),
  "late, near, zoom 11": () => map(near, 11),
  "late, filter by need, queue": () => queue("&need=medical"),
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
    this.head = String((await this.ask(queue())).body.head);
  }

  /** All but a few have left, or are back. */
  async turn(left: boolean): Promise<void> {
    const path = `/measure/late?crisis=${CRISIS}&left=${left ? "yes" : "no"}`;
    const { status } = await this.platform.send("GET", path);
    if (status !== 200) throw new Error("the states were not changed");
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

/** Seconds that the kept counts take: compared with the truth; and compared, found wrong and made anew. */
async function rebuild(platform: Platform): Promise<[compared: number, anew: number]> {
  const cookie = await platform.signIn("off_plat001");
  const headers = { Cookie: cookie, "Sec-Fetch-Site": "same-origin" };
  const taken: number[] = [];
  for (const mend of [false, true]) {
    if (mend) await platform.send("GET", "/measure/break");
    const begun = performance.now();
    const { body } = await platform.send("POST", "/api/tally/check", { crisisId: CRISIS, mend }, headers);
    taken.push((performance.now() - begun) / 1000);
    if (body.mended !== mend)
      throw new Error(`kept counts are otherwise than they should be: ${JSON.stringify(body)}`);
  }
  return [taken[0] ?? 0, taken[1] ?? 0];
}

const cell = ({ p50, p95, rows, bytes }: Measured) =>
  `${p50.toFixed(0)} / ${p95.toFixed(0)} ms, ${String(rows)}, ${(bytes / 1000).toFixed(1)} kB`;

/** The README's table: a row for each thing that was measured, how its largest compares with its smallest, then each size. */
class Table {
  private readonly rows = new Map<string, { ratio: string; cells: string[] }>();

  put(name: string, ratio: string, text: string): void {
    const row = this.rows.get(name) ?? { ratio: "", cells: [] };
    this.rows.set(name, { ratio, cells: [...row.cells, text] });
  }

  /** A number of which the first of its row is the smallest crisis's. */
  private readonly first = new Map<string, number>();
  putNumber(name: string, value: number, text: (value: number) => string): void {
    const first = this.first.get(name) ?? value;
    this.first.set(name, first);
    this.put(name, (value / first).toFixed(1), text(value));
  }

  lines(sizes: readonly number[]): string[] {
    const said = sizes.map((one) => one.toLocaleString("en"));
    const [least = "", ...more] = said;
    const head = `| | × time, × rows read: ${said.at(-1) ?? ""} to ${least} | ${[`${least}: p50 / p95, rows, bytes`, ...more].join(" | ")} |`;
    const rows = [...this.rows].map(
      ([name, { ratio, cells }]) => `| ${name} | ${ratio} | ${cells.join(" | ")} |`,
    );
    return [head, `|---|---|${sizes.map(() => "---|").join("")}`, ...rows];
  }
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const [small, large] = [new Crowded(await openPlatform()), new Crowded(await openPlatform())];
  const browser = process.env.BENCH_PAGE === "no" ? null : await launch({ map: true });
  const sizes = asked.split(",").map(Number);
  const table = new Table();
  const measure = async (these: Views) => {
    for (const [name, view] of Object.entries(these)) {
      const measured = await compare(small, large, view);
      const ratio = `${measured.times.toFixed(1)}, ${measured.timesRows.toFixed(1)}`;
      print(`  ${name.padEnd(40)} × ${ratio}: ${cell(measured)}`);
      table.put(name, ratio, cell(measured));
    }
  };
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
      await measure(views);
      for (const one of [small, large]) await one.turn(true);
      await measure(lateViews);
      for (const one of [small, large]) await one.turn(false);
      table.putNumber("memory of workerd", large.platform.memory(), (value) => `${value.toFixed(0)} MiB`);
      if (browser !== null) {
        const page = await measureMapPage(browser, large.platform, large.cookie);
        const mib = (value: number) => `${value.toFixed(0)} MiB`;
        table.putNumber("memory of the map's page, its JavaScript", page.heap, mib);
        table.putNumber("memory of the whole browser", page.browser, mib);
        table.putNumber("the map is shown after", page.shown / 1000, (value) => `${value.toFixed(1)} s`);
        table.putNumber(
          "frames a second while the map is dragged (at rest)",
          page.frames,
          (value) => `${value.toFixed(0)} (${page.atRest.toFixed(0)})`,
        );
      }
      const [compared, anew] = await rebuild(large.platform);
      const seconds = (value: number) => `${value.toFixed(1)} s`;
      table.putNumber("counts compared with the truth", compared, seconds);
      table.putNumber("counts compared and made anew", anew, seconds);
    }
    print(conditions());
    print("");
    for (const line of table.lines(sizes)) print(line);
    print("");
  } finally {
    await browser?.close();
    await small.platform.stop();
    await large.platform.stop();
  }
}
