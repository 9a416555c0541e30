// Coming back: a code and a secret number, in the digits of any script. Pasting is welcome; nothing is a puzzle.
import { say } from "../../schema/words.ts";
import { Problem } from "./field.tsx";
import { NumbersForm } from "./numbers.tsx";
import { document, T } from "./shell.tsx";
import type { SignInView } from "./view.ts";

export function renderSignIn(view: SignInView): string {
  const { lang } = view;
  const given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "signIn.title"),
    children: (
      <>
        <h1>{say(lang, "signIn.title")}</h1>
        <Problem given={given} />
        <NumbersForm given={given} to={`/${lang}/s`} />
        {view.problem?.code === "code-or-pin-wrong" ? (
          <p>
            <T lang={lang} k="signIn.changed" /> <a href={`/${lang}/call`}>{say(lang, "call.title")}</a>
          </p>
        ) : null}
        <p>
          <T lang={lang} k="signIn.lost" /> <a href={`/${lang}/r`}>{say(lang, "home.ask")}</a>
        </p>
      </>
    ),
  });
}
