// Handlers of registration for desks: queue, map, opening a case, deciding.
import type { Role } from "../../schema/kit/access.ts";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { withoutPlusCode } from "../../schema/location.rules.ts";
import { isOpen } from "../../schema/need.rules.ts";
import { needsReason, nextStates } from "../../schema/registration.rules.ts";
import type { RegistrationForResponder } from "../../schema/registration.ts";
import {
  registrationDecide,
  registrationGet,
  registrationMap,
  registrationQueue,
} from "../../schema/registration-desk.ts";
import { insertLooks } from "../access/store.ts";
import { glassFor, glassToWrite } from "../access/work.ts";
import { findTaken, listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen, listRecipients } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, open, seal } from "../kit/seal.ts";
import { headOf } from "../live/store.ts";
import { findLocation } from "../location/store.ts";
import { listNeeds } from "../need/store.ts";
import { namesOf } from "../organisation/store.ts";
import { listTold } from "../person/store.ts";
import { newsWrites } from "../sms/outbox.ts";
import { toldOf } from "./hers.ts";
import { dialled } from "./phone.ts";
import { atLevel, boxOf, cursorOf, readCursor } from "./rules.ts";
import { countSight, countUndecided, findSight, guardSight, listQueue, type SightRow } from "./sight.ts";
import { listCells, listInBox, scanCells } from "./sight-map.ts";
import { guardVersion, type SealedPerson, type SealedRegistration, updateDecision } from "./store.ts";
import { inQueue, keyOf, lookOf, mustCount, type SealedPlace, showingCase } from "./view.ts";
import { readAsUnicode } from "./zawgyi.ts";

const MOST_GROUPS = 500;

function rowsOf(ctx: Ctx, role: Role, rows: SightRow[], now: Date, withReference = true) {
  return Promise.all(rows.map((row) => inQueue(ctx.settings, role, row, now, withReference)));
}

export const queue = bind(registrationQueue, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  const now = new Date(crisis.now);
  mustCount(officer.role);
  const head = await headOf(ctx.db);
  const undecided = await countUndecided(ctx.db, officer, crisis.id);
  const limit = input.limit ?? 50;
  const after = input.after === undefined ? null : readCursor(input.after);
  const [found, count] = await Promise.all([
    listQueue(ctx.db, officer, input, after, limit + 1),
    countSight(ctx.db, officer, input),
  ]);
  const page = found.rows.slice(0, limit);
  const full = found.rows.length > limit;
  const last = full ? page.at(-1) : found.stoppedAt;
  return {
    rows: await rowsOf(ctx, officer.role, page, now),
    next: last == null ? null : cursorOf(last),
    complete: full || found.stoppedAt === null,
    count,
    undecided,
    head,
  };
});

export const map = bind(registrationMap, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  mustCount(officer.role);
  const box = boxOf(input.bbox);
  const zoom = Number(input.zoom);
  const head = await headOf(ctx.db);
  const level = atLevel(zoom);
  // Counts first: they cost the same at every size of the crisis, and say whether the groups themselves are few enough.
  const { cells, complete } =
    input.need === undefined
      ? { cells: await listCells(ctx.db, officer, input, box, level), complete: true }
      : await scanCells(ctx.db, officer, input, box, level);
  const groups = cells.reduce((sum, cell) => sum + cell.groups, 0);
  if (groups === 0) return { cells, groups: [], capped: zoom >= 9 && !complete, complete, head };
  if (zoom < 9 || groups > MOST_GROUPS || !complete)
    return { cells, groups: [], capped: zoom >= 9, complete, head };
  const rows = await listInBox(ctx.db, officer, input, box, MOST_GROUPS);
  return {
    cells: [],
    groups: await rowsOf(ctx, officer.role, rows, new Date(crisis.now), false),
    capped: false,
    complete,
    head,
  };
});

