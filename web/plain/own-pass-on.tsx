// Passing a need on, on the page of who may see her answers: her yes to it, in a sentence of its own, and which need somebody
// took on by it.
import type { VNode } from "preact";
import { isOpen } from "../../schema/need.rules.ts";
import { Act } from "./own-frame.tsx";
import { T } from "./shell.tsx";
import type { StatusView } from "./view.ts";

/** Whoever has her request may pass a need of it on, where she says so: nothing is set before. */
export function PassOn({
  page,
  fixed,
}: {
  page: StatusView;
  fixed: Readonly<Record<string, string>>;
}): VNode {
  const { lang } = page;
  return (
    <details>
      <summary>
        <T lang={lang} k="consent.passOn" />
      </summary>
      <p>
        <T lang={lang} k="purpose.refer" />
      </p>
      <Act page={page} step="share" fixed={{ ...fixed, purpose: "refer" }}>
        <button type="submit" class="second wide">
          <span>
            <T lang={lang} k="consent.passOn" />
          </span>
        </button>
      </Act>
    </details>
  );
}

/** Which of her needs an organisation took on. */
export function Held({ page, id }: { page: StatusView; id: string }): VNode {
  const held = page.view.needs.filter((need) => need.ownerId === id && isOpen(need.state));
  return (
    <>
      {held.map((need) => (
        <p key={need.id}>
          <strong>
            <T lang={page.lang} k={`need.${need.kind}`} />
          </strong>
        </p>
      ))}
    </>
  );
}
