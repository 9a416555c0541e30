// Brings a local D1 up to the newest migration, in the table and form `wrangler d1 migrations` uses, so both agree.
// Invariant: a migration and the row that says it ran are one batch: both or neither.

/** The part of a D1 binding that is used here. */
export interface Database {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}
interface Statement {
  bind(...values: unknown[]): Statement;
  run(): Promise<unknown>;
  all(): Promise<{ results: unknown[] }>;
}
export interface Migration {
  name: string;
  statements: readonly string[];
}

const TABLE = `CREATE TABLE IF NOT EXISTS "d1_migrations"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`;

/** Applies what is missing, in order; answers the names of those it applied. */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  await db.prepare(TABLE).run();
  const { results } = await db.prepare('SELECT name FROM "d1_migrations"').all();
  const applied = new Set(results.map((row) => (row as { name: string }).name));
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const { name, statements } of missing) {
    const done = db.prepare('INSERT INTO "d1_migrations" (name) VALUES (?)').bind(name);
    try {
      await db.batch([...statements.map((sql) => db.prepare(sql)), done]);
    } catch (error) {
      throw new Error(`migration ${name}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  return missing.map(({ name }) => name);
}
