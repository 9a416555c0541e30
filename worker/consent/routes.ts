// Handlers of consent: the person gives, renews and takes back; nobody else can do that. An organisation can give up what it
// was given, and reads by code what was taken from it.

import { complaintLost } from "../../schema/complaint-desk.ts";
import { takingAway } from "../../schema/consent.rules.ts";
import {
  type ConsentLost,
  type ConsentTaken,
  consentGive,
  consentRenew,
  consentRevoke,
  consentTaken,
  consentWithdraw,
  type Purpose,
  purposes,
} from "../../schema/consent.ts";
import type { Crisis } from "../../schema/crisis.ts";
import type { InputOf } from "../../schema/kit/act.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { permitLost } from "../../schema/permit-office.ts";
import { getCrisis, guardOpen, listRecipients, takesPart } from "../crisis/store.ts";
import { keepConsents, revokeConsents } from "../expiry/store.ts";
import { officerOf, personOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, openByRing } from "../kit/seal.ts";
import { insertNotices } from "../notice/store.ts";
import { findAuthority } from "../permit/store.ts";
import { findSight } from "../registration/sight.ts";
import { findOwnRegistration, type RegistrationRow } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import {
  consentWrites,
  guardRecipient,
  listConsents,
  listDeleted,
  listDeletedKnown,
  listTaken,
} from "./store.ts";
import { sealShown } from "./view.ts";

/**
 * The registration of whoever is signed in, an adult with a code of her own too, and even while it is being deleted.
 * Raises `signed-out` where it is gone.
 */
export async function anyOwnRegistration(ctx: Ctx): Promise<RegistrationRow> {
  const row = await findOwnRegistration(ctx.db, personOf(ctx.actor));
  if (row === null) throw new Problem("signed-out");
  return row;
}

/**
 * A host authority may be given what is printed on a permit, and nothing else; `travel` comes with a yes to a movement, and
 * `hold` with a need that was taken on.
 * `trace` is given to no organisation.
 */
async function mayReceive(
  ctx: Ctx,
  crisis: Crisis,
  organisationId: string,
  purpose: Purpose,
): Promise<boolean> {
  if (purpose === "travel" || purpose === "hold" || purpose === "trace") return false;
  if (purpose === "permit") return (await findAuthority(ctx.db, crisis))?.id === organisationId;
  return (await listRecipients(ctx.db, crisis.id, [organisationId])).length > 0;
}

/** The group's registration, for what every adult of it may do. Raises `being-deleted`. */
export async function groupRegistration(ctx: Ctx): Promise<RegistrationRow> {
  const row = await anyOwnRegistration(ctx);
  if (row.erasureAt !== null) throw new Problem("being-deleted");
  return row;
}

/**
 * The signed-in person's own registration, for what only she decides who registered. Raises `not-allowed` for another
 * adult of the group, and `being-deleted`.
 */
export async function ownRegistration(ctx: Ctx): Promise<RegistrationRow> {
  if (personOf(ctx.actor).personId !== null) throw new Problem("not-allowed");
  return groupRegistration(ctx);
}

export const give = bind(consentGive, async (ctx, { organisationId, purpose, lang = "en" }) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  if (!(await mayReceive(ctx, crisis, organisationId, purpose))) throw new Problem("recipient-unknown");
  const held = (await listConsents(ctx.db, own))
    .filter((one) => one.organisationId === organisationId)
    .map((one) => one.purpose);
  if (held.includes(purpose)) throw new Problem("recipient-has-consent");
  // Only who has the request can pass a need of it on.
  if (purpose === "refer" && !held.includes("help")) throw new Problem("consent-missing");
  const place = purpose === "permit" ? ("permit" as const) : ("page" as const);
  const key = await keyOf(ctx.settings, own);
  const said = { registrationId: own.id, organisationId, purpose, event: "given" as const, at: crisis.now };
  const writes = [
    guardOpen(ctx.db, own.crisisId),
    // An organisation that left the crisis between reading and writing gets nothing.
    guardRecipient(ctx.db, own.crisisId, organisationId),
    ...(await consentWrites(ctx.db, [{ ...said, lang, place, key }])),
  ];
  const reply = { organisationId, purpose, given: true as const, at: crisis.now };
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: own.crisisId, targetId: own.id, organisationId },
    writes,
    reply,
  );
});

/** Works in a closed crisis too: taking back is never too late. A purpose that was not given is withdrawn as well. */
export const withdraw = bind(consentWithdraw, async (ctx, { organisationId, purpose, lang = "en" }) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const held = (await listConsents(ctx.db, own))
    .filter((one) => one.organisationId === organisationId)
    .map((one) => one.purpose);
  const taken: Purpose[] = purposes.filter(
    (one) => held.includes(one) && (purpose === undefined || one === purpose),
  );
  const event = takingAway(held, taken);
  const said = {
    registrationId: own.id,
    organisationId,
    event,
    at: crisis.now,
    lang,
    place: "page" as const,
    key: await keyOf(ctx.settings, own),
  };
  const writes = await consentWrites(
    ctx.db,
    taken.map((one) => ({ ...said, purpose: one })),
  );
  const reply = { organisationId, given: false as const, at: crisis.now };
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: own.crisisId, targetId: own.id, organisationId },
    writes,
    reply,
  );
});

