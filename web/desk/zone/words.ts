// What is said of a zone in one line, the same in table, pane and dialog: what is not known is said to be so.
import { freePlaces, isStale, knowsAsPublic } from "../../../schema/zone.rules.ts";
import type { Zone } from "../../../schema/zone.ts";
import { local, number, t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { organisationName } from "./naming.ts";
import type { Words } from "./rows.ts";

/** This desk reads of zones what the public reads: no figures, and not whose they are. */
export function asPublic(): boolean {
  return me.value != null && knowsAsPublic(me.value.organisation.kind);
}

export function known(value: number | null): string {
  return value === null ? t("desk.zone.unknown") : number(value);
}

/** `60 / 100`, `15,000 / unknown`. */
export function peopleWords(zone: Pick<Zone, "occupancy" | "capacity">): string {
  return zone.occupancy === null && zone.capacity === null
    ? t("desk.zone.unknown")
    : `${known(zone.occupancy)} / ${known(zone.capacity)}`;
}

export function freeWords(zone: Zone): string {
  return known(freePlaces(zone));
}

/** How many people more than places; 0 where there are not, or where it is not known. */
export function over(zone: Pick<Zone, "occupancy" | "capacity">): number {
  return zone.occupancy === null || zone.capacity === null ? 0 : Math.max(0, zone.occupancy - zone.capacity);
}

export function stale(zone: Zone, now: string): boolean {
  return zone.closedAt === null && isStale(zone.confirmedAt, new Date(now));
}

export const tableWords: Words = {
  name: (zone) => local(zone.name),
  word(column, zone) {
    if (column === "kind") return t(`zone.${zone.kind}`);
    if (column === "state") return t(`zoneState.${zone.state}`);
    if (column === "admits") return t(`desk.admits.${zone.admitsMigrants}`);
    return zone.organisationId === null ? "" : organisationName(zone.organisationId);
  },
};

/** What somebody else changed between two versions: label, what it was, what it is. */
export function changesOf(before: Zone, now: Zone): [label: string, was: string, is: string][] {
  const lines: [string, string, string][] = [
    [t("desk.zone.state"), t(`zoneState.${before.state}`), t(`zoneState.${now.state}`)],
    [t("measure.occupancy"), known(before.occupancy), known(now.occupancy)],
    [t("measure.capacity"), known(before.capacity), known(now.capacity)],
    [
      t("desk.zone.admits"),
      t(`desk.admits.${before.admitsMigrants}`),
      t(`desk.admits.${now.admitsMigrants}`),
    ],
  ];
  return lines.filter(([, was, is]) => was !== is);
}
