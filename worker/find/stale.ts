// Makes tokens anew where they are missing: after names or numbers changed, and once for everybody who was there before.
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, open } from "../kit/seal.ts";
import type { SealedPerson, SealedRegistration } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { insertTokensAt, listNamed, listStale } from "./store.ts";
import { tokensOf } from "./token.ts";

const AT_ONCE = 200;

/** Answers how many groups were read. What does not open is left for the next time, and holds up nobody else. */
export async function makeTokens(ctx: Pick<Ctx, "db" | "settings">, most = AT_ONCE): Promise<number> {
  const groups = await listStale(ctx.db, most);
  if (groups.length === 0) return 0;
  const people = Map.groupBy(await listNamed(ctx.db, groups), (row) => row.registrationId);
  const writes: D1PreparedStatement[] = [];
  for (const group of groups)
    try {
      const key = await keyOf(ctx.settings, group);
      const sealed = await open<SealedRegistration>(
        key,
        `registration.sealed:${group.id}`,
        bytesOf(group.sealed),
      );
      const persons = await Promise.all(
        (people.get(group.id) ?? []).map((row) =>
          open<SealedPerson>(key, `person.sealed:${row.id}`, bytesOf(row.sealed)),
        ),
      );
      const tokens = await tokensOf(ctx.settings, group.crisisId, sealed, persons);
      writes.push(insertTokensAt(ctx.db, { registrationId: group.id, tokens }, group.version));
    } catch {
      // @NOTE A row that somebody tampered with fails whenever it is opened; whoever opens it hears of it.
    }
  await keep(ctx.db, writes);
  return groups.length;
}
