// All that is kept about her request, as a page: the same as the file that she can take along.
import { Fragment, type VNode } from "preact";
import { looksByDay } from "../../schema/access.rules.ts";
import { endonymOf } from "../../schema/kit/language.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { Looks } from "./looks.tsx";
import { Message } from "./message.tsx";
import { Born, ownPage } from "./own-frame.tsx";
import { nationalityIn } from "./own-tell.tsx";
import { Digits, T, Time } from "./shell.tsx";
import type { OwnDataView } from "./view.ts";

type Whole = OwnDataView["whole"];

/** What was told of one person, in words. */
function Told({ lang, told }: { lang: string; told: NonNullable<Whole["persons"][number]["told"]> }): VNode {
  const { sex, nationality, speaks = [], speaksAlso, difficulty = {} } = told;
  const spoken = [...speaks.map(endonymOf), ...(speaksAlso === undefined ? [] : [speaksAlso])];
  return (
    <small>
      {sex === undefined ? null : <span>{say(lang, `sex.${sex}`)}. </span>}
      {nationality === undefined ? null : (
        <span>
          {say(lang, "told.nationality")}: <bdi>{nationalityIn(lang, nationality)}</bdi>.{" "}
        </span>
      )}
      {spoken.map((one) => (
        <Fragment key={one}>
          <bdi>{one}</bdi>{" "}
        </Fragment>
      ))}
      {Object.entries(difficulty).map(([one, degree]) => (
        <span key={one}>
          {say(lang, `difficulty.${one}`)} {say(lang, `degree.${degree}`)}.{" "}
        </span>
      ))}
    </small>
  );
}

function Facts({ page }: { page: OwnDataView }): VNode {
  const { lang, whole } = page;
  const facts: [string, VNode | string | null][] = [
    ["status.code", <Digits>{spaced(whole.reference)}</Digits>],
    ["data.state", say(lang, `state.${whole.state}`)],
    ["status.wrote", whole.reason],
    ["data.sentAt", <Time lang={lang} at={whole.openedAt} />],
    ["home.language", <bdi lang={whole.lang}>{endonymOf(whole.lang)}</bdi>],
    ["choice.question", whole.choice === null ? null : say(lang, `choice.${whole.choice}`)],
    [
      "barrier.question",
      whole.barriers.length === 0
        ? null
        : whole.barriers.map((one) => say(lang, `barrier.${one}`)).join(" · "),
    ],
    ["reach.phone", whole.phone === null ? null : <Digits>{whole.phone}</Digits>],
    ["reach.note", whole.note],
    [
      "own.place",
      whole.place === null ? null : (
        <>
          {whole.place.zone} <bdi dir="auto">{whole.place.landmark}</bdi>{" "}
          {whole.place.lat === null ? null : (
            <Digits>{`${String(whole.place.lat)}, ${String(whole.place.lng)}`}</Digits>
          )}
        </>
      ),
    ],
    [
      "status.needs",
      whole.needs.length === 0 ? null : whole.needs.map((one) => say(lang, `need.${one.kind}`)).join(" · "),
    ],
  ];
  return (
    <dl>
      {facts
        .filter(([, value]) => value !== null)
        .map(([k, value]) => (
          <div key={k}>
            <dt class="label">{say(lang, k)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function renderData(page: OwnDataView): string {
  const { lang, whole } = page;
  return ownPage(page, {
    k: "own.data",
    at: "data",
    children: (
      <>
        <p>{say(lang, "data.lead")}</p>
        <a class="button second wide" href={`/${lang}/s/file`} download>
          {say(lang, "data.file")}
        </a>
        <p class="warn">
          <T lang={lang} k="data.fileMeans" />
        </p>
        <section>
          <Facts page={page} />
          <h2>{say(lang, "own.people")}</h2>
          <ul class="plain">
            {whole.persons.map((one) => (
              <li key={one.id}>
                <bdi dir="auto">{one.name ?? say(lang, "status.noName")}</bdi>{" "}
                <Born lang={lang} born={one.born} />
                {one.told === null ? null : <Told lang={lang} told={one.told} />}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>
            <T lang={lang} k="consent.title" />
          </h2>
          <ul class="plain">
            {whole.consents.map((one, i) => (
              <li key={i}>
                <bdi>{one.organisation.name}</bdi>: <T lang={lang} k={`purpose.${one.purpose}`} />{" "}
                <span class="tag">{say(lang, one.given ? "data.yes" : "data.no")}</span>{" "}
                <small>
                  <Time lang={lang} at={one.at} />
                </small>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{say(lang, "looks.title")}</h2>
          <Looks
            lang={lang}
            looks={looksByDay(
              whole.looks.map(({ organisation, at, fields, reason }) => ({
                name: organisation.name,
                at,
                fields,
                reasoned: reason !== undefined,
              })),
            )}
          />
        </section>
        {whole.done.length === 0 ? null : (
          <section>
            <h2>{say(lang, "data.done")}</h2>
            <ul class="plain">
              {whole.done.map((one, i) => (
                <li key={i} class="row">
                  <bdi>{one.organisation.name}</bdi> <Time lang={lang} at={one.at} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {whole.dangers === undefined ? null : (
          <section>
            <h2>
              <T lang={lang} k="danger.mine" />
            </h2>
            <ul class="plain">
              {whole.dangers.map((one) => (
                <li key={one.id}>
                  <T lang={lang} k={`danger.kind.${one.kind}`} /> <bdi dir="auto">{one.where}</bdi>{" "}
                  <bdi dir="auto">{one.text}</bdi>{" "}
                  <small>
                    <Time lang={lang} at={one.seenAt} />
                  </small>
                </li>
              ))}
            </ul>
          </section>
        )}
        {whole.messages.length === 0 ? null : (
          <section>
            <h2>{say(lang, "message.title")}</h2>
            <ul class="plain">
              {whole.messages.map((one) => (
                <Message key={one.id} lang={lang} one={one} />
              ))}
            </ul>
          </section>
        )}
        {page.view.adultId !== null ? null : (
          <p>
            <a href={`/${lang}/s/delete`}>{say(lang, "own.delete")}</a>
          </p>
        )}
      </>
    ),
  });
}
