// Pieces of the operator's form: a question with what is read aloud under it, choices that are one press each, and a line.
import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";
import { t } from "../../kit/words.ts";
import { Aloud } from "./aloud.tsx";

interface QuestionProps {
  k: string;
  /** Why it was refused. */
  reason?: string | undefined;
  children: ComponentChildren;
}

export function Question({ k, reason, children }: QuestionProps): VNode {
  return (
    <fieldset class={reason === undefined ? "question" : "question bad"}>
      <legend>
        {t(k)} <Aloud k={k} />
      </legend>
      {children}
      {reason === undefined ? null : (
        <small class="why" role="alert">
          {t(`reason.${reason}`)}
        </small>
      )}
    </fieldset>
  );
}

export interface Option {
  value: string;
  /** Key of its words. */
  k?: string;
  /** Its words, where they are somebody's own. */
  text?: string;
}

interface ChoiceProps {
  name: string;
  /** Its question, where it stands under another one. */
  k?: string;
  options: readonly Option[];
  /** What is chosen now. */
  chosen: readonly string[];
  many?: boolean;
  onChoose: (chosen: string[]) => void;
}

/** Boxes or buttons in one row. One that is pressed again is taken back: no answer is an answer. */
export function Choices({ name, k: asks, options, chosen, many, onChoose }: ChoiceProps): VNode {
  const press = (value: string) => {
    const has = chosen.includes(value);
    const rest = many === true ? chosen.filter((one) => one !== value) : [];
    onChoose(has ? rest : [...rest, value]);
  };
  return (
    <div class="picks" {...(asks === undefined ? {} : { role: "group", "aria-label": t(asks) })}>
      {asks === undefined ? null : (
        <p>
          {t(asks)} <Aloud k={asks} />
        </p>
      )}
      {options.map(({ value, k, text }) => (
        <label key={value}>
          <input
            type={many === true ? "checkbox" : "radio"}
            name={name}
            value={value}
            checked={chosen.includes(value)}
            autocomplete="off"
            onClick={() => press(value)}
          />
          <span>
            {text === undefined ? null : <bdi>{text}</bdi>}
            {k === undefined ? null : (
              <>
                {t(k)} <Aloud k={k} />
              </>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

interface LineProps {
  name: string;
  k: string;
  value: string;
  onType: (value: string) => void;
  reason?: string | undefined;
  digits?: boolean;
  long?: boolean;
  max?: number;
}

export function Line({ name, k, value, onType, reason, digits, long, max = 200 }: LineProps): VNode {
  const id = useId();
  const shared = {
    id,
    name,
    value,
    maxLength: max,
    dir: digits === true ? ("ltr" as const) : ("auto" as const),
    autocomplete: "off",
    spellcheck: false,
    "aria-invalid": reason !== undefined,
  };
  return (
    <div class={reason === undefined ? "field" : "field bad"}>
      <label for={id}>
        <span>{t(k)}</span>
      </label>
      <Aloud k={k} />
      {long === true ? (
        <textarea {...shared} rows={2} onInput={(event) => onType(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={digits === true ? "numeric" : "text"}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      )}
      {reason === undefined ? null : (
        <small class="why" role="alert">
          {t(`reason.${reason}`)}
        </small>
      )}
    </div>
  );
}

export const optionsOf = (group: string, values: readonly string[]): Option[] =>
  values.map((value) => ({ value, k: `${group}.${value}` }));
