// Zones as acts on the tape: declared on the first day on which a source names the place, confirmed with every figure
// that a source gives. A capacity stands here only where it was published; a zone's own point only where it was found.
import { type ZoneKind, zoneConfirm, zoneDeclare } from "../../../schema/zone.ts";
import { CRISIS, DAY, DESK, deciderOf, instant, OPENED } from "./crisis.ts";
import { arrivals, cite, contradictions, movements, nationalities, occupancies, pointOf } from "./fact.ts";

export interface Acted {
  at: string;
  as: string;
  act: string;
  input: Record<string, unknown>;
}

interface Declared {
  kind: ZoneKind;
  /** "exact" where the coordinate is the place's own and not its town's. */
  publication: "exact" | "area";
  /** "yes" where a figure names people who are not of the country; nobody printed a refusal. */
  admits: "yes" | "unknown";
}
const zone = (
  kind: ZoneKind,
  publication: Declared["publication"],
  admits: Declared["admits"] = "unknown",
): Declared => ({
  kind,
  publication,
  admits,
});

const declared: Readonly<Record<string, Declared>> = {
  RAS_AJDIR: zone("crossing", "exact", "yes"),
  RAS_AJDIR_LIBYAN_SIDE: zone("crossing", "area", "yes"),
  CHOUCHA: zone("shelter", "exact", "yes"),
  RAS_AJDIR_CAMPS: zone("shelter", "area", "yes"),
  DEHIBA: zone("crossing", "area"),
  DEHIBA_UAE_CAMP: zone("shelter", "area"),
  REMADA_CAMP: zone("shelter", "area"),
  TATAOUINE_CAMPS: zone("shelter", "area"),
  SALLOUM: zone("crossing", "area", "yes"),
  SALLOUM_NO_MANS_LAND: zone("crossing", "area", "yes"),
  DJERBA_AIRPORT: zone("assembly-point", "exact", "yes"),
  TRIPOLI_AIRPORT: zone("assembly-point", "exact", "yes"),
  TRIPOLI_PORT: zone("assembly-point", "area", "yes"),
  BENGHAZI_PORT: zone("assembly-point", "area", "yes"),
  MISRATA_PORT: zone("assembly-point", "area", "yes"),
  SEBHA_AIRPORT: zone("assembly-point", "exact", "yes"),
  DIRKOU_CENTRE: zone("shelter", "area", "yes"),
  FAYA_CENTRE: zone("shelter", "area", "yes"),
  FAYA_HOSPITAL: zone("hospital", "area", "yes"),
};

/** What becomes a figure of a zone. People waiting at a crossing occupy it; a peak or a plan is nobody's present. */
const shown = ["occupancy", "stranded", "capacity"];
/** Contradictions whose second figure counts the same people on the same day, and is no row of its own. */
const besides = ["chouchaNinthMarch", "libyanSideFirstMarch"];

export const EMBASSY_ZONE = "zon_embassySriLanka";
const agent = deciderOf(DESK);

/** `RAS_AJDIR` → `zon_rasAjdir`. */
export function zoneIdOf(place: string): string {
  const [first = "", ...rest] = place.toLowerCase().split("_");
  return `zon_${first}${rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}`;
}

/** The moment of a day, or of the last day of a month where the day is not known; hours as on a desk's morning. */
function momentOf(asOf: string, hours: number): number {
  const [year = 0, month = 1, day] = asOf.split("-").map(Number);
  return day === undefined
    ? Date.UTC(year, month, 0) + hours * 3_600_000
    : Date.parse(asOf) + hours * 3_600_000;
}

/** The first day on which any row names the place; null where only months do. */
function firstNamed(place: string): number {
  const days = [
    ...occupancies.filter((row) => row.place === place).map((row) => row.asOf),
    ...arrivals.filter((row) => row.place === place).map((row) => row.asOf),
    ...movements.filter((row) => [...row.origin, ...row.destination].includes(place)).map((row) => row.date),
  ];
  const moments = days.flatMap((day) => (day === null ? [] : momentOf(day, 4)));
  return Math.max(Math.min(...moments), OPENED);
}

/** From when on each declared place is a zone. */
export const zoneSince: ReadonlyMap<string, number> = new Map(
  Object.keys(declared).map((place) => [place, firstNamed(place)]),
);

