// Handlers of consent: the person gives, the person takes back. Nobody else can do either.
import { consentGive, consentWithdraw, type Purpose, purposes } from "../../schema/consent.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { getCrisis, guardOpen, listRecipients } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { findAuthority } from "../permit/store.ts";
import { findOwnRegistration, type RegistrationRow } from "../registration/store.ts";
import { insertConsents, listConsents } from "./store.ts";

/**
 * The registration of whoever is signed in, an adult with a code of her own too, and even while it is being deleted.
 * Raises `signed-out` where it is gone.
 */
export async function anyOwnRegistration(ctx: Ctx): Promise<RegistrationRow> {
  const row = await findOwnRegistration(ctx.db, personOf(ctx.actor));
  if (row === null) throw new Problem("signed-out");
  return row;
}

/** A host authority may be given what is printed on a permit, and nothing else; `travel` comes with a yes to a movement. */
async function mayReceive(
  ctx: Ctx,
  crisis: Crisis,
  organisationId: string,
  purpose: Purpose,
): Promise<boolean> {
  if (purpose === "travel") return false;
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
  const event = { registrationId: own.id, organisationId, purpose, given: 1 as const, at: crisis.now, lang };
  const writes = [guardOpen(ctx.db, own.crisisId), insertConsents(ctx.db, [event])];
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
  const event = { registrationId: own.id, organisationId, given: 0 as const, at: crisis.now, lang };
  const writes =
    taken.length === 0
      ? []
      : [
          insertConsents(
            ctx.db,
            taken.map((one) => ({ ...event, purpose: one })),
          ),
        ];
  const reply = { organisationId, given: false as const, at: crisis.now };
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: own.crisisId, targetId: own.id, organisationId },
    writes,
    reply,
  );
});
