// Turns what an HTML form sends into the same shape that JSON has, so that one schema parses both (ruling 16).
// `people.0.name=…` becomes { people: [{ name }] }; a name ending in `[]` is a list; empty fields are left out.

export type FormValue = string | FormValue[] | { [key: string]: FormValue };

const MOST_FIELDS = 600;
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/** Nested value of flat entries. Returns null where there are too many fields or a path is not one that we make. */
export function fromForm(entries: Iterable<readonly [string, string]>): { [key: string]: FormValue } | null {
  // Without a prototype: `toString.call=x` must not reach the functions that every object shares.
  const root = bare();
  let seen = 0;
  for (const [name, value] of entries) {
    if (++seen > MOST_FIELDS) return null;
    if (value.trim() === "") continue;
    const list = name.endsWith("[]");
    const path = (list ? name.slice(0, -2) : name).split(".");
    if (path.length > 4 || path.some((step) => step === "" || forbidden.has(step))) return null;
    let at = root;
    for (const step of path.slice(0, -1)) {
      const next = at[step];
      if (next === undefined) at[step] = bare();
      else if (typeof next === "string" || Array.isArray(next)) return null;
      at = at[step] as { [key: string]: FormValue };
    }
    const last = path.at(-1) ?? "";
    const before = at[last];
    if (list) {
      if (before === undefined) at[last] = [value];
      else if (Array.isArray(before)) before.push(value);
      else return null;
    } else if (before === undefined) at[last] = value;
    else return null;
  }
  return numbered(root) as { [key: string]: FormValue };
}

function bare(): { [key: string]: FormValue } {
  return Object.create(null) as { [key: string]: FormValue };
}

/** Objects whose keys are all whole numbers become lists, in the order of the numbers. */
function numbered(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  const inner = keys.map((key) => [key, numbered(value[key] as FormValue)] as const);
  if (keys.length > 0 && keys.every((key) => /^\d{1,3}$/.test(key)))
    return inner.sort((a, b) => Number(a[0]) - Number(b[0])).map(([, item]) => item);
  return Object.fromEntries(inner);
}
