// Two pages of advice, the same in every crisis: how to know a true message, and how to stay safe on a phone that others
// look at. They hold nothing of anybody.
import { say } from "../../schema/words.ts";
import { Listen, listenScript } from "./screen.tsx";
import { document, T } from "./shell.tsx";
import type { Common } from "./view.ts";

const sentences = { true: 7, safe: 7 } as const;
export type Guide = keyof typeof sentences;

export function renderGuide(view: Common & { guide: Guide; phone: string | null }): string {
  const { lang, guide } = view;
  return document({
    ...view,
    title: say(lang, `home.${guide}`),
    screen: guide,
    script: listenScript,
    children: (
      <>
        <h1>
          <T lang={lang} k={`${guide}.title`} />
        </h1>
        <Listen lang={lang} />
        <p class="lead">
          <T lang={lang} k={`${guide}.lead`} />
        </p>
        <ul class="plain">
          {Array.from({ length: sentences[guide] }, (_, i) => (
            <li key={i}>
              <T lang={lang} k={`${guide}.${String(i + 1)}`} />
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
