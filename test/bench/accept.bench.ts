// Registrations that one workerd accepts in a second, sent one by one as people send them, and what bounds it.
import { smallGroup } from "../kit/people.ts";
import { crowd } from "./crowd.ts";
import {
  chunks,
  conditions,
  ms,
  openPlatform,
  type Platform,
  type Print,
  quantile,
  timesOf,
} from "./setting.ts";

const SECONDS = 8;
let keys = 0;
const freshKey = () => `bench-key-${String(++keys).padStart(10, "0")}`;

async function accept(platform: Platform, atOnce: number) {
  const end = performance.now() + SECONDS * 1000;
  const taken: number[] = [];
  const start = performance.now();
  const sender = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      const headers = { "Idempotency-Key": freshKey() };
      const { status, body } = await platform.send("POST", "/api/registration/open", smallGroup(), headers);
      if (status !== 200) throw new Error(`refused: ${JSON.stringify(body)}`);
      taken.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  const perSecond = taken.length / ((performance.now() - start) / 1000);
  taken.sort((a, b) => a - b);
  return { perSecond, p50: quantile(taken, 0.5), p95: quantile(taken, 0.95) };
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  try {
    await accept(platform, 1);
    const floor = await timesOf(200, () => platform.send("GET", "/api/crisis/list"));
    print(`a request that reads one row: p50 ${ms(quantile(floor, 0.5))}`);
    const times = 20;
    const [pins = 0] = await timesOf(1, () => platform.send("GET", `/measure/pin?times=${String(times)}`));
    print(
      `hashing a PIN alone (PBKDF2, in workerd): ${ms(pins / times)}, so at most ${((1000 * times) / pins).toFixed(0)} a second`,
    );
    const rates: Record<string, number> = {};
    for (const atOnce of [1, 8, 32]) {
      const { perSecond, p50, p95 } = await accept(platform, atOnce);
      rates[String(atOnce)] = Math.round(perSecond);
      print(`${String(atOnce)} at once: ${perSecond.toFixed(0)} a second, p50 ${ms(p50)}, p95 ${ms(p95)}`);
    }
    let groups = 0;
    const start = performance.now();
    for (const chunk of chunks(crowd(5000, 1), 400)) {
      groups += chunk.length;
      await platform.load(chunk);
    }
    const bulk = groups / ((performance.now() - start) / 1000);
    print(`without PINs and 400 to a commit (an exercise's tape): ${bulk.toFixed(0)} a second`);
    const pin = pins / times;
    const share = (pin * Math.max(...Object.values(rates))) / 10;
    print(`hashing PINs takes ${share.toFixed(0)} % of the time at the best rate`);
    print(JSON.stringify({ perSecond: rates, bulk: Math.round(bulk), pinMs: Number(pin.toFixed(2)) }));
  } finally {
    await platform.stop();
  }
}
