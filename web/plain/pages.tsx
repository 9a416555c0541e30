// The first page, the page after leaving, the page of a failure, and the readable API description.

import { renderToString } from "preact-render-to-string";
import { holds } from "../../schema/alert.rules.ts";
import { type Act, alwaysFails, doorOf } from "../../schema/kit/act.ts";
import { dirOf, endonymOf } from "../../schema/kit/language.ts";
import type { ProblemCode } from "../../schema/kit/problem.ts";
import { problems } from "../../schema/kit/problem.ts";
import { say, sayBoth } from "../../schema/words.ts";
import { document, Local, T } from "./shell.tsx";
import type { Common, HomeView } from "./view.ts";
import { WaiverNote } from "./waiver.tsx";

/** Other ways to ask: for one person, for many, on paper; and looking for somebody. */
const ways = { other: "/r?for=other", group: "/r?group=1", paper: "/paper", trace: "/trace" };

export function renderHome(view: HomeView): string {
  const { lang, crises } = view;
  const [first] = crises;
  const live = first === undefined ? [] : view.alerts.filter((alert) => holds(alert, new Date(first.now)));
  const { to = "/r" } = view;
  const kind = view.kind === undefined ? "" : `&${view.kind}`;
  const links = ["alerts", "places", ...(first === undefined ? [] : ["map"]), "numbers", "rights", "call"];
  return document({
    ...view,
    title: say(lang, "home.title"),
    phone: first?.hotline ?? null,
    children: (
      <>
        {view.languages.length === 0 ? null : (
          <nav class="tiles tongues" aria-label={say(lang, "home.language")}>
            {view.languages.map((one) => (
              <a key={one} href={`/${one}`} lang={one} dir={dirOf(one)} hreflang={one}>
                {endonymOf(one)}
              </a>
            ))}
          </nav>
        )}
        <h1>{say(lang, "home.title")}</h1>
        <p class="lead">{say(lang, "home.lead")}</p>
        {live.map((alert) => (
          <p key={alert.id} class="warn">
            <a href={`/${lang}/alerts/${String(alert.number)}`}>
              <strong>{sayBoth(lang, `severity.${alert.severity}`)}:</strong>{" "}
              <Local text={alert.headline} lang={lang} />
            </a>
          </p>
        ))}
        {view.waivers.map((waiver) => {
          const crisis = crises.length > 1 ? crises.find((one) => one.id === waiver.crisisId) : undefined;
          return (
            <WaiverNote
              key={waiver.id}
              lang={lang}
              waiver={waiver}
              {...(crisis === undefined ? {} : { of: crisis.name })}
            />
          );
        })}
        {crises.length === 0 ? <p>{say(lang, "home.none")}</p> : null}
        {crises.length > 1 ? <h2>{say(lang, "home.which")}</h2> : null}
        {crises.map((crisis) => (
          <a
            key={crisis.id}
            class="button wide"
            href={crises.length === 1 ? `/${lang}${to}` : `/${lang}${to}?crisis=${crisis.id}${kind}`}
          >
            {crises.length === 1 ? say(lang, "home.ask") : <Local text={crisis.name} lang={lang} />}
          </a>
        ))}
        <a class="button second wide" href={`/${lang}/s`}>
          {say(lang, "home.back")}
        </a>
        {crises.length === 0 ? null : (
          <ul class="links">
            {Object.entries(ways).map(([one, to]) => (
              <li key={one}>
                <a href={`/${lang}${to}`}>{say(lang, `home.${one}`)}</a>
              </li>
            ))}
          </ul>
        )}
        <nav class="tiles">
          {links.map((one) => (
            <a key={one} href={`/${lang}/${one}`}>
              {say(lang, `home.${one}`)}
            </a>
          ))}
          <a href={`/${lang}/c`}>{say(lang, "home.complain")}</a>
        </nav>
      </>
    ),
  });
}

/** What stands there after leaving: nothing that anybody could ask about. It replaces the page before it. */
export function renderExit({ nonce }: { nonce: string }): string {
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>New page</title>
        <link rel="icon" href="data:," />
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: ":root{color-scheme:light dark}" }} />
      </head>
      <body>
        <script
          nonce={nonce}
          dangerouslySetInnerHTML={{
            __html: 'try{sessionStorage.clear();history.replaceState(null,"","/exit")}catch(e){}',
          }}
        />
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

export function renderProblem(view: Common & { code: ProblemCode }): string {
  const { lang } = view;
  return document({
    ...view,
    title: say(lang, "problem.page"),
    children: (
      <>
        <h1>{say(lang, "problem.page")}</h1>
        <p class="lead" role="alert">
          <T lang={lang} k={`problem.${view.code}`} />
        </p>
        <a class="button second" href={`/${lang}`}>
          {say(lang, "nav.home")}
        </a>
      </>
    ),
  });
}

/** In English: it is for people who write programs. Printed from the acts themselves. */
export function renderApi(view: { displayName: string; nonce: string; acts: readonly Act[] }): string {
  return document({
    lang: "en",
    displayName: view.displayName,
    nonce: view.nonce,
    languagesAt: null,
    title: `${view.displayName} API`,
    titled: true,
    exit: false,
    children: (
      <>
        <h1>{view.displayName} API</h1>
        <p>
          Acts are <code>POST</code>, reads are <code>GET</code>, problems follow RFC 9457. The same for
          programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).
        </p>
        <p>
          Send <code>Idempotency-Key</code> with every act: a retry never doubles. Send{" "}
          <code>If-Match: "version"</code> where an act asks for it: nobody overwrites anybody.
        </p>
        {view.acts.map((act) => (
          <section key={act.name} id={act.name}>
            <h2>{act.name}</h2>
            <p>
              <code>
                {act.kind === "read" ? "GET" : "POST"} {doorOf(act.name)}
              </code>
              {act.guarded === true ? " · If-Match" : ""}
            </p>
            <p>{act.says}</p>
            <p class="hint">May: {act.may.join(", ")}</p>
            <details>
              <summary>Example and problems</summary>
              <pre>{JSON.stringify(act.example, null, 1)}</pre>
              <p class="hint">{[...new Set([...act.fails, ...alwaysFails(act)])].join(", ")}</p>
            </details>
          </section>
        ))}
        <h2>Problems</h2>
        <ul class="plain">
          {Object.entries(problems).map(([code, { status, means }]) => (
            <li key={code} id={code}>
              <strong>{code}</strong> <span class="tag">{status}</span>
              <br />
              {means}
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
