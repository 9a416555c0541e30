// Before every test file in workerd: nothing is left of the file before, and the database has every migration.
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

await reset();
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
// What the file before had still under way may have reached the ledger after it was emptied.
await env.LEDGER.getByName("ledger").settle();
