// Seats of a movement: a bar with its words, free seats by kind, and how many of them are ours until when.
import { placesOf, takesGroups } from "../../../schema/movement.rules.ts";
import type { Movement } from "../../../schema/movement.ts";
import { number, t, time } from "../../kit/words.ts";
import { freeWords, kindWords, mine, ownShare, seatsUnknown } from "./words.ts";

/** How much of it is taken. The words beside it say the same. */
export function Bar({ movement }: { movement: Pick<Movement, "capacity" | "taken"> }) {
  const places = placesOf(movement.capacity);
  if (places === 0) return null;
  const share = Math.min(1, placesOf(movement.taken) / places);
  return (
    <span class="bar-of" aria-hidden="true">
      <span style={{ inlineSize: `${String(Math.round(share * 100))}%` }} />
    </span>
  );
}

/** A movement whose reported people are more than its seats: as others published it, never by an act of ours. */
export function Overfull({ movement }: { movement: Movement }) {
  return movement.overfull ? (
    <span class="tag warn" title={t("desk.movement.overfullMeans")}>
      {t("desk.movement.overfull")}
    </span>
  ) : null;
}

/** Its time is over by the clock of the crisis, and nobody said that it has left. */
export function Overdue({ movement, now }: { movement: Movement; now: string }) {
  return takesGroups(movement.state) && now !== "" && movement.leavesAt <= now ? (
    <span class="tag warn">{t("desk.movement.overdue")}</span>
  ) : null;
}

export function MineLine({ movement, now }: { movement: Movement; now: string }) {
  const left = mine(movement, now);
  if (left === null) return <span class="muted">{t("desk.movement.notOurs")}</span>;
  const share = ownShare(movement);
  const runs = share !== undefined && share.until > now;
  return (
    <>
      <strong>{t("desk.movement.mine", { n: number(left) })}</strong>
      {runs ? (
        <small class="block">
          {t("desk.movement.share", {
            n: number(Math.max(0, share.places - share.taken)),
            of: number(share.places),
            time: time(share.until),
          })}
        </small>
      ) : null}
    </>
  );
}

export function Seats({ movement, now }: { movement: Movement; now: string }) {
  return (
    <section class="seats" aria-label={t("desk.movement.seats")}>
      <Bar movement={movement} />
      <p>
        <strong>{freeWords(movement)}</strong>
        {(takesGroups(movement.state) ? kindWords(movement) : []).map((one) => (
          <span key={one} class="tag">
            {one}
          </span>
        ))}
        {movement.waiting === 0 ? null : (
          <span class="tag warn">
            {t("desk.movement.waitingGroups", { count: movement.waiting, n: number(movement.waiting) })}
          </span>
        )}
      </p>
      {seatsUnknown(movement.capacity) ? (
        <p class="muted">{t("desk.movement.seatsUnknownMeans")}</p>
      ) : !takesGroups(movement.state) ? null : (
        <p>
          <MineLine movement={movement} now={now} />
        </p>
      )}
    </section>
  );
}
