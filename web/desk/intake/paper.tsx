// Paper forms to carry to where no network is: each with a code of its own and a slip with its secret number. The server
// makes the pages, in any language; they open beside the desk, and can be opened once more only while they stand there.
import { useState } from "preact/hooks";
import { endonymOf, type LanguageCode, languages } from "../../../schema/kit/language.ts";
import { MOST_PAPERS } from "../../../schema/registration-intake.ts";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { languageNamed } from "./aloud.tsx";

export function LanguageChoice({
  lang,
  onChoose,
}: {
  lang: LanguageCode;
  onChoose: (lang: LanguageCode) => void;
}) {
  return (
    <label class="field">
      <span>{t("desk.intake.lang")}</span>
      <select
        name="lang"
        value={lang}
        autocomplete="off"
        onChange={(event) => onChoose(languageNamed(event.currentTarget.value))}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {endonymOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function PaperForms({ lang }: { lang: LanguageCode }) {
  const [chosen, setChosen] = useState(lang);
  const [key, setKey] = useState(() => crypto.randomUUID() as string);
  if (crisis.value === null) return null;
  return (
    <details class="papers">
      <summary>{t("desk.intake.paperForms")}</summary>
      <p>{t("desk.intake.paperMeans")}</p>
      <form
        method="post"
        action="/desk/paper"
        target="_blank"
        autocomplete="off"
        onSubmit={() => setTimeout(() => setKey(crypto.randomUUID()))}
        rel="noopener"
      >
        <input type="hidden" name="crisisId" value={crisis.value.id} />
        <input type="hidden" name="actId" value={key} />
        <LanguageChoice lang={chosen} onChoose={setChosen} />
        <label class="field">
          <span>{t("desk.intake.paperCount", { most: MOST_PAPERS })}</span>
          <input type="number" name="n" min={1} max={MOST_PAPERS} value={10} dir="ltr" required />
        </label>
        <p class="actions">
          <button type="submit">{t("desk.intake.paperMake")}</button>
          <a href={`/${chosen}/paper`} target="_blank" rel="noopener">
            {t("desk.intake.paperBlank")}
          </a>
        </p>
      </form>
    </details>
  );
}
