// The same questions on paper: two sides of A4, boxes to cross, the same order and pictograms. A form may carry a code that
// was made for it; its secret number stands only on the slip that is torn off and kept.
import type { ComponentChildren, VNode } from "preact";
import { needKinds } from "../../schema/need.ts";
import { barriers, choices, dangers, documents, phoneOwners, relations } from "../../schema/person.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { paperCss } from "./css-paper.ts";
import { Pictogram } from "./pictogram.tsx";
import { ownNeeds } from "./register-people.tsx";
import { Sentence } from "./sentence.tsx";
import { Digits, document, Local, T } from "./shell.tsx";
import type { PaperView } from "./view.ts";

const ROWS = 8;
const others = relations.filter((one) => one !== "self");

/** A box to cross, with its sign and its words. */
function Box({ icon, children }: { icon?: string; children: ComponentChildren }): VNode {
  return (
    <li>
      <i class="bx" />
      {icon === undefined ? null : <Pictogram name={icon} />}
      <span>{children}</span>
    </li>
  );
}

function Question({
  lang,
  n,
  k,
  children,
}: {
  lang: string;
  n: number;
  k: string;
  children: ComponentChildren;
}) {
  return (
    <div class="ask">
      <h2>
        {n}. <T lang={lang} k={k} />
      </h2>
      {children}
    </div>
  );
}

/** Ten boxes, filled in where the form has a code already. */
function Code({ digits }: { digits: string }): VNode {
  return (
    <bdi dir="ltr" class="cells">
      {Array.from({ length: 10 }, (_, i) => (
        <i key={i} class={i === 2 || i === 5 ? "bx gap" : "bx"}>
          {digits[i] ?? ""}
        </i>
      ))}
    </bdi>
  );
}

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

function Head({ view, code, n }: { view: PaperView; code: string; n: number }): VNode {
  const { lang, crisis } = view;
  return (
    <div class="head">
      <div>
        <h1>{say(lang, "paper.title")}</h1>
        <p>
          <Local text={crisis.name} lang={lang} /> · {say(lang, "paper.page", { n, all: 2 })}
        </p>
      </div>
      <p>
        <T lang={lang} k="slip.code" />
        <Code digits={code} />
      </p>
    </div>
  );
}

function First({ view, code }: { view: PaperView; code: string }): VNode {
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

function Second({ view, code, pin }: { view: PaperView; code: string; pin: string }): VNode {
  const { lang, crisis } = view;
  return (
    <section class="sheet">
      <Head view={view} code={code} n={2} />
      <Question lang={lang} n={5} k="needs.question">
        <ul class="boxes four">
          {needKinds.map((one) => (
            <Box key={one} icon={`need.${one}`}>
              <T lang={lang} k={`need.${one}`} />
            </Box>
          ))}
        </ul>
      </Question>
      <Question lang={lang} n={6} k="barrier.question">
        <p>{say(lang, "barrier.lead")}</p>
        <ul class="boxes three">
          {barriers.map((one) => (
            <Box key={one} icon={`barrier.${one}`}>
              {say(lang, `barrier.${one}`)}
            </Box>
          ))}
        </ul>
      </Question>
      <Question lang={lang} n={7} k="choice.question">
        <p>{say(lang, "choice.lead")}</p>
        <ul class="boxes two">
          {choices.map((one) => (
            <Box key={one} icon={`choice.${one}`}>
              {say(lang, `choice.${one}`)}: {say(lang, `choice.${one}.means`)}
            </Box>
          ))}
        </ul>
      </Question>
      <Question lang={lang} n={8} k="reach.question">
        <p class="fill">
          {say(lang, "reach.phone")}: <u />
        </p>
        <ul class="boxes two">
          <Box icon="consent.phoneSafe">
            <T lang={lang} k="consent.phoneSafe" />
          </Box>
          <li>
            <span>
              <T lang={lang} k="consent.phoneSafeHint" />
            </span>
          </li>
        </ul>
        <ul class="boxes three">
          {phoneOwners.map((one) => (
            <Box key={one} icon={`phoneOwner.${one}`}>
              {say(lang, `phoneOwner.${one}`)}
            </Box>
          ))}
        </ul>
        <p class="fill">
          {say(lang, "reach.note")}: <u />
        </p>
        <u class="line" />
      </Question>
      <ul class="boxes agree">
        <Box>
          <b>
            <T lang={lang} k="paper.agree" />
          </b>
        </Box>
      </ul>
      <p class="fill">
        {say(lang, "paper.sign")}: <u /> {say(lang, "paper.date")}: <u class="short" />
      </p>
      <div class="slip">
        <p>
          <b>
            <T lang={lang} k="slip.keep" />
          </b>
        </p>
        <div class="head">
          <p>
            <T lang={lang} k="slip.code" />
            <b class="code">{code === "" ? <Code digits="" /> : <Digits>{spaced(code)}</Digits>}</b>
          </p>
          <p>
            <T lang={lang} k="slip.pin" />
            <b class="code">{pin === "" ? <u class="short" /> : <Digits>{pin}</Digits>}</b>
          </p>
          <p>
            <Sentence
              lang={lang}
              k="slip.open"
              parts={() => ({ address: <Digits>{view.address}</Digits> })}
            />
            <br />
            {crisis.hotline === null ? null : (
              <>
                {say(lang, "receipt.phone")}: <Digits>{crisis.hotline}</Digits>
              </>
            )}
          </p>
        </div>
        <p>{say(lang, "paper.typed")}</p>
      </div>
    </section>
  );
}

export function renderPaper(view: PaperView): string {
  const { lang, codes } = view;
  const forms = codes.length === 0 ? [{ reference: "", pin: "" }] : codes;
  return document({
    ...view,
    title: say(lang, "paper.title"),
    form: 3,
    phone: view.crisis.hotline,
    exit: codes.length === 0,
    script: `D.body.className="js";$("#print").onclick=()=>print()`,
    css: paperCss,
    children: (
      <>
        <div class="noprint">
          <h1>{say(lang, "paper.title")}</h1>
          <p>{say(lang, "paper.lead")}</p>
          <button type="button" class="wide jsonly" id="print">
            {say(lang, "paper.print")}
          </button>
        </div>
        {forms.map(({ reference, pin }) => (
          <div key={reference} class="form">
            <First view={view} code={reference} />
            <Second view={view} code={reference} pin={pin} />
          </div>
        ))}
      </>
    ),
  });
}
