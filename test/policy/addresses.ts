// Every address that is read and is no act, as the worker itself lists them: a page that is added is tried from then on, and
// one with a part of its own is refused here until somebody says what stands for it.
import { acts } from "../../schema/concepts.ts";
import { doorOf } from "../../schema/kit/act.ts";
import { cellAt, DISTRICT, tileOf } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { app } from "../../worker/app.ts";
import { ownPageNames } from "../../worker/page/own-pages.ts";
import { CRISIS } from "../kit/people.ts";
import { type Answer, BASE, send } from "../kit/world.ts";
import { readTile } from "../tile/read.ts";
import type { Planted } from "./record.ts";

const LANG = "/:lang{[a-z]{2,3}}";
/** What stands for an address with a part of its own, and which are tried elsewhere or show nothing that is kept. */
const partsOf = (records: readonly Planted[]): Readonly<Record<string, readonly string[]>> => ({
  "/en/s/:step{[a-z-]+}": ownPageNames.filter((at) => at !== "" && at !== "tell").map((at) => `/en/s/${at}`),
  "/en/s/:step{[a-z]+}/:n{[0-9]{1,2}}": ["/en/s/tell/1", "/en/s/tell/2", "/en/s/people/1"],
  "/en/s/permit/:id{prm_[0-9A-Za-z]{6,40}}": records.flatMap(({ permitId }) =>
    permitId === null ? [] : [`/en/s/permit/${permitId}`],
  ),
  "/en/s/:step{permit-[a-z]+}": ["/en/s/permit-ask"],
  "/en/c/s/:step{[a-z]+}": ["/en/c/s/say"],
  "/en/trace/:step{write|close}": ["/en/trace/write"],
  "/en/alerts/:number{[0-9]{1,6}}": ["/en/alerts/1"],
  "/en/map/:cell{[0-3]{10}}": records
    .flatMap(({ place }) => (place === null ? [] : [`/en/map/${cellAt(place, DISTRICT)}`]))
    .slice(0, 2),
  "/status/:iss{[A-Z]{3}}": ["/status/LBY"],
  "/l/*": ["/l/s"],
  // The desk's page, tiles, layers and the socket have tests of their own.
  "/desk/*": [],
  "/desk": [],
  "/api/live": [],
  "/tiles/:file": [],
  "/tiles/:crisisId/:z/:x/:file": [],
  "/ogc/collections/:collectionId": [],
  "/ogc/collections/:collectionId/items": [],
  "/ogc/collections/:collectionId/items/:featureId": [],
  "/ogc/collections/:collectionId/hxl.csv": [],
  "/ogc/collections/:collectionId/tiles.json": [],
  "/ogc/collections/:collectionId/tiles/:z/:x/:file": [],
  // Files that are built, the same for everybody; there are none in a test.
  "/assets/*": [],
  "/lock.js": [],
  "/v/sw.js": [],
  "/v/:name{[A-Za-z0-9_-]+\\.js}": [],
  "/audio/en/:file{[a-z]+\\.ogg}": [],
});

/** Addresses that answer 200 to nobody here, and why. */
export const neverShown: Readonly<Record<string, string>> = {
  "/api/exercise/state": "asks for the token of the exercise",
  "/in/sms/report": "asks for what the gateway for texts shows",
  "/v": "sends on to /v/",
};

/** Pages of herself and of whoever looks for somebody, and those that are the same for all. */
export function addresses(records: readonly Planted[]): { own: string[]; everywhere: string[] } {
  const doors = new Set(acts.map(({ name }) => doorOf(name)));
  const parts = partsOf(records);
  const paths = app.routes
    .filter(({ method, path }) => method === "GET" && !doors.has(path))
    .flatMap(({ path: said }) => {
      const path = said.replace(LANG, "/en");
      const given = parts[path];
      if (given === undefined && /[:*{]/.test(path))
        throw new Error(`say in test/policy/addresses.ts what stands for the parts of ${path}`);
      return given ?? [path];
    });
  const all = [...new Set(paths)];
  const isOwn = (path: string) => /^\/en\/(s|trace\/s|c\/s)(\/|$)/.test(path);
  return { own: all.filter(isOwn), everywhere: all.filter((path) => !isOwn(path)) };
}

/** The tile of the whole world, and the small one that each case lies in. */
export function tilesOf(records: readonly Planted[]): string[] {
  const small = records.flatMap(({ place }) => {
    if (place === null) return [];
    const { x, y, level } = tileOf(cellAt(place, 12));
    return [`/tiles/${CRISIS}/${[level, x, y].map(String).join("/")}.mvt`];
  });
  return [`/tiles/${CRISIS}.json`, `/tiles/${CRISIS}/0/0/0.mvt`, ...small];
}

/** A tile as text: its bytes, and each square as doors say places. */
export function tileText(bytes: Uint8Array): string {
  const squares = readTile(bytes)
    .flatMap(({ features }) => features)
    .map(({ properties }) => {
      const cell = String(properties.cell);
      return JSON.stringify({
        ...properties,
        ...(cell.length < DISTRICT ? {} : drawnAt(cell)),
        district: `near:${cell}`,
      });
    });
  return [new TextDecoder("latin1").decode(bytes), ...squares].join("\n");
}

/** Everything that is linked under /ogc, from its first page on, and one feature of each page of features. */
export async function layersFor(headers: Record<string, string>): Promise<Map<string, Answer>> {
  const seen = new Map<string, Answer>();
  const waiting = ["/ogc"];
  for (let path = waiting.shift(); path !== undefined && seen.size < 300; path = waiting.shift()) {
    if (seen.has(path)) continue;
    const answer = await send("GET", path, { headers });
    seen.set(path, answer);
    const linked = [...answer.text.matchAll(/"href":"([^"]+)"/g)].map(([, href = ""]) => href);
    waiting.push(
      ...linked.filter((href) => href.startsWith(`${BASE}/ogc`)).map((href) => href.slice(BASE.length)),
    );
    if (path.endsWith("/tiles.json")) waiting.push(path.replace("tiles.json", "tiles/0/0/0.mvt"));
    const [first] = (answer.body.features ?? []) as { id: string }[];
    if (first !== undefined) waiting.push(`${path.split("?")[0] ?? ""}/${first.id}`);
  }
  return seen;
}
