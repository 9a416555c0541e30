// Who may see her answers: each with what it may see and since when, taken back in two taps; and sharing with others.
import type { VNode } from "preact";
import type { Purpose } from "../../schema/consent.ts";
import { say } from "../../schema/words.ts";
import { T, Time } from "./shell.tsx";
import type { StatusView } from "./view.ts";

/**
 * What she can give here. `place` is asked for with the place, `travel` comes with her yes to a movement, and `permit` is
 * for the host authority, on the page of permits.
 */
const givenHere: readonly Purpose[] = ["help", "assist"];

/** One of several purposes, or all of them, which is what stands chosen. */
function Which({ lang, purposes }: { lang: string; purposes: readonly Purpose[] }): VNode {
  return (
    <>
      {["", ...purposes].map((purpose) => (
        <label key={purpose} class="pick">
          <input type="radio" name="purpose" value={purpose} checked={purpose === ""} />
          <span>{say(lang, purpose === "" ? "consent.withdrawAll" : `purpose.${purpose}`)}</span>
        </label>
      ))}
    </>
  );
}

export function Shares({ page }: { page: StatusView }): VNode {
  const { lang, view } = page;
  return (
    <section id="shares">
      <h2>
        <T lang={lang} k="consent.title" />
      </h2>
      {view.shares.length === 0 ? (
        <p>
          <T lang={lang} k="consent.none" />
        </p>
      ) : (
        <ul class="plain">
          {view.shares.map((share) => (
            <li key={share.organisationId}>
              <strong>
                <bdi>{share.name}</bdi>
              </strong>
              <ul>
                {share.purposes.map((purpose) => (
                  <li key={purpose}>{say(lang, `purpose.${purpose}`)}</li>
                ))}
              </ul>
              <small>
                <Time lang={lang} at={share.since} />
              </small>
              <details>
                <summary>
                  <T lang={lang} k="consent.withdraw" />
                </summary>
                <p>
                  <T lang={lang} k="consent.withdrawMeans" />
                </p>
                <form method="post" action={`/${lang}/s/withdraw`}>
                  <input type="hidden" name="actId" value={page.nextActId()} />
                  <input type="hidden" name="lang" value={lang} />
                  <input type="hidden" name="organisationId" value={share.organisationId} />
                  {share.purposes.length < 2 ? null : <Which lang={lang} purposes={share.purposes} />}
                  <p>
                    <button type="submit" class="danger">
                      <span>
                        <T lang={lang} k="consent.withdrawSure" />
                      </span>
                    </button>
                  </p>
                </form>
              </details>
            </li>
          ))}
        </ul>
      )}
      {view.offers.length === 0 ? null : (
        <details>
          <summary>
            <T lang={lang} k="consent.share" />
          </summary>
          <form method="post" action={`/${lang}/s/share`} autocomplete="off">
            <input type="hidden" name="actId" value={page.nextActId()} />
            <input type="hidden" name="lang" value={lang} />
            <label class="label" for="offer">
              <T lang={lang} k="consent.who" />
            </label>
            <select id="offer" name="organisationId">
              {view.offers.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
            <fieldset>
              <legend>
                <T lang={lang} k="consent.what" />
              </legend>
              {givenHere.map((purpose) => (
                <label key={purpose} class="pick">
                  <input type="radio" name="purpose" value={purpose} />
                  <span>{say(lang, `purpose.${purpose}`)}</span>
                </label>
              ))}
            </fieldset>
            <p>
              <button type="submit" class="second">
                <span>
                  <T lang={lang} k="consent.shareButton" />
                </span>
              </button>
            </p>
          </form>
        </details>
      )}
    </section>
  );
}
