// A leader's sheet: what is the same for all of them once, then one line for each family. Without scripts "More lines" is a
// button of the form. The reply is a sheet of slips (slips.tsx).
import type { VNode } from "preact";
import { knowings } from "../../schema/asked.ts";
import { needKinds } from "../../schema/need.ts";
import { dangers } from "../../schema/person.ts";
import { MOST_GROUPS } from "../../schema/registration-intake.ts";
import { say } from "../../schema/words.ts";
import { linesCss } from "./css-paper.ts";
import { type Given, Group, Pick, Problem, reasonFor, Text, typedIn, Why } from "./field.tsx";
import { leaderScript } from "./leader-script.ts";
import { Named } from "./place.tsx";
import { CallFirst, Notice } from "./register-notice.tsx";
import { document, T } from "./shell.tsx";
import type { LeaderView } from "./view.ts";

/** One line: a name and how many. Both labels stand above the first line too, for who sees. */
function Line({ lang, given, at }: { lang: string; given: Given; at: number }): VNode {
  const field = (name: "name" | "people") => {
    const path = `groups.${String(at)}.${name}`;
    const bad = reasonFor(given, path) !== null;
    return (
      <div>
        <input
          type="text"
          id={path.replaceAll(".", "-")}
          name={path}
          value={typedIn(given, path)}
          aria-label={`${say(lang, "leader.line", { n: at + 1 })}: ${say(lang, `leader.${name}`)}`}
          autocomplete="off"
          spellcheck={false}
          dir="auto"
          {...(name === "people" ? { inputMode: "numeric" as const } : {})}
          {...(bad ? { "aria-invalid": "true" as const } : {})}
        />
        <Why given={given} name={path} />
      </div>
    );
  };
  return (
    <li>
      <span aria-hidden="true">{at + 1}</span>
      {field("name")}
      {field("people")}
    </li>
  );
}

export function renderLeader(view: LeaderView): string {
  const { lang, crisis } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "leader.title"),
    form: 3,
    alone: true,
    phone: crisis.hotline,
    script: leaderScript,
    css: linesCss,
    children: (
      <>
        <h1>{say(lang, "leader.title")}</h1>
        <Problem given={given} />
        <p>{say(lang, "leader.lead")}</p>
        <p class="warn">
          <T lang={lang} k="leader.once" />
        </p>
        <form
          name="r"
          method="post"
          action={`/${lang}/r?group=1`}
          autocomplete="off"
          novalidate
          data-off={say(lang, "offline.notSent")}
          data-sending={say(lang, "offline.sending")}
          data-most={MOST_GROUPS}
          {...(view.problem === null && !view.adds ? {} : { "data-given": "1" })}
        >
          <input type="hidden" name="crisisId" value={crisis.id} />
          <input type="hidden" name="lang" value={lang} />
          <input type="hidden" name="actId" value={view.actId} />
          <CallFirst view={view} />
          <Notice view={view} given={given} />
          <section class="q">
            <Group given={given} name="danger" k="leader.danger" heading tiles>
              {dangers.map((one) => (
                <Pick key={one} given={given} name="danger" value={one} icon={`danger.${one}`} tile>
                  <T lang={lang} k={`danger.${one}`} />
                </Pick>
              ))}
            </Group>
          </section>
          <section class="q">
            <h2>{say(lang, "leader.place")}</h2>
            <p class="hint">{say(lang, "other.place.lead")}</p>
            <Named lang={lang} given={given} places={view.places} />
          </section>
          <section class="q">
            <Group given={given} name="needs[]" k="leader.needs" hint="needs.lead" heading tiles>
              {needKinds.map((one) => (
                <Pick key={one} given={given} name="needs[]" value={one} icon={`need.${one}`} many tile>
                  <T lang={lang} k={`need.${one}`} />
                </Pick>
              ))}
            </Group>
          </section>
          <section class="q">
            <h2 id="groups">{say(lang, "leader.list")}</h2>
            <Why given={given} name="groups" />
            <ol class="lines">
              <li aria-hidden="true">
                <span />
                <b>{say(lang, "leader.name")}</b>
                <b>{say(lang, "leader.people")}</b>
              </li>
              {Array.from({ length: view.lines }, (_, at) => (
                <Line key={at} lang={lang} given={given} at={at} />
              ))}
            </ol>
            {view.lines < MOST_GROUPS ? (
              <button
                type="submit"
                name="add"
                value="1"
                formaction={`/${lang}/r?group=1#more`}
                class="second wide"
                id="more"
              >
                {say(lang, "leader.more")}
              </button>
            ) : null}
          </section>
          <section class="q">
            <Group given={given} name="knows" k="leader.knows" heading>
              {knowings.map((one) => (
                <Pick key={one} given={given} name="knows" value={one} icon={`asked.knows.${one}`}>
                  {say(lang, `leader.knows.${one}`)}
                </Pick>
              ))}
            </Group>
            <Text given={given} name="phone" k="leader.phone" hint="reach.phoneHint" dial dir="ltr" />
            <Pick given={given} name="phoneSafe" value="yes" icon="consent.phoneSafe" many>
              <T lang={lang} k="consent.phoneSafe" />
            </Pick>
            <Text given={given} name="batch" k="leader.label" hint="leader.labelHint" short />
          </section>
          <p role="status" class="why" id="state" />
          <button type="submit" class="wide" id="send">
            {say(lang, "register.send")}
          </button>
        </form>
      </>
    ),
  });
}
