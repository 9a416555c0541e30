// She tells of a danger that others must not walk into: what, where, since when, and in her own words if she likes. What she
// told stands below, each with its way back.
import type { VNode } from "preact";
import { dangerKinds } from "../../schema/danger.ts";
import { seenAgo } from "../../schema/danger-own.ts";
import { say } from "../../schema/words.ts";
import { NearHer } from "./danger.tsx";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Act, ownPage } from "./own-frame.tsx";
import { Place, placeScript, placeWords } from "./place.tsx";
import { Said } from "./sentence.tsx";
import { T } from "./shell.tsx";
import type { OwnDangerView } from "./view.ts";

const script = `{let f=D.forms.r,el=f.elements,w=f.dataset,one=s=>f.querySelector(s),keep=()=>{};${placeScript}f.addEventListener("submit",aged)}`;

function Told({ page }: { page: OwnDangerView }): VNode | null {
  const { lang, told } = page;
  if (told.length === 0) return null;
  return (
    <section>
      <h2>
        <T lang={lang} k="danger.mine" />
      </h2>
      <ul class="plain">
        {told.map((one) => (
          <li key={one.id}>
            <strong>
              <T lang={lang} k={`danger.kind.${one.kind}`} />
            </strong>{" "}
            <span class="tag">
              <T lang={lang} k={`danger.state.${one.state}`} />
            </span>
            {one.where === null ? null : <p dir="auto">{one.where}</p>}
            {one.text === null ? null : <p dir="auto">{one.text}</p>}
            <p class="hint">
              <Said lang={lang} k="danger.seenAt" at={one.seenAt} />
            </p>
            <Act page={page} step="danger-back" fixed={{ id: one.id }}>
              <button type="submit" class="second">
                <span>
                  <T lang={lang} k="danger.takeBack" />
                </span>
              </button>
            </Act>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function renderOwnDanger(page: OwnDangerView): string {
  const { lang, near } = page;
  const given: Given = { lang, values: page.values, problem: page.problem };
  const words = Object.fromEntries(
    Object.entries(placeWords).map(([key, k]) => [`data-${key}`, say(lang, k)]),
  );
  return ownPage(page, {
    k: "own.danger",
    at: "danger",
    script: script.replace(/\n/g, ""),
    children: (
      <>
        <p>
          <T lang={lang} k="danger.lead" />
        </p>
        <p class="warn">
          <T lang={lang} k="danger.noNearer" />
        </p>
        <Act page={page} step="danger" name="r" words={words}>
          <Group given={given} name="kind" k="danger.kind.question">
            {dangerKinds.map((one) => (
              <Pick key={one} given={given} name="kind" value={one}>
                <T lang={lang} k={`danger.kind.${one}`} />
              </Pick>
            ))}
          </Group>
          <section>
            <h2>
              <T lang={lang} k="danger.where" />
            </h2>
            <p class="hint">
              <T lang={lang} k="danger.whereHint" />
            </p>
            <Place lang={lang} given={given} places={page.places} />
          </section>
          <Group given={given} name="seen" k="danger.seen.question">
            {Object.keys(seenAgo).map((one) => (
              <Pick key={one} given={given} name="seen" value={one}>
                <T lang={lang} k={`danger.seen.${one}`} />
              </Pick>
            ))}
          </Group>
          <Text given={given} name="words" k="danger.words" hint="danger.wordsHint" long />
          <button type="submit" class="wide">
            <span>
              <T lang={lang} k="danger.send" />
            </span>
          </button>
        </Act>
        <Told page={page} />
        <NearHer lang={lang} near={near} />
        <p>
          <a href={`/${lang}/dangers`}>
            <T lang={lang} k="danger.known.title" />
          </a>
        </p>
      </>
    ),
  });
}
