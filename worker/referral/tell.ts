// She is told who took a need of hers on, and when that is over: a message in her own conversation, in her language, and a
// text where that is safe. @PRIVACY her key is opened to write to her; nothing of her is read.
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { beside, say } from "../../schema/words.ts";
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
  const said = (one: string) => ({
    name: inLanguage(names.get(referral.toId) ?? { en: referral.toId }, one).text,
    need: say(one, `need.${referral.kind}`),
    page: say(one, "consent.title"),
  });
  // English stands beside a draft here too: it says who sees what.
  const english = beside(lang, what, said("en"));
  const text = [say(lang, what, said(lang)), ...(english === null ? [] : [english])].join("\n\n");
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