/** @PRIVACY names, phone, barriers and notes leave here, for an organisation that she asked for help; the look is written first. */
export const get = bind(registrationGet, async (ctx, input): Promise<RegistrationForResponder> => {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, input.id);
  if (row === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  const now = new Date(crisis.now);
  const glassId = await glassFor(ctx, row, crisis);
  await commitLook(ctx, now, { crisisId: row.crisisId, targetId: row.id }, [
    insertLooks(ctx.db, officer, [{ ...lookOf(officer.role, row, now), glassId }]),
  ]);
  const show = showingCase(officer.role, row, now);
  const [base, needs] = await Promise.all([
    inQueue(ctx.settings, officer.role, row, now),
    listNeeds(ctx.db, row),
  ]);
  const key = await keyOf(ctx.settings, row);
  const personsShown = show.opens("name");
  const [sealed, personRows, location, consents, taken] = await Promise.all([
    show.read("lang", () =>
      open<SealedRegistration>(key, `registration.sealed:${row.id}`, bytesOf(row.sealed)),
    ),
    personsShown ? listTold(ctx.db, row) : [],
    show.read("placeKind", () => findLocation(ctx.db, row)),
    show.opens("recipient") ? listConsents(ctx.db, row) : [],
    show.read("asked", () => findTaken(ctx.db, row)),
  ]);
  const persons = await Promise.all(
    personRows.map(async (person) => {
      const entry = await open<SealedPerson>(key, `person.sealed:${person.id}`, bytesOf(person.sealed));
      const nameRead = readAsUnicode(entry.name);
      return { id: person.id, ...entry, ...(nameRead === undefined ? {} : { nameRead }) };
    }),
  );
  const phone = show.of("phone", sealed?.phone ?? null);
  const dial = phone === null ? null : dialled(phone, crisis.hostCountry);
  const told = show.opens("told")
    ? await Promise.all(
        personRows.map(async (person) => ({ personId: person.id, ...(await toldOf(key, person)) })),
      )
    : null;
  const place =
    location?.sealed == null || !show.opens("landmark")
      ? null
      : await open<SealedPlace>(key, `location.sealed:${row.id}`, bytesOf(location.sealed));
  const landmark = place?.landmark ?? null;
  const takers = taken === null ? new Map<string, LocalText>() : await namesOf(ctx.db, [taken.takenBy]);
  const help = [
    ...new Set(consents.filter((one) => one.purpose === "help").map((one) => one.organisationId)),
  ];
  const asked = show.of("asked", sealed?.asked);
  const phoneOwner = show.of("phone", sealed?.phoneOwner);
  return {
    ...base,
    lang: sealed?.lang ?? null,
    persons: personsShown ? persons : null,
    told: told?.filter((one) => Object.keys(one).length > 1) ?? null,
    leftGroup: show.of("leftGroup", sealed?.leftGroup === true),
    barriers: show.of("barrier", sealed?.barriers ?? null),
    choice: show.of("choice", sealed?.choice ?? null),
    phone,
    ...(dial === null ? {} : { dial }),
    ...(phoneOwner == null ? {} : { phoneOwner }),
    phoneSafe: show.of("phone", sealed?.phoneSafe ?? null),
    note: show.of("note", sealed?.note ?? null),
    ...(asked == null ? {} : { asked }),
    ...(taken === null
      ? {}
      : { taken: { way: taken.way, at: taken.at, name: takers.get(taken.takenBy)?.en ?? taken.takenBy } }),
    landmark: show.opens("exact") ? landmark : withoutPlusCode(landmark),
    placeKind: location?.kind ?? null,
    accuracy: base.place?.precision === "exact" ? (place?.accuracy ?? null) : null,
    reason: await show.read("reason", async () =>
      row.reason === null ? null : open<string>(key, `registration.reason:${row.id}`, bytesOf(row.reason)),
    ),
    // Whoever holds a need reads that one, and not what else the group lacks.
    openNeeds: (show.of("need", needs) ?? []).filter(
      (need) => row.audience !== "holder" || (need.ownerId === officer.organisationId && isOpen(need.state)),
    ),
    ...(consents.some((one) => one.purpose === "refer" && one.organisationId === officer.organisationId)
      ? { mayRefer: true as const }
      : {}),
    recipients: (await listRecipients(ctx.db, row.crisisId, help)).map(({ id, name }) => ({
      id,
      name: inLanguage(JSON.parse(name) as LocalText, "en").text,
    })),
  } as RegistrationForResponder;
});

export const decide = bind(registrationDecide, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, input.id);
  if (row === null || row.audience !== "responder") throw new Problem("not-found");
  if (ctx.ifMatch !== null && ctx.ifMatch !== row.version)
    throw new Problem("stale", { version: row.version });
  if (!nextStates(row.state).includes(input.state)) throw new Problem("transition-impossible");
  if (needsReason(input.state) && input.reason === undefined) throw new Problem("reason-missing");
  const crisis = await getCrisis(ctx, row.crisisId);
  await glassToWrite(ctx, row, crisis);
  const reason =
    input.reason === undefined
      ? null
      : await seal(await keyOf(ctx.settings, row), `registration.reason:${row.id}`, input.reason);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, row.id),
    guardVersion(ctx.db, row.id, row.version),
    updateDecision(ctx.db, row.id, { state: input.state, at: crisis.now, by: officer.officerId, reason }),
    ...(await newsWrites(ctx, row, crisis)),
  ];
  const reply = { id: row.id, state: input.state, version: row.version + 1, decidedAt: crisis.now };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
});
