// A machine's clock that is set back: what was believed later than now is asked for again, so that a database which was put back
// is not taken for the one of before.
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import type { Ctx } from "../../worker/kit/door.ts";
import { askLedger } from "../../worker/kit/ledger.ts";
import { passTime } from "../kit/gateway.ts";
import { putBack, takeCopy } from "../kit/restored.ts";
import { makeWorld } from "../kit/world.ts";

it("asks again after a clock was set back, and finds that the database was put back", async () => {
  const asking = { ledger: env.LEDGER, requestId: "test" } as unknown as Ctx;
  const world = await makeWorld();
  const yesterday = await takeCopy();
  await world.opens();
  passTime(86_400_000);
  expect(await askLedger(asking, 0)).toBe(false);
  vi.useRealTimers();
  await putBack(yesterday);
  expect(await askLedger(asking)).toBe(true);
});
