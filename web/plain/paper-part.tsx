// Pieces of the paper form: a box to cross, a numbered question, the boxes of a code, and the head of each side.
import type { ComponentChildren, VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Pictogram } from "./pictogram.tsx";
import { Local, T } from "./shell.tsx";
import type { PaperView } from "./view.ts";

/** A box to cross, with its sign and its words. */
export function Box({ icon, children }: { icon?: string; children: ComponentChildren }): VNode {
  return (
    <li>
      <i class="bx" />
      {icon === undefined ? null : <Pictogram name={icon} />}
      <span>{children}</span>
    </li>
  );
}

export function Question({
  lang,
  n,
  k,
  children,
}: {
  lang: string;
  n: number;
  k: string;
  children: ComponentChildren;
}) {
  return (
    <div class="ask">
      <h2>
        {n}. <T lang={lang} k={k} />
      </h2>
      {children}
    </div>
  );
}

/** Ten boxes, filled in where the form has a code already. */
export function Code({ digits }: { digits: string }): VNode {
  return (
    <bdi dir="ltr" class="cells">
      {Array.from({ length: 10 }, (_, i) => (
        <i key={i} class={i === 2 || i === 5 ? "bx gap" : "bx"}>
          {digits[i] ?? ""}
        </i>
      ))}
    </bdi>
  );
}

export function Head({ view, code, n }: { view: PaperView; code: string; n: number }): VNode {
  const { lang, crisis } = view;
  return (
    <div class="head">
      <div>
        <h1>{say(lang, "paper.title")}</h1>
        <p>
          <Local text={crisis.name} lang={lang} /> · {say(lang, "paper.page", { n, all: 2 })}
        </p>
      </div>
      <p>
        <T lang={lang} k="slip.code" />
        <Code digits={code} />
      </p>
    </div>
  );
}
