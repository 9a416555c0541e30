// Advice that is the same in every crisis: /{lang}/true and /{lang}/safe. The number to call is that of the newest crisis.
import type { Hono } from "hono";
import { type Guide, renderGuide } from "../../web/plain/guide.tsx";
import { listCrises } from "../crisis/store.ts";
import type { Bindings } from "../kit/env.ts";
import { audioOf } from "./audio.ts";
import { page } from "./respond.ts";
import { commonOf, shown } from "./shown.ts";

export function guidePages(app: Hono<{ Bindings: Bindings }>): void {
  for (const guide of ["true", "safe"] as const satisfies readonly Guide[])
    app.get(
      `/:lang{[a-z]{2,3}}/${guide}`,
      shown(async (c, lang) => {
        const [crises, audio] = await Promise.all([listCrises(c.env.DB, new Date()), audioOf(c, lang)]);
        const common = { ...commonOf(c, lang), audio };
        return page(renderGuide({ ...common, guide, phone: crises[0]?.hotline ?? null }), common.nonce, {
          lang,
        });
      }),
    );
}
