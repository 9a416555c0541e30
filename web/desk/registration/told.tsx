// What a person told after the receipt, as those who help her may read it; and, on her own new case alone, that she left
// a group, with the one thing that an officer must not do.
import { endonymOf } from "../../../schema/kit/language.ts";
import { Facts } from "../../kit/ui/parts.tsx";
import { lang, t } from "../../kit/words.ts";
import type { Case } from "./case.tsx";

type ToldOfOne = NonNullable<Case["told"]>[number];

/** A country's name where it was kept by its letters; otherwise the person's own words. */
function countryOf(kept: string): string {
  if (kept === "XX") return t("told.stateless");
  if (!/^[A-Z]{2}$/.test(kept)) return kept;
  return new Intl.DisplayNames([lang.value, "en"], { type: "region" }).of(kept) ?? kept;
}

function factsOf(told: ToldOfOne): [string, string][] {
  const facts: [string, string][] = [];
  if (told.sex !== undefined) facts.push([t("told.sex"), t(`sex.${told.sex}`)]);
  if (told.nationality !== undefined) facts.push([t("told.nationality"), countryOf(told.nationality)]);
  const speaks = [...(told.speaks ?? []).map(endonymOf), told.speaksAlso ?? ""].filter((one) => one !== "");
  if (speaks.length > 0) facts.push([t("told.speaks"), speaks.join(" · ")]);
  for (const [one, degree] of Object.entries(told.difficulty ?? {}))
    if (degree !== "none") facts.push([t(`difficulty.${one}`), t(`degree.${degree}`)]);
  return facts;
}

export function Told({ open }: { open: Case }) {
  const told = (open.told ?? []).filter((one) => factsOf(one).length > 0);
  if (told.length === 0) return null;
  return (
    <section aria-label={t("desk.told")}>
      <h2>{t("desk.told")}</h2>
      {told.map((one) => (
        <div key={one.personId}>
          <h3>
            <bdi dir="auto">
              {open.persons?.find(({ id }) => id === one.personId)?.name ?? t("status.noName")}
            </bdi>
          </h3>
          <Facts of={factsOf(one).map(([name, value]) => [name, <bdi key={name}>{value}</bdi>])} />
        </div>
      ))}
    </section>
  );
}

export function LeftGroup({ open }: { open: Case }) {
  return open.leftGroup === true ? (
    <p class="notice" role="note">
      {t("desk.case.alone")}
    </p>
  ) : null;
}
