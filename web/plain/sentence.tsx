// A sentence of words/ with pieces of the page in it: a time, a name that keeps its own direction.
import { type ComponentChildren, Fragment, type VNode } from "preact";
import { beside, say } from "../../schema/words.ts";
import { Time } from "./shell.tsx";

/** Pieces by their name in braces, in the language of the sentence that they stand in: English beside a draft is all English. */
type Parts = (lang: string) => Readonly<Record<string, ComponentChildren>>;

function filled(lang: string, k: string, parts: Parts): ComponentChildren[] {
  const pieces = parts(lang);
  // A split by a group gives text and names by turns.
  return say(lang, k)
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 0 ? piece : <Fragment key={i}>{pieces[piece] ?? ""}</Fragment>));
}

/** With English beside a draft, where misreading it harms. */
export function Sentence({ lang, k, parts }: { lang: string; k: string; parts: Parts }): VNode {
  return (
    <>
      {filled(lang, k, parts)}
      {beside(lang, k) === null ? null : (
        <span class="en" lang="en" dir="ltr">
          {filled("en", k, parts)}
        </span>
      )}
    </>
  );
}

/** A sentence whose `{time}` is a <time>. */
export function Said({ lang, k, at }: { lang: string; k: string; at: string }): VNode {
  return <Sentence lang={lang} k={k} parts={(own) => ({ time: <Time lang={own} at={at} /> })} />;
}
