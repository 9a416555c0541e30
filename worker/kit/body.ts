// Reads a body within its limit, as JSON or as a form, and checks that it came from a page of ours.
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Actor } from "./actor.ts";

/** At most `limit` bytes, counted as they arrive: a false or missing Content-Length does not help. */
export async function bytesWithin(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) throw new Problem("too-large", { limit });
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      throw new Problem("too-large", { limit });
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new Problem("malformed", { fields: [{ path: "", reason: "not-unicode" }] });
  }
}

/** Flat fields of a form, as they were typed. Raises `too-large`, `unsupported-type`, `malformed`. */
export async function formOf(request: Request, limit: number): Promise<[string, string][]> {
  const type = (request.headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") throw new Problem("unsupported-type");
  return [...new URLSearchParams(textOf(await bytesWithin(request, limit)))];
}

export async function bodyOf(request: Request, limit: number): Promise<unknown> {
  const type = (request.headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    const value = fromForm((await formOf(request, limit)).filter(([name]) => name !== "actId"));
    if (value === null) throw new Problem("malformed", { fields: [{ path: "", reason: "not-a-form" }] });
    return value;
  }
  if (type !== "application/json") throw new Problem("unsupported-type");
  const text = textOf(await bytesWithin(request, limit));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem("malformed", { fields: [{ path: "", reason: "not-json" }] });
  }
}

/**
 * Refuses a write that another site started. Browsers say where a request comes from (Fetch Metadata); those that do
 * not are judged by Origin. `Origin: null` is what a form sends under `Referrer-Policy: no-referrer`, and what a
 * hidden frame sends too: without Fetch Metadata it may not carry a session.
 */
export function fromOwnPage(request: Request, actor: Actor): void {
  const site = request.headers.get("Sec-Fetch-Site");
  if (site !== null) {
    if (site !== "same-origin" && site !== "none") throw new Problem("wrong-origin");
    return;
  }
  const origin = request.headers.get("Origin");
  if (origin === null || origin === new URL(request.url).origin) return;
  if (origin === "null" && actor.kind === "nobody") return;
  throw new Problem("wrong-origin");
}
