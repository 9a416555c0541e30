// The way to the public map of the crisis that a page is about.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import type { CrisisView } from "./view.ts";

export function MapLink({ view: { lang, crisis } }: { view: CrisisView }): VNode {
  return (
    <p>
      <a href={`/${lang}/map?crisis=${crisis.id}`}>{say(lang, "home.map")}</a>
    </p>
  );
}
