// The live side of a desk: what changed since a number, and the socket that says when to ask.
import type { Context } from "hono";
import { queueReaders, type Role } from "../../schema/kit/access.ts";
import type { ReplyOf } from "../../schema/kit/act.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { CHANGES_AT_ONCE, liveChanges } from "../../schema/live.ts";
import { listAlerts } from "../alert/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { readsAll } from "../danger/view.ts";
import { officerOf } from "../kit/actor.ts";
import { bind, type Ctx, contextOf } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { refuseRestored } from "../kit/ledger.ts";
import { scopeOf } from "../movement/routes.ts";
import { listChanged, listDropped } from "../registration/sight.ts";
import { inQueue } from "../registration/view.ts";
import { movedSince } from "../stop/store.ts";
import { guardDesk } from "../zone/routes.ts";
import { zonesFor } from "../zone/view.ts";
import { sharing } from "./sharing.ts";
import { listTouched } from "./store.ts";

/** A cancelled ship changes more cases at once than an answer holds otherwise; a commit is told whole. */
const MOST_OF_ONE = 20_000;

/** Rows up to the last number that is whole. Where one commit alone holds more than an answer does, all of that one. */
async function whole<T extends { seq: number }>(
  read: (limit: number) => Promise<T[]>,
): Promise<{ rows: T[]; until: number }> {
  const rows = await read(CHANGES_AT_ONCE + 1);
  if (rows.length <= CHANGES_AT_ONCE) return { rows, until: Number.POSITIVE_INFINITY };
  const [first, cut] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0];
  if (first < cut) return { rows: rows.filter((row) => row.seq < cut), until: cut - 1 };
  return { rows: (await read(MOST_OF_ONE)).filter((row) => row.seq === first), until: first };
}

const nothing = Promise.resolve([]);

export const changes = bind(liveChanges, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const since = Number(input.since);
  // Read first, with her session: what is committed meanwhile comes with the next question, and is never missed.
  const { head, organisationId, organisationKind, role } = officer;
  const seen = [input.crisisId, since, head, organisationId, organisationKind, role];
  return sharing(
    JSON.stringify(seen),
    () => changesFor(ctx, officer, input.crisisId, since, head),
    ctx.after,
  );
});

/** @PRIVACY all that decides what is in it stands in the key above; of the officer it takes nothing else. */
async function changesFor(
  ctx: Ctx,
  officer: Omit<ReturnType<typeof officerOf>, "officerId" | "sessionHash">,
  crisisId: string,
  since: number,
  head: number,
): Promise<ReplyOf<typeof liveChanges>> {
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisis.id);
  // A stop that was lifted again moved everything at once: the screen begins anew, and no rows are told one by one.
  const anew = await movedSince(
    ctx.db,
    { crisisId: crisis.id, organisationId: officer.organisationId },
    since,
  );
  const reads = !anew && (queueReaders as readonly Role[]).includes(officer.role);
  const dangers = readsAll(officer.role) ? "all" : officer.role === "viewer" ? "confirmed" : "none";
  const [put, drop, zones, alerts, touched] = await Promise.all([
    whole((limit) => (reads ? listChanged(ctx.db, officer, crisis.id, since, limit) : nothing)),
    whole((limit) => (reads ? listDropped(ctx.db, officer, crisis.id, since, limit) : nothing)),
    zonesFor(ctx.db, officer, crisis, since),
    listAlerts(ctx.db, crisis.id, since),
    listTouched(ctx.db, { ...scopeOf(officer), dangers }, crisis.id, since),
  ]);
  // And nothing beyond it is told now: it would come twice.
  const until = Math.min(put.until, drop.until, head);
  const now = new Date(crisis.now);
  return {
    head: until,
    more: until < head,
    put: await Promise.all(
      put.rows.filter((row) => row.seq <= until).map((row) => inQueue(ctx.settings, officer.role, row, now)),
    ),
    drop: drop.rows.filter((row) => row.seq <= until).map((row) => row.registrationId),
    zones,
    alerts,
    crisis,
    touched,
    ...(anew ? { anew: true as const } : {}),
  };
}

/** Opens a socket for a desk. The room learns the organisation, and nothing about the officer. */
export async function socket(c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const ctx = await contextOf(c, "desk");
  if (c.req.header("Upgrade")?.toLowerCase() !== "websocket") throw new Problem("not-found");
  const site = c.req.header("Sec-Fetch-Site");
  const origin = c.req.header("Origin");
  if (
    (site !== undefined && site !== "same-origin") ||
    (origin !== undefined && origin !== new URL(c.req.url).origin)
  )
    throw new Problem("wrong-origin");
  if (ctx.actor.kind !== "officer") throw new Problem("signed-out");
  await refuseRestored(ctx);
  const crisisId = c.req.query("crisis") ?? "";
  await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisisId);
  const headers = new Headers({
    Upgrade: "websocket",
    "X-Crisis": crisisId,
    "X-Organisation": ctx.actor.organisationId,
    "X-Session": ctx.actor.sessionHash,
  });
  const answer = await ctx.room.getByName(crisisId).fetch("https://room/", { headers });
  // Spread out: those who were refused together must not come back together. Until then a desk polls.
  if (answer.status !== 101)
    throw new Problem("unavailable", { retryAfter: 5 + Math.floor(Math.random() * 25) });
  return answer;
}
