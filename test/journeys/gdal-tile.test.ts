// GDAL's own MVT driver (Debian: gdal-bin) opens a tile that the platform served, and finds the squares and numbers that
// the desk's own map shows.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundsOf, cellAt, tileOf } from "../../schema/kit/quadkey.ts";
import { crowd } from "../bench/crowd.ts";
import { openPlatform, type Platform } from "../bench/setting.ts";
import { CRISIS } from "../kit/people.ts";
import { gdal } from "../node/gdal.ts";

interface Feature {
  properties: { cell: string; people: number; groups: number };
  geometry: { coordinates: [number, number][][] };
}

describe("a tile, as GDAL reads it", () => {
  const folder = mkdtempSync(join(tmpdir(), "causeway-mvt-"));
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
    await platform.load([...crowd(400, 17)]);
  }, 60_000);
  afterAll(async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds every square at its place, with its numbers", async () => {
    const Cookie = await platform.signIn("off_desk001");
    const key = cellAt({ lng: 13.18, lat: 32.89 }, 6);
    const { x, y } = tileOf(key);
    const tile = await fetch(`${platform.url}/tiles/${CRISIS}/6/${String(x)}/${String(y)}.mvt`, {
      headers: { Cookie },
    });
    expect([tile.status, tile.headers.get("Content-Type")]).toEqual([
      200,
      "application/vnd.mapbox-vector-tile",
    ]);
    // The driver takes zoom, column and row of a tile from its path.
    const path = join(folder, "6", String(x), `${String(y)}.mvt`);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, Buffer.from(await tile.arrayBuffer()));
    const args = ["-f", "GeoJSON", "/vsistdout/", path, "cells", "-t_srs", "EPSG:4326", "-oo", "CLIP=NO"];
    const { features } = JSON.parse((await gdal("ogr2ogr", args)).out) as {
      features: Feature[];
    };
    const map = await platform.send(
      "GET",
      `/api/registration/map?crisisId=${CRISIS}&bbox=${boundsOf(key).join(",")}&zoom=6`,
      undefined,
      { Cookie },
    );
    const said = (list: readonly { cell: string; people: number; groups: number }[]) =>
      list.map(({ cell, people, groups }) => [cell, people, groups]).sort();
    const own = (map.body.cells as Feature["properties"][]).filter(({ cell }) => cell.startsWith(key));
    expect(features.length).toBeGreaterThan(3);
    expect(said(features.map((one) => one.properties))).toEqual(said(own));
    for (const { properties, geometry } of features) {
      const [west, south, east, north] = boundsOf(properties.cell);
      const [ring = []] = geometry.coordinates;
      const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
      const at = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
      for (const [i, edge] of [west, south, east, north].entries()) expect(at[i]).toBeCloseTo(edge, 3);
    }
  }, 60_000);
});
