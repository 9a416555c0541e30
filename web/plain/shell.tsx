// The frame of every plain page: head, exit, main part, footer. `T` is a sentence of words/, with English beside
// a draft where misreading it harms.
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Sentence } from "../../schema/consent-notice.ts";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { dirOf, endonymOf, scriptOf } from "../../schema/kit/language.ts";
import { beside, isReviewed, say, sayTime, speaks, type Values } from "../../schema/words.ts";
import { cssFor } from "./css.ts";
import { globe } from "./pictogram.tsx";
import { recording } from "./screen.tsx";
import type { Common } from "./view.ts";

/** A sentence; marked as English where the language lacks it. In an option or a title `sayBoth` says it. */
export function T({ lang, k, v }: { lang: string; k: string; v?: Values | undefined }): VNode {
  if (!speaks(lang, k))
    return (
      <span lang="en" dir="ltr">
        {say(lang, k, v)}
      </span>
    );
  const english = beside(lang, k, v);
  return (
    <>
      {say(lang, k, v)}
      {english === null ? null : (
        <span class="en" lang="en" dir="ltr">
          {english}
        </span>
      )}
    </>
  );
}

/** A sentence of a notice, as it is kept: drawn like any other. */
export function Written({ lang, one }: { lang: string; one: Sentence }): VNode {
  if (one.lang !== lang)
    return (
      <span lang={one.lang} dir={dirOf(one.lang)}>
        {one.text}
      </span>
    );
  return (
    <>
      {one.text}
      {one.english === undefined ? null : (
        <span class="en" lang="en" dir="ltr">
          {one.english}
        </span>
      )}
    </>
  );
}

/** Digits that stay in order in any line: codes, phones, coordinates. */
export function Digits({ children }: { children: ComponentChildren }): VNode {
  return <bdi dir="ltr">{children}</bdi>;
}

export function Time({ lang, at }: { lang: string; at: string }): VNode {
  return <time datetime={at}>{sayTime(lang, at)}</time>;
}

/** Own words of an organisation in the reader's language, marked with the language that they really are in. */
export function Local({ text, lang }: { text: LocalText; lang: string }): VNode {
  const own = inLanguage(text, lang);
  return own.lang === lang ? (
    <bdi lang={lang}>{own.text}</bdi>
  ) : (
    <bdi lang={own.lang} dir={dirOf(own.lang)}>
      {own.text}
    </bdi>
  );
}

/** Leaving is a POST, so that it works without scripts and a copied address does nothing (ruling 11). */
function Exit({ lang, actId, next }: Pick<Frame, "lang" | "actId" | "next">): VNode {
  return (
    <form method="post" action="/exit" data-exit autocomplete="off">
      {actId === undefined ? null : <input type="hidden" name="actId" value={actId} />}
      {next === undefined ? null : <input type="hidden" name="to" value={next} />}
      <button type="submit" class="exit">
        <span>
          <T lang={lang} k="exit.button" />
        </span>
      </button>
    </form>
  );
}

/** One link to all languages, in her own letters and with a sign that needs no reading. */
function LanguageLink({ lang, to }: { lang: string; to: string }): VNode {
  return (
    <a class="tongue" href={to} aria-label={`${endonymOf(lang)} · ${say(lang, "home.language")}`}>
      <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" aria-hidden="true">
        <path d={globe} />
      </svg>
      {endonymOf(lang)}
    </a>
  );
}

/**
 * Exit runs before anything else: it empties the page and hushes what is read aloud. Once that was drawn (naming another
 * address takes a slow phone longer than a frame) it takes the page's own address out of Back, and asks for the other page. Three presses of Shift do the same where there is a keyboard. Scripts of
 * a page run behind it in the same function: `D` is the document, `$` finds the first of a selector in it.
 */
