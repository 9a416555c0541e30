// The two statements by which rows of consent are read as the audit's chains cover them. They stand here and in no store,
// because the worker and the command that verifies a copy have to read the very same.

/** All that stands in a row. `shown` is sealed bytes: it stays as it is after its key is gone. */
const consent =
  "json_array(c.registrationId, c.organisationId, c.purpose, c.given, c.at, c.notice, c.way, c.officerId, c.event, c.until, hex(c.shown))";
const trace =
  "json_array(t.registrationId, t.speakerId, t.event, t.given, t.at, t.until, t.lang, t.noticeHash)";

/** In order of seq, series and id, after the ones that are given. ?1 to ?3: seq, series, id; ?4: the last seq; ?5: how many. */
export const consentsUnder = `SELECT u.seq, u.series, u.id,
    CASE WHEN c.id IS NOT NULL THEN ${consent} WHEN t.id IS NOT NULL THEN ${trace} END AS row
  FROM consentUnder u LEFT JOIN consent c ON u.series = 'consent' AND c.id = u.id
  LEFT JOIN traceConsent t ON u.series = 'trace' AND t.id = u.id
  WHERE (u.seq, u.series, u.id) > (?1, ?2, ?3) AND u.seq <= ?4 ORDER BY u.seq, u.series, u.id LIMIT ?5`;

const unbound = (table: string, series: string) =>
  `SELECT ifnull((SELECT b.seq FROM consentUnder b WHERE b.series = '${series}' AND b.id < c.id ORDER BY b.id DESC LIMIT 1), 0),
     c.registrationId FROM ${table} c LEFT JOIN consentUnder u ON u.series = '${series}' AND u.id = c.id
   WHERE u.id IS NULL AND c.id >= (SELECT min(id) FROM consentUnder WHERE series = '${series}')`;

/**
 * Rows of consent that no chain covers: put there without an act, or the row of the audit that they stood under is gone
 * with its link; each with the number where that was. What is older than the first that is covered is of before there was a chain.
 */
export const strayConsents = `SELECT u.seq, ifnull(c.registrationId, t.registrationId) AS registrationId
  FROM consentUnder u LEFT JOIN audit a ON a.seq = u.seq LEFT JOIN consent c ON u.series = 'consent' AND c.id = u.id
  LEFT JOIN traceConsent t ON u.series = 'trace' AND t.id = u.id
  WHERE a.seq IS NULL AND NOT EXISTS (SELECT 1 FROM auditChain k WHERE k.seq = u.seq)
  UNION ALL ${unbound("consent", "consent")} UNION ALL ${unbound("traceConsent", "trace")}`;
