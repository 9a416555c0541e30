// The database that the migrations make, as text: what schema/tables.sql is a snapshot of.
// Run by itself it writes that file: `node test/repo/schema-database.ts`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "schema", "migrations");

export const migrationNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort();

/** A database in memory with every migration. The caller closes it. */
export function migrated(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  for (const name of migrationNames) db.exec(readFileSync(join(folder, name), "utf8"));
  return db;
}

export interface Thing {
  type: string;
  name: string;
  sql: string;
}

/** Tables, then indexes, triggers and views, by name within each. */
export function thingsOf(db: DatabaseSync): Thing[] {
  const rows = db
    .prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    .all() as unknown as Thing[];
  const order = ["table", "index", "view", "trigger"];
  const key = ({ type, name }: Thing) => `${String(order.indexOf(type))} ${name}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function snapshot(): string {
  const db = migrated();
  const things = thingsOf(db).map(({ sql }) => `${sql};`);
  db.close();
  const head = [
    "-- The whole database, as the migrations make it: for reading. A repository test compares the two.",
    "-- Made by `node test/repo/schema-database.ts`; change a migration, never this file.",
  ];
  return `${head.join("\n")}\n\n${things.join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(join(root, "schema", "tables.sql"), snapshot());