const exitScript = `let n=0,t=0,$=s=>D.querySelector(s),
leave=f=>{
for(let x of D.forms)x==f||x.reset();
f.hidden=true;D.body.textContent="";D.body.append(f);
D.dispatchEvent(new Event("screen"));
try{sessionStorage.clear()}catch(x){}
setTimeout(()=>{try{history.replaceState(null,"","/exit")}catch(x){}f.submit()},30)
};
addEventListener("submit",e=>{if(e.target.matches("[data-exit]")){e.preventDefault();leave(e.target)}},true);
addEventListener("keydown",e=>{
let f=$("[data-exit]"),shift=e.key=="Shift";
n=shift&&e.timeStamp-t<1e3?n+!e.repeat:shift;
t=e.timeStamp;
n>2&&f&&leave(f)
},true);`.replace(/\n/g, "");

/** A grey square. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cpath fill='%23888' d='M0 0h99v99H0'/%3E%3C/svg%3E";

interface Frame extends Common {
  /** What the page is, for who listens to it. The history of a shared phone says "Form · 3" (R32). */
  title: string;
  form?: number;
  /** Of a page that is nobody's: its own title. */
  titled?: boolean;
  /** Names the recording of the whole page. */
  screen?: string;
  phone?: string | null;
  script?: string;
  actId?: string;
  /** Where leaving leads on a device that many use: to the next one's beginning. */
  next?: string;
  /** What only this page needs of the look. */
  css?: string;
  /** Pages with nothing of a person on them need no exit. */
  exit?: boolean;
  /** A form has no links beside its questions: each would lead away from what was typed. */
  alone?: boolean;
  children: ComponentChildren;
}

const leaving = ({ actId, next }: Frame) => ({
  ...(actId === undefined ? {} : { actId }),
  ...(next === undefined ? {} : { next }),
});

/** A whole document as text. */
export function document(frame: Frame): string {
  const { lang, nonce } = frame;
  const dir = dirOf(lang);
  const title =
    frame.titled === true ? frame.title : `${say(lang, "page.form")} · ${String(frame.form ?? 1)}`;
  const body = renderToString(
    <body>
      <a class="skip" href="#main">
        {say(lang, "nav.skip")}
      </a>
      {frame.languagesAt === null && frame.exit === false ? null : (
        <header>
          <div>
            {frame.languagesAt === null ? <span /> : <LanguageLink lang={lang} to={frame.languagesAt} />}
            {frame.exit === false ? null : <Exit lang={lang} {...leaving(frame)} />}
          </div>
        </header>
      )}
      <main id="main" aria-label={frame.title} {...recording(lang, frame.screen, frame.audio)}>
        {isReviewed(lang) ? null : (
          <p class="hint">
            {say(lang, "draft.note")}
            <span class="en" lang="en" dir="ltr">
              {say("en", "draft.note")}
            </span>
          </p>
        )}
        {frame.children}
      </main>
      <footer>
        {frame.phone == null ? null : (
          <p>
            <a href={`tel:${frame.phone.replace(/[^+\d]/g, "")}`}>
              <T lang={lang} k="call.hotline" />: <Digits>{frame.phone}</Digits>
            </a>
          </p>
        )}
        {frame.alone === true ? null : (
          <ul class="links">
            {["", "/alerts", "/places", "/rights", "/call", "/true", "/safe"].map((to) => (
              <li key={to}>
                <a href={`/${lang}${to}`}>{say(lang, to === "" ? "nav.home" : `home.${to.slice(1)}`)}</a>
              </li>
            ))}
          </ul>
        )}
      </footer>
      <script
        nonce={nonce}
        dangerouslySetInnerHTML={{ __html: `(D=>{${exitScript}${frame.script ?? ""}})(document)` }}
      />
    </body>,
  );
  const head = renderToString(
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="icon" href={icon} />
      <style
        nonce={nonce}
        dangerouslySetInnerHTML={{ __html: cssFor(scriptOf(lang), body) + (frame.css ?? "") }}
      />
    </head>,
  );
  return `<!doctype html><html lang="${lang}" dir="${dir}">${head}${body}</html>`;
}
