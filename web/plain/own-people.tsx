// Her people: all of them on one page; adding, changing and taking out one, and a code of one's own for another adult.
import type { VNode } from "preact";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import type { Given } from "./field.tsx";
import { Act, Born, ownPage, Twice } from "./own-frame.tsx";
import { PersonFields } from "./register-people.tsx";
import { Digits, T } from "./shell.tsx";
import type { OwnCodeView, OwnPeopleView, OwnPersonView, StatusView } from "./view.ts";

type Person = StatusView["view"]["persons"][number];

function Line({ page, person, at }: { page: StatusView; person: Person; at: number }): VNode {
  const { lang, view } = page;
  const mine = view.adultId === null || view.adultId === person.id;
  const n = String(at + 1);
  return (
    <li>
      <div class="row">
        <strong>
          <bdi dir="auto">{person.name ?? say(lang, "status.noName")}</bdi>
        </strong>
        <span>
          {person.relation === null ? "" : `${say(lang, `relation.${person.relation}`)} `}
          <Born lang={lang} born={person.born} />
        </span>
      </div>
      {view.unseated?.includes(person.id) === true ? (
        <p>
          <strong>{say(lang, "people.noSeat")}</strong>
        </p>
      ) : null}
      {view.codes.includes(person.id) ? <span class="tag">{say(lang, "code.has")}</span> : null}
      {mine ? (
        <p class="row">
          <a href={`/${lang}/s/people/${n}`}>{say(lang, "own.change")}</a>
          {view.codes.includes(person.id) ? null : (
            <a href={`/${lang}/s/tell/${n}`}>{say(lang, "told.more")}</a>
          )}
        </p>
      ) : null}
    </li>
  );
}

export function renderPeople(page: OwnPeopleView): string {
  const { lang, view } = page;
  const given = view.persons.filter((one) => page.mayHaveCode.includes(one.id));
  return ownPage(page, {
    k: "own.people",
    at: "people",
    children: (
      <>
        <section>
          <ul class="plain">
            {view.persons.map((one, at) => (
              <Line key={one.id} page={page} person={one} at={at} />
            ))}
          </ul>
        </section>
        {view.adultId !== null ? null : (
          <>
            {view.persons.length >= 30 ? null : (
              <a class="button second wide" href={`/${lang}/s/people/0`}>
                {say(lang, "people.more")}
              </a>
            )}
            {given.length === 0 ? null : (
              <section>
                <h2>
                  <T lang={lang} k="code.give" />
                </h2>
                <p>
                  <T lang={lang} k="code.means" />
                </p>
                {given.map((one) => (
                  <Act key={one.id} page={page} step="code" fixed={{ personId: one.id }}>
                    <button type="submit" class="second wide">
                      <bdi dir="auto">
                        {one.name ?? say(lang, "people.n", { n: view.persons.indexOf(one) + 1 })}
                      </bdi>
                    </button>
                  </Act>
                ))}
              </section>
            )}
          </>
        )}
      </>
    ),
  });
}

/** One entry, whole; without one, somebody is added. The fields are those of the first form. */
export function renderPerson(page: OwnPersonView): string {
  const { lang, view, person } = page;
  const given: Given = { lang, values: page.values, problem: page.problem };
  const first = person !== null && view.persons[0]?.id === person.id && view.adultId === null;
  return ownPage(page, {
    k: person === null ? "people.more" : "people.entry",
    at: `people/${String(page.n)}`,
    children: (
      <>
        <Act page={page} step="person" fixed={{ lang, ...(person === null ? {} : { personId: person.id }) }}>
          <PersonFields lang={lang} given={given} at={0} self={first} />
          <button type="submit" class="wide">
            {say(lang, "own.save")}
          </button>
        </Act>
        {person === null || view.persons.length === 1 || view.adultId !== null ? null : (
          <Twice
            page={page}
            step="person"
            fixed={{ personId: person.id, remove: "yes" }}
            k="people.remove"
            means="people.removeMeans"
            sure="people.removeSure"
          />
        )}
      </>
    ),
  });
}

/** Shown once. Leaving the page burns it. */
export function renderCode(page: OwnCodeView): string {
  const { lang, code, person } = page;
  return ownPage(page, {
    k: "code.title",
    at: "people",
    actId: page.actId,
    children: (
      <>
        <div class="card" role="status">
          <p>
            <strong>
              <bdi dir="auto">{person.name ?? say(lang, "status.noName")}</bdi>
            </strong>
          </p>
          <span>{say(lang, "receipt.code")}</span>
          <bdi dir="ltr" class="code" id="code">
            {spaced(code.reference)}
          </bdi>
          <span>
            <T lang={lang} k="pin.title" />
          </span>
          <Digits>
            <span class="code" id="pin">
              {code.pin}
            </span>
          </Digits>
          <p>
            <T lang={lang} k="code.once" />
          </p>
        </div>
        <p>
          <T lang={lang} k="code.then" />
        </p>
      </>
    ),
  });
}
