// The exit permit itself, on a screen, on A4 or as a folded card: what a gate reads by eye beside what it reads by code.
// Invariant: every label stands there in three languages, and the paper looks the same in every theme and on any printer.
import type { ComponentChildren, VNode } from "preact";
import type { PermitForSelf } from "../../schema/permit.ts";
import { say } from "../../schema/words.ts";
import { permitCss } from "./paper-css.ts";
import { figures, groundLabel, label, type Three, territoryNames } from "./permit-label.ts";
import { Qr } from "./qr.tsx";
import { Digits, document, T } from "./shell.tsx";
import type { PermitPaperView } from "./view.ts";

function InThree({ of: [en, fr, ar] }: { of: Three }): VNode {
  return (
    <span class="three">
      <span>{en}</span> <span lang="fr">{fr}</span>{" "}
      <span lang="ar" dir="rtl">
        {ar}
      </span>
    </span>
  );
}

function Row({ of, children }: { of: Three; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>
        <InThree of={of} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Granted but past its end, or taken back: then there is no code, and the paper says so in the largest letters. */
function stampOf(permit: PermitForSelf): Three | null {
  if (permit.state === "revoked") return label.revoked;
  if (permit.credential === null) return label.expired;
  return permit.specimen ? label.specimen : null;
}

function Stamp({ of }: { of: Three | null }): VNode | null {
  return of === null ? null : (
    <p class="stamp">
      <InThree of={of} />
    </p>
  );
}

function Paper({ view }: { view: PermitPaperView }): VNode {
  const { permit } = view;
  const { printed } = permit;
  const names = territoryNames(printed.territory);
  const at = (instant: string | null) => (instant === null ? null : <Digits>{figures(instant)}</Digits>);
  return (
    <article class={view.wallet ? "paper wallet" : "paper"} lang="en" dir="ltr">
      <div class="face">
        <Stamp of={stampOf(permit)} />
        <h2>
          <InThree of={label.title} />
        </h2>
        {permit.credential === null ? null : (
          <Qr text={permit.credential} label={say(view.lang, "permit.code")} />
        )}
        <dl>
          <Row of={label.number}>
            <span class="num">
              <Digits>{printed.number}</Digits>
            </span>
          </Row>
          <Row of={label.name}>
            <bdi dir="auto" class="who">
              {printed.name}
            </bdi>
          </Row>
          <Row of={label.birthYear}>
            {printed.birthYear ?? "–"}
            {printed.minor ? <InThree of={label.minor} /> : null}
          </Row>
          <Row of={label.validUntil}>{at(printed.expiresAt)}</Row>
        </dl>
      </div>
      <div class="face">
        <div class="no">
          <InThree of={label.notTravel} />
        </div>
        <dl>
          <Row of={label.territory}>
            {printed.territory}
            {names === null ? null : <InThree of={names} />}
          </Row>
          <Row of={label.validFrom}>{at(printed.validFrom)}</Row>
          <Row of={label.exitPoints}>
            {printed.exitPoints.length === 0 ? (
              <InThree of={label.anyPoint} />
            ) : (
              <bdi dir="auto">{printed.exitPoints.join(", ")}</bdi>
            )}
          </Row>
          <Row of={printed.returnUntil === null ? label.returnWanted : label.returnUntil}>
            {at(printed.returnUntil) ?? <InThree of={label.returnNotStated} />}
          </Row>
          <Row of={label.document}>
            <Digits>
              {printed.documentNumber === null
                ? "–"
                : `${printed.documentNumber} ${printed.documentIssuer ?? ""}`.trim()}
            </Digits>
          </Row>
          <Row of={label.ground}>
            <InThree of={groundLabel[printed.ground]} />
          </Row>
          {printed.feesWaived ? (
            <Row of={label.fees}>
              <InThree of={label.feesWaived} />
            </Row>
          ) : null}
          <Row of={label.issuedBy}>
            <bdi>{permit.authority}</bdi>
          </Row>
        </dl>
        <div class="small">
          <InThree of={label.noConsent} />
          <InThree of={label.trueOne} />
        </div>
        <Stamp of={stampOf(permit)} />
      </div>
    </article>
  );
}

/** @PRIVACY her own permit, to herself; no address of it holds anything of a person. */
export function renderPermitPaper(view: PermitPaperView): string {
  const { lang, permit } = view;
  const here = `/${lang}/s/permit`;
  return document({
    ...view,
    title: say(lang, "status.title"),
    phone: view.hotline,
    css: permitCss,
    children: (
      <>
        <p class="noprint">
          <a href={here}>{say(lang, "permitCard.see")}</a>
        </p>
        <h1 class="noprint">
          <T lang={lang} k="permit.title" />
        </h1>
        {permit.credential === null ? (
          <p class="problem noprint" role="status">
            <T lang={lang} k={permit.state === "revoked" ? "permit.revokedMeans" : "permit.expired"} />
          </p>
        ) : (
          <p class="noprint">
            <T lang={lang} k="permit.show" />
          </p>
        )}
        <Paper view={view} />
        {permit.credential === null ? null : (
          <p class="noprint">
            {say(lang, "permitCard.print")}{" "}
            <a href={`${here}/${permit.id}${view.wallet ? "" : "?size=wallet"}`}>
              {say(lang, view.wallet ? "permitCard.sheet" : "permitCard.wallet")}
            </a>
          </p>
        )}
      </>
    ),
  });
}
