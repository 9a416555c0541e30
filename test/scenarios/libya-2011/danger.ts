// Dangers that officers tell of, as acts on the tape, and one that is confirmed in public when the clock starts. Those
// around Misrata rest on a source each; the others are invented, as people's requests are. None is a person's.
import { dangerReport } from "../../../schema/danger.ts";
import { CRISIS, DESK, deciderOf, HEALTH, instant } from "./crisis.ts";
import { pointOf } from "./fact.ts";
import { keyOf, send, signIn } from "./hand.ts";
import type { Acted } from "./zone.ts";

interface Seen {
  id: string;
  /** Id of the source; null: invented. */
  source: string | null;
  kind: "fighting" | "robbery" | "armed-men";
  at: string;
  by: string;
  place: { lng: number; lat: number };
  words: string;
}

export const seen: readonly Seen[] = [
  {
    id: "dgp_demoCoastRoad",
    source: null,
    kind: "robbery",
    at: "2011-03-01T04:40:00Z",
    by: DESK,
    place: { lng: 11.83, lat: 33 },
    words: "Several groups arrive without phones or money: taken from them on the road west of Zuwara.",
  },
  {
    id: "dgp_demoWestGate",
    source: null,
    kind: "armed-men",
    at: "2011-03-01T05:20:00Z",
    by: HEALTH,
    place: { lng: 12.7, lat: 32.77 },
    words: "Armed men stop cars at the western edge of the town. Told by one family only.",
  },
  {
    id: "dgp_demoMisrataMay",
    source: "IOM0504",
    kind: "fighting",
    at: "2011-05-04T08:00:00Z",
    by: DESK,
    place: pointOf("MISRATA_PORT"),
    words: "The port is shelled while people go on board.",
  },
  {
    id: "dgp_demoMisrataJuly",
    source: "IOM0712",
    kind: "fighting",
    at: "2011-07-11T10:00:00Z",
    by: DESK,
    place: pointOf("MISRATA_PORT"),
    words: "Shells fall as the ship leaves.",
  },
];

export function dangerActs(): Acted[] {
  return seen.map(({ id, kind, at, by, place: { lng, lat }, words }) => ({
    at: instant(Date.parse(at)),
    as: deciderOf(by),
    act: dangerReport.name,
    input: { id, crisisId: CRISIS, kind, place: { lng, lat }, seenAt: instant(Date.parse(at)), words },
  }));
}

const publicName = { en: "Coast road west of Zuwara", ar: "الطريق الساحلي غرب زوارة" };

/** The health team stands for the robberies and tells the public. Loading twice confirms nothing twice. */
export async function confirmOne(
  url: string,
  links: (officerIds: string[]) => Promise<Record<string, unknown>>,
): Promise<void> {
  const officer = await signIn(url, links, deciderOf(HEALTH));
  const { body } = await send(url, `/api/danger/list?crisisId=${CRISIS}`, officer.headers);
  const { dangers } = body as unknown as {
    dangers: { id: string; kind: string; state: string; version: number }[];
  };
  const open = dangers.find((one) => one.kind === "robbery" && one.state === "reported");
  if (open !== undefined)
    await send(
      url,
      "/api/danger/confirm",
      { ...officer.headers, ...keyOf("confirm", 1), "If-Match": `"${String(open.version)}"` },
      { dangerId: open.id, publicName },
    );
  await officer.leave();
}
