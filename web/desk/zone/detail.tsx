// One zone: what is known of it, every figure, and what this officer may do. While she has typed something, a newer
// version is announced beside it and laid over only when she asks for it.
import { useEffect, useRef, useState } from "preact/hooks";
import { endonymOf } from "../../../schema/kit/language.ts";
import type { Zone } from "../../../schema/zone.ts";
import { Empty, type Fact, Facts, Skeleton } from "../../kit/ui/parts.tsx";
import { lang, local, number, t, time } from "../../kit/words.ts";
import { Range } from "../alert/range.tsx";
import { crisis, loaded, zones } from "../crisis/state.ts";
import { may, me } from "../session.ts";
import { CloseZone } from "./close.tsx";
import { ConfirmForm, confirmationOf, isBlank } from "./confirm.tsx";
import { Confirmed, StaleTag } from "./confirmed.tsx";
import { Figures } from "./figures.tsx";
import { ZoneSign } from "./sign.tsx";
import { asPublic, changesOf, freeWords, over, peopleWords, tableWords } from "./words.ts";

function ZoneFacts({ zone, now }: { zone: Zone; now: string }) {
  const other = lang.value === "ar" ? zone.name.en : zone.name.ar;
  const kept = asPublic();
  const figures: Fact[] = [
    [t("desk.zone.column.people"), <bdi>{peopleWords(zone)}</bdi>],
    [t("desk.zone.column.free"), freeWords(zone)],
  ];
  const facts: Fact[] = [
    ...(kept ? [] : figures),
    [t("desk.zone.admits"), t(`desk.admits.${zone.admitsMigrants}`)],
    [
      t("desk.zone.column.confirmed"),
      <>
        <Confirmed zone={zone} now={now} />
        {zone.confirmedAt === null ? null : <small class="block">{time(zone.confirmedAt)}</small>}
      </>,
    ],
    [t("desk.zone.column.by"), kept ? null : <bdi dir="auto">{tableWords.word("by", zone)}</bdi>],
    [
      t("desk.zone.place"),
      <>
        <bdi dir="ltr">{`${zone.lat.toFixed(5)}, ${zone.lng.toFixed(5)}`}</bdi>
        {zone.area === null ? null : (
          <small class="block">
            {t("desk.alert.corners", { n: number(zone.area.coordinates[0].length - 1) })}{" "}
            <Range area={zone.area} />
          </small>
        )}
        <small class="block">
          {t("desk.zone.publicSees", { what: t(`desk.publication.${zone.publication}`) })}
        </small>
      </>,
    ],
  ];
  if (other !== undefined)
    facts.unshift([endonymOf(lang.value === "ar" ? "en" : "ar"), <bdi dir="auto">{other}</bdi>]);
  return <Facts of={facts.filter(([, value]) => value !== null)} />;
}

function Newer({ before, now, onShow }: { before: Zone; now: Zone; onShow: () => void }) {
  return (
    <div class="conflict" role="alert">
      <h2>{t("desk.conflict")}</h2>
      <p>{t("desk.zone.newer")}</p>
      <ul>
        {changesOf(before, now).map(([label, was, is]) => (
          <li key={label}>{t("desk.zone.change", { label, was, is })}</li>
        ))}
        <li>
          {t("desk.zone.column.confirmed")}: <Confirmed zone={now} now={crisis.value?.now ?? ""} />
        </li>
      </ul>
      <button type="button" onClick={onShow}>
        {t("desk.case.reload")}
      </button>
    </div>
  );
}

/** The zone as this screen shows it: the newest one, or what was there when she began to type. */
function useShown(id: string): { live: Zone | undefined; shown: Zone | undefined; show: () => void } {
  const live = zones.value.find((zone) => zone.id === id);
  const held = useRef<Zone | undefined>(undefined);
  const [, draw] = useState(0);
  const free = !may("zone.confirm") || isBlank(confirmationOf(id).value);
  if (held.current?.id !== id || free) held.current = live;
  return {
    live,
    shown: held.current,
    show: () => {
      held.current = live;
      draw((n) => n + 1);
    },
  };
}

export function ZoneDetail({ id }: { id: string }) {
  const { live, shown, show } = useShown(id);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  if (shown === undefined || live === undefined)
    return loaded.value ? <Empty>{t("problem.not-found")}</Empty> : <Skeleton />;
  const now = crisis.value?.now ?? "";
  const works = crisis.value?.closedAt === null && live.closedAt === null;
  const own = shown.organisationId === me.value?.organisation.id;
  return (
    <div data-zone={id} data-version={shown.version}>
      <h1 ref={heading}>
        <ZoneSign kind={shown.kind} word />
        <bdi dir="auto">{local(shown.name)}</bdi>
        <span class="tag">{t(`zoneState.${shown.state}`)}</span>
        {over(shown) > 0 ? <span class="tag warn">{t("desk.zone.overFull")}</span> : null}
        <StaleTag zone={shown} now={now} />
      </h1>
      {shown.closedAt === null ? null : (
        <p class="notice">{t("desk.zone.closedAt", { time: time(shown.closedAt) })}</p>
      )}
      {live.version > shown.version ? <Newer before={shown} now={live} onShow={show} /> : null}
      <ZoneFacts zone={shown} now={now} />
      {works && may("zone.confirm") ? <ConfirmForm key={id} open={shown} /> : null}
      {asPublic() ? <p class="muted">{t("desk.zone.asPublic")}</p> : <Figures zone={live} />}
      {works && own && may("zone.close") ? <CloseZone open={shown} /> : null}
    </div>
  );
}
