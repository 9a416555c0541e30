// A form of the desk: what was refused stands beside its field and the first such field takes the focus; a press while
// it is being sent does nothing. Nothing is checked by the browser: the words are ours.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ProblemSeen } from "../call.ts";
import { t } from "../words.ts";
import { Field, ProblemLine } from "./parts.tsx";

/** A refusal found before sending, in the shape in which the server says its own. */
export function refused(fields: { path: string; reason: string }[]): ProblemSeen {
  return { code: "malformed", status: 400, fields };
}

interface FormProps {
  label: string;
  problem: ProblemSeen | null;
  onSend: () => void;
  children: ComponentChildren;
  /** Buttons, and what has to be said or ticked right before them. */
  actions: ComponentChildren;
}

export function Form({ label, problem, onSend, children, actions }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem !== null)
      form.current
        ?.querySelector<HTMLElement>(".field.bad :is(input, select, textarea), .asked input")
        ?.focus();
  }, [problem]);
  return (
    <form
      ref={form}
      class="form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
      <ProblemLine problem={problem} />
      {actions}
    </form>
  );
}

/** The two buttons at the foot of a form in a dialog: do it, or give up. Giving up keeps what was typed. */
export function Actions({ says, busy, danger }: { says: string; busy: boolean; danger?: boolean }) {
  return (
    <div class="choices end">
      <button type="submit" class={danger === true ? "danger" : "primary"} disabled={busy}>
        {says}
      </button>
      <button type="button" onClick={(event) => event.currentTarget.closest("dialog")?.close()}>
        {t("desk.giveUp")}
      </button>
    </div>
  );
}

interface InputProps {
  name: string;
  label: string;
  value: string;
  onType: (value: string) => void;
  hint?: string | undefined;
  reason?: string | undefined;
  /** The language that the text is asked for in: sets direction and dictionary. */
  lang?: "en" | "ar";
  max?: number;
  /** Numbers and degrees run left to right everywhere. */
  digits?: boolean;
  lines?: number;
}

export function Input({ name, label, value, onType, hint, reason, lang, max, digits, lines }: InputProps) {
  const dir = digits === true ? "ltr" : lang === undefined ? "auto" : lang === "ar" ? "rtl" : "ltr";
  const shared = {
    name,
    value,
    dir,
    autocomplete: "off",
    "aria-invalid": reason !== undefined,
    ...(lang === undefined ? {} : { lang }),
    ...(max === undefined ? {} : { maxLength: max }),
  } as const;
  return (
    <Field label={label} hint={hint} reason={reason}>
      {lines === undefined ? (
        <input
          {...shared}
          type="text"
          inputMode={digits === true ? "decimal" : "text"}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      ) : (
        <textarea {...shared} rows={lines} onInput={(event) => onType(event.currentTarget.value)} />
      )}
    </Field>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  value: T | "";
  options: readonly (readonly [T | "", string])[];
  onChoose: (value: T) => void;
  hint?: string | undefined;
  reason?: string | undefined;
}

export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { name, label, value, options, onChoose, hint, reason } = props;
  return (
    <Field label={label} hint={hint} reason={reason}>
      <select
        name={name}
        value={value}
        aria-invalid={reason !== undefined}
        onChange={(event) => onChoose(event.currentTarget.value as T)}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface MomentProps {
  name: string;
  label: string;
  /** As the browser's own field has it, in UTC: `2011-03-01T06:00`. */
  value: string;
  onType: (value: string) => void;
  min?: string;
  hint?: string | undefined;
  reason?: string | undefined;
}

/** A day and a time by the clock of the crisis, in UTC. */
export function Moment({ name, label, value, onType, min, hint, reason }: MomentProps) {
  return (
    <Field label={label} hint={hint} reason={reason}>
      <input
        type="datetime-local"
        name={name}
        value={value}
        {...(min === undefined ? {} : { min })}
        aria-invalid={reason !== undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </Field>
  );
}
