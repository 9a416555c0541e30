// What she agreed to, to whom, until when, and what she had read before: the record of her consents as a page that prints.
// The same record as the file has; the sentences are the stored ones, in the language in which she read them.
import { Fragment, type VNode } from "preact";
import { dirOf } from "../../schema/kit/language.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { ownPage } from "./own-frame.tsx";
import { Said } from "./sentence.tsx";
import { Digits, T, Time, Written } from "./shell.tsx";
import type { OwnReceiptView } from "./view.ts";

type Record = OwnReceiptView["record"];

/** What became of a yes, in words; nothing where it stands. */
function ended(lang: string, event: Record["events"][number]["event"]): string {
  return event === "expired" || event === "revoked" ? say(lang, `consent.${event}`) : say(lang, "data.no");
}

/** The stored sentence, with the names of those whom it was said of where it left a gap. */
function named(record: Record, noticeId: string, text: string): string {
  const said = record.events.filter((one) => one.privacy_notice === noticeId && one.event !== "refused");
  const names = [...new Set(said.map((one) => one.organisation_id))].map(
    (id) => record.parties.find((one) => one.party_id === id)?.party_name ?? id,
  );
  return text.replaceAll(/\{(?:name|desk)\}/g, () => names.join(", "));
}

function Party({ page, id }: { page: OwnReceiptView; id: string }): VNode {
  const { lang, record } = page;
  const events = record.events.filter((one) => one.organisation_id === id && one.event !== "refused");
  const purposes = record.processing.filter((one) => one.pii_controllers.includes(id));
  return (
    <li>
      <strong>
        <bdi>{record.parties.find((one) => one.party_id === id)?.party_name ?? id}</bdi>
      </strong>
      <ul>
        {purposes.map(({ purpose, valid_until }) => (
          <li key={purpose}>
            <T lang={lang} k={`purpose.${purpose}`} />
            {valid_until === null ? null : (
              <small>
                <Said lang={lang} k="consent.until" at={valid_until} />
              </small>
            )}
          </li>
        ))}
      </ul>
      <ul>
        {events.map((one, i) => (
          <li key={i}>
            <Time lang={lang} at={one.event_time} />{" "}
            {one.event === "given" || one.event === "renewed"
              ? say(lang, "data.yes")
              : ended(lang, one.event)}
            {": "}
            <T lang={lang} k={`purpose.${one.purpose}`} />
          </li>
        ))}
      </ul>
    </li>
  );
}

export function renderConsents(page: OwnReceiptView): string {
  const { lang, record, view } = page;
  const refused = record.events.filter((one) => one.event === "refused");
  const nameOf = (id: string) => record.parties.find((one) => one.party_id === id)?.party_name ?? id;
  const parties = [...new Set(record.processing.flatMap((one) => one.pii_controllers))];
  return ownPage(page, {
    k: "consent.receipt",
    at: "consent",
    script: `$("#print").onclick=()=>print();`,
    children: (
      <>
        <p>
          {say(lang, "status.code")}: <Digits>{spaced(view.reference)}</Digits>,{" "}
          <Time lang={lang} at={record.header.made_time} />
        </p>
        <button type="button" class="second jsonly noprint" id="print">
          {say(lang, "receipt.print")}
        </button>
        <ul class="plain">
          {parties.map((id) => (
            <Party key={id} page={page} id={id} />
          ))}
        </ul>
        {record.representation.some((one) => one.reason === "child") ? (
          <p>
            <T lang={lang} k="consent.children" />
          </p>
        ) : null}
        {refused.length === 0 ? null : (
          <details>
            <summary>
              <T lang={lang} k="consent.refused" />
            </summary>
            <ul>
              {refused.map((one, i) => (
                <li key={i}>
                  <bdi>{nameOf(one.organisation_id)}</bdi>: <T lang={lang} k={`purpose.${one.purpose}`} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <h2>
          <T lang={lang} k="consent.read" />
        </h2>
        {record.privacy_notices.map((notice) => (
          <Fragment key={notice.notice_id}>
            {notice.words.map(({ key, english, ...one }) => (
              <p key={key} lang={one.lang} dir={dirOf(one.lang)}>
                <Written
                  lang={notice.language}
                  one={{
                    ...one,
                    key,
                    text: named(record, notice.notice_id, one.text),
                    ...(english === undefined ? {} : { english: named(record, notice.notice_id, english) }),
                  }}
                />
              </p>
            ))}
            <p class="hint">
              <bdi dir="ltr">
                {notice.version} {notice.notice_id.slice(0, 12)}
              </bdi>
            </p>
          </Fragment>
        ))}
        <p class="noprint">
          <a href={`/${lang}/s/share`}>
            <T lang={lang} k="consent.withdraw" />
          </a>
        </p>
      </>
    ),
  });
}