/**
 * Works in a closed crisis too: who helps her on may go on. She reads her page, in the language that she says; what another
 * said for her, and nobody has confirmed, stays another's word.
 */
export const renew = bind(consentRenew, async (ctx, { organisationId, lang = "en" }) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const key = await keyOf(ctx.settings, own);
  const held = (await listConsents(ctx.db, own)).some(
    (one) => one.organisationId === organisationId && one.purpose !== "hold",
  );
  if (!held) throw new Problem("consent-missing");
  const shown = await sealShown(key, "consent", own.id, lang, "page");
  const writes = [
    ...(await insertNotices(ctx.db, ["page"], crisis.now)),
    keepConsents(ctx.db, { registrationId: own.id, organisationId, at: crisis.now, shown }),
  ];
  const target = { crisisId: own.crisisId, targetId: own.id, organisationId };
  return commit(ctx, new Date(crisis.now), target, writes, { organisationId, at: crisis.now });
});

/** Only ever less: whoever gives up what her own organisation sees can give nothing to anybody. */
export const revoke = bind(consentRevoke, async (ctx, { registrationId }) => {
  const { organisationId } = officerOf(ctx.actor);
  const row = await findSight(ctx.db, { organisationId }, registrationId);
  if (row === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  const writes = [revokeConsents(ctx.db, registrationId, organisationId, crisis.now)];
  const target = { crisisId: row.crisisId, targetId: registrationId };
  return commit(ctx, new Date(crisis.now), target, writes, { registrationId, at: crisis.now });
});

const PAGE = 100;

/** @PRIVACY the code alone leaves, and only to those who had it: it strikes paper copies, and opens nothing. */
export const taken = bind(consentTaken, async (ctx, { crisisId, before }) => {
  const { organisationId, role } = officerOf(ctx.actor);
  showing({ audience: "former", role, purposes: [], age: null }).must("code");
  if (!(await takesPart(ctx.db, crisisId, organisationId))) throw new Problem("not-found");
  const scope = { organisationId };
  const rows = await listTaken(ctx.db, scope, crisisId, Number(before ?? Number.MAX_SAFE_INTEGER), PAGE + 1);
  const deleted = before === undefined ? await listDeleted(ctx.db, scope, crisisId, PAGE) : [];
  const codeOf = async (row: { registrationId: string; reference: ArrayBuffer; helped: number }) => {
    const sealed = bytesOf(row.reference);
    return row.helped === 0 || sealed.length === 0
      ? null
      : openByRing<string>(ctx.settings, `registration.reference:${row.registrationId}`, sealed);
  };
  const shown = rows.slice(0, PAGE);
  return {
    rows: await Promise.all(
      shown.map(async (row) => ({
        registrationId: row.registrationId,
        reference: await codeOf(row),
        event: row.event as ConsentTaken["event"],
        purpose: row.purpose,
        at: row.at,
      })),
    ),
    deleted: await Promise.all(
      deleted.map(async (row) => ({
        registrationId: row.registrationId,
        reference: await codeOf(row),
        event: "deleted" as const,
        purpose: null,
        at: row.at,
      })),
    ),
    next: rows.length > PAGE ? String(shown.at(-1)?.id ?? 0) : null,
  };
});

/** @PRIVACY no code and no case leaves: a host authority and an oversight body know their own permits and complaints. */
async function lostTo(ctx: Ctx, { crisisId, before }: InputOf<typeof permitLost>) {
  const { organisationId, role } = officerOf(ctx.actor);
  showing({ audience: "former", role, purposes: [], age: null }).must("takenBack");
  if (!(await takesPart(ctx.db, crisisId, organisationId))) throw new Problem("not-found");
  const scope = { organisationId };
  const [rows, deleted] = await Promise.all([
    listTaken(ctx.db, scope, crisisId, Number(before ?? Number.MAX_SAFE_INTEGER), PAGE + 1),
    before === undefined ? listDeletedKnown(ctx.db, scope, crisisId, PAGE) : [],
  ]);
  const shown = rows.slice(0, PAGE);
  return {
    rows: shown.map(({ known, event, purpose, at }) => ({
      known: JSON.parse(known) as string[],
      event: event as ConsentLost["event"],
      purpose,
      at,
    })),
    deleted: deleted.map(({ known, at }) => ({
      known: JSON.parse(known) as string[],
      event: "deleted" as const,
      purpose: null,
      at,
    })),
    next: rows.length > PAGE ? String(shown.at(-1)?.id ?? 0) : null,
  };
}
export const lostPermits = bind(permitLost, lostTo);
export const lostComplaints = bind(complaintLost, lostTo);
