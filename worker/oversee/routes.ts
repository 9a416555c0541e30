// Handlers of complaints for the oversight body that reads them. @PRIVACY words leave as they were sealed; her case is shown
// while she lets it be, and each look at it is written where she reads it. All else is `not-found` to everybody else.
import { accessFieldsOf } from "../../schema/access.rules.ts";
import { isLate, isOpenComplaint, mayFollow, outcomes } from "../../schema/complaint.rules.ts";
import {
  type ComplaintRow,
  complaintAnswer,
  complaintCase,
  complaintCount,
  complaintList,
  complaintRead,
  complaintState,
} from "../../schema/complaint-desk.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { insertLooks, listLooks } from "../access/store.ts";
import { type ComplaintStored, insertWord, listSteps, listWords, moveTo } from "../complaint/store.ts";
import { boundOf, keyOf, textOf } from "../complaint/words.ts";
import { getCrisis, takesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, hex, openByRing, seal } from "../kit/seal.ts";
import { listNeeds } from "../need/store.ts";
import { namesOf } from "../organisation/store.ts";
import {
  type ComplaintListed,
  countOpen,
  endOversee,
  findListed,
  findOverseen,
  findReadable,
  listReadable,
} from "./store.ts";

const PAGE = 50;
const MOST_LOOKS = 200;

/** Raises `not-found` unless the officer's organisation reads this complaint and takes part in its crisis. */
async function readable(ctx: Ctx, id: string): Promise<ComplaintStored> {
  const found = await findReadable(ctx.db, officerOf(ctx.actor), id);
  if (found === null) throw new Problem("not-found");
  return found;
}

function rowOf(one: ComplaintListed, names: ReadonlyMap<string, LocalText>, now: string): ComplaintRow {
  return {
    id: one.id,
    kind: one.kind,
    about: one.about,
    aboutName: (one.aboutId === null ? null : (names.get(one.aboutId) ?? null)) as ComplaintRow["aboutName"],
    state: one.state,
    filedAt: one.filedAt,
    acknowledgeBy: one.acknowledgeBy,
    outcomeBy: one.outcomeBy,
    closedAt: one.closedAt,
    late: isLate(one, now),
    waits: one.waits === 1 && isOpenComplaint(one.state),
    sees: one.sees === 1,
    version: one.version,
  };
}

const namesIn = (ctx: Ctx, rows: readonly ComplaintListed[]) =>
  namesOf(ctx.db, [...new Set(rows.flatMap((one) => one.aboutId ?? []))]);

/** Raises `malformed` for a cursor that this door did not make. */
function afterIn(text: string | undefined): { at: string; id: string } | null {
  if (text === undefined) return null;
  const [, at, id] = /^(\d{4}-[0-9T:.Z-]{10,30})~(cmp_[0-9A-Za-z]{6,40})$/.exec(text) ?? [];
  if (at === undefined || id === undefined)
    throw new Problem("malformed", { fields: [{ path: "after", reason: "not-valid" }] });
  return { at, id };
}

export const list = bind(complaintList, async (ctx, { crisisId, state = "open", after }) => {
  const officer = officerOf(ctx.actor);
  if (!(await takesPart(ctx.db, crisisId, officer.organisationId))) throw new Problem("not-found");
  const { now } = await getCrisis(ctx, crisisId);
  const [rows, counts] = await Promise.all([
    listReadable(ctx.db, officer, crisisId, state, afterIn(after), PAGE + 1),
    countOpen(ctx.db, officer, crisisId, now),
  ]);
  const page = rows.slice(0, PAGE);
  const names = await namesIn(ctx, page);
  const last = page.at(-1);
  return {
    rows: page.map((one) => rowOf(one, names, now)),
    next: rows.length > PAGE && last !== undefined ? `${last.dueAt}~${last.id}` : null,
    ...counts,
    now,
  };
});

/** An oversight body counts its own; whoever runs the platform reads the two numbers of all, and nothing else. */
export const count = bind(complaintCount, async (ctx, { crisisId }) => {
  const officer = officerOf(ctx.actor);
  const own = officer.role === "oversight";
  if (own && !(await takesPart(ctx.db, crisisId, officer.organisationId))) throw new Problem("not-found");
  const { now } = await getCrisis(ctx, crisisId);
  return countOpen(ctx.db, own ? officer : null, crisisId, now);
});

const base64url = (bytes: ArrayBuffer) =>
  bytesOf(bytes).toBase64({ alphabet: "base64url", omitPadding: true });

/** As the browser seals and reads it: JSON for hers, plain for an answer. */
function asText(value: unknown): string | null {
  return value === null || typeof value === "string" ? value : JSON.stringify(value);
}

