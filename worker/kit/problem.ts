// The one place where a failure becomes a response (RFC 9457). Anything unknown is logged by kind and leaves as
// `internal`, without a message: an error's text may hold what a person typed.
import { isProblemCode, Problem, type ProblemCode, problems } from "../../schema/kit/problem.ts";
import { logFailure } from "./log.ts";

/** Reads a guard's name, or a broken uniqueness, out of a database error; null where it says neither. */
export function problemIn(error: unknown): ProblemCode | null {
  const message = error instanceof Error ? error.message : "";
  const named = /^(?:D1_ERROR: )?([a-z-]+): SQLITE_CONSTRAINT/.exec(message)?.[1];
  if (named !== undefined && isProblemCode(named)) return named;
  return null;
}

/** True where a batch failed because this act was already delivered. */
export function isSecondDelivery(error: unknown): boolean {
  return (
    error instanceof Error &&
    /UNIQUE constraint failed: (audit\.actor, audit\.actId|delivery\.actor)/.test(error.message)
  );
}

export function asProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  const named = problemIn(error);
  if (named !== null) return new Problem(named);
  if (error instanceof Error && /UNIQUE constraint failed/.test(error.message))
    return new Problem("already-exists");
  logFailure(requestId, error);
  if (error instanceof Error && error.message.startsWith("configuration: "))
    return new Problem("configuration");
  const busy =
    error instanceof Error && /D1_ERROR.*(overloaded|timeout|network|reset|locked)/i.test(error.message);
  return new Problem(busy ? "unavailable" : "internal");
}

export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, means } = problems[problem.code];
  const headers = new Headers({ "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  const wait = problem.detail.retryAfter ?? (problem.code === "unavailable" ? 2 : undefined);
  if (wait !== undefined) headers.set("Retry-After", String(wait));
  if (problem.code === "signed-out") headers.set("WWW-Authenticate", 'Session realm="desk"');
  const body = {
    type: `/api#${problem.code}`,
    title: means,
    status,
    code: problem.code,
    requestId,
    ...problem.detail,
  };
  return new Response(JSON.stringify(body), { status, headers });
}
