// Before every test file in workerd: nothing is left of the file before, and the database has every migration.
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

await reset();
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
// What the file before left on its way to the ledger is over by now: this empty database is the one that it knows.
await env.LEDGER.getByName("ledger").settle();
