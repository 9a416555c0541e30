// Handlers of permit for the person herself: asking, reading, answering or objecting, taking back.
import { inLanguage } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { permitAnswer, permitAsk, permitMine, permitWithdraw } from "../../schema/permit.ts";
import { ownRegistration } from "../consent/routes.ts";
import { consentWrites, listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, open, seal } from "../kit/seal.ts";
import { namesOf } from "../organisation/store.ts";
import type { SealedRegistration } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { prepareRequest } from "./request.ts";
import { dueAt } from "./rules.ts";
import {
  findAuthority,
  findOwnPermit,
  guardConsent,
  guardPermitVersion,
  listPermits,
  updateAnswer,
  updateWithdrawn,
} from "./store.ts";
import { forSelf } from "./view.ts";

export const ask = bind(permitAsk, async (ctx, { agree, ...asked }) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const authority = await findAuthority(ctx.db, crisis);
  if (authority === null) throw new Problem("authority-missing");
  const key = await keyOf(ctx.settings, own);
  const { lang } = await open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed));
  const consented = (await listConsents(ctx.db, own)).some(
    (one) => one.organisationId === authority.id && one.purpose === "permit",
  );
  if (!consented && agree !== true) throw new Problem("consent-missing");
  const given = {
    registrationId: own.id,
    organisationId: authority.id,
    purpose: "permit" as const,
    event: "given" as const,
    at: crisis.now,
    lang,
    place: "permit" as const,
    key,
  };
  const request = await prepareRequest(ctx, crisis, own, authority.id, null, asked);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    ...(await consentWrites(ctx.db, consented ? [] : [given])),
    guardConsent(ctx.db, "consent-missing", own.id, authority.id),
    request.insert,
  ];
  const target = { crisisId: crisis.id, targetId: request.reply.id };
  return commit(ctx, new Date(crisis.now), target, writes, request.reply);
});

/** @PRIVACY her group's own requests and codes, to herself alone. */
export const mine = bind(permitMine, async (ctx) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const rows = await listPermits(ctx.db, own);
  if (rows.length === 0) return { permits: [] };
  const key = await keyOf(ctx.settings, own);
  const [{ lang }, names] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
    namesOf(ctx.db, [...new Set(rows.map((row) => row.authorityId))]),
  ]);
  const say = (id: string) => inLanguage(names.get(id) ?? { en: id }, lang).text;
  return {
    permits: await Promise.all(
      rows.map((row) => forSelf(key, row, say(row.authorityId), crisis.now, showingOwn(ctx.actor))),
    ),
  };
});

/** Words to the authority need the consent under which it may read them. */
export const answer = bind(permitAnswer, async (ctx, { permitId, words }) => {
  const own = await ownRegistration(ctx);
  const row = await findOwnPermit(ctx.db, own, permitId);
  if (row === null) throw new Problem("not-found");
  if (row.state !== "more-needed" && row.state !== "refused") throw new Problem("transition-impossible");
  const crisis = await getCrisis(ctx, own.crisisId);
  const due = dueAt(new Date(crisis.now), own.urgency);
  const sealed = await seal(await keyOf(ctx.settings, own), `permit.words:${row.id}`, words);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardConsent(ctx.db, "consent-missing", own.id, row.authorityId),
    guardPermitVersion(ctx.db, row.id, row.version),
    updateAnswer(ctx.db, row.id, { words: sealed, dueAt: due, objected: row.state === "refused" }),
  ];
  const target = { crisisId: crisis.id, targetId: row.id };
  return commit(ctx, new Date(crisis.now), target, writes, { permitId: row.id, dueAt: due });
});

/** Works in a closed crisis too: taking back is never too late. */
export const withdraw = bind(permitWithdraw, async (ctx, { permitId }) => {
  const own = await ownRegistration(ctx);
  const row = await findOwnPermit(ctx.db, own, permitId);
  if (row === null) throw new Problem("not-found");
  if (row.state !== "asked" && row.state !== "more-needed") throw new Problem("transition-impossible");
  const crisis = await getCrisis(ctx, own.crisisId);
  const writes = [guardPermitVersion(ctx.db, row.id, row.version), updateWithdrawn(ctx.db, row.id)];
  const target = { crisisId: crisis.id, targetId: row.id };
  return commit(ctx, new Date(crisis.now), target, writes, { permitId: row.id });
});
