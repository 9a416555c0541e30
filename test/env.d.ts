// The bindings that tests in workerd see: the worker's own, the migrations, and what Node knows of languages.
import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { Bindings } from "../worker/kit/env.ts";
import type { Locale } from "./node/locales.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      TEST_MIGRATIONS: D1Migration[];
      TEST_LOCALES: Record<string, Locale>;
      /** How many cases the property test of the policy plants; empty: a few. */
      POLICY_RECORDS: string;
    }
    interface GlobalProps {
      mainModule: typeof import("../worker/index.ts");
    }
  }
}
