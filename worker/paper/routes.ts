// Handlers of travel papers: how many cases of an organisation wait for one, by place, and the sheet that a mobile
// consular desk prints, a hundred groups at a time. Each case on a sheet is a look that its person reads of.
import type { AccessField } from "../../schema/access.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { EXACT_FOR } from "../../schema/location.rules.ts";
import { type PaperRow, paperQueue, paperSheet } from "../../schema/paper.ts";
import { insertLooks } from "../access/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, open, openByRing } from "../kit/seal.ts";
import type { RegistrationRow, SealedPerson, SealedRegistration } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { guardDesk } from "../zone/routes.ts";
import { listNeeding, listPeople, listPlaces } from "./store.ts";

const PAGE = 100;

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

export const sheet = bind(paperSheet, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  await guardDesk(ctx, crisis.id);
  const at = { place: input.place, exactSince: exactSince(crisis.now) };
  const found = await listNeeding(ctx.db, officer, crisis.id, at, readCursor(input.after), PAGE + 1);
  const page = found.slice(0, PAGE);
  const fields: AccessField[] = ["names", "born", "documents"];
  const looks = page.map((row) => ({ registrationId: row.id, purpose: "help" as const, fields }));
  if (looks.length > 0)
    await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: crisis.id }, [
      insertLooks(ctx.db, officer, looks),
    ]);
  const people = Map.groupBy(await listPeople(ctx.db, page), (one) => one.registrationId);
  return {
    rows: await Promise.all(page.map((row) => rowOf(ctx, row, people.get(row.id) ?? []))),
    next: found.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
});
