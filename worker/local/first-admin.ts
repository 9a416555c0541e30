// `npm run deploy -- first-admin`: makes the one-time link with which the first administrator of a platform makes her
// passkey, and with --second that of the one who begins the second line of invitations: what takes two takes both lines.
// Writes straight to the database, because until then nobody may do anything.
// Invariant: nothing happens as soon as administrators of so many lines can sign in; only a hash of the link is stored.
import { createHash, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { servedAt } from "./busy.ts";
import { at } from "./root.ts";
import { run } from "./run.ts";
import { deployment } from "./serve.ts";

const HELP = `npm run deploy -- first-admin --url https://help.example [options]

  --second      the administrator who begins the second line: somebody whom the first one does not let in
  --url U       where people reach the site (PUBLIC_URL of wrangler.toml where nothing is said)
  --local       the (stopped) database of \`npm start -- --no-demo\` on this machine, not the deployed one
  --state F     with --local: another folder of local data
  --config F, --env E   as wrangler has them`;

const HOURS = 24;

/** How many lines of invitations there are to be, each begun here. */
type Lines = 1 | 2;

/** Statements, each of which does nothing unless one line fewer can sign in. Their values are our own letters and digits. */
function statements(tokenHash: string, now: Date, lines: Lines): string[] {
  const id = randomBytes(12).toString("hex");
  const made = now.toISOString();
  const ends = new Date(now.getTime() + HOURS * 3_600_000).toISOString();
  const opens = `(EXISTS (SELECT 1 FROM passkey p WHERE p.officerId = a.id) OR EXISTS (SELECT 1 FROM issuerSubject s WHERE s.officerId = a.id))`;
  const none = `(SELECT count(DISTINCT ifnull(a.line, a.id)) FROM officer a WHERE a.role = 'platform-admin' AND a.closedAt IS NULL AND ${opens}) = ${String(lines - 1)}`;
  const account = `(SELECT id FROM officer a WHERE role = 'platform-admin' AND closedAt IS NULL AND line IS NULL AND NOT ${opens} ORDER BY id LIMIT 1)`;
  return [
    `INSERT INTO organisation (id, kind, name, country, vettedAt) SELECT 'org_${id}', 'platform', '{"en":"Platform"}', NULL, '${made}'
      WHERE ${none} AND NOT EXISTS (SELECT 1 FROM organisation WHERE kind = 'platform')`,
    `INSERT INTO officer (id, organisationId, role, label) SELECT 'off_${id}', (SELECT id FROM organisation WHERE kind = 'platform' ORDER BY id LIMIT 1), 'platform-admin', '${lines === 1 ? "First" : "Second"} administrator'
      WHERE ${none} AND ${account} IS NULL`,
    `DELETE FROM accountLink WHERE ${none} AND officerId = ${account}`,
    `INSERT INTO accountLink SELECT ${account}, '${tokenHash}', 0, '${ends}' WHERE ${none}`,
    `INSERT INTO audit (at, act, actor, actId, organisationId, targetId) SELECT '${made}', 'account.firstAdmin', 'command', '${id}', o.organisationId, o.id
      FROM accountLink l JOIN officer o ON o.id = l.officerId WHERE l.tokenHash = '${tokenHash}'`,
    `SELECT count(*) AS made FROM accountLink WHERE tokenHash = '${tokenHash}'`,
  ];
}

/** What is run, and the link that it makes where its last row says so. */
export function firstLink(
  site: string,
  lines: Lines = 1,
): { sql: readonly string[]; read(rows: unknown[]): string | null } {
  const token = randomBytes(32).toString("base64url");
  return {
    sql: statements(createHash("sha256").update(token).digest("hex"), new Date(), lines),
    read: (rows) =>
      (rows[0] as { made?: number } | undefined)?.made === 1
        ? `${site.replace(/\/$/, "")}/desk/sign-in#new.${token}`
        : null,
  };
}

/** What `wrangler d1 execute --json` printed: rows of the last statement; null where it is none of that. */
export function lastRows(text: string): unknown[] | null {
  const from = text.indexOf("[\n");
  try {
    const results = JSON.parse(text.slice(Math.max(0, from), text.lastIndexOf("]") + 1)) as {
      results?: unknown[];
    }[];
    return results.at(-1)?.results ?? null;
  } catch {
    return null;
  }
}

export async function firstAdmin(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: "string" },
      local: { type: "boolean" },
      second: { type: "boolean" },
      state: { type: "string" },
      config: { type: "string", short: "c" },
      env: { type: "string", short: "e" },
      help: { type: "boolean", short: "h" },
    },
  });
  const config = values.config ?? at("wrangler.toml");
  const named = deployment(config, values.env).vars.PUBLIC_URL;
  const url = values.url ?? (typeof named === "string" && named !== "" ? named : undefined);
  const site = url ?? (values.local === true ? "http://localhost:8787" : undefined);
  if (
    values.help === true ||
    site === undefined ||
    !/^https:\/\/|^http:\/\/localhost(:\d+)?\/?$/.test(site)
  ) {
    console.error(HELP);
    return values.help === true ? 0 : 1;
  }
  const state = values.state ?? at(".wrangler", "empty");
  const served = values.local === true ? await servedAt(state) : null;
  if (served !== null) {
    console.error(
      `Causeway runs at ${served}, and one database has one reader: stop it first (Ctrl-C there). Its next start prints a link by itself.`,
    );
    return 1;
  }
  const link = firstLink(site, values.second === true ? 2 : 1);
  const sql = link.sql.join(";\n");
  const where = values.local === true ? ["--local", "--persist-to", state] : ["--remote", "--yes"];
  const { code, text } = await run(
    "wrangler",
    [
      ...["d1", "execute", "DB", "--json", "--command", sql, "--config", config, ...where],
      ...(values.env === undefined ? [] : ["--env", values.env]),
    ],
    { keep: true },
  );
  const rows = code === 0 ? lastRows(text) : null;
  if (rows === null) {
    console.error(`The database could not be written:\n${text.replaceAll(sql, "").trim()}`);
    return 1;
  }
  const made = link.read(rows);
  if (made === null) {
    console.error(
      values.second === true
        ? "The second line begins once the first administrator can sign in, and while nobody else of another line can. Nothing was changed."
        : "An administrator can sign in already: she invites the next one. Nothing was changed.",
    );
    return 1;
  }
  console.log(
    `Open this link within ${String(HOURS)} hours, on the device that will hold the passkey. It works once:\n\n  ${made}\n`,
  );
  return 0;
}
