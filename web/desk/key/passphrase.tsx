// Fields for a passphrase: an old one that opens, a new one typed twice. What is typed lives in this form alone.
import { Field } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";

/** Characters that a new passphrase has at least: five short words. */
export const LEAST = 16;

interface SecretProps {
  name: string;
  label: string;
  value: string;
  onType: (value: string) => void;
  hint?: string | undefined;
  reason?: string | undefined;
}

export function Secret({ name, label, value, onType, hint, reason }: SecretProps) {
  return (
    <Field label={label} hint={hint} reason={reason}>
      <input
        type="password"
        name={name}
        value={value}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        aria-invalid={reason !== undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </Field>
  );
}

export interface Twice {
  first: string;
  second: string;
}

/** What is wrong with a new passphrase, as a form says it. */
export function faultsOf({ first, second }: Twice): { path: string; reason: string }[] {
  if ([...first.trim()].length < LEAST) return [{ path: "first", reason: "passphrase-short" }];
  return first === second ? [] : [{ path: "second", reason: "passphrase-differs" }];
}

export function NewPassphrase({
  value,
  onType,
  reasonOf,
}: {
  value: Twice;
  onType: (value: Twice) => void;
  reasonOf: (path: string) => string | undefined;
}) {
  return (
    <>
      <Secret
        name="first"
        label={t("desk.key.passphraseNew")}
        hint={t("desk.key.passphraseHint")}
        value={value.first}
        onType={(first) => onType({ ...value, first })}
        reason={reasonOf("first")}
      />
      <Secret
        name="second"
        label={t("desk.key.passphraseAgain")}
        value={value.second}
        onType={(second) => onType({ ...value, second })}
        reason={reasonOf("second")}
      />
    </>
  );
}
