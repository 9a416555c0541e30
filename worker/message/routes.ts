// Handlers of message: she writes to those who help her, they answer from the case. @PRIVACY a text leaves only to the
// conversation's own person, and to an officer whose organisation it reached and who still sees the case.
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import {
  type MessageForSelf,
  type MessageInCase,
  messageAnswer,
  messageMine,
  messageOfCase,
  messageRead,
  messageSeen,
  messageSend,
} from "../../schema/message.ts";
import { insertLooks } from "../access/store.ts";
import { glassFor } from "../access/work.ts";
import { anyOwnRegistration, groupRegistration } from "../consent/routes.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf, personOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, makeId, open, seal } from "../kit/seal.ts";
import { namesOf } from "../organisation/store.ts";
import { findSight, guardSight, type SightRow } from "../registration/sight.ts";
import { type RegistrationRow, updateAlive } from "../registration/store.ts";
import { keyOf, showingCase } from "../registration/view.ts";
import { newsWrites } from "../sms/outbox.ts";
import { stoppedSince } from "../stop/store.ts";
import {
  countUnread,
  countWritten,
  insertMessage,
  listConversation,
  listReached,
  type MessageRow,
  markRead,
  markSeen,
} from "./store.ts";

/** Those who may read the whole request now: a message to all of them goes to these. */
async function helpersOf(ctx: Ctx, own: RegistrationRow): Promise<string[]> {
  const [held, stopped] = await Promise.all([listConsents(ctx.db, own), stoppedSince(ctx.db, own.crisisId)]);
  return held
    .filter((one) => one.purpose === "help" && !stopped.has(one.organisationId))
    .map((one) => one.organisationId);
}

function textOf(key: CryptoKey, row: MessageRow): Promise<string> {
  return open<string>(key, `message.sealed:${row.id}`, bytesOf(row.sealed));
}

const reachedBy = (row: MessageRow) => JSON.parse(row.reached) as Record<string, string | null>;

/** Of hers in a day, by the crisis's clock: more than anybody writes, fewer than a robot. */
const MOST_A_DAY = 200;

/**
 * A word from her is a sign of life too, and shows at the desks at once. From another adult of the group it is none: the
 * moment of the last sign stands on the page of whoever registered, who is not to learn that she wrote.
 */
export const send = bind(messageSend, async (ctx, input) => {
  const { personId } = personOf(ctx.actor);
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const dayAgo = new Date(Date.parse(crisis.now) - 86_400_000).toISOString();
  if ((await countWritten(ctx.db, { registrationId: own.id, personId }, dayAgo)) >= MOST_A_DAY)
    throw new Problem("too-many", { retryAfter: 3600 });
  const helpers = await helpersOf(ctx, own);
  const to = input.to === undefined || input.to.length === 0 ? helpers : [...new Set(input.to)];
  if (to.length === 0 || to.some((id) => !helpers.includes(id))) throw new Problem("recipient-unknown");
  const id = makeId("msg");
  const sealed = await seal(await keyOf(ctx.settings, own), `message.sealed:${id}`, input.text);
  const message = { id, registrationId: own.id, personId, fromId: null, at: crisis.now, sealed };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    ...insertMessage(ctx.db, message, to),
    ...(personId === null ? [updateAlive(ctx.db, own.id, crisis.now)] : []),
  ];
  const target = { crisisId: crisis.id, targetId: own.id };
  return commit(ctx, new Date(crisis.now), target, writes, { id, at: crisis.now });
});

/** One conversation as its own person reads it, newest first. */
export async function conversationOf(
  ctx: Ctx,
  own: RegistrationRow,
  key: CryptoKey,
  lang: string,
  most?: number,
): Promise<MessageForSelf[]> {
  const { personId } = personOf(ctx.actor);
  // Her own conversation and no other: whose it is stands in the statement.
  showingOwn(ctx.actor).must("message");
  const rows = await listConversation(ctx.db, { registrationId: own.id, personId }, most);
  const ids = rows.flatMap((row) => [...Object.keys(reachedBy(row)), row.fromId ?? ""]);
  const names = await namesOf(ctx.db, [...new Set(ids)]);
  const named = (id: string) => ({ id, name: inLanguage(names.get(id) ?? { en: id }, lang).text });
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      from: row.fromId === null ? null : named(row.fromId),
      to:
        row.fromId === null
          ? Object.entries(reachedBy(row)).map(([id, readAt]) => ({ ...named(id), readAt }))
          : [],
      text: await textOf(key, row),
      at: row.at,
      readAt: row.readAt,
    })),
  );
}

