// What sealing costs the edge: one registration (a key of its own, five fields, a code), and opening 1, 50 and 500 of them.
import { conditions, ms, openPlatform, type Print, quantile, timesOf } from "./setting.ts";

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  try {
    const took = async (path: string) => quantile(await timesOf(15, () => platform.send("GET", path)), 0.5);
    await took("/measure/seal?times=50");
    const idle = await took("/measure/seal?times=0");
    const sealing = (await took("/measure/seal?times=200")) - idle;
    print(`sealing a registration of three people: ${ms(sealing / 200)}`);
    for (const cases of [1, 50, 500])
      print(
        `opening ${String(cases)} cases whole: ${ms(Math.max(0, (await took(`/measure/open?times=${String(cases)}`)) - idle))}`,
      );
  } finally {
    await platform.stop();
  }
}
