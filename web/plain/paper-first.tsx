// The first side of the paper form: what is told, who gets it, danger, where, and the people.
import type { VNode } from "preact";
import { dangers, documents, relations } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { Box, Head, Question } from "./paper-part.tsx";
import { Pictogram } from "./pictogram.tsx";
import { ownNeeds } from "./register-people.tsx";
import { Local, T } from "./shell.tsx";
import type { PaperView } from "./view.ts";

const ROWS = 8;
const others = relations.filter((one) => one !== "self");

function Receivers({ view }: { view: PaperView }): VNode {
  const { lang, organisations, crisis } = view;
  const desk = crisis.receivingDeskId;
  const sorted = [...organisations]
    .sort((a, b) => Number(b.id === desk) - Number(a.id === desk))
    .slice(0, 21);
  const partners = sorted.filter((one) => one.kind === "agency" && one.id !== desk);
  return (
    <>
      <p>
        <T lang={lang} k="notice.sees" />
      </p>
      <ul class="boxes three">
        {sorted.map((one) => (
          <Box key={one.id}>
            <Local text={one.name} lang={lang} />
            {one.id === desk ? (
              <>
                {" "}
                (<T lang={lang} k="notice.desk" />)
              </>
            ) : null}
          </Box>
        ))}
        <Box>
          {say(lang, "paper.other")}: <u />
        </Box>
      </ul>
      {partners.length === 0 ? null : (
        <>
          <p>
            <b>
              <T lang={lang} k="notice.partners" />
            </b>{" "}
            <T lang={lang} k="notice.partnersHint" />
          </p>
          <ul class="boxes three">
            {partners.map((one) => (
              <Box key={one.id}>
                <Local text={one.name} lang={lang} />
              </Box>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** What is crossed for each person, by group: heading, words, choices. */
const crossed = [
  ["people.relation", "relation", others],
  ["people.document", "document", documents],
  ["people.needs", "need", ownNeeds],
] as const;

function People({ lang }: { lang: string }): VNode {
  return (
    <>
      <p>
        {say(lang, "people.with")} {say(lang, "paper.first")}
      </p>
      <table>
        <thead>
          <tr>
            <th rowSpan={2} />
            <th rowSpan={2}>{say(lang, "people.name")}</th>
            <th rowSpan={2}>{say(lang, "paper.born")}</th>
            {crossed.map(([k, , list]) => (
              <th key={k} colSpan={list.length}>
                {say(lang, k)}
              </th>
            ))}
          </tr>
          <tr>
            {crossed.flatMap(([, words, list]) =>
              list.map((one) => (
                <th key={words + one}>
                  <Pictogram name={`${words}.${one}`} />
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: ROWS }, (_, row) => (
            <tr key={row}>
              <td>{row + 1}</td>
              <td />
              <td />
              {crossed.flatMap(([, words, list]) =>
                list.map((one) => (
                  <td key={words + one}>{row === 0 && words === "relation" ? null : <i class="bx" />}</td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {crossed.map(([k, words, list]) => (
        <ul key={k} class="legend">
          {list.map((one) => (
            <li key={one}>
              <Pictogram name={`${words}.${one}`} />
              <span>
                <T lang={lang} k={`${words}.${one}`} />
              </span>
            </li>
          ))}
        </ul>
      ))}
    </>
  );
}

export function First({ view, code }: { view: PaperView; code: string }): VNode {
  const { lang } = view;
  return (
    <section class="sheet">
      <Head view={view} code={code} n={1} />
      <p>{say(lang, "paper.cross")}</p>
      <p class="told">
        <T lang={lang} k="notice.use" /> <T lang={lang} k="notice.lead" /> <T lang={lang} k="notice.never" />
      </p>
      <Question lang={lang} n={1} k="notice.help">
        <Receivers view={view} />
      </Question>
      <Question lang={lang} n={2} k="danger.question">
        <ul class="boxes three">
          {dangers.map((one) => (
            <Box key={one} icon={`danger.${one}`}>
              <T lang={lang} k={`danger.${one}`} />
            </Box>
          ))}
        </ul>
      </Question>
      <Question lang={lang} n={3} k="place.question">
        <p>{say(lang, "other.place.lead")}</p>
        <u class="line" />
      </Question>
      <Question lang={lang} n={4} k="people.question">
        <People lang={lang} />
      </Question>
    </section>
  );
}
