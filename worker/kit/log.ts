// The only place that writes a log line. A line holds an id of the request, a kind of failure and a place in our own
// code: never a body, an address, a name, a query or an error's own text, which may repeat what was typed.

/** A place in code, as a stack names it. A message of several lines stands in front of them, and is none. */
const FRAME = /^\s+at (?:async )?(?:new )?[\w.<>$#]+ \(\S+\)$|^\s+at (?:async )?\S+:\d+:\d+$/;

/** Reports an unexpected failure. The stack's frames say where; the message in front of them is cut off. */
export function logFailure(requestId: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  const message = error instanceof Error ? error.message : "";
  // Messages that we wrote ourselves about the configuration are for the operator and hold nothing personal.
  const ours = message.startsWith("configuration: ") ? message : databaseKind(message);
  const frames =
    error instanceof Error
      ? (error.stack ?? "")
          .split("\n")
          .filter((line) => FRAME.test(line))
          .slice(0, 5)
          .map((line) => line.trim().replace(/\(.*\/(?=[^/]+$)/, "("))
      : [];
  console.error(JSON.stringify({ level: "error", requestId, kind, ours, at: frames }));
}

/** SQLite's own words for a kind of failure, without values: a table, a column, a result code. */
function databaseKind(message: string): string | undefined {
  return /(UNIQUE|NOT NULL|FOREIGN KEY|CHECK) constraint failed(: [A-Za-z., ]+)?|SQLITE_[A-Z_]+|no such (table|column): [A-Za-z.]+/.exec(
    message,
  )?.[0];
}
