// Asked for by somebody else: the two questions to whoever asks, and the one to the person herself when she comes back.
import type { VNode } from "preact";
import { askers, knowings } from "../../schema/asked.ts";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Act } from "./own-frame.tsx";
import { Screen } from "./screen.tsx";
import { Sentence } from "./sentence.tsx";
import { T, Time } from "./shell.tsx";
import type { RegisterView, StatusView } from "./view.ts";

/** Neither has to be answered: `for` alone says that it is for somebody else. */
export function AskedFor({ view, given }: { view: RegisterView; given: Given }): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="asked" lang={lang} audio={audio}>
      <input type="hidden" name="asked.for" value="other" />
      <Group given={given} name="asked.by" k="asked.by" heading tiles>
        {askers.map((one) => (
          <Pick key={one} given={given} name="asked.by" value={one} icon={`asked.by.${one}`} tile>
            <T lang={lang} k={`asked.by.${one}`} />
          </Pick>
        ))}
      </Group>
      <Group given={given} name="asked.knows" k="asked.knows">
        {knowings.map((one) => (
          <Pick key={one} given={given} name="asked.knows" value={one} icon={`asked.knows.${one}`}>
            <T lang={lang} k={`asked.knows.${one}`} />
          </Pick>
        ))}
      </Group>
    </Screen>
  );
}

/** Above all else, until she has said that it is right. Saying no leads to the page that deletes it all. */
export function IsItRight({ page }: { page: StatusView }): VNode | null {
  const { lang, view } = page;
  const { asked } = view;
  if (asked === undefined || asked.confirmedAt !== null || view.adultId !== null) return null;
  const given: Given = { lang, values: {}, problem: page.problem };
  const who = asked.by;
  return (
    <section class="card" id="asked">
      <h2>
        <T lang={lang} k="asked.confirm" />
      </h2>
      {who === null ? null : (
        <p>
          <Sentence lang={lang} k="asked.who" parts={(own) => ({ who: say(own, `asked.by.${who}`) })} />
        </p>
      )}
      <p>
        <T lang={lang} k="asked.see" />
      </p>
      <Act page={page} step="confirm" fixed={{ lang }}>
        <p>
          <T lang={lang} k="asked.rightMeans" />
        </p>
        <Text given={given} name="pin" k="asked.pin" hint="asked.pinHint" numeric short dir="ltr" />
        <button type="submit" class="wide">
          <span>
            <T lang={lang} k="asked.right" />
          </span>
        </button>
      </Act>
      <a class="button danger wide" href={`/${lang}/s/delete`}>
        <span>
          <T lang={lang} k="asked.wrong" />
        </span>
      </a>
    </section>
  );
}

/** How her agreement was taken, and when an officer gave her a new secret number. */
export function Recorded({ page }: { page: StatusView }): VNode | null {
  const { lang, view } = page;
  const lines = [
    ...(view.taken === undefined ? [] : [{ k: `taken.${view.taken.way}`, ...view.taken }]),
    ...(view.resets ?? []).map(({ alone, ...one }) => ({
      k: alone === true ? "pin.resetAlone" : "pin.reset",
      ...one,
    })),
  ];
  return lines.length === 0 ? null : (
    <ul class="plain">
      {lines.map(({ k, name, at }) => (
        <li key={k + at}>
          <Sentence
            lang={lang}
            k={k}
            parts={(own) => ({ name: <bdi>{name}</bdi>, time: <Time lang={own} at={at} /> })}
          />
        </li>
      ))}
    </ul>
  );
}
