// Permits of her group: where each stands, by when it is decided, what the office wrote, and what she can do about it.
import type { VNode } from "preact";
import type { PermitForSelf } from "../../schema/permit.ts";
import { say } from "../../schema/words.ts";
import { type Given, Text } from "./field.tsx";
import { Said } from "./sentence.tsx";
import { T } from "./shell.tsx";
import type { PermitView } from "./view.ts";

/** Whoever has one of these needs to ask for none. */
export function stands(permit: PermitForSelf): boolean {
  return (
    permit.state === "asked" ||
    permit.state === "more-needed" ||
    (permit.state === "granted" && permit.credential !== null)
  );
}

function Hidden({ view, permit }: { view: PermitView; permit: PermitForSelf }): VNode {
  return (
    <>
      <input type="hidden" name="actId" value={view.nextActId()} />
      <input type="hidden" name="permitId" value={permit.id} />
    </>
  );
}

/** She answers a question, or objects to a no. Words that were refused come back to the permit that they were for. */
function Words({
  view,
  permit,
  objects,
}: {
  view: PermitView;
  permit: PermitForSelf;
  objects: boolean;
}): VNode {
  const { lang } = view;
  const ours = view.values.permitId?.[0] === permit.id;
  const given: Given = { lang, values: ours ? view.values : {}, problem: ours ? view.problem : null };
  return (
    <details open={ours && view.problem !== null}>
      <summary>
        <T lang={lang} k={objects ? "permit.object" : "permit.answer"} />
      </summary>
      <form method="post" action={`/${lang}/s/permit-answer`} autocomplete="off" novalidate>
        <Hidden view={view} permit={permit} />
        <Text
          given={given}
          name="words"
          id={`words-${permit.id}`}
          k="permit.words"
          hint={objects ? "permit.objectMeans" : "permit.wordsRead"}
          long
        />
        <button type="submit" class="wide">
          {say(lang, "permitCard.send")}
        </button>
      </form>
    </details>
  );
}

function TakeBack({ view, permit }: { view: PermitView; permit: PermitForSelf }): VNode {
  const { lang } = view;
  return (
    <details>
      <summary>
        <T lang={lang} k="permit.takeBack" />
      </summary>
      <form method="post" action={`/${lang}/s/permit-withdraw`}>
        <Hidden view={view} permit={permit} />
        <p>
          <T lang={lang} k="permit.takeBackMeans" />
        </p>
        <p>
          <button type="submit" class="danger">
            {say(lang, "permitCard.takeBackSure")}
          </button>
        </p>
      </form>
    </details>
  );
}

function Waiting({ lang, permit }: { lang: string; permit: PermitForSelf }): VNode {
  return (
    <>
      <p>
        <Said lang={lang} k="permit.due" at={permit.dueAt} />
      </p>
      {permit.escalatedAt === null ? null : (
        <p class="warn">
          <Said lang={lang} k="permit.late" at={permit.escalatedAt} />
        </p>
      )}
    </>
  );
}

export function PermitItem({ view, permit }: { view: PermitView; permit: PermitForSelf }): VNode {
  const { lang } = view;
  const { state } = permit;
  const open = state === "asked" || state === "more-needed";
  return (
    <section id={permit.id}>
      <h2>
        <bdi dir="auto">{permit.printed.name}</bdi>
      </h2>
      <p class="state">
        <T lang={lang} k={`permitState.${state}`} />
      </p>
      <small>
        <Said lang={lang} k="permitCard.askedAt" at={permit.askedAt} />
      </small>
      {state === "asked" ? <Waiting lang={lang} permit={permit} /> : null}
      {permit.objected && state === "asked" ? (
        <p>
          <T lang={lang} k="permit.objected" />
        </p>
      ) : null}
      {permit.reason === null ? null : (
        <>
          <h3>{say(lang, "permitCard.wrote")}</h3>
          <blockquote dir="auto">{permit.reason}</blockquote>
        </>
      )}
      {state === "granted" || state === "revoked" ? (
        <>
          {permit.credential === null || permit.printed.expiresAt === null ? (
            <p class="warn">
              <T lang={lang} k={state === "revoked" ? "permit.revokedMeans" : "permit.expired"} />
            </p>
          ) : (
            <p>
              <Said lang={lang} k="permit.until" at={permit.printed.expiresAt} />
            </p>
          )}
          <a
            class={state === "granted" ? "button wide" : "button second wide"}
            href={`/${lang}/s/permit/${permit.id}`}
          >
            {say(lang, "permitCard.open")}
          </a>
        </>
      ) : null}
      {state === "more-needed" || state === "refused" ? (
        <Words view={view} permit={permit} objects={state === "refused"} />
      ) : null}
      {open ? <TakeBack view={view} permit={permit} /> : null}
    </section>
  );
}
