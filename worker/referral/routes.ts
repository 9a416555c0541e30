// Handlers of referral: a need is offered, accepted, refused, taken back, given back, met. @PRIVACY whoever is asked reads
// what kind of need it is, for how many and in which district, and no id of the case; all else comes with acceptance.

import type { Crisis } from "../../schema/crisis.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { isOpen } from "../../schema/need.rules.ts";
import { dueBy, isRunning } from "../../schema/referral.rules.ts";
import {
  type ReferralIn,
  type ReferralState,
  referralAccept,
  referralGiveBack,
  referralList,
  referralMeet,
  referralOffer,
  referralRefuse,
  referralRevoke,
} from "../../schema/referral.ts";
import { glassToWrite } from "../access/work.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen, guardTakesPart, listRecipients, takesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { ageOf, showing } from "../kit/policy.ts";
import { makeId } from "../kit/seal.ts";
import { findNeed, guardNeedVersion } from "../need/store.ts";
import { countOpen, type IncomingRow, listIncoming, listOutgoing } from "../offer/store.ts";
import { namesOf } from "../organisation/store.ts";
import { guardSight } from "../registration/sight.ts";
import { bumpVersion } from "../registration/store.ts";
import {
  acceptReferral,
  endReferral,
  findReferral,
  guardAccept,
  guardOffer,
  guardRefer,
  guardState,
  insertReferral,
  meetNeed,
  type ReferralRow,
} from "./store.ts";
import { tellHer } from "./tell.ts";

type Officer = ReturnType<typeof officerOf>;

export const offer = bind(referralOffer, async (ctx, { needId, organisationId: toId }) => {
  const officer = officerOf(ctx.actor);
  const need = await findNeed(ctx.db, officer, needId);
  if (need === null) throw new Problem("not-found");
  if (ctx.ifMatch !== need.version) throw new Problem("stale", { version: need.version });
  if (!isOpen(need.state)) throw new Problem("need-held");
  const crisis = await getCrisis(ctx, need.crisisId);
  await glassToWrite(ctx, need.registrationId, crisis);
  const able = await listRecipients(ctx.db, crisis.id, [toId]);
  if (toId === officer.organisationId || able.length === 0) throw new Problem("recipient-unknown");
  const held = (await listConsents(ctx.db, { id: need.registrationId })).filter(
    (one) => one.organisationId === officer.organisationId,
  );
  if (!held.some((one) => one.purpose === "refer")) throw new Problem("consent-missing");
  const id = makeId("rfl");
  const dueAt = dueBy(need.urgency, crisis.now);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, need.registrationId),
    guardRefer(ctx.db, officer, need.registrationId, crisis.now),
    guardNeedVersion(ctx.db, need.id, need.version),
    ...guardOffer(ctx.db, need.id, officer.organisationId, toId),
    insertReferral(ctx.db, {
      id,
      crisisId: crisis.id,
      registrationId: need.registrationId,
      needId: need.id,
      fromId: officer.organisationId,
      toId,
      offeredAt: crisis.now,
      offeredBy: officer.officerId,
      dueAt,
    }),
  ];
  const target = { crisisId: crisis.id, targetId: need.registrationId };
  const reply = { id, state: "offered" as const, dueAt, version: 1 };
  return commit(ctx, new Date(crisis.now), target, writes, reply);
});

/** A referral of this officer's organisation as it was read. Raises `not-found`, `offer-closed`, `stale`. */
async function running(
  ctx: Ctx,
  id: string,
  side: "to" | "from",
  states: readonly ReferralState[],
): Promise<{ officer: Officer; row: ReferralRow; crisis: Crisis }> {
  const officer = officerOf(ctx.actor);
  const row = await findReferral(ctx.db, officer, id, side);
  if (row === null || row.erasureAt !== null) throw new Problem("not-found");
  if (!states.includes(row.state)) throw new Problem("offer-closed");
  if (ctx.ifMatch !== row.version) throw new Problem("stale", { version: row.version });
  return { officer, row, crisis: await getCrisis(ctx, row.crisisId) };
}

export const accept = bind(referralAccept, async (ctx, { id }) => {
  const { officer, row, crisis } = await running(ctx, id, "to", ["offered"]);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesPart(ctx.db, crisis.id, officer.organisationId),
    guardAccept(ctx.db, row.id, row.version, crisis.now),
    ...acceptReferral(ctx.db, row, officer.officerId, crisis.now),
    bumpVersion(ctx.db, row.registrationId),
    ...(await tellHer(ctx, crisis, row, "referral.taken")),
  ];
  const target = { crisisId: crisis.id, targetId: row.registrationId };
  const reply = {
    id,
    state: "accepted" as const,
    version: row.version + 1,
    registrationId: row.registrationId,
  };
  return commit(ctx, new Date(crisis.now), target, writes, reply);
});

