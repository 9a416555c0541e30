// She is told who took a need of hers on, and when that is over: a message in her own conversation, in her language, and a
// text where that is safe. @PRIVACY her key is opened to write to her; nothing of her is read.
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { say } from "../../schema/words.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, makeId, open, seal } from "../kit/seal.ts";
import { insertMessage } from "../message/store.ts";
import { namesOf } from "../organisation/store.ts";
import { findOwnRegistration, type SealedRegistration } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { newsWrites } from "../sms/outbox.ts";
import type { ReferralRow } from "./store.ts";

/** The message is the holder's, and reaches whoever referred: both sides read the same. */
export async function tellHer(
  ctx: Ctx,
  crisis: Crisis,
  referral: ReferralRow,
  what: "referral.taken" | "referral.over",
): Promise<D1PreparedStatement[]> {
  const row = await findOwnRegistration(ctx.db, referral);
  if (row === null || row.erasureAt !== null) return [];
  const key = await keyOf(ctx.settings, row);
  const { lang } = await open<SealedRegistration>(key, `registration.sealed:${row.id}`, bytesOf(row.sealed));
  const names = await namesOf(ctx.db, [referral.toId]);
  const name = inLanguage(names.get(referral.toId) ?? { en: referral.toId }, lang).text;
  const text = say(lang, what, {
    name,
    need: say(lang, `need.${referral.kind}`),
    page: say(lang, "consent.title"),
  });
  const id = makeId("msg");
  const message = {
    id,
    registrationId: row.id,
    personId: null,
    fromId: referral.toId,
    at: crisis.now,
    sealed: await seal(key, `message.sealed:${id}`, text),
  };
  return [...insertMessage(ctx.db, message, [referral.fromId]), ...(await newsWrites(ctx, row, crisis))];
}
