// A context for what nobody asked for: the clock's run, and what is over before a request is answered.
import type { Ctx } from "./door.ts";
import { type Bindings, settingsOf } from "./env.ts";

export function clockContext(env: Bindings, requestId: string, after: Ctx["after"]): Ctx {
  return {
    settings: settingsOf(env),
    db: env.DB,
    room: env.ROOM,
    ledger: env.LEDGER,
    actor: { kind: "nobody" },
    real: new Date(),
    requestId,
    actName: "",
    actId: "",
    bodyHash: "",
    ifMatch: null,
    address: "",
    secure: true,
    cookies: [],
    auditAs: "clock",
    after,
  };
}
