// From the commit of a registration to the row on another open desk: socket, poke, and the question for what changed.
import { CRISIS, smallGroup } from "../kit/people.ts";
import { conditions, ms, openPlatform, type Print, quantile } from "./setting.ts";

/** Node's WebSocket takes headers beside what browsers take. */
type Opens = new (url: string, options: { headers: Record<string, string> }) => WebSocket;
const TIMES = 40;

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  try {
    const cookie = await platform.signIn("off_emb0001");
    const Socket = WebSocket as unknown as Opens;
    const address = `${platform.url.replace("http", "ws")}/api/live?crisis=${CRISIS}`;
    const socket = new Socket(address, { headers: { Cookie: cookie } });
    let hear: (head: number) => void = () => {};
    socket.addEventListener("message", (event) =>
      hear((JSON.parse(String(event.data)) as { head: number }).head),
    );
    let head = await new Promise<number>((resolve, reject) => {
      hear = resolve;
      socket.addEventListener("error", () => reject(new Error("the socket did not open")));
    });
    const [poked, shown, sent] = [[], [], []] as [number[], number[], number[]];
    for (let n = 0; n < TIMES; n++) {
      const next = new Promise<number>((resolve) => {
        hear = resolve;
      });
      const start = performance.now();
      const key = { "Idempotency-Key": `bench-live-${String(n).padStart(8, "0")}` };
      const opening = platform.send("POST", "/api/registration/open", smallGroup(), key);
      const replied = opening.then(() => sent.push(performance.now() - start));
      const heard = await next;
      poked.push(performance.now() - start);
      const path = `/api/live/changes?crisisId=${CRISIS}&since=${String(head)}`;
      const { body } = await platform.send("GET", path, undefined, { Cookie: cookie });
      if ((body.put as unknown[]).length !== 1) throw new Error("the poke came before the row could be read");
      shown.push(performance.now() - start);
      head = heard;
      await replied;
      // The room tells at most twice a second: a quiet crisis is measured, not that pause.
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    socket.close();
    for (const list of [sent, poked, shown]) list.sort((a, b) => a - b);
    const line = (name: string, list: number[]) =>
      print(`${name}: p50 ${ms(quantile(list, 0.5))}, p95 ${ms(quantile(list, 0.95))}`);
    line("from Send to the receipt", sent);
    line("from Send to the number on another desk", poked);
    line("from Send to the row on another desk", shown);
    const after = quantile(shown, 0.5) - quantile(sent, 0.5);
    print(
      `so about ${ms(Math.max(0, after))} after the commit was answered; in a rush up to 500 ms more, by design`,
    );
    print(
      JSON.stringify({ sent: quantile(sent, 0.5), poked: quantile(poked, 0.5), shown: quantile(shown, 0.5) }),
    );
  } finally {
    await platform.stop();
  }
}