function declare(place: string, { kind, publication, admits }: Declared): Acted {
  const { nameEn, nameAr, lng, lat } = pointOf(place);
  const input = {
    id: zoneIdOf(place),
    crisisId: CRISIS,
    kind,
    name: { en: nameEn, ...(nameAr === null ? {} : { ar: nameAr }) },
    lng,
    lat,
    publication,
    admitsMigrants: admits,
  };
  return { at: instant(zoneSince.get(place) ?? OPENED), as: agent, act: zoneDeclare.name, input };
}

interface Said {
  place: string;
  moment: number;
  measure: "occupancy" | "capacity" | null;
  value: number | null;
  source: string;
}

/** Every figure of a zone in the order of its day; the second of a contradicting pair goes before the row itself. */
function figures(): Said[] {
  const said: Said[] = [];
  for (const row of occupancies) {
    if (declared[row.place] === undefined || row.persons === null || !shown.includes(row.measure)) continue;
    const month = row.asOf.length === 7 ? "month only" : null;
    const meaning = [row.measure === "stranded" ? "waiting" : row.measure, month, row.note];
    const other = contradictions.find((one) => besides.includes(one.id) && one.place === row.place);
    const moment = momentOf(row.asOf, 5);
    if (other?.asOf === row.asOf)
      for (const { value, source, of } of other.figures.filter((one) => one.source !== row.source))
        said.push({
          place: row.place,
          moment: moment - 600_000,
          measure: "occupancy",
          value,
          source: cite(source, of),
        });
    said.push({
      place: row.place,
      // Capacities first: whether a place is over them is known when its people are counted.
      moment: row.measure === "capacity" ? moment - 1_200_000 : moment,
      measure: row.measure === "capacity" ? "capacity" : "occupancy",
      value: row.persons,
      source: cite(row.source, meaning.filter((part) => part !== null).join("; ")),
    });
  }
  for (const row of arrivals) {
    if (declared[row.place] === undefined || row.asOf === null || row.kind !== "daily") continue;
    const source = cite(row.source, `came through this day: ${String(row.persons)}, ${row.group}`);
    said.push({ place: row.place, moment: momentOf(row.asOf, 5.5), measure: null, value: null, source });
  }
  return said.sort((a, b) => a.moment - b.moment);
}

function confirms(): Acted[] {
  const capacity = new Map<string, number>();
  return figures().map(({ place, moment, measure, value, source }) => {
    if (measure === "capacity" && value !== null) capacity.set(place, value);
    const over = measure === "occupancy" && (value ?? 0) > (capacity.get(place) ?? Number.POSITIVE_INFINITY);
    const isCrossing = declared[place]?.kind === "crossing" || declared[place]?.kind === "assembly-point";
    // People waiting at a crossing do not say that it is open; people who came through it do.
    const state = over ? "full" : measure === null || !isCrossing ? "open" : undefined;
    const input = {
      zoneId: zoneIdOf(place),
      source,
      ...(measure === null || value === null ? {} : { [measure]: value }),
      ...(over ? { overCapacity: true } : {}),
      ...(state === undefined ? {} : { state }),
    };
    return { at: instant(moment), as: agent, act: zoneConfirm.name, input };
  });
}

/** An embassy that sheltered its people; its address is in no source, so only the city is shown. */
function embassy(): Acted[] {
  const row = nationalities.find((one) => one.measure === "sheltering_in_embassy");
  if (row === undefined) return [];
  const { lng, lat } = pointOf("TRIPOLI");
  const as = deciderOf("org_embassyLK");
  const name = { en: "Embassy of Sri Lanka, Tripoli", ar: "سفارة سريلانكا، طرابلس" };
  const at = momentOf(row.asOf, 4);
  return [
    {
      at: instant(at),
      as,
      act: zoneDeclare.name,
      input: { id: EMBASSY_ZONE, crisisId: CRISIS, kind: "embassy", name, lng, lat, publication: "area" },
    },
    {
      at: instant(at + DAY / 24),
      as,
      act: zoneConfirm.name,
      input: { zoneId: EMBASSY_ZONE, state: "open", occupancy: row.low, source: cite(row.source, row.note) },
    },
  ];
}

/** Everything that happens to zones, in order of time. */
export function zoneActs(): Acted[] {
  const acts = [
    ...Object.entries(declared).map(([place, how]) => declare(place, how)),
    ...confirms(),
    ...embassy(),
  ];
  return acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
