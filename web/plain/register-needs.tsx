// What a group needs, what stops it from leaving, and what it wants. Never asked: violence, and status before the law;
// a call at a safe time stands for whatever cannot be written down.
import type { VNode } from "preact";
import { needKinds } from "../../schema/need.ts";
import { barriers, choices } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { ask } from "./ask.ts";
import { type Given, Group, Pick } from "./field.tsx";
import { Screen } from "./screen.tsx";
import { T } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

interface Part {
  view: RegisterView;
  given: Given;
}

function NeedPick({ lang, given, kind }: { lang: string; given: Given; kind: string }): VNode {
  return (
    <Pick given={given} name="needs[]" value={kind} icon={`need.${kind}`} many>
      <T lang={lang} k={`need.${kind}`} />
    </Pick>
  );
}

export function Needs({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="needs" lang={lang} audio={audio} later>
      <Group given={given} name="needs[]" k={ask(view, "needs.question")} hint="needs.lead" heading>
        {needKinds.map((one) => (
          <NeedPick key={one} lang={lang} given={given} kind={one} />
        ))}
      </Group>
    </Screen>
  );
}

export function Barriers({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="barriers" lang={lang} audio={audio} later>
      <Group given={given} name="barriers[]" k="barrier.question" hint="barrier.lead" heading>
        {barriers.map((one) => (
          <Pick key={one} given={given} name="barriers[]" value={one} icon={`barrier.${one}`} many>
            {say(lang, `barrier.${one}`)}
          </Pick>
        ))}
        <NeedPick lang={lang} given={given} kind="callback" />
      </Group>
    </Screen>
  );
}

export function Choices({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="choice" lang={lang} audio={audio} later>
      <Group given={given} name="choice" k="choice.question" hint="choice.lead" heading>
        {choices.map((one) => (
          <Pick key={one} given={given} name="choice" value={one} icon={`choice.${one}`}>
            {say(lang, `choice.${one}`)}
            <small>{say(lang, `choice.${one}.means`)}</small>
          </Pick>
        ))}
      </Group>
    </Screen>
  );
}
