// A database put back to an older state, as D1 does it: every row of every table as it was, behind the platform's back.
import { env } from "cloudflare:workers";

export interface Copy {
  inserts: string[];
}

interface Thing {
  type: string;
  name: string;
  sql: string;
}

const thingsOf = async (type: string) =>
  (
    await env.DB.prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE type = ?1 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'",
    )
      .bind(type)
      .all<Thing>()
  ).results;

export async function takeCopy(): Promise<Copy> {
  const inserts: string[] = [];
  for (const { name } of [...(await thingsOf("table")), { name: "sqlite_sequence" }]) {
    const { results: columns } = await env.DB.prepare(`SELECT name FROM pragma_table_info('${name}')`).all<{
      name: string;
    }>();
    const quoted = columns.map((one) => `quote("${one.name}")`).join(" || ',' || ");
    const { results } = await env.DB.prepare(`SELECT ${quoted} AS row FROM ${name}`).all<{ row: string }>();
    for (const { row } of results) inserts.push(`INSERT INTO ${name} VALUES (${row})`);
  }
  return { inserts };
}

export async function putBack(copy: Copy): Promise<void> {
  const triggers = await thingsOf("trigger");
  const tables = await thingsOf("table");
  const run = (sql: string) => env.DB.prepare(sql);
  await env.DB.batch([
    run("PRAGMA defer_foreign_keys = on"),
    ...triggers.map(({ name }) => run(`DROP TRIGGER ${name}`)),
    ...tables.map(({ name }) => run(`DELETE FROM ${name}`)),
    run("DELETE FROM sqlite_sequence"),
    ...copy.inserts.filter((sql) => !sql.startsWith("INSERT INTO sqlite_sequence")).map(run),
    run("DELETE FROM sqlite_sequence"),
    ...copy.inserts.filter((sql) => sql.startsWith("INSERT INTO sqlite_sequence")).map(run),
    ...triggers.map(({ sql }) => run(sql)),
  ]);
}
