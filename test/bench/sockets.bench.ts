// A thousand desks on one crisis: from the commit of a registration to the number on every screen that it concerns; what
// arrives after random disconnects; what idle screens cost; and how many registrations are accepted while all watch.
// BENCH_SOCKETS=200 measures fewer.
import { CRISIS, smallGroup } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { conditions, ms, openPlatform, type Print, processorOfWorkerd, quantile } from "./setting.ts";

/** Node's WebSocket takes headers beside what browsers take. */
type Opens = new (url: string, options: { headers: Record<string, string> }) => WebSocket;
const Socket = WebSocket as unknown as Opens;
const MANY = Number(process.env.BENCH_SOCKETS ?? 1000);
const TIMES = 20;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const desks = ["off_emb0001", "off_other01", "off_desk001", "off_heal001"] as const;
const concerned = "off_emb0001";
const rest = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

interface Screen {
  desk: string;
  socket: WebSocket;
  head: number;
  heardAt: number;
  told: number;
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  try {
    const cookies = new Map<string, string>();
    for (const desk of desks) cookies.set(desk, await platform.signIn(desk));
    const address = `${platform.url.replace("http", "ws")}/api/live?crisis=${CRISIS}`;
    const open = (screen: Partial<Screen> & { desk: string }) =>
      new Promise<Screen>((resolve, reject) => {
        const socket = new Socket(address, { headers: { Cookie: cookies.get(screen.desk) ?? "" } });
        const made = Object.assign(screen, { socket, head: 0, heardAt: 0, told: 0 });
        socket.addEventListener("error", () => reject(new Error("a socket did not open")));
        socket.addEventListener("message", (event) => {
          made.head = (JSON.parse(String(event.data)) as { head: number }).head;
          made.heardAt = performance.now();
          if (made.told++ === 0) resolve(made);
        });
      });
    let keys = 0;
    const send = () =>
      platform.send("POST", "/api/registration/open", smallGroup(), {
        "Idempotency-Key": `bench-many-${String(++keys).padStart(10, "0")}`,
      });
    const accepts = async (name: string) => {
      const [start, used, own] = [performance.now(), processorOfWorkerd(), process.cpuUsage()];
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
      const mine = process.cpuUsage(own);
      print(
        `registrations accepted while ${name}: ${rate.toFixed(1)} a second, ${ms(cost)} of the server's processor each, ` +
          `${ms((mine.user + mine.system) / 1000 / accepted)} of this client's`,
      );
      return { rate, cost };
    };
    await accepts("the server is still cold");
    const alone = [await accepts("nobody watches")];
    const begun = performance.now();
    const screens: Screen[] = [];
    for (let n = 0; n < MANY; n += 50)
      screens.push(
        ...(await Promise.all(
          Array.from({ length: Math.min(50, MANY - n) }, (_, i) =>
            open({ desk: desks[(n + i) % desks.length] ?? concerned }),
          ),
        )),
      );
    print(
      `${String(MANY)} sockets opened in ${ms(performance.now() - begun)}, of ${String(desks.length)} organisations`,
    );
    await rest(1500);
    const mine = screens.filter((one) => one.desk === concerned);
    const others = screens.filter((one) => one.desk !== concerned);
    const [last, all] = [[], []] as [number[], number[]];
    const before = others.reduce((sum, one) => sum + one.told, 0);
    for (let n = 0; n < TIMES; n++) {
      const from = new Map(mine.map((one) => [one, one.head]));
      const start = performance.now();
      await send();
      while (mine.some((one) => one.head === from.get(one)) && performance.now() - start < 5000)
        await rest(5);
      const taken = mine.map((one) => one.heardAt - start).sort((a, b) => a - b);
      all.push(...taken);
      last.push(taken.at(-1) ?? 0);
      await rest(700);
    }
    all.sort((a, b) => a - b);
    last.sort((a, b) => a - b);
    const superfluous = others.reduce((sum, one) => sum + one.told, 0) - before;
    print(
      `from Send (its PIN is hashed first) to the number on ${String(mine.length)} concerned screens: p50 ${ms(quantile(all, 0.5))}, ` +
        `p95 ${ms(quantile(all, 0.95))}, the last of them p95 ${ms(quantile(last, 0.95))}; ${String(superfluous)} told to the other ${String(others.length)}`,
    );
    // A screen drops out at random and comes back while registrations arrive; then it asks from its own last number.
    const dice = random(88);
    const cookie = { Cookie: cookies.get(concerned) ?? "" };
    const changes = async (since: number) => {
      const path = `/api/live/changes?crisisId=${CRISIS}&since=${String(since)}`;
      return (await platform.send("GET", path, undefined, cookie)).body as {
        head: number;
        put: { id: string }[];
        more: boolean;
      };
    };
    let since = (await changes(0)).head;
    for (let more = true; more; ) ({ head: since, more } = await changes(since));
    const seen: string[] = [];
    let [one] = mine;
    for (let n = 0; n < 40; n++) {
      await send();
      if (dice.next() < 0.4) {
        one?.socket.close();
        one = await open({ desk: concerned });
      }
      if (dice.next() < 0.5) {
        const { head, put } = await changes(since);
        seen.push(...put.map((row) => row.id));
        since = head;
      }
    }
    seen.push(...(await changes(since)).put.map((row) => row.id));
    print(
      `40 registrations over random disconnects: ${String(new Set(seen).size)} seen, ${String(seen.length - new Set(seen).size)} twice`,
    );
    const idle = performance.now();
    const cpu = process.cpuUsage();
    for (const { socket } of screens) if (socket.readyState === WebSocket.OPEN) socket.send("ping");
    await rest(3000);
    print(
      `one heartbeat of all ${String(MANY)} screens, answered within ${ms(Math.max(...screens.map((screen) => screen.heardAt)) - idle)} ` +
        `(this client's own share: ${ms(process.cpuUsage(cpu).user / 1000)} of processor)`,
    );
    const watched = [await accepts("all watch"), await accepts("all watch")];
    for (const { socket } of screens) socket.close();
    await rest(1500);
    alone.push(await accepts("nobody watches any more"));
    const mean = (list: { rate: number; cost: number }[], what: "rate" | "cost") =>
      list.reduce((sum, one) => sum + one[what], 0) / list.length;
    print(
      `with all watching against nobody: × ${(mean(watched, "rate") / mean(alone, "rate")).toFixed(2)} registrations a second, ` +
        `× ${(mean(watched, "cost") / mean(alone, "cost")).toFixed(2)} of the server's processor each`,
    );
  } finally {
    await platform.stop();
  }
}
