// Stopping an organisation that sees many cases, and bringing it back, through the real doors at growing sizes: what one
// case more costs. And the time of opening a case, which writes its record before it shows anything.
import { CRISIS } from "../kit/people.ts";
import { crowd } from "./crowd.ts";
import { chunks, conditions, ms, openPlatform, type Print, quantile, timesOf } from "./setting.ts";

const SIZES = [5_000, 20_000];
const OFFICE = "org_supportDesk";

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  let keys = 0;
  try {
    const [admin, oversight, desk] = await Promise.all(
      ["off_plat001", "off_over001", "off_desk001"].map((id) => platform.signIn(id)),
    );
    const does = async (cookie: string | undefined, act: string, body: Record<string, unknown>) => {
      const got = await platform.send("POST", `/api/${act}`, body, {
        Cookie: cookie ?? "",
        "Sec-Fetch-Site": "same-origin",
        "Idempotency-Key": `bench-stop-${String(++keys).padStart(10, "0")}`,
      });
      if (got.status !== 200) throw new Error(`${act}: ${JSON.stringify(got.body)}`);
      return got.body;
    };
    let groups = 0;
    const reason = "Measured";
    for (const [round, size] of SIZES.entries()) {
      const more = [...crowd((size - groups) * 2, 7 + round, groups)].slice(0, size - groups);
      for (const chunk of chunks(more, 500)) await platform.load(chunk);
      groups = size;
      const ids = more.slice(0, 200).map((one) => one.id);
      const opening = await timesOf(ids.length, (n) =>
        platform.send("GET", `/api/registration/get?id=${ids[n] ?? ""}`, undefined, { Cookie: desk ?? "" }),
      );
      const id = `stp_bench${String(round).padStart(5, "0")}`;
      const [stop = 0] = await timesOf(1, () =>
        does(admin, "organisation/stop", { id, crisisId: CRISIS, organisationId: OFFICE, reason }),
      );
      await does(oversight, "organisation/lift", { id, reason });
      const [lift = 0] = await timesOf(1, () => does(admin, "organisation/lift", { id, reason }));
      print(
        `${String(size)} cases: stop ${ms(stop)}, lift ${ms(lift)}; opening one with its record p50 ${ms(quantile(opening, 0.5))}, p95 ${ms(quantile(opening, 0.95))}`,
      );
    }
  } finally {
    await platform.stop();
  }
}
