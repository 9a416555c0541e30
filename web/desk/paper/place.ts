// Places of those who need a travel paper, in words.
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { boundsOf, metresBetween } from "../../../schema/kit/quadkey.ts";
import type { paperQueue } from "../../../schema/paper.ts";
import { local, t } from "../../kit/words.ts";
import { zones } from "../crisis/state.ts";

export type Place = ReplyOf<typeof paperQueue>["places"][number];

/** Beyond this a zone does not say where somebody is. */
const NEAR = 60_000;

/** The place of a sheet that was asked for, whose name is not at hand. */
export function placeCalled(key: string): string {
  const zone = zones.value.find((one) => one.id === key);
  return placeWords({ place: key, name: zone?.name ?? null });
}

/** A zone by its name, a district by the nearest zone and where it lies, or that nobody said where. */
export function placeWords({ place: key, name }: Pick<Place, "place" | "name">): string {
  if (name !== null) return local(name);
  if (!key.startsWith("near:")) return t("desk.noPlace");
  const [west, south, east, north] = boundsOf(key.slice(5));
  const middle = { lng: (west + east) / 2, lat: (south + north) / 2 };
  const degrees = { lat: middle.lat.toFixed(1), lng: middle.lng.toFixed(1) };
  const [nearest] = zones.value
    .filter((zone) => zone.closedAt === null)
    .map((zone) => ({ zone, metres: metresBetween(middle, zone) }))
    .filter(({ metres }) => metres < NEAR)
    .toSorted((a, b) => a.metres - b.metres);
  return nearest === undefined
    ? t("desk.paper.near", degrees)
    : t("desk.paper.around", { name: local(nearest.zone.name), ...degrees });
}
