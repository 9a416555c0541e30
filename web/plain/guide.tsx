// Two pages of advice, the same in every crisis: how to know a true message, and how to stay safe on a phone that others
// look at. They hold nothing of anybody.
import { say } from "../../schema/words.ts";
import { Listen, listenScript } from "./screen.tsx";
import { document, T } from "./shell.tsx";
import type { Common } from "./view.ts";

const guides = {
  true: {
    name: "home.true",
    title: "true.title",
    lead: "true.lead",
    line: (n: number) => `true.${String(n)}`,
  },
  safe: {
    name: "home.safe",
    title: "safe.title",
    lead: "safe.lead",
    line: (n: number) => `safe.${String(n)}`,
  },
};
const SENTENCES = 7;
export type Guide = keyof typeof guides;

export function renderGuide(view: Common & { guide: Guide; phone: string | null }): string {
  const { lang, guide } = view;
  const { name, title, lead, line } = guides[guide];
  return document({
    ...view,
    title: say(lang, name),
    screen: guide,
    script: listenScript,
    children: (
      <>
        <h1>
          <T lang={lang} k={title} />
        </h1>
        <Listen lang={lang} />
        <p class="lead">
          <T lang={lang} k={lead} />
        </p>
        <ul class="plain">
          {Array.from({ length: SENTENCES }, (_, i) => (
            <li key={i}>
              <T lang={lang} k={line(i + 1)} />
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
