// A danger from a person's side. @PRIVACY what is kept names nobody: the report lies behind a keyed hash of her and a number, so
// that only her own session finds it and two of hers do not look alike; her words are sealed under her own key and end with it.
import { coarse, forPublic, holdsUntil, isLive, nearOf } from "../../schema/danger.rules.ts";
import { dangerKnown, dangerMine, dangerTell, dangerWithdraw, seenAgo } from "../../schema/danger-own.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { withoutPlusCode } from "../../schema/location.rules.ts";
import { anyOwnRegistration, groupRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { keyOwner } from "../kit/actor.ts";
import { countAttempt, type Pace, refuseIfWaiting } from "../kit/attempt.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, keyedHash, makeId, open, seal, sealByRing } from "../kit/seal.ts";
import { storedPlace } from "../location/place.ts";
import { listPublishedZones } from "../location/store.ts";
import type { RegistrationRow } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import {
  deleteReports,
  forgetPersons,
  insertReport,
  listBySlots,
  type ReportRow,
} from "../sighting/store.ts";
import type { Link, Written } from "./routes.ts";
import { listTold } from "./store.ts";

/** Reports of one person that stand at once: whoever sees more than this in a day is safer on the telephone. */
export const MOST_OF_ONE = 12;
/** Reports of one person, and of one address, within a day that cost no waiting: a whole camp shares an address. */
const ofOne: Pace = { free: 5, most: 120 };
const ofAddress: Pace = { free: 60, most: 120 };

/** Hashes behind which reports of this owner stand: whoever registered, or an adult with a code of her own. */
export function slotsOf(ctx: Pick<Ctx, "settings">, owner: string): Promise<string[]> {
  const numbers = Array.from({ length: MOST_OF_ONE }, (_, n) => n);
  return Promise.all(numbers.map((n) => keyedHash(ctx.settings, "danger-slot", `${owner} ${String(n)}`)));
}

async function ownReports(ctx: Ctx): Promise<{ slots: string[]; reports: ReportRow[] }> {
  const slots = await slotsOf(ctx, keyOwner(ctx.actor));
  return { slots, reports: await listBySlots(ctx.db, slots) };
}

export const tell = bind(dangerTell, async (ctx, { kind, place, seen, words }) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const [zone = null] =
    place?.zoneId === undefined ? [] : await listPublishedZones(ctx.db, own.crisisId, [place.zoneId]);
  if (place?.zoneId !== undefined && zone === null) throw new Problem("place-unknown");
  const stored = storedPlace(place, zone);
  if (stored === null) throw new Problem("danger-place-missing");
  const owner = await keyedHash(ctx.settings, "danger-teller", keyOwner(ctx.actor));
  await refuseIfWaiting(ctx.db, "danger", owner, ctx.real, ofOne);
  await refuseIfWaiting(ctx.db, "danger", ctx.address, ctx.real, ofAddress);
  const { slots, reports } = await ownReports(ctx);
  const now = new Date(crisis.now);
  const same = reports.filter(
    (one) => one.kind === kind && one.area === null && one.cell === (stored.cell ?? "") && isLive(one, now),
  );
  const taken = new Set(reports.filter((one) => !same.includes(one)).map(({ slot }) => slot));
  const slot = slots.find((one) => !taken.has(one));
  if (slot === undefined) throw new Problem("too-many", { retryAfter: 3600 });
  const id = makeId("dgp");
  const at = coarse(crisis.now);
  const seenAt = coarse(new Date(Date.parse(crisis.now) - seenAgo[seen] * 3_600_000).toISOString());
  const written: Written = { where: withoutPlusCode(stored.sealed.landmark), text: words ?? null };
  const wrote = written.where !== null || written.text !== null;
  const link: Link = { registrationId: own.id };
  const row = {
    id,
    crisisId: crisis.id,
    kind,
    cell: stored.cell,
    area: null,
    at,
    seenAt,
    dangerId: makeId("dgr"),
    until: holdsUntil("reported", seenAt),
    organisationId: null,
    slot,
    link: wrote ? await sealByRing(ctx.settings, `dangerReport.link:${id}`, link) : null,
    words: wrote ? await seal(await keyOf(ctx.settings, own), `dangerReport.words:${id}`, written) : null,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    // Told again, it is the same one: she counts once.
    ...(same.length === 0
      ? []
      : [
          deleteReports(
            ctx.db,
            same.map((one) => one.id),
          )[1],
        ]),
    ...insertReport(ctx.db, row, crisis.now),
  ];
  const reply = await commit(ctx, now, { crisisId: crisis.id, targetId: id }, writes, { id });
  await countAttempt(ctx.db, "danger", owner, ctx.real, ofOne);
  await countAttempt(ctx.db, "danger", ctx.address, ctx.real, ofAddress);
  return reply;
});

/** What she told, to herself: `own` is her group's registration, under whose key her words lie. */
export async function toldOf(ctx: Ctx, own: RegistrationRow) {
  const { reports } = await ownReports(ctx);
  if (reports.length === 0) return [];
  const show = showingOwn(ctx.actor);
  const key = await keyOf(ctx.settings, own);
  return Promise.all(
    reports.map(async ({ id, kind, state, seenAt, words }) => {
      const said = await show.read("dangerWord", async () =>
        words === null ? null : open<Written>(key, `dangerReport.words:${id}`, bytesOf(words)),
      );
      return { id, kind, state, seenAt, where: said?.where ?? null, text: said?.text ?? null };
    }),
  );
}

export const mine = bind(dangerMine, async (ctx) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const [told, known] = await Promise.all([toldOf(ctx, own), listTold(ctx.db, crisis.id)]);
  const near = forPublic(known, new Date(crisis.now)).flatMap((one) => {
    const from = nearOf(one.district, own.cell);
    return from === null ? [] : [{ ...one, from }];
  });
  return { told, near: near.sort((a, b) => (a.from === b.from ? 0 : a.from === "here" ? -1 : 1)) };
});

export const withdraw = bind(dangerWithdraw, async (ctx, { id }) => {
  const own = await anyOwnRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const { reports } = await ownReports(ctx);
  const one = reports.find((report) => report.id === id);
  if (one === undefined) throw new Problem("not-found");
  const writes = deleteReports(ctx.db, [one.id]);
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: id }, writes, {
    withdrawn: true as const,
  });
});

/** For everybody. */
export const known = bind(dangerKnown, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  if (crisis.closedAt !== null) return { dangers: [] };
  return { dangers: forPublic(await listTold(ctx.db, crisisId), new Date(crisis.now)) };
});

/** What goes with a case that is erased: her words, and that a report was hers or of an adult of her group. */
export async function forgetOf(
  ctx: Pick<Ctx, "settings" | "db">,
  owners: readonly string[],
): Promise<D1PreparedStatement> {
  const slots = await Promise.all(owners.map((owner) => slotsOf(ctx, owner)));
  return forgetPersons(ctx.db, slots.flat());
}
