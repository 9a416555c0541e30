// Mapbox Vector Tile 2.1, as much of it as our layers need: points, polygons of one ring, whole numbers, words and yes or no as
// properties. Pure.
// https://github.com/mapbox/vector-tile-spec/tree/master/2.1

export const EXTENT = 4096;

export interface TileFeature {
  /** Whole, from 0, below 2^53. */
  id?: number;
  /** One outer ring in the tile's own units, y down, clockwise, not closed; one corner alone is a point. */
  ring: readonly (readonly [number, number])[];
  properties: Readonly<Record<string, string | number | boolean>>;
}

export interface TileLayer {
  name: string;
  features: readonly TileFeature[];
}

type Out = number[];

/** Base-128 varint; above 32 bits by division, because bit operators of JavaScript end there. */
function varint(out: Out, value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

function field(out: Out, number: number, value: number): void {
  varint(out, number << 3);
  varint(out, value);
}

function bytes(out: Out, number: number, value: ArrayLike<number>): void {
  varint(out, (number << 3) | 2);
  varint(out, value.length);
  for (let i = 0; i < value.length; i++) out.push(value[i] ?? 0);
}

const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
const MOVE = 1;
const LINE = 2;
const CLOSE = 7;
const POINT = 1;
const POLYGON = 3;

function geometryOf(ring: TileFeature["ring"]): Out {
  const out: Out = [];
  let [x, y] = [0, 0];
  for (const [i, [toX, toY]] of ring.entries()) {
    if (i === 0) varint(out, MOVE | (1 << 3));
    if (i === 1) varint(out, LINE | ((ring.length - 1) << 3));
    varint(out, zigzag(toX - x));
    varint(out, zigzag(toY - y));
    [x, y] = [toX, toY];
  }
  if (ring.length > 1) varint(out, CLOSE | (1 << 3));
  return out;
}

function layerOf(layer: TileLayer): Out {
  const words = new TextEncoder();
  const keys = new Map<string, number>();
  const values = new Map<string | number | boolean, number>();
  const indexIn = <T>(map: Map<T, number>, key: T): number => {
    const known = map.get(key);
    if (known !== undefined) return known;
    map.set(key, map.size);
    return map.size - 1;
  };
  const out: Out = [];
  field(out, 15, 2);
  bytes(out, 1, words.encode(layer.name));
  for (const one of layer.features) {
    const tags: Out = [];
    for (const [key, value] of Object.entries(one.properties)) {
      varint(tags, indexIn(keys, key));
      varint(tags, indexIn(values, value));
    }
    const feature: Out = [];
    if (one.id !== undefined) field(feature, 1, one.id);
    bytes(feature, 2, tags);
    field(feature, 3, one.ring.length === 1 ? POINT : POLYGON);
    bytes(feature, 4, geometryOf(one.ring));
    bytes(out, 2, feature);
  }
  for (const key of keys.keys()) bytes(out, 3, words.encode(key));
  for (const value of values.keys()) {
    const said: Out = [];
    if (typeof value === "string") bytes(said, 1, words.encode(value));
    else if (typeof value === "boolean") field(said, 7, Number(value));
    else field(said, 5, value);
    bytes(out, 4, said);
  }
  field(out, 5, EXTENT);
  return out;
}

/** A tile; empty bytes where no layer holds anything, as the specification wants it. */
export function encodeTile(layers: readonly TileLayer[]): Uint8Array<ArrayBuffer> {
  const out: Out = [];
  for (const layer of layers) if (layer.features.length > 0) bytes(out, 3, layerOf(layer));
  return Uint8Array.from(out);
}
