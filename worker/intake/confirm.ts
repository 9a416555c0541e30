// The person herself says that what somebody else asked for her is right: each consent that holds is given anew, as her
// own, in the language that she reads; and with a number of her own whoever asked comes in no more.
import { Problem } from "../../schema/kit/problem.ts";
import { registrationConfirm } from "../../schema/registration-intake.ts";
import { ownRegistration } from "../consent/routes.ts";
import { consentWrites, listConsents } from "../consent/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, open, pinHash, randomBytes, seal } from "../kit/seal.ts";
import { whileFresh } from "../registration/change.ts";
import { guardVersion, type SealedRegistration, updateOwnPin, updateSealed } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { deleteSessionsOf } from "../session/store.ts";

async function pinWrites(ctx: Ctx, pin: string | undefined): Promise<D1PreparedStatement[]> {
  if (pin === undefined) return [];
  const actor = personOf(ctx.actor);
  const salt = randomBytes(16);
  return [
    updateOwnPin(ctx.db, actor, { salt, hash: await pinHash(ctx.settings, pin, salt) }),
    deleteSessionsOf(ctx.db, actor, actor.sessionHash),
  ];
}

/** Works in a closed crisis too: it is never too late to say whose words they are. Said twice, the first time counts. */
export const confirm = bind(registrationConfirm, (ctx, { lang, pin }) =>
  whileFresh(async () => {
    const own = await ownRegistration(ctx);
    const crisis = await getCrisis(ctx, own.crisisId);
    const key = await keyOf(ctx.settings, own);
    const sealed = await open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed));
    if (sealed.asked === undefined) throw new Problem("not-found");
    const confirmedAt = sealed.asked.confirmedAt ?? crisis.now;
    const read = lang ?? sealed.lang;
    const after = { ...sealed, lang: read, asked: { ...sealed.asked, confirmedAt } };
    const held = sealed.asked.confirmedAt === null ? await listConsents(ctx.db, own) : [];
    const anew = held.map(({ registrationId, organisationId, purpose }) => ({
      registrationId,
      organisationId,
      purpose,
      event: "given" as const,
      at: crisis.now,
      lang: read,
      place: "confirm" as const,
      key,
    }));
    const writes = [
      guardVersion(ctx.db, own.id, own.version),
      updateSealed(ctx.db, own.id, await seal(key, `registration.sealed:${own.id}`, after)),
      ...(await consentWrites(ctx.db, anew)),
      ...(await pinWrites(ctx, pin)),
    ];
    const target = { crisisId: crisis.id, targetId: own.id };
    return commit(ctx, new Date(crisis.now), target, writes, { confirmedAt });
  }),
);
