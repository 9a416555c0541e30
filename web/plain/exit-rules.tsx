// What a country asks of foreigners who leave it: dated facts as their sources say them, with source, date and
// confidence. What nobody said is shown as unknown. Source texts stay in their own language, and are marked so.
import type { VNode } from "preact";
import type { Regime } from "../../schema/regime.ts";
import { say } from "../../schema/words.ts";
import { Digits, document } from "./shell.tsx";
import type { ExitRulesView } from "./view.ts";
import { WaiverNote } from "./waiver.tsx";

const facts = ["required", "issuer", "whoseConsent", "how", "emergency"] as const;

function Fact({ lang, name, text }: { lang: string; name: string; text: string | null }): VNode {
  const known = text !== null && text.trim() !== "" && text.trim() !== "unknown";
  return (
    <p>
      <strong>{say(lang, `regime.${name}`)}</strong>{" "}
      {known ? (
        <span class="said" lang="en" dir="ltr">
          {text}
        </span>
      ) : (
        say(lang, "regime.unknown")
      )}
    </p>
  );
}

/** An address that can be opened; a source that is none stays text. */
function Source({ source }: { source: string }): VNode {
  if (!/^https?:/.test(source) || !URL.canParse(source)) return <bdi>{source}</bdi>;
  return (
    <a href={source} rel="noreferrer nofollow" dir="ltr">
      {new URL(source).host}
    </a>
  );
}

function Rule({ lang, regime }: { lang: string; regime: Regime }): VNode {
  return (
    <section>
      <h2>
        <span lang="en" dir="ltr">
          {regime.who}
        </span>
      </h2>
      {facts.map((name) => (
        <Fact key={name} lang={lang} name={name} text={regime[name]} />
      ))}
      <p>
        <strong>{say(lang, "regime.since")}</strong>{" "}
        <Digits>{regime.from ?? say(lang, "regime.unknown")}</Digits>
        {regime.to === null ? null : (
          <>
            {" "}
            <strong>{say(lang, "regime.until")}</strong> <Digits>{regime.to}</Digits>
          </>
        )}
      </p>
      <small>
        {say(lang, "regime.source")} <Source source={regime.source} />, <Digits>{regime.asOf}</Digits>.{" "}
        {say(lang, `confidence.${regime.confidence}`)}
        {regime.note === null ? null : (
          <span class="said" lang="en" dir="ltr">
            {regime.note}
          </span>
        )}
      </small>
    </section>
  );
}

export function renderExitRules(view: ExitRulesView): string {
  const { lang, regimes, crisis } = view;
  const country = new Intl.DisplayNames([lang], { type: "region" }).of(crisis.hostCountry);
  return document({
    ...view,
    title: say(lang, "regime.title"),
    phone: crisis.hotline,
    exit: false,
    // Words of a source stand by themselves: within a line of another direction they would break it apart.
    css: ".said{display:block}",
    children: (
      <>
        <h1>{say(lang, "regime.title")}</h1>
        <p class="lead">{country}</p>
        {view.waivers.map((waiver) => (
          <WaiverNote key={waiver.id} lang={lang} waiver={waiver} />
        ))}
        {regimes.length === 0 ? (
          <p class="warn">{say(lang, "regime.none")}</p>
        ) : (
          <p>{say(lang, "regime.lead")}</p>
        )}
        {regimes.map((regime, i) => (
          <Rule key={i} lang={lang} regime={regime} />
        ))}
      </>
    ),
  });
}
