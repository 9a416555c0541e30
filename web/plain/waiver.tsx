// A waiver that holds: nobody needs an exit permit from one moment until another, in the authority's own words.
import type { VNode } from "preact";
import type { LocalText } from "../../schema/kit/fields.ts";
import type { Waiver } from "../../schema/permit-office.ts";
import { Sentence } from "./sentence.tsx";
import { Local, Time } from "./shell.tsx";

interface Props {
  lang: string;
  waiver: Waiver;
  /** Which crisis it is of, where several stand on a page. */
  of?: LocalText;
}

export function WaiverNote({ lang, waiver, of }: Props): VNode {
  return (
    <div class="done">
      {of === undefined ? null : (
        <p>
          <Local text={of} lang={lang} />
        </p>
      )}
      <Sentence
        lang={lang}
        k="waiver.holds"
        parts={(own) => ({
          from: <Time lang={own} at={waiver.from} />,
          until: <Time lang={own} at={waiver.until} />,
        })}
      />
      <small>
        <bdi>{waiver.authority}</bdi>: <Local text={waiver.words} lang={lang} />
      </small>
    </div>
  );
}
