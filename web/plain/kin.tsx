// What somebody who looks for a person is to her, in the words that the forms of groups have already.
import type { VNode } from "preact";
import type { Kin } from "../../schema/tracing.ts";
import { T } from "./shell.tsx";

const words: Readonly<Record<Kin, string>> = {
  parent: "relation.parent",
  partner: "relation.partner",
  child: "relation.child",
  sibling: "relation.sibling",
  family: "asked.by.family",
  friend: "asked.by.friend",
};

export function KinOf({ lang, kin }: { lang: string; kin: Kin }): VNode {
  return <T lang={lang} k={words[kin]} />;
}
