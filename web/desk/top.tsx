// The head of the desk: which crisis, what time it is there, the numbers that reconcile, who sits here, and whether
// what is seen is live.
import { signal } from "@preact/signals";
import { queueReaders } from "../../schema/kit/access.ts";
import { endonymOf } from "../../schema/kit/language.ts";
import { health } from "../kit/live.ts";
import { addressOf, place } from "../kit/route.ts";
import { choice, chooseTheme } from "../kit/theme.ts";
import { chooseLanguage, deskLanguages, lang, local, number, since, t } from "../kit/words.ts";
import { Clock } from "./crisis/clock.tsx";
import { crisis } from "./crisis/state.ts";
import { WaitingReasons } from "./glass/waiting.tsx";
import { OpenOffers } from "./referral/waiting.tsx";
import { counts, undecided } from "./registration/queue.ts";
import { may, me, readsCases, signOut } from "./session.ts";

export const helpOpen = signal(false);

/** The same numbers as queue and map, by the same filter (R36). */
function Reconcile() {
  const count = counts.value;
  const waiting = undecided.value;
  const now = crisis.value?.now ?? "";
  if (!readsCases.value) return null;
  return (
    <div class="reconcile">
      <span role="status" data-people={count?.people} data-groups={count?.groups}>
        {count === null
          ? ""
          : t("desk.count", {
              people: number(count.people),
              onMap: number(count.onMap),
              noPlace: number(count.noPlace),
              hidden: number(count.hidden),
            })}
        {count === null || count.complete ? null : <strong> {t("desk.count.part")}</strong>}
      </span>
      {waiting === null ? null : (
        <span>
          {t("desk.undecided")}{" "}
          {([1, 2, 3] as const).map((urgency) => (
            <a
              key={urgency}
              class={`urgency urgency-${String(urgency)}`}
              href={addressOf("/desk/queue", {
                ...place.value.query,
                state: "sent",
                urgency: String(urgency),
              })}
              title={t(`desk.urgency.${String(urgency)}`)}
            >
              <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
                <path
                  d={
                    urgency === 1
                      ? "M8 0 16 8 8 16 0 8Z"
                      : urgency === 2
                        ? "M8 1 16 15H0Z"
                        : "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"
                  }
                />
              </svg>
              <span class="unseen">{t(`desk.urgency.${String(urgency)}`)}</span>
              {number(waiting[urgency])}
            </a>
          ))}
          {waiting.oldestAt === null ? null : (
            <span class="muted">{t("desk.oldest", { age: since(waiting.oldestAt, now) })}</span>
          )}
        </span>
      )}
    </div>
  );
}

/** Pages that stand as tabs; what is rarely needed waits in a menu beside them. */
const TABS = 7;

const isHere = (path: string) =>
  place.value.path.startsWith(path) || (path === "/desk/queue" && place.value.path.startsWith("/desk/case"));

export function Top() {
  const officer = me.value;
  if (officer == null) return null;
  const query = { crisis: place.value.query.crisis };
  const links: [string, string, boolean][] = [
    ["/desk/queue", "desk.queue", (queueReaders as readonly string[]).includes(officer.role)],
    ["/desk/permits", "desk.permits", may("permit.list")],
    ["/desk/gate", "desk.gate", may("gate.list")],
    ["/desk/movements", "desk.movements", may("movement.list")],
    ["/desk/papers", "desk.papers", may("paper.queue")],
    ["/desk/intake", "desk.intake", may("registration.take")],
    ["/desk/zones", "desk.zones", true],
    ["/desk/alerts", "desk.alerts", true],
    ["/desk/referrals", "desk.referrals", may("referral.list")],
    ["/desk/exports", "desk.exports", may("export.list")],
    ["/desk/key", "desk.key", may("key.mine")],
    ["/desk/demands", "desk.demands", may("demand.list")],
    ["/desk/reasons", "desk.reasons", may("glass.list")],
    ["/desk/audit", "desk.audit", may("audit.list")],
    ["/desk/admin", "desk.admin", may("crisis.open")],
    ["/desk/team", "desk.team", true],
  ];
  const shown = links.filter(([, , may]) => may);
  // One more than fits is a menu of two at least.
  const fits = shown.length > TABS ? TABS - 1 : TABS;
  const [tabs, rest] = [shown.slice(0, fits), shown.slice(fits)];
  const link = ([path, key]: (typeof links)[number]) => (
    <a key={path} href={addressOf(path, query)} aria-current={isHere(path) ? "page" : undefined}>
      {t(key)} {path === "/desk/reasons" ? <WaitingReasons /> : null}
      {path === "/desk/referrals" ? <OpenOffers /> : null}
    </a>
  );
  return (
    <header class="top">
      <div class="bar">
        <svg viewBox="0 0 48 48" width="22" height="22" aria-hidden="true">
          <path d="M4 44V24a20 20 0 0 1 40 0v20h-8V24a12 12 0 0 0-24 0v20Z" fill="currentColor" />
        </svg>
        <strong class="crisis">{crisis.value === null ? "" : local(crisis.value.name)}</strong>
        <Clock />
        <span class={`health ${health.value}`} role="status" hidden={crisis.value === null}>
          {t(`desk.health.${health.value}`)}
        </span>
        <details class="who">
          <summary>
            {local(officer.organisation.name)} · {t(`role.${officer.role}`)}
          </summary>
          <div>
            <p class="muted">{officer.label}</p>
            <label>
              <span>{t("home.language")}</span>
              <select value={lang.value} onChange={(event) => void chooseLanguage(event.currentTarget.value)}>
                {deskLanguages.map((one) => (
                  <option key={one} value={one} lang={one}>
                    {endonymOf(one)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span>{t("desk.theme")}</span>
              <select
                value={choice.value}
                onChange={(event) => chooseTheme(event.currentTarget.value as "system" | "light" | "dark")}
              >
                {["system", "light", "dark"].map((one) => (
                  <option key={one} value={one}>
                    {t(`desk.theme.${one}`)}
                  </option>
                ))}
              </select>
            </label>
            <button type="button" onClick={() => (helpOpen.value = true)}>
              {t("desk.help")} <kbd>?</kbd>
            </button>
            <a class="button" href={addressOf("/desk/account", query)}>
              {t("desk.account")}
            </a>
            <button type="button" onClick={() => void signOut()}>
              {t("desk.signOut")}
            </button>
          </div>
        </details>
      </div>
      <div class="bar second">
        <nav aria-label={t("desk.pages")}>
          {tabs.map(link)}
          {rest.length === 0 ? null : (
            <details class="more" key={place.value.path}>
              <summary aria-current={rest.some(([path]) => isHere(path)) ? "page" : undefined}>
                {t("desk.more")} {rest.some(([path]) => path === "/desk/reasons") ? <WaitingReasons /> : null}
                {rest.some(([path]) => path === "/desk/referrals") ? <OpenOffers /> : null}
              </summary>
              <div>{rest.map(link)}</div>
            </details>
          )}
        </nav>
        <Reconcile />
      </div>
    </header>
  );
}
