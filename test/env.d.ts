// The bindings that tests in workerd see: the worker's own, and the migrations.
import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { Bindings } from "../worker/kit/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      TEST_MIGRATIONS: D1Migration[];
    }
    interface GlobalProps {
      mainModule: typeof import("../worker/index.ts");
    }
  }
}
