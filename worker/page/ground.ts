// Reads the ground below the public map from the files of the build (web/map/basemap). Kept in memory as long as the isolate
// lives: it is the same for everybody. Where a deployment has none, the map is drawn without.
import type { Box } from "../../schema/kit/geometry.ts";
import { type Ground, type GroundIndex, groundIn, INDEX, sheetsUnder } from "../../schema/kit/ground.ts";
import type { Sheet } from "../../schema/kit/sheet.ts";

/** Boxes that are kept: a crisis and its districts. */
const KEPT = 24;
const kept = new Map<string, Promise<Ground | null>>();

async function read<T>(assets: Fetcher, path: string): Promise<T | null> {
  const answer = await assets.fetch(new URL(path, "https://assets.local"));
  return answer.ok ? answer.json<T>() : null;
}

async function load(assets: Fetcher, box: Box, least: number): Promise<Ground | null> {
  const index = await read<GroundIndex>(assets, INDEX);
  if (index === null) return null;
  const sheets = await Promise.all(
    sheetsUnder(index, box).map((key) => read<Sheet>(assets, index.sheets[key] ?? "")),
  );
  return groundIn(
    sheets.filter((sheet) => sheet !== null),
    box,
    least,
  );
}

/** What lies in a box; null where there is nothing to draw from. What failed is asked for again by the next page. */
export async function groundOf(assets: Fetcher, box: Box, least: number): Promise<Ground | null> {
  const key = box.join(",");
  const found = kept.get(key) ?? load(assets, box, least);
  kept.delete(key);
  kept.set(key, found);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  try {
    const ground = await found;
    if (ground === null) kept.delete(key);
    return ground;
  } catch {
    kept.delete(key);
    return null;
  }
}
