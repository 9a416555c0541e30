// What all pages of coming back share: the way back to the request, what was just done or refused, the end of the
// session said before it comes, and leaving. The script is one for all of them, and small.
import type { ComponentChildren, VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Problem } from "./field.tsx";
import { document, T } from "./shell.tsx";
import type { StatusView } from "./view.ts";

/**
 * Twenty idle minutes: a line appears after eighteen, one tap starts them anew, and at the end the page gives way to the
 * door. The clock is asked, since a phone that slept has counted nothing.
 */
const stayScript = `{
let s=$("#stay"),from=Date.now(),d=$("#done,#problem"),
look=()=>{let m=Date.now()-from;m>12e5?location.replace(s.dataset.to):s.hidden=m<108e4};
D.body.className="js";
d&&d.focus();
look();setInterval(look,5e3);
s.lastChild.onclick=e=>{
e.preventDefault();
fetch("/api/registration/stay",{method:"POST",headers:{"Content-Type":"application/json"},body:"{}"}).then(r=>{from=r.ok?Date.now():0;look()})
}
}`.replace(/\n/g, "");

/** Without scripts it says beforehand how long there is, and its link is a page like any other, which starts it anew. */
function Stay({ lang, to, here }: { lang: string; to: string; here: string }): VNode {
  return (
    <p id="stay" class="warn" role="alert" data-to={to}>
      <span class="nojs">{say(lang, "session.idle")}</span>
      <span class="jsonly">{say(lang, "session.ends")}</span> <a href={here}>{say(lang, "session.stay")}</a>
    </p>
  );
}

interface Parts {
  /** Key of the heading. */
  k: string;
  /** Where the page stands below /s; empty for the request itself. */
  at?: string;
  script?: string;
  actId?: string;
  /** Key of what was just done. */
  done?: string | undefined;
  children: ComponentChildren;
}

export function ownPage(page: StatusView, parts: Parts): string {
  const { lang, view } = page;
  const { k, at = "", script = "", actId, children } = parts;
  const home = `/${lang}/s`;
  return document({
    ...page,
    title: say(lang, k),
    form: 3,
    phone: view.hotline,
    script: stayScript + script,
    ...(actId === undefined ? {} : { actId }),
    children: (
      <>
        {at === "" ? null : (
          <p>
            <a href={home}>{say(lang, "status.title")}</a>
          </p>
        )}
        <h1>
          <T lang={lang} k={k} />
        </h1>
        <Problem given={{ lang, values: {}, problem: page.problem }} />
        {page.done === null ? null : (
          <p class="done" role="status" tabIndex={-1} id="done">
            <T lang={lang} k={page.done} />
          </p>
        )}
        {children}
        <Stay lang={lang} to={home} here={at === "" ? home : `${home}/${at}`} />
      </>
    ),
  });
}

interface ActProps {
  page: StatusView;
  /** The step below /s that does it. */
  step: string;
  /** Fields that are not asked. */
  fixed?: Readonly<Record<string, string>>;
  name?: string;
  children: ComponentChildren;
  words?: Readonly<Record<string, string>>;
}

/** A form that does one act of hers. */
export function Act({ page, step, fixed = {}, name, words = {}, children }: ActProps): VNode {
  return (
    <form
      method="post"
      action={`/${page.lang}/s/${step}`}
      autocomplete="off"
      novalidate
      {...(name === undefined ? {} : { name })}
      {...words}
    >
      <input type="hidden" name="actId" value={page.nextActId()} />
      {Object.entries(fixed).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {children}
    </form>
  );
}

/** Something that is done in two taps: the first says what it means, the second does it. */
export function Twice({
  page,
  step,
  fixed,
  k,
  means,
  sure,
}: Pick<ActProps, "page" | "step" | "fixed"> & { k: string; means: string; sure: string }): VNode {
  const { lang } = page;
  return (
    <details>
      <summary>
        <T lang={lang} k={k} />
      </summary>
      <p>
        <T lang={lang} k={means} />
      </p>
      <Act page={page} step={step} {...(fixed === undefined ? {} : { fixed })}>
        <p>
          <button type="submit" class="danger">
            <span>
              <T lang={lang} k={sure} />
            </span>
          </button>
        </p>
      </Act>
    </details>
  );
}

/** Age or year as it was said. */
export function Born({ lang, born }: { lang: string; born: string | null }): VNode | null {
  if (born === null) return null;
  const [kind = "", said = ""] = born.split(":");
  return kind === "about" ? <span>{say(lang, `ageBand.${said}`)}</span> : <bdi dir="ltr">{said}</bdi>;
}
