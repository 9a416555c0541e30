// The first screens of a request: who gets the answers and what becomes of them, and whether somebody is in danger now.
import type { VNode } from "preact";
import { toldFirst } from "../../schema/consent-notice.ts";
import { dangers } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { ask } from "./ask.ts";
import { type Given, Group, Pick } from "./field.tsx";
import { Screen } from "./screen.tsx";
import { Local, T, Written } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

interface Part {
  view: RegisterView;
  given: Given;
}

/** What is told first, in a few sentences; the rest of it is one tap away for who wants to know (EXPERIENCE 2.3). */
function Told({ lang }: { lang: string }): VNode {
  return (
    <>
      {toldFirst(lang).map((one) => (
        <p key={one.key}>
          <Written lang={lang} one={one} />
        </p>
      ))}
      <p>
        <a href={`/${lang}/rights`}>{say(lang, "home.rights")}</a>
      </p>
    </>
  );
}

/** The receiving desk, unless it takes no part any more: then somebody in danger chooses who receives. */
export function deskIn({ organisations, crisis }: RegisterView): string | undefined {
  return organisations.find((one) => one.id === crisis.receivingDeskId)?.id;
}

/** Each receiver by its own name and a box of its own; none is ticked for anybody (ruling 1). */
export function Receivers({ view, given }: Part): VNode {
  const { lang, organisations, crisis } = view;
  const desk = crisis.receivingDeskId;
  const sorted = [...organisations].sort((a, b) => Number(b.id === desk) - Number(a.id === desk));
  const partners = sorted.filter((one) => one.kind === "agency" && one.id !== desk);
  return (
    <>
      <Group given={given} name="recipients[]" k="notice.help" hint="notice.sees">
        <p class="why" id="choose" role="alert" hidden>
          {say(lang, "error.label")} {say(lang, "notice.choose")}
        </p>
        {sorted.map((one) => (
          <Pick
            key={one.id}
            given={given}
            name="recipients[]"
            value={one.id}
            icon={`kind.${one.kind === "embassy" ? "embassy" : "agency"}`}
            many
          >
            <Local text={one.name} lang={lang} />
            {one.id === desk ? (
              <small>
                <T lang={lang} k="notice.desk" />
              </small>
            ) : null}
          </Pick>
        ))}
      </Group>
      {partners.length === 0 ? null : (
        <Group given={given} name="partners[]" k="notice.partners" hint="notice.partnersHint">
          {partners.map((one) => (
            <Pick key={one.id} given={given} name="partners[]" value={one.id} icon="kind.agency" many>
              <Local text={one.name} lang={lang} />
            </Pick>
          ))}
        </Group>
      )}
    </>
  );
}

export function Notice({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="notice" lang={lang} audio={audio}>
      <h2 tabIndex={-1}>
        <T lang={lang} k="notice.title" />
      </h2>
      <Told lang={lang} />
      <Receivers view={view} given={given} />
    </Screen>
  );
}

export function DangerNow({ view, given }: Part): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="danger" lang={lang} audio={audio}>
      <Group given={given} name="danger" k={ask(view, "danger.question")} heading>
        {dangers.map((one) => (
          <Pick key={one} given={given} name="danger" value={one} icon={`danger.${one}`}>
            <T lang={lang} k={`danger.${one}`} />
          </Pick>
        ))}
      </Group>
      {deskIn(view) === undefined ? null : (
        <p class="hint">
          <T lang={lang} k="danger.deskGets" />
        </p>
      )}
    </Screen>
  );
}

/** The number to call, above all else of the form; with scripts, on the first two screens and wherever danger was said. */
export function CallFirst({ view }: { view: RegisterView }): VNode | null {
  const { lang, crisis } = view;
  return crisis.hotline === null ? null : (
    <p class="warn" id="call">
      <a href={`tel:${crisis.hotline.replace(/[^+\d]/g, "")}`}>
        <T
          lang={lang}
          k="danger.callFirst"
          v={{ phone: `\u2066${crisis.hotline.replaceAll(" ", "\u00a0")}\u2069` }}
        />
      </a>
    </p>
  );
}
