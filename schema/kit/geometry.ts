// Plane geometry of the ground, in degrees: what cuts Natural Earth into sheets at build time, and a sheet into a page.
// Pure. Invariant: what leaves `unwrap` has no jump across the antimeridian.

export type Point = [number, number];
export type Ring = Point[];
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Undoes jumps at +-180 by letting longitude run on; a ring round the pole is closed over the pole. */
export function unwrap(source: readonly Point[], hole: boolean): Ring | null {
  const jump = source.findIndex((p, i) => i > 0 && Math.abs(p[0] - (source[i - 1]?.[0] ?? p[0])) > 180);
  if (jump < 0) return source.map((p) => [p[0], p[1]]);
  const open = source.slice(0, -1);
  const turned = [...open.slice(jump), ...open.slice(0, jump)];
  const ring: Ring = [];
  let offset = 0;
  let last: Point | undefined;
  for (const p of [...turned, ...turned.slice(0, 1)]) {
    if (last && p[0] - last[0] > 180) offset -= 360;
    if (last && p[0] - last[0] < -180) offset += 360;
    ring.push([p[0] + offset, p[1]]);
    last = p;
  }
  if (Math.abs(offset) < 180) return centred(ring);
  if (hole) return null;
  const [first, end] = [ring[0] as Point, ring[ring.length - 1] as Point];
  return [...ring, [end[0], -90], [first[0], -90], first];
}

/** Moved by whole turns so that most of it lies within +-180, where its holes are. */
function centred(ring: Ring): Ring {
  const xs = ring.map((p) => p[0]);
  const turns = Math.round((Math.min(...xs) + Math.max(...xs)) / 720) * 360;
  return ring.map((p) => [p[0] - turns, p[1]]);
}

/** Cuts one side of a ring away (Sutherland-Hodgman). */
function cutRing(ring: Ring, axis: 0 | 1, limit: number, keepBelow: boolean): Ring {
  const out: Ring = [];
  const kept = (p: Point) => (keepBelow ? p[axis] <= limit : p[axis] >= limit);
  for (let i = 0; i < ring.length; i++) {
    const a = ring[(i + ring.length - 1) % ring.length] as Point;
    const b = ring[i] as Point;
    if (kept(a) !== kept(b)) {
      const t = (limit - a[axis]) / (b[axis] - a[axis]);
      const other = a[1 - axis] as number;
      const across = other + t * ((b[1 - axis] as number) - other);
      out.push(axis === 0 ? [limit, across] : [across, limit]);
    }
    if (kept(b)) out.push(b);
  }
  return out;
}

/** The part of a closed ring inside the box, closed again; null where nothing is left. */
export function clipRing(ring: Ring, box: Box): Ring | null {
  let open = ring.slice(0, -1);
  open = cutRing(open, 0, box[0], false);
  open = cutRing(open, 0, box[2], true);
  open = cutRing(open, 1, box[1], false);
  open = cutRing(open, 1, box[3], true);
  return open.length < 3 ? null : [...open, open[0] as Point];
}

/** The pieces of a line inside the box. */
export function clipLine(line: readonly Point[], box: Box): Ring[] {
  const out: Ring[] = [];
  let piece: Ring = [];
  const flush = () => {
    if (piece.length > 1) out.push(piece);
    piece = [];
  };
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1] as Point, line[i] as Point];
    const part = Math.abs(a[0] - b[0]) > 180 ? null : clipSegment(a, b, box);
    if (!part) {
      flush();
      continue;
    }
    if (piece.length === 0) piece.push(part[0]);
    piece.push(part[1]);
    if (part[1] !== b) flush();
  }
  flush();
  return out;
}

function clipSegment(a: Point, b: Point, box: Box): [Point, Point] | null {
  let [from, to] = [0, 1];
  for (const axis of [0, 1] as const) {
    const delta = b[axis] - a[axis];
    const [low, high] = [(box[axis] as number) - a[axis], (box[axis + 2] as number) - a[axis]];
    if (delta === 0) {
      if (low > 0 || high < 0) return null;
      continue;
    }
    from = Math.max(from, Math.min(low / delta, high / delta));
    to = Math.min(to, Math.max(low / delta, high / delta));
  }
  if (from >= to) return null;
  const at = (t: number): Point => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  return [from === 0 ? a : at(from), to === 1 ? b : at(to)];
}

/** Douglas-Peucker; keeps both ends, and four points of anything closed. */
export function simplify(line: readonly Point[], tolerance: number): Ring {
  const keep = new Set([0, line.length - 1]);
  const [first, end] = [line[0], line[line.length - 1]];
  const least = first?.[0] === end?.[0] && first?.[1] === end?.[1] ? 4 : 2;
  const stack: [number, number][] = [[0, line.length - 1]];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span;
    let [far, at] = [0, -1];
    for (let i = from + 1; i < to; i++) {
      const d = distance(line[i] as Point, line[from] as Point, line[to] as Point);
      if (d > far) [far, at] = [d, i];
    }
    if (at < 0 || (far <= tolerance && keep.size >= least)) continue;
    keep.add(at);
    stack.unshift([from, at], [at, to]);
  }
  return line.filter((_, i) => keep.has(i)) as Ring;
}

function distance(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/** Area in square degrees, shrunk towards the poles as on the globe. */
export function area(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as Point, ring[i] as Point];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return (Math.abs(sum) / 2) * Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180);
}

export function inside(p: Point, ring: readonly Point[]): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as Point, ring[i] as Point];
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
      odd = !odd;
  }
  return odd;
}
