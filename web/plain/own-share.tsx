// Who may see her answers: each with what it may see and since when, taken back in two taps, widened in two; others that
// could be asked; and who looked. Another adult of the group reads it, and changes nothing.
import type { VNode } from "preact";
import type { Purpose } from "../../schema/consent.ts";
import { say } from "../../schema/words.ts";
import { Looks } from "./looks.tsx";
import { Act, ownPage, Twice } from "./own-frame.tsx";
import { Held, PassOn } from "./own-pass-on.tsx";
import { Said } from "./sentence.tsx";
import { T } from "./shell.tsx";
import type { StatusView } from "./view.ts";

/**
 * What is given here; `refer` by itself, below. `travel` comes with her yes to a movement, `permit` stands on the page of
 * permits, and `hold` comes with a need that was taken on.
 */
const givenHere: readonly Purpose[] = ["help", "assist", "place"];

/** One tap opens it, the second gives: a button for each purpose that is not held. */
function Give({
  page,
  id,
  name,
  purposes,
}: {
  page: StatusView;
  id: string;
  name: VNode;
  purposes: readonly Purpose[];
}): VNode | null {
  const { lang } = page;
  if (purposes.length === 0) return null;
  return (
    <details>
      <summary>{name}</summary>
      <p>
        <T lang={lang} k="consent.what" />
      </p>
      <Act page={page} step="share" fixed={{ lang, organisationId: id }}>
        {purposes.map((purpose) => (
          <button key={purpose} type="submit" name="purpose" value={purpose} class="second wide">
            <span>
              <T lang={lang} k={`purpose.${purpose}`} />
            </span>
          </button>
        ))}
      </Act>
    </details>
  );
}

/** Who receives now in place of a desk that she asked. Nothing was moved there: she says yes, or leaves it. */
function DeskNow({ page, desk }: { page: StatusView; desk: { id: string; name: string } }): VNode {
  const { lang, view } = page;
  return (
    <>
      <p class="warn">
        <T lang={lang} k="consent.deskNow" v={{ name: `\u2068${desk.name}\u2069` }} />
      </p>
      {view.adultId !== null ? null : (
        <Give
          page={page}
          id={desk.id}
          name={
            <>
              <T lang={lang} k="consent.share" />: <bdi>{desk.name}</bdi>
            </>
          }
          purposes={["help"]}
        />
      )}
    </>
  );
}

function Share({ page, share }: { page: StatusView; share: StatusView["view"]["shares"][number] }): VNode {
  const { lang, view } = page;
  const fixed = { lang, organisationId: share.organisationId };
  const more = givenHere.filter(
    (one) => !share.purposes.includes(one) && !(one === "assist" && share.purposes.includes("help")),
  );
  return (
    <li>
      <strong>
        <bdi>{share.name}</bdi>
      </strong>
      <ul>
        {share.purposes.map((purpose) => (
          <li key={purpose}>
            <T lang={lang} k={`purpose.${purpose}`} />
            {purpose === "hold" ? <Held page={page} id={share.organisationId} /> : null}
          </li>
        ))}
      </ul>
      <small>
        <Said lang={lang} k="status.since" at={share.since} />{" "}
        <Said lang={lang} k="consent.until" at={share.until} />
      </small>
      {share.stoppedAt === undefined ? null : (
        <p class="warn">
          <Said lang={lang} k="consent.stopped" at={share.stoppedAt} />
        </p>
      )}
      {share.deskNow === undefined ? null : <DeskNow page={page} desk={share.deskNow} />}
      {view.adultId !== null ? null : (
        <>
          {share.purposes.every((purpose) => purpose === "hold") ? null : (
            <Act page={page} step="renew" fixed={fixed}>
              <button type="submit" class="second">
                <span>
                  <T lang={lang} k="consent.keep" />
                </span>
              </button>
            </Act>
          )}
          <Twice
            page={page}
            step="withdraw"
            fixed={fixed}
            k="consent.withdraw"
            means="consent.withdrawMeans"
            sure="consent.withdrawSure"
          />
          {(["travel", "permit", "refer"] as const)
            .filter((purpose) => share.purposes.includes(purpose) && share.purposes.length > 1)
            .map((purpose) => (
              <Twice
                key={purpose}
                page={page}
                step="withdraw"
                fixed={{ ...fixed, purpose }}
                k={`consent.withdraw.${purpose}`}
                means={`consent.withdraw.${purpose}Means`}
                sure="consent.withdrawSure"
              />
            ))}
          {share.purposes.includes("place") && share.purposes.length > 1 ? (
            <Twice
              page={page}
              step="withdraw"
              fixed={{ ...fixed, purpose: "place" }}
              k="consent.withdrawPlace"
              means="consent.withdrawPlaceMeans"
              sure="consent.withdrawSure"
            />
          ) : null}
          <Give
            page={page}
            id={share.organisationId}
            name={<T lang={lang} k="consent.more" />}
            purposes={share.stoppedAt === undefined ? more : []}
          />
          {share.stoppedAt === undefined &&
          share.purposes.includes("help") &&
          !share.purposes.includes("refer") ? (
            <PassOn page={page} fixed={fixed} />
          ) : null}
        </>
      )}
    </li>
  );
}

