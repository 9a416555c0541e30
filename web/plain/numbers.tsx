// The two numbers that open a page again: shown in large when they are made, and asked for whenever she comes back. A secret
// number that she chose herself is not shown.
import type { VNode } from "preact";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { type Given, Text } from "./field.tsx";
import { Sentence } from "./sentence.tsx";
import { T } from "./shell.tsx";

interface NumbersProps {
  lang: string;
  of: { reference: string; pin: string | null };
}

export function Numbers({ lang, of }: NumbersProps): VNode {
  return (
    <>
      <span>{say(lang, "receipt.code")}</span>
      <bdi dir="ltr" class="code" id="code">
        {spaced(of.reference)}
      </bdi>
      <span>
        <T lang={lang} k="pin.title" />
      </span>
      {of.pin === null ? (
        <strong>
          <T lang={lang} k="pin.yours" />
        </strong>
      ) : (
        <bdi dir="ltr" class="code" id="pin">
          {of.pin}
        </bdi>
      )}
    </>
  );
}

/** Where to type them again: it stands on the printed slip too. */
export function ComeBack({ lang, address }: { lang: string; address: string }): VNode {
  const shown = (
    <bdi dir="ltr" class="long">
      {address}
    </bdi>
  );
  return (
    <p>
      <Sentence lang={lang} k="receipt.comeBack" parts={() => ({ address: shown })} />
    </p>
  );
}

/** The form at whichever door these numbers open. */
export function NumbersForm({ given, to }: { given: Given; to: string }): VNode {
  return (
    <form method="post" action={to} autocomplete="off" novalidate>
      <Text given={given} name="reference" k="signIn.code" numeric dir="ltr" />
      <Text given={given} name="pin" k="pin.label" numeric short dir="ltr" />
      <button type="submit" class="wide">
        {say(given.lang, "signIn.submit")}
      </button>
    </form>
  );
}
