// The same questions on paper: two sides of A4, boxes to cross, the same order and pictograms. A form may carry a code that
// was made for it; its secret number stands only on the slip that is torn off and kept.
import type { VNode } from "preact";
import { needKinds } from "../../schema/need.ts";
import { barriers, choices, phoneOwners } from "../../schema/person.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { paperCss } from "./css-paper.ts";
import { First } from "./paper-first.tsx";
import { Box, Code, Head, Question } from "./paper-part.tsx";
import { Sentence } from "./sentence.tsx";
import { Digits, document, T } from "./shell.tsx";
import type { PaperView } from "./view.ts";

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
