// What tests of the public layers share: a crisis with something in every one of them, and their addresses.
import { alertIssue } from "../../schema/alert.ts";
import { crisisStep } from "../../schema/crisis.ts";
import { dangerConfirm, dangerReport } from "../../schema/danger.ts";
import { zoneClose, zoneDeclare } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { type Answer, makeWorld, send, type World } from "../kit/world.ts";
import { tick } from "./tick.ts";

export interface Link {
  rel: string;
  href: string;
  type: string;
}
export interface Page {
  features: { id: string; geometry: { coordinates: unknown } | null; properties: Record<string, unknown> }[];
  links: Link[];
  numberReturned: number;
  numberMatched?: number;
  timeStamp: string;
}

export const get = (path: string, headers: Record<string, string> = {}) =>
  send("GET", `/ogc${path}`, { headers });
export const page = (answer: Answer) => answer.body as unknown as Page;
export const layer = (name: string) => `/collections/${CRISIS}-${name}`;
export const idsOf = (answer: Answer) => page(answer).features.map((one) => one.id);

const square = (west: number, south: number) => ({
  type: "Polygon",
  // With the clock: as an officer may draw it.
  coordinates: [
    [
      [west, south],
      [west, south + 1],
      [west + 1, south + 1],
      [west + 1, south],
      [west, south],
    ],
  ],
});

/** Zones of every publication, one closed; alerts of every day; a danger; people in one district; two days later. */
export async function makeLayers(): Promise<World> {
  const world = await makeWorld();
  for (let n = 0; n < 25; n++)
    await world.as("agencyCoordinator").does(zoneDeclare, {
      id: `zon_place${String(n).padStart(3, "0")}`,
      crisisId: CRISIS,
      kind: "shelter",
      name: { en: n === 0 ? "=HYPERLINK(1)" : `Place ${String(n)}` },
      lng: 10 + n * 0.5,
      lat: 30,
      publication: n === 3 ? "hidden" : n === 4 ? "area" : "exact",
    });
  await world.as("agencyCoordinator").does(zoneClose, { zoneId: "zon_place005" }, { ifMatch: 1 });
  for (let n = 0; n < 3; n++)
    await world.as("agencyCoordinator").does(alertIssue, {
      id: `alr_warning${String(n)}`,
      crisisId: CRISIS,
      severity: "severe",
      headline: { en: "Road closed" },
      advice: { en: "Do not travel." },
      area: square(12 + n * 2, 30),
      validUntil: `2011-03-0${String(n + 2)}T06:00:00Z`,
    });
  const told = await world.as("agencyCoordinator").does(dangerReport, {
    id: "dgp_ogcmines01",
    crisisId: CRISIS,
    kind: "mines",
    place: { lng: 13.2, lat: 30.4 },
    seenAt: "2011-03-01T05:59:00Z",
    words: "Marked Word of an officer",
  });
  const stands = { dangerId: told.body.id, publicName: { en: "Around the town" } };
  await world.as("agencyCoordinator").does(dangerConfirm, stands, { ifMatch: Number(told.body.version) });
  for (let n = 0; n < 4; n++)
    await world.opens({ people: Array.from({ length: 9 }, () => ({ name: "Marked Name" })) });
  // Some are hidden beside every figure, so that none of them is found by subtraction.
  for (let n = 0; n < 5; n++)
    await world.opens({
      people: Array.from({ length: 4 }, () => ({ name: "Marked Name" })),
      place: { lng: 24.9, lat: 21.2, accuracy: 50 },
    });
  await tick();
  await world.as("supervisor").does(crisisStep, { id: CRISIS, hours: 48 });
  await tick();
  return world;
}
