// Fields of plain forms: label, hint, what was typed before, and what was wrong with it, said and marked.
import type { ComponentChildren, VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Pictogram } from "./pictogram.tsx";
import { T } from "./shell.tsx";
import type { Failed } from "./view.ts";

/** What a form was given back: the values typed, and the fields that were refused. */
export interface Given {
  lang: string;
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
}

export function typedIn(given: Given, name: string): string {
  return given.values[name]?.[0] ?? "";
}

/** The reason for which a field was refused; null where it was not. */
export function reasonFor(given: Given, name: string): string | null {
  const path = name.replace(/\[\]$/, "");
  return (
    given.problem?.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.reason ??
    null
  );
}

function idOf(name: string): string {
  return name.replace(/[^\w]/g, "-");
}

export function Why({ given, name }: { given: Given; name: string }): VNode | null {
  const reason = reasonFor(given, name);
  return reason === null ? null : (
    <p class="why" id={`${idOf(name)}-why`}>
      {say(given.lang, "error.label")} {say(given.lang, `reason.${reason}`)}
    </p>
  );
}

/** Ids for aria-describedby: the hint and the reason, where they stand. */
function describes(
  given: Given,
  name: string,
  hint: boolean,
): { "aria-describedby"?: string; "aria-invalid"?: "true" } {
  const bad = reasonFor(given, name) !== null;
  const ids = [hint ? `${idOf(name)}-hint` : "", bad ? `${idOf(name)}-why` : ""].filter((id) => id !== "");
  return {
    ...(ids.length > 0 ? { "aria-describedby": ids.join(" ") } : {}),
    ...(bad ? { "aria-invalid": "true" as const } : {}),
  };
}

interface TextProps {
  given: Given;
  name: string;
  /** Where several forms of a page have a field of this name. */
  id?: string;
  k: string;
  hint?: string;
  numeric?: boolean;
  /** A phone number. */
  dial?: boolean;
  long?: boolean;
  short?: boolean;
  dir?: "auto" | "ltr";
}

export function Text(props: TextProps): VNode {
  const { given, name, k, hint, numeric, dial, long, short, dir = "auto" } = props;
  const id = idOf(name);
  const shared = {
    id,
    name,
    dir,
    autocomplete: "off",
    spellcheck: false,
    ...describes(given, name, hint !== undefined),
  };
  return (
    <div class={reasonFor(given, name) === null ? "f" : "f bad"}>
      <label class="label" for={id}>
        <T lang={given.lang} k={k} />
      </label>
      {hint === undefined ? null : (
        <small id={`${id}-hint`}>
          <T lang={given.lang} k={hint} />
        </small>
      )}
      <Why given={given} name={name} />
      {long === true ? (
        <textarea {...shared}>{typedIn(given, name)}</textarea>
      ) : (
        <input
          type="text"
          class={short === true ? "short" : undefined}
          inputMode={dial === true ? "tel" : numeric === true ? "numeric" : undefined}
          value={typedIn(given, name)}
          {...shared}
        />
      )}
    </div>
  );
}

interface PickProps {
  given: Given;
  name: string;
  value: string;
  many?: boolean;
  /** A pictogram by its name; the page has to send its shape. */
  icon?: string;
  /** Small, one of several in a row. */
  tile?: boolean;
  children: ComponentChildren;
}

/** One large target: a box or a button with its pictogram and its words. */
export function Pick({ given, name, value, many, icon, tile, children }: PickProps): VNode {
  const checked = given.values[name]?.includes(value) === true;
  return (
    <label class={tile === true ? "pick tile" : "pick"}>
      <input type={many === true ? "checkbox" : "radio"} name={name} value={value} checked={checked} />
      {icon === undefined ? null : <Pictogram name={icon} />}
      <span>{children}</span>
    </label>
  );
}

interface GroupProps {
  given: Given;
  name: string;
  k: string;
  hint?: string;
  /** A question of its own: its legend is the heading of the screen. */
  heading?: boolean;
  /** Its choices stand beside each other. */
  tiles?: boolean;
  children: ComponentChildren;
}

export function Group({ given, name, k, hint, heading, tiles, children }: GroupProps): VNode {
  const words = <T lang={given.lang} k={k} />;
  const bad = reasonFor(given, name) !== null;
  return (
    <fieldset
      // Only the summary of what was wrong leads here.
      id={bad ? idOf(name) : undefined}
      class={bad ? "bad" : undefined}
      {...describes(given, name, hint !== undefined)}
    >
      <legend>{heading === true ? <h2 tabIndex={-1}>{words}</h2> : words}</legend>
      {hint === undefined ? null : (
        <small id={`${idOf(name)}-hint`}>
          <T lang={given.lang} k={hint} />
        </small>
      )}
      <Why given={given} name={name} />
      {tiles === true ? <div class="row3">{children}</div> : children}
    </fieldset>
  );
}

interface Option {
  value: string;
  text: string;
}

interface SelectProps {
  given: Given;
  name: string;
  k: string;
  none: string;
  options?: readonly Option[];
  groups?: readonly { label: string; options: readonly Option[] }[];
}

export function Select({ given, name, k, none, options = [], groups = [] }: SelectProps): VNode {
  const chosen = typedIn(given, name);
  const listed = (some: readonly Option[]) =>
    some.map((one) => (
      <option key={one.value} value={one.value} selected={one.value === chosen}>
        {one.text}
      </option>
    ));
  return (
    <div class={reasonFor(given, name) === null ? "f" : "f bad"}>
      <label class="label" for={idOf(name)}>
        <T lang={given.lang} k={k} />
      </label>
      <Why given={given} name={name} />
      <select id={idOf(name)} name={name} autocomplete="off" {...describes(given, name, false)}>
        <option value="">{none}</option>
        {listed(options)}
        {groups.map((one) => (
          <optgroup key={one.label} label={one.label}>
            {listed(one.options)}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

/** What was wrong, first of all on the page, with a link to each field; announced by screen readers. */
export function Problem({ given }: { given: Given }): VNode | null {
  const { lang, problem } = given;
  if (problem === null) return null;
  return (
    <div class="problem" role="alert" tabIndex={-1} id="problem">
      <h2>{say(lang, "error.title")}</h2>
      <p>{say(lang, `problem.${problem.code}`)}</p>
      {problem.fields.length === 0 ? null : (
        <ul>
          {problem.fields.map((field) => (
            <li key={field.path}>
              <a href={`#${idOf(anchorOf(field.path))}`}>{say(lang, `reason.${field.reason}`)}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Lists are one fieldset: `needs.2` is refused at `needs[]`. */
function anchorOf(path: string): string {
  const [first = "", second] = path.split(".");
  const entries = first === "people" || first === "groups";
  if (second !== undefined && /^\d+$/.test(second) && !entries) return `${first}[]`;
  return ["recipients", "partners", "needs", "barriers"].includes(first) ? `${first}[]` : path;
}