/** Who could see it before, from when until when, and what ended it. */
function Before({ page }: { page: StatusView }): VNode | null {
  const { lang, view } = page;
  const { before = [] } = view;
  if (before.length === 0) return null;
  return (
    <section>
      <h2>{say(lang, "consent.before")}</h2>
      <ul class="plain">
        {before.map((one, i) => (
          <li key={i}>
            <bdi>{one.name}</bdi>{" "}
            <small>
              <Said lang={lang} k="status.since" at={one.since} />{" "}
              <Said lang={lang} k="consent.until" at={one.until} />{" "}
              {one.ended === "expired" || one.ended === "revoked"
                ? say(lang, `consent.${one.ended}`)
                : say(lang, "data.no")}
            </small>
            {one.purposes.map((purpose) => (
              <p key={purpose}>
                <T lang={lang} k={`purpose.${purpose}`} />
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function renderShares(page: StatusView): string {
  const { lang, view } = page;
  const mayGive = view.adultId === null && view.offers.length > 0;
  return ownPage(page, {
    k: "consent.title",
    at: "share",
    children: (
      <>
        <section>
          {view.shares.length === 0 ? (
            <p>
              <T lang={lang} k="consent.none" />
            </p>
          ) : (
            <ul class="plain">
              {view.shares.map((share) => (
                <Share key={share.organisationId} page={page} share={share} />
              ))}
            </ul>
          )}
        </section>
        {view.adultId !== null ? null : (
          <p>
            <a href={`/${lang}/s/consent`}>
              <T lang={lang} k="consent.receipt" />
            </a>
          </p>
        )}
        <p>
          <a href={`/${lang}/s/trace`}>
            <T lang={lang} k="purpose.trace" />
          </a>
        </p>
        {mayGive ? (
          <section>
            <h2>
              <T lang={lang} k="consent.share" />
            </h2>
            {view.offers.map((one) => (
              <Give
                key={one.id}
                page={page}
                id={one.id}
                name={<bdi>{one.name}</bdi>}
                purposes={["help", "assist"]}
              />
            ))}
          </section>
        ) : null}
        <Before page={page} />
        <section>
          <h2>{say(lang, "looks.title")}</h2>
          {view.looks.length === 0 ? (
            <p>{say(lang, "looks.none")}</p>
          ) : (
            <Looks lang={lang} looks={view.looks} />
          )}
          {view.looksMore === true ? <a href={`/${lang}/s/data`}>{say(lang, "own.data")}</a> : null}
        </section>
      </>
    ),
  });
}
