// How a group may be reached, and the secret number with which whoever asks comes back.
import type { VNode } from "preact";
import { phoneOwners } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { ask } from "./ask.ts";
import { type Given, Group, Pick, Text } from "./field.tsx";
import { Screen } from "./screen.tsx";
import { T } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

interface Part {
  view: RegisterView;
  given: Given;
}

export function Reach({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="reach" lang={lang} audio={audio}>
      <h2 tabIndex={-1}>{say(lang, ask(view, "reach.question"))}</h2>
      <Text given={given} name="phone" k={ask(view, "reach.phone")} hint="reach.phoneHint" dial dir="ltr" />
      <Pick given={given} name="phoneSafe" value="yes" icon="consent.phoneSafe" many>
        <T lang={lang} k={ask(view, "consent.phoneSafe")} />
        <small>
          <T lang={lang} k="consent.phoneSafeHint" />
        </small>
      </Pick>
      {view.other === true ? null : (
        <Group given={given} name="phoneOwner" k="reach.owner" tiles>
          {phoneOwners.map((one) => (
            <Pick key={one} given={given} name="phoneOwner" value={one} icon={`phoneOwner.${one}`} tile>
              {say(lang, `phoneOwner.${one}`)}
            </Pick>
          ))}
        </Group>
      )}
      <Text given={given} name="note" k="reach.note" long />
    </Screen>
  );
}

/** Not asked in danger: the server makes one (ruling 12). */
export function SecretNumber({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="pin" lang={lang} audio={audio} later>
      <h2 tabIndex={-1}>
        <T lang={lang} k="pin.question" />
      </h2>
      <p class="hint">
        <T lang={lang} k="pin.lead" />
      </p>
      <Text given={given} name="pin" k="pin.label" hint="pin.hint" numeric short dir="ltr" />
    </Screen>
  );
}
