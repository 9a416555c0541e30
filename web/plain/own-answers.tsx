// What she wants, what she needs and how she can be reached, to be changed at any time. Each form is whole: what is left
// empty is empty afterwards. And her secret number.
import { needKinds } from "../../schema/need.ts";
import { barriers, choices, phoneOwners } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Act, ownPage } from "./own-frame.tsx";
import { T } from "./shell.tsx";
import type { OwnFormView } from "./view.ts";

const givenOf = (page: OwnFormView): Given => ({
  lang: page.lang,
  values: page.values,
  problem: page.problem,
});

export function renderNeeds(page: OwnFormView): string {
  const { lang } = page;
  const given = givenOf(page);
  return ownPage(page, {
    k: "own.needs",
    at: "needs",
    children: (
      <>
        <Act page={page} step="needs">
          <Group given={given} name="needs[]" k="needs.question" hint="needs.lead" heading>
            {needKinds.map((one) => (
              <Pick key={one} given={given} name="needs[]" value={one} icon={`need.${one}`} many>
                <T lang={lang} k={`need.${one}`} />
              </Pick>
            ))}
          </Group>
          <Group given={given} name="barriers[]" k="barrier.question" hint="needs.lead" heading>
            {barriers.map((one) => (
              <Pick key={one} given={given} name="barriers[]" value={one} icon={`barrier.${one}`} many>
                {say(lang, `barrier.${one}`)}
              </Pick>
            ))}
          </Group>
          <button type="submit" class="wide">
            {say(lang, "own.save")}
          </button>
        </Act>
      </>
    ),
  });
}

export function renderAnswers(page: OwnFormView): string {
  const { lang } = page;
  const given = givenOf(page);
  return ownPage(page, {
    k: "own.answers",
    at: "answers",
    children: (
      <>
        <Act page={page} step="answers">
          <Group given={given} name="choice" k="choice.question" hint="choice.lead" heading>
            {choices.map((one) => (
              <Pick key={one} given={given} name="choice" value={one} icon={`choice.${one}`}>
                {say(lang, `choice.${one}`)}
                <small>{say(lang, `choice.${one}.means`)}</small>
              </Pick>
            ))}
          </Group>
          <h2>{say(lang, "reach.question")}</h2>
          <Text given={given} name="phone" k="reach.phone" hint="reach.phoneHint" dial dir="ltr" />
          <Pick given={given} name="phoneSafe" value="yes" icon="consent.phoneSafe" many>
            <T lang={lang} k="consent.phoneSafe" />
            <small>
              <T lang={lang} k="consent.phoneSafeHint" />
            </small>
          </Pick>
          <Group given={given} name="phoneOwner" k="reach.owner" tiles>
            {phoneOwners.map((one) => (
              <Pick key={one} given={given} name="phoneOwner" value={one} icon={`phoneOwner.${one}`} tile>
                {say(lang, `phoneOwner.${one}`)}
              </Pick>
            ))}
          </Group>
          <Text given={given} name="note" k="reach.note" long />
          <button type="submit" class="wide">
            {say(lang, "own.save")}
          </button>
        </Act>
      </>
    ),
  });
}

export function renderPin(page: OwnFormView): string {
  const { lang } = page;
  const given = givenOf(page);
  return ownPage(page, {
    k: "own.pin",
    at: "pin",
    children: (
      <>
        <Act page={page} step="pin">
          <Text given={given} name="old" k="pin.old" numeric short dir="ltr" />
          <Text given={given} name="pin" k="pin.new" numeric short dir="ltr" />
          <button type="submit" class="wide">
            {say(lang, "own.save")}
          </button>
        </Act>
        <section>
          <p>
            <T lang={lang} k="pin.elsewhereMeans" />
          </p>
          <Act page={page} step="elsewhere">
            <button type="submit" class="second wide">
              <span>
                <T lang={lang} k="pin.elsewhere" />
              </span>
            </button>
          </Act>
        </section>
      </>
    ),
  });
}
