// Before every test file in workerd: nothing is left of the file before, and the database has every migration.
import { applyD1Migrations, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

// A file that let time pass leaves its clock to nobody.
vi.useRealTimers();
await reset();
// The ledger may still be taking in what the last act of the file before took back: it would write down a row that is gone,
// and take the new database for one that was put back to an older state.
await new Promise((resolve) => setTimeout(resolve, 50));
await runInDurableObject(env.LEDGER.getByName("ledger"), (_, state) => state.storage.deleteAll());
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
// What the file before left on its way to the ledger is over by now: this empty database is the one that it knows.
await env.LEDGER.getByName("ledger").settle();