/** The audit names the referral alone: this organisation never knew whose need it was. */
export const refuse = bind(referralRefuse, async (ctx, { id, reason }) => {
  const { officer, row, crisis } = await running(ctx, id, "to", ["offered"]);
  const end = { state: "refused" as const, reason, by: officer.officerId, at: crisis.now };
  const writes = [guardState(ctx.db, id, row.version, ["offered"]), endReferral(ctx.db, id, end)];
  const reply = { id, state: end.state, version: row.version + 1 };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: id }, writes, reply);
});

/** One that ends at the word of either side, with what its person is told of it. Works in a closed crisis too. */
async function ends(
  ctx: Ctx,
  asked: {
    id: string;
    side: "to" | "from";
    from: readonly ReferralState[];
    state: ReferralState;
    reason: string | null;
  },
): Promise<{ id: string; state: ReferralState; version: number }> {
  const { id, side, state, reason } = asked;
  const { officer, row, crisis } = await running(ctx, id, side, asked.from);
  const writes = [
    guardTakesPart(ctx.db, crisis.id, officer.organisationId),
    guardState(ctx.db, id, row.version, [row.state]),
    state === "met"
      ? meetNeed(ctx.db, row)
      : endReferral(ctx.db, id, { state, reason, by: officer.officerId, at: crisis.now }),
    ...(row.state === "accepted" ? await tellHer(ctx, crisis, row, "referral.over") : []),
  ];
  const target = { crisisId: crisis.id, targetId: row.registrationId };
  return commit(ctx, new Date(crisis.now), target, writes, { id, state, version: row.version + 1 });
}

export const revoke = bind(referralRevoke, (ctx, { id }) =>
  ends(ctx, { id, side: "from", from: ["offered", "accepted"], state: "revoked", reason: null }),
);

export const giveBack = bind(referralGiveBack, (ctx, { id, reason }) =>
  ends(ctx, { id, side: "to", from: ["accepted"], state: "returned", reason }),
);

export const meet = bind(referralMeet, (ctx, { id }) =>
  ends(ctx, { id, side: "to", from: ["accepted"], state: "met", reason: null }),
);

const WEEK = 7 * 86_400_000;

/** What an officer of the organisation that was asked reads of it now. */
function incomingOf(
  officer: Officer,
  row: IncomingRow,
  now: Date,
  nameOf: (id: string) => LocalText,
): ReferralIn {
  const purposes = row.mayPass === 1 ? (["refer"] as const) : [];
  const age = ageOf(row.locatedAt, now);
  const show = showing({ audience: "offered", role: officer.role, purposes, age });
  const late = row.state === "offered" && Date.parse(row.dueAt) <= now.getTime();
  const state = late ? "lapsed" : row.state;
  const waits = isRunning(state);
  const drawn = state === "offered" && row.cell !== null && row.locatedAt !== null && show.opens("district");
  return {
    id: row.id,
    kind: show.of("offer", row.kind),
    urgency: show.of("offer", row.urgency),
    state,
    reason: row.reason,
    offeredAt: row.offeredAt,
    dueAt: row.dueAt,
    acceptedAt: row.acceptedAt,
    endedAt: row.endedAt ?? (late ? row.dueAt : null),
    version: row.version,
    from: { id: row.fromId, name: nameOf(row.fromId) },
    people: waits ? show.of("offer", row.people) : null,
    place:
      drawn && row.cell !== null && row.locatedAt !== null
        ? { precision: "district", ...drawnAt(row.cell.slice(0, DISTRICT)), at: row.locatedAt }
        : null,
    registrationId: row.state === "accepted" && row.inSight === 1 ? row.registrationId : null,
  };
}

export const list = bind(referralList, async (ctx, { crisisId, only }) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, crisisId);
  if (!(await takesPart(ctx.db, crisis.id, officer.organisationId))) throw new Problem("not-found");
  const open = await countOpen(ctx.db, officer, crisis.id, crisis.now);
  if (only === "counts") return { incoming: [], outgoing: [], open, now: crisis.now };
  const since = new Date(Date.parse(crisis.now) - WEEK).toISOString();
  const sent = showing({ audience: "responder", role: officer.role, purposes: ["help"], age: null });
  sent.must("need");
  const [incoming, outgoing] = await Promise.all([
    listIncoming(ctx.db, officer, crisis.id, since, crisis.now),
    listOutgoing(ctx.db, officer, crisis.id, since),
  ]);
  const ids = [...incoming.map((row) => row.fromId), ...outgoing.map((row) => row.toId)];
  const names = await namesOf(ctx.db, [...new Set(ids)]);
  const nameOf = (id: string): LocalText => names.get(id) ?? { en: id };
  return {
    incoming: incoming.map((row) => incomingOf(officer, row, new Date(crisis.now), nameOf)),
    outgoing: outgoing.map((row) => ({
      id: row.id,
      kind: row.kind,
      urgency: row.urgency,
      state: row.state,
      reason: row.reason,
      offeredAt: row.offeredAt,
      dueAt: row.dueAt,
      acceptedAt: row.acceptedAt,
      endedAt: row.endedAt,
      version: row.version,
      to: { id: row.toId, name: nameOf(row.toId) },
      needId: row.needId,
      registrationId: row.registrationId,
    })),
    open,
    now: crisis.now,
  };
});
