// A reader of vector tiles for tests, written from the specification alone: what our encoder wrote is read by other code.

export interface ReadLayer {
  name: string;
  version: number;
  extent: number;
  features: {
    id: number;
    type: number;
    ring: number[];
    properties: Record<string, string | number>;
  }[];
}

type Field = { number: number; value: number; bytes: Uint8Array };

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = () => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("cut short");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = tag >> 3;
    const value = varint();
    if ((tag & 7) === 0) yield { number, value, bytes: new Uint8Array() };
    else if ((tag & 7) === 2) {
      yield { number, value, bytes: bytes.subarray(at, at + value) };
      at += value;
    } else throw new Error(`wire type ${String(tag & 7)}`);
  }
}

function numbersOf(bytes: Uint8Array): number[] {
  const out: number[] = [];
  let [value, scale] = [0, 1];
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte < 0x80) {
      out.push(value);
      [value, scale] = [0, 1];
    }
  }
  return out;
}

/** Corners of the one ring or the one point, absolute. Raises where a ring is not opened once and closed once. */
function ringOf(commands: readonly number[], type: number): number[] {
  const signed = (value: number) => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);
  const out: number[] = [];
  let [i, x, y, closed] = [0, 0, 0, 0];
  while (i < commands.length) {
    const head = commands[i++] ?? 0;
    const count = head >> 3;
    if ((head & 7) === 7) closed++;
    else
      for (let n = 0; n < count; n++) {
        x += signed(commands[i++] ?? 0);
        y += signed(commands[i++] ?? 0);
        out.push(x, y);
      }
  }
  if (closed !== (type === 3 ? 1 : 0)) throw new Error("a ring that is not closed once");
  return out;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export function readTile(bytes: Uint8Array): ReadLayer[] {
  return [...fieldsOf(bytes)].map((tileField) => {
    const fields = [...fieldsOf(tileField.bytes)];
    const keys = fields.filter((one) => one.number === 3).map((one) => text(one.bytes));
    const values = fields
      .filter((one) => one.number === 4)
      .map((one) => [...fieldsOf(one.bytes)][0])
      .map((one) => (one?.number === 1 ? text(one.bytes) : (one?.value ?? -1)));
    const one = (number: number) => fields.find((field) => field.number === number);
    const features = fields
      .filter((field) => field.number === 2)
      .map((field) => {
        const parts = new Map([...fieldsOf(field.bytes)].map((part) => [part.number, part]));
        const tags = numbersOf(parts.get(2)?.bytes ?? new Uint8Array());
        const properties: Record<string, string | number> = {};
        for (let i = 0; i < tags.length; i += 2)
          properties[keys[tags[i] ?? 0] ?? "?"] = values[tags[i + 1] ?? 0] ?? -1;
        return {
          id: parts.get(1)?.value ?? -1,
          type: parts.get(3)?.value ?? -1,
          ring: ringOf(numbersOf(parts.get(4)?.bytes ?? new Uint8Array()), parts.get(3)?.value ?? -1),
          properties,
        };
      });
    return {
      name: text(one(1)?.bytes ?? new Uint8Array()),
      version: one(15)?.value ?? -1,
      extent: one(5)?.value ?? -1,
      features,
    };
  });
}
