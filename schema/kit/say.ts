// A sentence out of files of words: the first file that has it, its gaps filled, the plural form by the language's own
// rule. Pure: which files there are, and where they come from, is the caller's.

export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  lang: string;
  words: Readonly<Record<string, string>>;
}

const rules = new Map<string, Intl.PluralRules>();
function pluralOf(lang: string, count: number): string {
  let rule = rules.get(lang);
  if (rule === undefined) {
    rule = new Intl.PluralRules(lang);
    rules.set(lang, rule);
  }
  return rule.select(count);
}

/** Where `count` is given and the key has plural forms (`key.one`, `key.other`), they go first. The key where nothing is found. */
export function sayFrom(files: readonly Words[], key: string, values: Values): string {
  const { count } = values;
  for (const { lang, words } of files) {
    const plural =
      typeof count === "number"
        ? (words[`${key}.${pluralOf(lang, count)}`] ?? words[`${key}.other`])
        : undefined;
    const found = plural ?? words[key];
    if (found !== undefined)
      return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }
  return key;
}
