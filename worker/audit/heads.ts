// The heads of the chains, for anybody to keep: published every hour at one public address, and sent to an address of the
// operator's choice where there is one. Whoever kept one can tell later whether a row before it was touched.
import type { Context } from "hono";
import { HEADS_ADDRESS, type PublishedHead } from "../../schema/audit.rules.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { type HeadRow, insertHeads, listHeads, listUnsentHeads, upsertSent } from "./store.ts";

const PAGE = 500;
const SECONDS = 300;

const shown = ({ crisisId, seq, hash, at }: HeadRow): PublishedHead => ({
  crisis: crisisId === "" ? null : crisisId,
  seq,
  hash,
  at,
});

/** Once an hour of real time; chains that did not go on get no new head. */
export async function publishHeads(ctx: Ctx): Promise<void> {
  const now = ctx.real.toISOString();
  const [newest] = await listHeads(ctx.db, Number.MAX_SAFE_INTEGER, 1);
  if (newest?.at.slice(0, 13) !== now.slice(0, 13)) await keep(ctx.db, [insertHeads(ctx.db, now)]);
}

/** What the other side did not take is sent again a minute later. */
export async function sendHeads(ctx: Ctx): Promise<void> {
  const { headsUrl } = ctx.settings;
  if (headsUrl === null) return;
  const rows = await listUnsentHeads(ctx.db, PAGE);
  const last = rows.at(-1);
  if (last === undefined) return;
  const answer = await fetch(headsUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ heads: rows.map(shown) }),
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`configuration: HEADS_URL answered ${String(answer.status)}`);
  await keep(ctx.db, [upsertSent(ctx.db, last.id)]);
}

/** Newest first; `next` leads to older ones, back to the first. */
export async function headsPage(c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const asked = /^\d{1,15}$/.exec(c.req.query("before") ?? "")?.[0];
  const rows = await listHeads(
    c.env.DB,
    asked === undefined ? Number.MAX_SAFE_INTEGER : Number(asked),
    PAGE + 1,
  );
  const page = rows.slice(0, PAGE);
  const next = rows.length > PAGE ? `${HEADS_ADDRESS}?before=${String(page.at(-1)?.id ?? 0)}` : null;
  return new Response(JSON.stringify({ heads: page.map(shown), next }), {
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": `public, max-age=${String(SECONDS)}`,
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Request-Id": c.res.headers.get("X-Request-Id") ?? "",
    },
  });
}
