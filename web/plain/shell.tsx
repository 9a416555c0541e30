// The frame of every plain page: head, exit, main part, footer. `T` is a sentence of words/, with English beside
// a draft where misreading it harms.
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { languages } from "../../schema/kit/fields.ts";
import { beside, fileOf, isReviewed, say, sayTime, type Values } from "../../schema/words.ts";
import { css } from "./css.ts";
import type { Common } from "./view.ts";

/** A sentence. `as` says it inside running text, where English follows in brackets instead of on its own line. */
export function T({ lang, k, v }: { lang: string; k: string; v?: Values | undefined }): VNode {
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

/** Digits that stay in order in any line: codes, phones, coordinates. */
export function Digits({ children }: { children: ComponentChildren }): VNode {
  return <bdi dir="ltr">{children}</bdi>;
}

export function Time({ lang, at }: { lang: string; at: string }): VNode {
  return <time datetime={at}>{sayTime(lang, at)}</time>;
}

/** Own words of an organisation in the reader's language, marked with the language that they really are in. */
export function Local({
  text,
  lang,
}: {
  text: { en: string; ar?: string | undefined };
  lang: string;
}): VNode {
  const own = lang === "ar" ? text.ar : undefined;
  return own === undefined ? (
    <bdi lang="en" dir="ltr">
      {text.en}
    </bdi>
  ) : (
    <bdi lang={lang}>{own}</bdi>
  );
}

/** Leaving is a POST, so that it works without scripts and a copied address does nothing (ruling 11). */
function Exit({ lang, actId }: { lang: string; actId?: string | undefined }): VNode {
  return (
    <form method="post" action="/exit" data-exit autocomplete="off">
      {actId === undefined ? null : <input type="hidden" name="actId" value={actId} />}
      <button type="submit" class="exit" title={say(lang, "exit.hint")}>
        <span>
          <T lang={lang} k="exit.button" />
        </span>
      </button>
    </form>
  );
}

function LanguageLinks({ lang, path }: { lang: string; path: string }): VNode {
  const rest = /^\/[a-z]{2,3}(\/.*)?$/.exec(path)?.[1] ?? "";
  return (
    <nav aria-label={say(lang, "home.language")}>
      {languages
        .filter((one) => one !== lang)
        .map((one) => (
          <a key={one} href={`/${one}${rest}`} lang={one} dir={fileOf(one).dir} hreflang={one}>
            {fileOf(one).endonym}
          </a>
        ))}
    </nav>
  );
}

/** Exit runs before anything else: it empties the page first, so that nothing typed stays in sight or in Back. */
const exitScript = `addEventListener("submit",function(e){var f=e.target;if(f.hasAttribute("data-exit")){try{sessionStorage.clear()}catch(x){}var a=document.forms,i;for(i=0;i<a.length;i++)if(a[i]!==f)a[i].reset();f.style.display="none";document.body.textContent="";document.body.appendChild(f)}},true);`;

interface Frame extends Common {
  /** Neutral: it stands in the history of a shared phone. */
  title: string;
  phone?: string | null;
  script?: string;
  /** Rules that this page alone needs. */
  css?: string;
  actId?: string;
  /** Pages with nothing of a person on them need no exit. */
  exit?: boolean;
  children: ComponentChildren;
}

/** A whole document as text. */
export function document(frame: Frame): string {
  const { lang, nonce } = frame;
  const { dir } = fileOf(lang);
  const html = renderToString(
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{frame.title}</title>
        <link rel="icon" href="data:," />
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: css + (frame.css ?? "") }} />
      </head>
      <body>
        <a class="skip" href="#main">
          {say(lang, "nav.skip")}
        </a>
        <header>
          <div>
            <LanguageLinks lang={lang} path={frame.path} />
            {frame.exit === false ? null : <Exit lang={lang} actId={frame.actId} />}
          </div>
        </header>
        <main id="main">
          {isReviewed(lang) ? null : (
            <p class="hint noprint">
              {say(lang, "draft.note")}{" "}
              <span lang="en" dir="ltr">
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
          <ul>
            {["", "/alerts", "/places", "/rights", "/call"].map((to) => (
              <li key={to}>
                <a href={`/${lang}${to}`}>{say(lang, to === "" ? "nav.home" : `home.${to.slice(1)}`)}</a>
              </li>
            ))}
          </ul>
        </footer>
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: exitScript + (frame.script ?? "") }} />
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
