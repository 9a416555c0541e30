// Dangers that an officer stands for and tells the public of: plain sentences by district, never a square, never a count. On
// her own page those near her; in the form the newest; on a page of their own all.
import type { VNode } from "preact";
import type { DangerForPublic, nearness } from "../../schema/danger-own.ts";
import { say } from "../../schema/words.ts";
import { MapLink } from "./map-link.tsx";
import { Said } from "./sentence.tsx";
import { document, Local, T } from "./shell.tsx";
import type { DangersView } from "./view.ts";

export type Near = DangerForPublic & { from: (typeof nearness)[number] };

function Danger({ lang, one }: { lang: string; one: DangerForPublic }): VNode {
  return (
    <li>
      <strong>
        <T lang={lang} k={`danger.kind.${one.kind}`} />
      </strong>{" "}
      <span>
        <Local text={one.name} lang={lang} />
      </span>{" "}
      <small>
        <Said lang={lang} k="danger.confirmedAt" at={one.confirmedAt} />
      </small>
    </li>
  );
}

/** Hers first; nothing where nothing is known, since that is no word of safety. */
export function NearHer({ lang, near }: { lang: string; near: readonly Near[] }): VNode | null {
  if (near.length === 0) return null;
  return (
    <section class="warn" id="near">
      {(["here", "beside"] as const).map((from) => {
        const some = near.filter((one) => one.from === from);
        return some.length === 0 ? null : (
          <div key={from}>
            <h2>
              <T lang={lang} k={`danger.near.${from}`} />
            </h2>
            <ul class="plain">
              {some.map((one) => (
                <Danger key={one.id} lang={lang} one={one} />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** On the screen where she says that she is in danger: the newest three, and the way to all. */
export function KnownNow({ lang, known }: { lang: string; known: readonly DangerForPublic[] }): VNode | null {
  if (known.length === 0) return null;
  const newest = [...known].sort((a, b) => (a.confirmedAt > b.confirmedAt ? -1 : 1)).slice(0, 3);
  return (
    <div class="warn" id="known">
      <p>
        <T lang={lang} k="danger.known.title" />
      </p>
      <ul class="plain">
        {newest.map((one) => (
          <Danger key={one.id} lang={lang} one={one} />
        ))}
      </ul>
    </div>
  );
}

export function renderDangers(view: DangersView): string {
  const { lang, dangers } = view;
  return document({
    ...view,
    title: say(lang, "danger.known.title"),
    phone: view.crisis.hotline,
    children: (
      <>
        <h1>
          <T lang={lang} k="danger.known.title" />
        </h1>
        <p>
          <T lang={lang} k={dangers.length === 0 ? "danger.known.none" : "danger.known.lead"} />
        </p>
        {dangers.length === 0 ? null : (
          <ul class="plain">
            {dangers.map((one) => (
              <Danger key={one.id} lang={lang} one={one} />
            ))}
          </ul>
        )}
        <p>
          <a href={`/${lang}/s/danger`}>
            <T lang={lang} k="own.danger" />
          </a>
        </p>
        <p>
          <a href={`/${lang}/alerts`}>{say(lang, "alerts.title")}</a>
        </p>
        <MapLink view={view} />
      </>
    ),
  });
}