export const mine = bind(messageMine, async (ctx) => {
  const own = await groupRegistration(ctx);
  const key = await keyOf(ctx.settings, own);
  const sealed = await open<{ lang: string }>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed));
  const helpers = await helpersOf(ctx, own);
  const names = await namesOf(ctx.db, helpers);
  return {
    messages: await conversationOf(ctx, own, key, sealed.lang),
    to: helpers.map((id) => ({ id, name: inLanguage(names.get(id) ?? { en: id }, sealed.lang).text })),
  };
});

export const seen = bind(messageSeen, async (ctx) => {
  const { personId } = personOf(ctx.actor);
  const own = await anyOwnRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const conversation = { registrationId: own.id, personId };
  const count = await countUnread(ctx.db, conversation);
  const target = { crisisId: crisis.id, targetId: own.id };
  const writes = [markSeen(ctx.db, conversation, crisis.now)];
  return commit(ctx, new Date(crisis.now), target, writes, { seen: count });
});

/** A case that was sent to this officer's organisation, and whose names her role may read. Raises `not-found`. */
async function respondedCase(ctx: Ctx, registrationId: string): Promise<SightRow> {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, registrationId);
  if (row === null || !showingCase(officer.role, row, ctx.real).opens("message"))
    throw new Problem("not-found");
  return row;
}

export const ofCase = bind(messageOfCase, async (ctx, { registrationId }) => {
  const row = await respondedCase(ctx, registrationId);
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, row.crisisId);
  const rows = await listReached(ctx.db, officer, row.id);
  // Nothing to read is no look.
  if (rows.length === 0) return { messages: [] };
  const glassId = await glassFor(ctx, row, crisis);
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, [
    insertLooks(ctx.db, officer, [
      { registrationId: row.id, purpose: "help", fields: ["messages"], glassId },
    ]),
  ]);
  const key = await keyOf(ctx.settings, row);
  const names = await namesOf(ctx.db, [...new Set(rows.flatMap((one) => one.fromId ?? []))]);
  const nameOf = (local: LocalText | undefined, id: string) => inLanguage(local ?? { en: id }, "en").text;
  const messages: MessageInCase[] = await Promise.all(
    rows.map(async (one) => ({
      id: one.id,
      from: one.fromId === null ? null : { id: one.fromId, name: nameOf(names.get(one.fromId), one.fromId) },
      personId: one.personId,
      shared: Object.keys(reachedBy(one)).length > 1,
      text: await textOf(key, one),
      at: one.at,
      readAt: one.fromId === null ? one.orgReadAt : one.readAt,
    })),
  );
  return { messages };
});

/** Answering says that her words were read; nothing else does but `message.read`. */
export const answer = bind(messageAnswer, async (ctx, input) => {
  const row = await respondedCase(ctx, input.registrationId);
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, row.crisisId);
  const asked =
    input.answers === undefined
      ? null
      : ((await listReached(ctx.db, officer, row.id)).find((one) => one.id === input.answers) ?? undefined);
  if (asked === undefined) throw new Problem("not-found");
  const to = asked === null || input.alone === true ? [] : Object.keys(reachedBy(asked));
  const id = makeId("msg");
  const message = {
    id,
    registrationId: row.id,
    personId: asked?.personId ?? null,
    fromId: officer.organisationId,
    at: crisis.now,
    sealed: await seal(await keyOf(ctx.settings, row), `message.sealed:${id}`, input.text),
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, row.id),
    ...insertMessage(ctx.db, message, [...new Set([officer.organisationId, ...to])]),
    ...(asked === null ? [] : [markRead(ctx.db, officer, row.id, crisis.now, asked)]),
    // Another adult's conversation is none of the phone's that the group gave.
    ...(message.personId === null ? await newsWrites(ctx, row, crisis) : []),
  ];
  const target = { crisisId: crisis.id, targetId: row.id };
  return commit(ctx, new Date(crisis.now), target, writes, { id, at: crisis.now });
});

export const read = bind(messageRead, async (ctx, { registrationId }) => {
  const row = await respondedCase(ctx, registrationId);
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, row.crisisId);
  const target = { crisisId: crisis.id, targetId: row.id };
  const writes = [guardSight(ctx.db, officer, row.id), markRead(ctx.db, officer, row.id, crisis.now)];
  return commit(ctx, new Date(crisis.now), target, writes, { read: row.unread });
});
