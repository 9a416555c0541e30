// Which versions of the key ring stored data needs: asked by every isolate at its start (worker/kit/ready.ts) and before a deployment
// (worker/local/deploy.ts). Each statement answers `version`, four hexadecimal digits. D1 takes five terms in a compound.

/** Above every version of a ring: a key that was destroyed (worker/erasure/store.ts). */
const DESTROYED = 1_000_000;

/** What the ring seals itself says its version in the two bytes in front; words whose time was over are null or empty. */
const front = (table: string, column: string, where = `${column} <> x''`) =>
  `SELECT hex(substr(${column}, 1, 2)) AS version FROM ${table} WHERE ${where}`;

/**
 * Registrations by their index, one seek a version. Of conversations, which end within a day, the oldest speaks for all. Replies
 * that are kept for a retry are not asked: where their version was taken out in a hurry, that retry alone says `configuration`.
 */
const registrations = `WITH RECURSIVE version (n) AS (
    SELECT min(keyVersion) FROM registration
    UNION ALL SELECT (SELECT min(keyVersion) FROM registration WHERE keyVersion > n) FROM version WHERE n IS NOT NULL
  )
  SELECT printf('%04X', n) AS version FROM version WHERE n < ${String(DESTROYED)}`;

export const VERSIONS_USED: readonly string[] = [
  registrations,
  [
    front("movement", "signed"),
    "SELECT * FROM (SELECT upper(substr(input, 1, 4)) FROM exerciseEvent WHERE input NOT LIKE '{%' LIMIT 1)",
    "SELECT * FROM (SELECT hex(substr(sealed, 1, 2)) FROM smsNumber WHERE sealed IS NOT NULL ORDER BY until LIMIT 1)",
    front("smsOut", "sealed", "state = 'queued' AND registrationId IS NULL"),
    "SELECT upper(substr(secret, 1, 4)) FROM issuer WHERE secret IS NOT NULL",
  ].join(" UNION "),
  [
    front("glass", "words", "kind = 'alone' AND targetId NOT GLOB 'reg_*' AND words IS NOT NULL"),
    front("stop", "reason"),
    front("stop", "liftReason"),
    front("stop", "liftedReason"),
    "SELECT printf('%04X', keyVersion) FROM tracing GROUP BY keyVersion",
  ].join(" UNION "),
  [front("export", "why"), front("export", "alone"), front("demand", "sealed")].join(" UNION "),
  [
    front("dangerReport", "link"),
    front("dangerReport", "words", "organisationId IS NOT NULL AND words IS NOT NULL"),
    `SELECT DISTINCT printf('%04X', keyVersion) FROM complaint WHERE keyVersion < ${String(DESTROYED)}`,
  ].join(" UNION "),
];

/** The versions that these rows name, ascending, each once. */
export function versionsOf(rows: readonly { version: string }[]): number[] {
  return [...new Set(rows.map(({ version }) => Number.parseInt(version, 16)))].sort((a, b) => a - b);
}
