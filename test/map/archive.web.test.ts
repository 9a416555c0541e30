// A PMTiles archive made here, small, with leaf directories, runs and gzip, served by ranges: every tile that was put in is
// read out, and what is not there is null. Ids of tiles are compared with a second way along the Hilbert curve.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openArchive, tileId } from "../../web/map/basemap/archive.ts";

/** Wikipedia's xy2d, rotated quadrant by quadrant, behind all tiles of the zooms before. */
function hilbert(z: number, x: number, y: number): number {
  let [tx, ty, d] = [x, y, 0];
  for (let s = 2 ** z / 2; s >= 1; s /= 2) {
    const rx = (tx & s) > 0 ? 1 : 0;
    const ry = (ty & s) > 0 ? 1 : 0;
    d += s * s * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) [tx, ty] = [s - 1 - (tx & (s - 1)), s - 1 - (ty & (s - 1))];
      [tx, ty] = [ty, tx];
    }
    [tx, ty] = [tx & (s - 1), ty & (s - 1)];
  }
  let before = 0;
  for (let one = 0; one < z; one++) before += 4 ** one;
  return before + d;
}

interface Entry {
  id: number;
  run: number;
  length: number;
  offset: number;
}
function varints(values: readonly number[]): Buffer {
  const out: number[] = [];
  for (let value of values) {
    while (value >= 128) {
      out.push((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    out.push(value);
  }
  return Buffer.from(out);
}
function directory(entries: readonly Entry[]): Buffer {
  return gzipSync(
    varints([
      entries.length,
      ...entries.map((one, i) => one.id - (entries[i - 1]?.id ?? 0)),
      ...entries.map((one) => one.run),
      ...entries.map((one) => one.length),
      ...entries.map((one) => one.offset + 1),
    ]),
  );
}

const words = (z: number, x: number, y: number) => `tile ${String(z)} ${String(x)} ${String(y)}`;
/** Zoom 0 to 4 whole; the sixteen of zoom 2 are one and the same, told as a run. */
function makeArchive(): Buffer {
  const all: { id: number; body: string }[] = [];
  for (let z = 0; z <= 4; z++)
    for (let x = 0; x < 2 ** z; x++)
      for (let y = 0; y < 2 ** z; y++)
        all.push({ id: hilbert(z, x, y), body: z === 2 ? "sea" : words(z, x, y) });
  all.sort((a, b) => a.id - b.id);
  const bodies: Buffer[] = [];
  const entries: Entry[] = [];
  let end = 0;
  for (const { id, body } of all) {
    const last = entries.at(-1);
    if (body === "sea" && last !== undefined && all.find((one) => one.id === last.id)?.body === "sea") {
      last.run++;
      continue;
    }
    const packed = gzipSync(body);
    entries.push({ id, run: 1, length: packed.length, offset: end });
    bodies.push(packed);
    end += packed.length;
  }
  const parts = [entries.slice(0, 100), entries.slice(100, 200), entries.slice(200)].map(directory);
  let at = 0;
  const root = directory(
    parts.map((part, i) => {
      const one = { id: entries[i * 100]?.id ?? 0, run: 0, length: part.length, offset: at };
      at += part.length;
      return one;
    }),
  );
  const about = gzipSync(JSON.stringify({ attribution: "Made in a test" }));
  const head = Buffer.alloc(127);
  head.write("PMTiles", 0, "latin1");
  head.writeUInt8(3, 7);
  const places = [root.length, about.length, at, end];
  let offset = 127;
  for (const [i, length] of places.entries()) {
    head.writeBigUInt64LE(BigInt(offset), 8 + i * 16);
    head.writeBigUInt64LE(BigInt(length), 16 + i * 16);
    offset += length;
  }
  head.writeUInt8(2, 97);
  head.writeUInt8(2, 98);
  head.writeUInt8(1, 99);
  head.writeUInt8(0, 100);
  head.writeUInt8(4, 101);
  [-180, -85, 180, 85].forEach((degree, i) => {
    head.writeInt32LE(degree * 1e7, 102 + i * 4);
  });
  return Buffer.concat([head, root, about, ...parts, ...bodies]);
}

let server: Server;
let url = "";
let whole = false;
beforeAll(async () => {
  const bytes = makeArchive();
  server = createServer((request, response) => {
    const [, from = "0", to = "0"] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    response.writeHead(whole ? 200 : 206);
    response.end(bytes.subarray(Number(from), Number(to) + 1));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/small.pmtiles`;
});
afterAll(() => {
  server.close();
});

describe("an archive of tiles", () => {
  it("gives every tile that was put in, through its leaves and runs", async () => {
    const archive = await openArchive(url);
    expect([archive.raster, archive.minzoom, archive.maxzoom, archive.bounds, archive.attribution]).toEqual([
      false,
      0,
      4,
      [-180, -85, 180, 85],
      "Made in a test",
    ]);
    for (let z = 0; z <= 4; z++)
      for (let x = 0; x < 2 ** z; x++)
        for (let y = 0; y < 2 ** z; y++) {
          const tile = await archive.tile(z, x, y);
          expect(new TextDecoder().decode(tile ?? new ArrayBuffer())).toBe(z === 2 ? "sea" : words(z, x, y));
        }
    expect(await archive.tile(6, 1, 1)).toBeNull();
  });
  it("numbers tiles along the Hilbert curve at every zoom", () => {
    for (let z = 0; z <= 6; z++)
      for (let x = 0; x < 2 ** z; x++)
        for (let y = 0; y < 2 ** z; y++) expect(tileId(z, x, y)).toBe(hilbert(z, x, y));
  });
  it("is refused from a server that knows no ranges", async () => {
    whole = true;
    await expect(openArchive(url)).rejects.toThrow("206 needed");
    whole = false;
  });
});
