// What tests of dangers tell: by a person and by an officer, at places of their own so that they do not meet by chance.
import { env } from "cloudflare:workers";
import { dangerConfirm, type dangerEnd, dangerList, dangerReport } from "../../schema/danger.ts";
import { dangerKnown, dangerTell } from "../../schema/danger-own.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, freshKey, type Someone, type World } from "../kit/world.ts";

let made = 0;

/**
 * A place that no other test names, in a district of its own: a district (a cell of zoom 10) is 0.352 degrees wide,
 * and what everybody reads of two dangers in one is one line.
 */
export function somewhere(): { lng: number; lat: number } {
  made++;
  return { lng: 10 + (made % 32) * 0.4 + 0.005, lat: 21 + Math.floor(made / 32) * 0.4 + 0.005 };
}

export const tells = (someone: Someone, over: Record<string, unknown> = {}): Promise<Answer> =>
  someone.does(
    dangerTell,
    { kind: "armed-men", place: somewhere(), seen: "now", ...over },
    { key: freshKey() },
  );

export const reportOf = (over: Record<string, unknown> = {}) => ({
  id: `dgp_test${String(++made).padStart(6, "0")}`,
  crisisId: CRISIS,
  kind: "armed-men",
  place: somewhere(),
  seenAt: "2011-03-01T05:30:00Z",
  ...over,
});

export const reports = (world: World, by: PersonName, over: Record<string, unknown> = {}): Promise<Answer> =>
  world.as(by).does(dangerReport, reportOf(over), { key: freshKey() });

/** A square as somebody draws it. */
export const ringOf = (lng: number, lat: number, size: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lng, lat],
      [lng + size, lat],
      [lng + size, lat + size],
      [lng, lat + size],
      [lng, lat],
    ],
  ],
});

export interface Listed {
  id: string;
  kind: string;
  state: string;
  place: { lng: number; lat: number } | null;
  reports: number | null;
  byPerson: boolean;
  by: { en: string }[];
  words: boolean;
  confirmed: { organisationId: string; at: string } | null;
  over: { organisationId: string } | null;
  publicName: { en: string } | null;
  undoUntil: string | null;
  until: string;
  seenAt: string;
  version: number;
}

export const listed = async (world: World, by: PersonName): Promise<Listed[]> =>
  (await world.as(by).does(dangerList, { crisisId: CRISIS })).body.dangers as Listed[];

/** The danger of a kind nearest to a place. */
export async function at(
  world: World,
  by: PersonName,
  place: { lng: number; lat: number },
  kind = "armed-men",
): Promise<Listed | undefined> {
  const near = (one: Listed) =>
    one.place !== null && Math.hypot(one.place.lng - place.lng, one.place.lat - place.lat) < 0.05;
  return (await listed(world, by)).find((one) => one.kind === kind && near(one));
}

export const confirms = (
  world: World,
  by: PersonName,
  danger: Pick<Listed, "id" | "version">,
  over: Record<string, unknown> = {},
): Promise<Answer> =>
  world
    .as(by)
    .does(dangerConfirm, { dangerId: danger.id, ...over }, { ifMatch: danger.version, key: freshKey() });

export const decides = (
  world: World,
  by: PersonName,
  act: typeof dangerEnd,
  { id, version }: Listed,
  more = {},
): Promise<Answer> =>
  world.as(by).does(act, { dangerId: id }, { ifMatch: version, key: freshKey(), ...more });

/** What everybody reads. */
export const known = async (world: World) =>
  (await world.as("nobody").does(dangerKnown, { crisisId: CRISIS })).body.dangers as {
    id: string;
    name: { en: string };
    lng: number;
  }[];

/** The crisis's own clock. */
export async function now(): Promise<string> {
  const row = await env.DB.prepare("SELECT clock FROM crisis WHERE id = ?1")
    .bind(CRISIS)
    .first<string>("clock");
  return (JSON.parse(row ?? "{}") as { exercise: string }).exercise;
}
export const justNow = async () => new Date(Date.parse(await now()) - 60_000).toISOString();
