// More about one person, all of it optional: what is asked, why, and who reads it. The six questions stand in their own
// words and order (schema/told.ts); they were made for adults, and children are not asked them.
import type { VNode } from "preact";
import { endonymOf, languages } from "../../schema/kit/language.ts";
import { degrees, difficulties, sexes } from "../../schema/told.ts";
import { sayCountry } from "../../schema/words/country.ts";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Act, ownPage } from "./own-frame.tsx";
import { T } from "./shell.tsx";
import type { OwnTellView } from "./view.ts";

/** A country's name where it was kept by its letters; otherwise her own words. */
export function nationalityIn(lang: string, kept: string): string {
  return kept === "XX" ? say(lang, "told.stateless") : sayCountry(lang, kept);
}

/** A way back from a button that was pressed: an empty answer is none. */
function Unsaid({ lang, given, name }: { lang: string; given: Given; name: string }): VNode {
  return (
    <Pick given={given} name={name} value="">
      {say(lang, "told.unsaid")}
    </Pick>
  );
}

export function renderTell(page: OwnTellView): string {
  const { lang, person } = page;
  const given: Given = { lang, values: page.values, problem: page.problem };
  return ownPage(page, {
    k: "told.more",
    at: `tell/${String(page.n)}`,
    children: (
      <>
        <p>
          <strong>
            <bdi dir="auto">{person.name ?? say(lang, "status.noName")}</bdi>
          </strong>
        </p>
        <p>
          <T lang={lang} k="told.lead" />
        </p>
        <p>
          <T lang={lang} k="told.never" />
        </p>
        <Act page={page} step="tell" fixed={{ lang, personId: person.id }}>
          <Group given={given} name="sex" k="told.sex">
            {sexes.map((one) => (
              <Pick key={one} given={given} name="sex" value={one}>
                {say(lang, `sex.${one}`)}
              </Pick>
            ))}
            <Unsaid lang={lang} given={given} name="sex" />
          </Group>
          <Text given={given} name="nationality" k="told.nationality" hint="told.nationalityHint" />
          <Group given={given} name="speaks[]" k="told.speaks">
            <div class="four">
              {languages.map((one) => (
                <Pick key={one} given={given} name="speaks[]" value={one} many>
                  <bdi lang={one}>{endonymOf(one)}</bdi>
                </Pick>
              ))}
            </div>
          </Group>
          <Text given={given} name="speaksAlso" k="told.speaksAlso" />
          {page.child ? null : (
            <>
              <p>{say(lang, "told.difficulty")}</p>
              {difficulties.map((one) => (
                <Group key={one} given={given} name={`difficulty.${one}`} k={`difficulty.${one}`}>
                  {degrees.map((degree) => (
                    <Pick key={degree} given={given} name={`difficulty.${one}`} value={degree}>
                      {say(lang, `degree.${degree}`)}
                    </Pick>
                  ))}
                  <Unsaid lang={lang} given={given} name={`difficulty.${one}`} />
                </Group>
              ))}
            </>
          )}
          <button type="submit" class="wide">
            {say(lang, "own.save")}
          </button>
        </Act>
      </>
    ),
  });
}
