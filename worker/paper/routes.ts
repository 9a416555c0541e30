// Handlers of travel papers: how many cases of an organisation wait for one, by place, and the sheet that a mobile
// consular desk prints, a hundred groups at a time. A sheet is an export (worker/export): asked for, counted and agreed to
// there, made here at each opening. Each case on it is a look that its person reads of.
import type { AccessField } from "../../schema/access.ts";
import { MOST_ROWS } from "../../schema/export.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { EXACT_FOR } from "../../schema/location.rules.ts";
import { needKinds } from "../../schema/need.ts";
import { PAPER_GROUPS, type PaperRow, paperAsk, paperQueue, paperSheet } from "../../schema/paper.ts";
import { insertLooks } from "../access/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { openSheet } from "../export/file.ts";
import { askSheet, shown } from "../export/routes.ts";
import { listExported } from "../export/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, open, openByRing } from "../kit/seal.ts";
import type { RegistrationRow, SealedPerson, SealedRegistration } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { guardDesk } from "../zone/routes.ts";
import { listNeeding, listPeople, listPlaces } from "./store.ts";

/** A camp that she named is her exact place: it is read with that consent, and for as long. */
const exactSince = (now: string) => new Date(Date.parse(now) - EXACT_FOR).toISOString();

export const queue = bind(paperQueue, async (ctx, { crisisId }) => {
  const { now } = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisisId);
  return { places: await listPlaces(ctx.db, officerOf(ctx.actor), crisisId, exactSince(now)) };
});

/** @PRIVACY names leave here, for an organisation that the group asked for help. */
async function rowOf(
  ctx: Ctx,
  row: RegistrationRow,
  people: readonly { id: string; sealed: ArrayBuffer }[],
): Promise<PaperRow> {
  // Its rows are cases that were sent here (`listNeeding`).
  const { role } = officerOf(ctx.actor);
  const show = showing({ audience: "responder", role, purposes: ["help"], age: null });
  show.must("code");
  const key = await keyOf(ctx.settings, row);
  const { lang } = await open<SealedRegistration>(key, `registration.sealed:${row.id}`, bytesOf(row.sealed));
  const persons = people.map(async ({ id, sealed }) => {
    const { name, born, document } = await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(sealed));
    return {
      name: show.of("name", name),
      born: show.of("born", born),
      document: show.of("document", document),
    };
  });
  return {
    registrationId: row.id,
    reference: await openByRing<string>(
      ctx.settings,
      `registration.reference:${row.id}`,
      bytesOf(row.reference),
    ),
    persons: await Promise.all(persons),
    lang,
  };
}

/** Raises `malformed` for a cursor that this door did not make. */
function readCursor(after: string | undefined): string {
  if (after === undefined) return "";
  if (!/^reg_[0-9A-Za-z]{6,40}$/.test(after))
    throw new Problem("malformed", { fields: [{ path: "after", reason: "not-valid" }] });
  return after;
}

const notOver = (found: readonly { personId: string; registrationId: string }[]) => {
  const upTo = found.slice(0, MOST_ROWS);
  // A group stands on one sheet whole: where its last people do not fit, it opens the next one.
  const cut = found.length > MOST_ROWS ? found[MOST_ROWS]?.registrationId : undefined;
  return upTo.filter((one) => one.registrationId !== cut);
};

export const ask = bind(
  paperAsk,
  async (ctx, { crisisId, place, after, why }) => {
    const crisis = await getCrisis(ctx, crisisId);
    await guardDesk(ctx, crisis.id);
    const at = { place, exactSince: exactSince(crisis.now) };
    const rows = await listNeeding(
      ctx.db,
      officerOf(ctx.actor),
      crisis.id,
      at,
      readCursor(after),
      PAPER_GROUPS,
    );
    const people = await listPeople(ctx.db, rows);
    const found = notOver(people.map((one) => ({ personId: one.id, registrationId: one.registrationId })));
    if (found.length === 0) throw new Problem("count-changed");
    const filter = { need: "travel-paper" as const, place, ...(after === undefined ? {} : { after }) };
    return askSheet(ctx, crisis, { filter, found, purpose: "travel-paper", why });
  },
  shown,
);

const NEEDS_PAPER = 1 << needKinds.indexOf("travel-paper");

export const sheet = bind(paperSheet, async (ctx, { id }) => {
  const { officer, row, crisis, glassId } = await openSheet(ctx, id);
  const { place } = JSON.parse(row.filter) as { place?: string };
  if (place === undefined) throw new Problem("not-found");
  const asked = await listExported(ctx.db, officer, row.id);
  const still = asked.filter((one) => (one.needs & NEEDS_PAPER) !== 0);
  const people = Map.groupBy(still, (one) => one.id);
  const fields: AccessField[] = ["names", "born", "documents"];
  const looks = [...people.keys()].map((registrationId) => ({
    registrationId,
    purpose: "help" as const,
    fields,
    glassId,
  }));
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, [
    insertLooks(ctx.db, officer, looks),
  ]);
  const rows = [...people.values()].flatMap((group) => {
    const [first] = group;
    const persons = group.map((one) => ({ id: one.personId, sealed: one.person }));
    return first === undefined ? [] : [rowOf(ctx, first, persons)];
  });
  // The last whom it shows: the id of one who took her consent back leaves in no cursor.
  const last = [...people.keys()].sort().at(-1) ?? null;
  const at = { place, exactSince: exactSince(crisis.now) };
  const more = last === null ? [] : await listNeeding(ctx.db, officer, crisis.id, at, last, 1);
  return {
    rows: (await Promise.all(rows)).sort((a, b) => (a.registrationId < b.registrationId ? -1 : 1)),
    missing: row.people - still.length,
    endsAt: row.endsAt,
    next: more.length === 0 ? null : last,
  };
});
