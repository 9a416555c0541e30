// Boarding passes: one card for each of the group, one slip of paper each where they are printed. All of them stand on
// one page, so that a family at a gate waits for the network once.
import type { VNode } from "preact";
import type { Pass } from "../../schema/pass.ts";
import { say } from "../../schema/words.ts";
import { passCss } from "./paper-css.ts";
import { Qr } from "./qr.tsx";
import { Said, Sentence } from "./sentence.tsx";
import { Digits, document, Local } from "./shell.tsx";
import type { PassView } from "./view.ts";

function Slip({ view, pass }: { view: PassView; pass: Pass }): VNode {
  const { lang } = view;
  const seat = view.journey.seats.find((one) => one.movementId === pass.movementId);
  return (
    <article class="paper slip">
      <Qr text={pass.credential} label={say(lang, "pass.code")} />
      <bdi dir="ltr" class="code">
        {pass.number}
      </bdi>
      <p class="who">
        <bdi dir="auto">{pass.name ?? say(lang, "status.noName")}</bdi>
      </p>
      <p>
        {say(lang, "pass.place", { n: pass.n, m: pass.m })}{" "}
        <Sentence lang={lang} k="pass.group" parts={() => ({ n: <Digits>{pass.group}</Digits> })} />
      </p>
      {seat === undefined ? null : (
        <p>
          {say(lang, `movementMode.${seat.mode}`)}.{" "}
          <Sentence
            lang={lang}
            k="journey.way"
            parts={(own) => ({
              from: <Local text={seat.from.name} lang={own} />,
              to: <Local text={seat.to.name} lang={own} />,
            })}
          />{" "}
          <Said lang={lang} k="journey.leaves" at={seat.leavesAt} />
        </p>
      )}
      <p>
        <Said lang={lang} k="pass.until" at={pass.expiresAt} />
      </p>
    </article>
  );
}

/** @PRIVACY her own group's passes, to herself. */
export function renderPasses(view: PassView): string {
  const { lang, passes } = view;
  return document({
    ...view,
    title: say(lang, "status.title"),
    phone: view.hotline,
    css: passCss,
    children: (
      <>
        <p class="noprint">
          <a href={`/${lang}/s`}>{say(lang, "status.title")}</a>
        </p>
        <h1>{say(lang, "pass.title")}</h1>
        {passes.length === 0 ? (
          <p>{say(lang, "pass.none")}</p>
        ) : (
          <p class="noprint">{say(lang, "pass.lead")}</p>
        )}
        {passes.map((pass) => (
          <Slip key={`${pass.movementId} ${pass.personId}`} view={view} pass={pass} />
        ))}
      </>
    ),
  });
}
