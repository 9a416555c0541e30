// A thousand desks on one crisis, each with the desk's own feed: from the commit of a registration to what every screen that
// it concerns has read; all lines cut at once; what idle screens cost, heartbeats included; and how many registrations are
// accepted while all watch. BENCH_SOCKETS=200 measures fewer, BENCH_IDLE=60 seconds of nothing.
import { CRISIS, smallGroup } from "../kit/people.ts";
import { openScreen, type Screen } from "./screens.ts";
import { conditions, ms, openPlatform, type Print, processorOfWorkerd, quantile } from "./setting.ts";

const MANY = Number(process.env.BENCH_SOCKETS ?? 1000);
const TIMES = 20;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const IDLE = Number(process.env.BENCH_IDLE ?? 60);
/** Tabs of one officer's session. */
const TABS = 4;
const desks = ["off_emb0001", "off_other01", "off_desk001", "off_heal001"] as const;
const concerned = "off_emb0001";
const rest = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
const spread = (list: readonly number[]) =>
  `p50 ${ms(quantile(sorted(list), 0.5))}, p95 ${ms(quantile(sorted(list), 0.95))}`;

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  /** Ratios are printed first: they say the same on a machine that has other work. */
  const [ratios, numbers] = [[], []] as [string[], string[]];
  const screens: Screen[] = [];
  try {
    let keys = 0;
    const send = () =>
      platform.send("POST", "/api/registration/open", smallGroup(), {
        "Idempotency-Key": `bench-many-${String(++keys).padStart(10, "0")}`,
      });
    const accepts = async (name: string) => {
      const [start, used, asked] = [performance.now(), processorOfWorkerd(), askedBy(screens)];
      let accepted = 0;
      const sender = async () => {
        while (performance.now() < start + SECONDS * 1000) {
          await send();
          accepted++;
        }
      };
      await Promise.all(Array.from({ length: 8 }, sender));
      const rate = accepted / ((performance.now() - start) / 1000);
      const cost = (processorOfWorkerd() - used) / accepted;
      numbers.push(
        `registrations accepted while ${name}: ${rate.toFixed(1)} a second, ${ms(cost)} of the server's processor each, ` +
          `${String(askedBy(screens) - asked)} questions of screens meanwhile`,
      );
      return { rate, cost };
    };
    const idles = async () => {
      const [used, asked, pings] = [processorOfWorkerd(), askedBy(screens), pingsOf(screens)];
      await rest(IDLE * 1000);
      return {
        processor: (processorOfWorkerd() - used) / (IDLE * 10),
        asked: askedBy(screens) - asked,
        pings: pingsOf(screens) - pings,
      };
    };
    await accepts("the server is still cold");
    const alone = [await accepts("nobody watches")];
    const empty = await idles();

    const seats: { desk: string; cookie: string }[] = [];
    for (let n = 0; n < MANY; n += TABS) {
      const desk = desks[(n / TABS) % desks.length] ?? concerned;
      const cookie = await platform.signIn(desk);
      for (let tab = 0; tab < Math.min(TABS, MANY - n); tab++) seats.push({ desk, cookie });
    }
    const { body } = await platform.send(
      "GET",
      `/api/live/changes?crisisId=${CRISIS}&since=999999999`,
      undefined,
      {
        Cookie: seats[0]?.cookie ?? "",
      },
    );
    const since = Number(body.head);
    const begun = performance.now();
    for (const { desk, cookie } of seats) {
      screens.push(openScreen(platform, desk, cookie, since));
      if (screens.length % 50 === 0) await rest(50);
    }
    const allBack = async () => {
      while (screens.some((one) => one.backAt === 0)) await rest(20);
    };
    await allBack();
    numbers.push(
      `${String(MANY)} screens of ${String(desks.length)} organisations, ${String(TABS)} to a session, opened and answered in ${ms(performance.now() - begun)}`,
    );
    await rest(2000);

    const mine = screens.filter((one) => one.desk === concerned);
    const others = screens.filter((one) => one.desk !== concerned);
    const measure = async (watching: readonly Screen[]) => {
      const [fromSend, fromCommit, last] = [[], [], []] as [number[], number[], number[]];
      for (let n = 0; n < TIMES; n++) {
        const had = new Map(watching.map((one) => [one, one.ids.length]));
        const start = performance.now();
        await send();
        const committed = performance.now();
        while (watching.some((one) => one.ids.length === had.get(one)) && performance.now() - start < 30_000)
          await rest(5);
        const read = watching.map((one) => one.readAt[had.get(one) ?? 0] ?? Number.POSITIVE_INFINITY);
        fromSend.push(...read.map((at) => at - start));
        fromCommit.push(...read.map((at) => Math.max(0, at - committed)));
        last.push(Math.max(...read) - committed);
        await rest(1500);
      }
      return { fromSend, fromCommit, last };
    };
    const before = askedBy(others);
    const all = await measure(mine);
    const superfluous = askedBy(others) - before;
    numbers.push(
      `from the commit's answer to what each of ${String(mine.length)} concerned screens had read: ${spread(all.fromCommit)}; the last of them ${spread(all.last)}`,
      `from Send, whose PIN is hashed first: ${spread(all.fromSend)}; questions of the ${String(others.length)} whom nothing concerned: ${String(superfluous)}`,
    );

    const idle = await idles();
    numbers.push(
      `${String(IDLE)} s of nothing with ${String(MANY)} screens: ${idle.processor.toFixed(2)} % of one core, ${String(idle.pings)} heartbeats, ${String(idle.asked)} questions; ` +
        `without screens ${empty.processor.toFixed(2)} %`,
    );
    ratios.push(
      `a second of ${String(MANY)} idle screens, heartbeats included, against one registration: × ${((idle.processor - empty.processor) / 100 / ((alone[0]?.cost ?? 1) / 1000)).toFixed(2)} of the server's processor; ` +
        `${(idle.asked / MANY / (IDLE / 60)).toFixed(3)} questions a minute for each`,
    );

    const cutAt = performance.now();
    for (const one of screens) one.cut();
    const during = Array.from({ length: 5 }, async () => {
      const start = performance.now();
      const { status } = await send();
      return status === 200 ? performance.now() - start : Number.POSITIVE_INFINITY;
    });
    await allBack();
    numbers.push(
      `all ${String(MANY)} lines cut at once: open again and answered after ${spread(screens.map((one) => one.backAt - cutAt))}; ` +
        `five registrations sent at that moment took ${(await Promise.all(during)).map((one) => ms(one)).join(", ")}`,
    );

    const watched = [await accepts("all watch"), await accepts("all watch")];
    await rest(5000);
    const sizes = mine.map((one) => one.ids.length);
    const doubled = mine.reduce((sum, one) => sum + one.ids.length - new Set(one.ids).size, 0);
    numbers.push(
      `read by the concerned screens over all of it: ${String(Math.min(...sizes))} to ${String(Math.max(...sizes))} cases each, ${String(doubled)} twice`,
    );
    for (const one of screens) one.stop();
    await rest(1500);
    alone.push(await accepts("nobody watches any more"));
    const one = [openScreen(platform, concerned, mine.length > 0 ? (seats[0]?.cookie ?? "") : "", since)];
    while (one.some((screen) => screen.backAt === 0)) await rest(20);
    await rest(3000);
    const single = await measure(one);
    numbers.push(`the same with one screen alone: ${spread(single.fromCommit)}`);
    for (const screen of one) screen.stop();
    const mean = (list: { rate: number; cost: number }[], what: "rate" | "cost") =>
      list.reduce((sum, two) => sum + two[what], 0) / list.length;
    const against = (q: number) =>
      (quantile(sorted(all.fromCommit), q) / Math.max(1, quantile(sorted(single.fromCommit), q))).toFixed(1);
    ratios.unshift(
      `from commit to read, ${String(MANY)} screens against one: × ${against(0.5)} at p50, × ${against(0.95)} at p95`,
      `with all watching against nobody: × ${(mean(watched, "rate") / mean(alone, "rate")).toFixed(2)} registrations a second, ` +
        `× ${(mean(watched, "cost") / mean(alone, "cost")).toFixed(2)} of the server's processor each`,
    );
    for (const line of [...ratios, ...numbers]) print(line);
  } finally {
    for (const one of screens) one.stop();
    await platform.stop();
  }
}

const askedBy = (screens: readonly Screen[]) => screens.reduce((sum, one) => sum + one.asked, 0);
const pingsOf = (screens: readonly Screen[]) => screens.reduce((sum, one) => sum + one.pings, 0);
