// Reads one PMTiles archive (version 3) by ranges: header, directories, tiles. The format's public specification,
// nothing more. Invariant: a directory is fetched once; a tile that is not there is null, not an error.

export interface Archive {
  raster: boolean;
  minzoom: number;
  maxzoom: number;
  bounds: [number, number, number, number];
  attribution: string;
  tile(z: number, x: number, y: number, signal?: AbortSignal): Promise<ArrayBuffer | null>;
}
interface Entry {
  id: number;
  run: number;
  length: number;
  offset: number;
}
type Bytes = Uint8Array<ArrayBuffer>;
const FIRST_READ = 16_384;

export async function openArchive(url: string): Promise<Archive> {
  const read = async (offset: number, length: number, signal?: AbortSignal): Promise<Bytes> => {
    const range = { range: `bytes=${offset}-${offset + length - 1}` };
    const answer = await fetch(url, { headers: range, ...(signal ? { signal } : {}) });
    if (answer.status !== 206) throw new Error(`archive: status ${answer.status}, 206 needed`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const first = await read(0, FIRST_READ);
  const head = new DataView(first.buffer);
  const big = (at: number) => Number(head.getBigUint64(at, true));
  if (new TextDecoder().decode(first.slice(0, 7)) !== "PMTiles" || head.getUint8(7) !== 3) {
    throw new Error("archive: not PMTiles version 3");
  }
  const [packed, tilesPacked, type] = [head.getUint8(97), head.getUint8(98), head.getUint8(99)];
  const [leaves, tiles] = [big(40), big(56)];
  const directory = async (offset: number, length: number) =>
    parse(await unzip(await read(offset, length), packed));
  const root = directory(big(8), big(16));
  const known = new Map<number, Promise<Entry[]>>();
  const leaf = (entry: Entry) => {
    const at = leaves + entry.offset;
    const found = known.get(at) ?? directory(at, entry.length);
    known.set(at, found);
    found.catch(() => known.delete(at));
    return found;
  };
  const about = big(32) > 0 ? await unzip(await read(big(24), big(32)), packed) : null;
  const metadata: { attribution?: unknown } = about ? JSON.parse(new TextDecoder().decode(about)) : {};
  const degree = (at: number) => head.getInt32(at, true) / 1e7;

  return {
    raster: type !== 1,
    minzoom: head.getUint8(100),
    maxzoom: head.getUint8(101),
    bounds: [degree(102), degree(106), degree(110), degree(114)],
    attribution: typeof metadata.attribution === "string" ? metadata.attribution : "",
    async tile(z, x, y, signal) {
      const id = tileId(z, x, y);
      let entries = await root;
      for (let depth = 0; depth < 4; depth++) {
        const entry = find(entries, id);
        if (!entry) return null;
        if (entry.run > 0) {
          const bytes = await read(tiles + entry.offset, entry.length, signal);
          return (await unzip(bytes, tilesPacked)).buffer;
        }
        entries = await leaf(entry);
      }
      return null;
    },
  };
}

/** The place of a tile on the Hilbert curve, after all tiles of the zooms before. */
export function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3;
  let [tx, ty] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = Math.floor(tx / side) % 2;
    const down = Math.floor(ty / side) % 2;
    id += side * side * ((3 * right) ^ down);
    if (down === 0) {
      if (right === 1) [tx, ty] = [2 ** z - 1 - tx, 2 ** z - 1 - ty];
      [tx, ty] = [ty, tx];
    }
  }
  return id;
}

function find(entries: readonly Entry[], id: number): Entry | null {
  let [low, high] = [0, entries.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((entries[middle]?.id ?? 0) <= id) low = middle;
    else high = middle - 1;
  }
  const entry = entries[low];
  return entry && entry.id <= id && (entry.run === 0 || id < entry.id + entry.run) ? entry : null;
}

function parse(bytes: Bytes): Entry[] {
  let at = 0;
  const number = () => {
    let [value, shift, byte] = [0, 1, 0x80];
    while (byte >= 0x80 && at < bytes.length) {
      byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * shift;
      shift *= 128;
    }
    return value;
  };
  let id = 0;
  const count = number();
  const entries = Array.from({ length: count }, (): Entry => {
    id += number();
    return { id, run: 0, length: 0, offset: 0 };
  });
  for (const entry of entries) entry.run = number();
  for (const entry of entries) entry.length = number();
  let end = 0;
  for (const entry of entries) {
    const value = number();
    entry.offset = value === 0 ? end : value - 1;
    end = entry.offset + entry.length;
  }
  return entries;
}

async function unzip(bytes: Bytes, kind: number): Promise<Bytes> {
  if (kind < 2) return bytes;
  if (kind > 2) throw new Error("archive: only gzip is read");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
