// What the platform calls: requests, the clock, and the classes of the live room and the ledger. Nothing else.
import { app } from "./app.ts";
import type { Bindings } from "./kit/env.ts";
import { onSchedule } from "./schedule.ts";

export { Ledger } from "./ledger/Ledger.ts";
export { CrisisRoom } from "./live/CrisisRoom.ts";

export default {
  fetch: app.fetch,
  scheduled(_event, env, ctx) {
    return onSchedule(env, (work) => {
      ctx.waitUntil(work);
    });
  },
} satisfies ExportedHandler<Bindings>;