export const read = bind(complaintRead, async (ctx, { id }) => {
  const found = await readable(ctx, id);
  const crisis = await getCrisis(ctx, found.crisisId);
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: id });
  const [listed, words, steps, key] = await Promise.all([
    findListed(ctx.db, officerOf(ctx.actor), id),
    listWords(ctx.db, found),
    listSteps(ctx.db, found),
    keyOf(ctx, found),
  ]);
  if (listed === null) throw new Problem("not-found");
  return {
    complaint: rowOf(listed, await namesIn(ctx, [listed]), crisis.now),
    words: await Promise.all(
      words.map(async ({ id: wordId, at, by, keyVersion, enc, sealed }) => ({
        id: wordId,
        at,
        by,
        sealed:
          keyVersion === null || enc === null
            ? null
            : { version: keyVersion, enc: base64url(enc), text: base64url(sealed) },
        text: enc === null ? asText(await textOf(key, wordId, sealed)) : null,
      })),
    ),
    steps,
  };
});

async function answerWord(ctx: Ctx, found: ComplaintStored, wordId: string, text: string, at: string) {
  const sealed = await seal(await keyOf(ctx, found), boundOf(wordId), text);
  const { officerId } = officerOf(ctx.actor);
  return insertWord(ctx.db, {
    id: wordId,
    complaintId: found.id,
    at,
    officerId,
    key: null,
    sealed: hex(sealed),
  });
}

/** Also after it was closed: she may ask what an outcome means. */
export const answer = bind(complaintAnswer, async (ctx, { id, wordId, text }) => {
  const found = await readable(ctx, id);
  const { now } = await getCrisis(ctx, found.crisisId);
  const writes = await answerWord(ctx, found, wordId, text, now);
  const target = { crisisId: found.crisisId, targetId: id };
  return commit(ctx, new Date(now), target, writes, { id, at: now });
});

export const state = bind(complaintState, async (ctx, { id, state: to, wordId, text }) => {
  const found = await readable(ctx, id);
  const officer = officerOf(ctx.actor);
  if (ctx.ifMatch !== found.version) throw new Problem("stale", { version: found.version });
  if (!mayFollow(found.state, to)) throw new Problem("transition-impossible");
  const closes = (outcomes as readonly string[]).includes(to);
  const says = wordId === undefined || text === undefined ? null : { wordId, text };
  if (closes && says === null) throw new Problem("reason-missing");
  const { now: at } = await getCrisis(ctx, found.crisisId);
  const writes = [
    ...moveTo(ctx.db, found, { state: to, at, officerId: officer.officerId, closes }),
    ...(says === null ? [] : await answerWord(ctx, found, says.wordId, says.text, at)),
    ...(closes ? endOversee(ctx.db, found, at) : []),
  ];
  const reply = { id, state: to, at, version: found.version + 1 };
  return commit(ctx, new Date(at), { crisisId: found.crisisId, targetId: id }, writes, reply);
});

/** Her needs and who looked: under her consent for this complaint. She reads of this look as of any other. */
export const ofCase = bind(complaintCase, async (ctx, { id }) => {
  await readable(ctx, id);
  const officer = officerOf(ctx.actor);
  const own = await findOverseen(ctx.db, officer, id);
  if (own === null) throw new Problem("consent-missing");
  const show = showing({ audience: "oversight", role: officer.role, purposes: ["oversee"], age: null });
  show.must("case");
  const crisis = await getCrisis(ctx, own.crisisId);
  const look = { registrationId: own.id, purpose: "oversee" as const, fields: ["needs", "looks"] as const };
  const target = { crisisId: own.crisisId, targetId: id };
  await commitLook(ctx, new Date(crisis.now), target, [insertLooks(ctx.db, officer, [look])]);
  const [needs, looks] = await Promise.all([
    show.read("need", () => listNeeds(ctx.db, own)),
    show.read("look", () => listLooks(ctx.db, own, Number.MAX_SAFE_INTEGER, MOST_LOOKS)),
  ]);
  const names = await namesOf(ctx.db, [...new Set((looks ?? []).map((one) => one.organisationId))]);
  return {
    registrationId: show.of("case", own.id),
    reference: await show.read("code", () =>
      openByRing<string>(ctx.settings, `registration.reference:${own.id}`, bytesOf(own.reference)),
    ),
    needs,
    looks:
      looks?.map((one) => ({
        name: (names.get(one.organisationId) ?? { en: one.organisationId }) as { en: string },
        act: one.act,
        at: one.at,
        purpose: one.purpose,
        fields: accessFieldsOf(one.fields),
      })) ?? null,
  };
});
