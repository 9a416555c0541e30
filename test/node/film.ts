// A film for Chromium's pretended camera: one code held before it, as a phone's screen shows it, a little out of focus.
import { writeFileSync } from "node:fs";
import encodeQR from "qr";
import { random } from "../kit/random.ts";

export const WIDTH = 640;
export const HEIGHT = 480;

/** Luma of one frame: grey surroundings, a white card, the code, each pixel with some noise. */
export function frameOf(text: string | null, seed: number): Uint8Array {
  const dice = random(seed);
  const luma = new Uint8Array(WIDTH * HEIGHT).fill(110);
  if (text !== null) {
    const code = encodeQR(text, "raw", { ecc: "medium", border: 4 });
    const scale = Math.floor((HEIGHT - 40) / code.length);
    const side = scale * code.length;
    const [left, top] = [Math.floor((WIDTH - side) / 2), Math.floor((HEIGHT - side) / 2)];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const dark = code[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
        luma[(top + y) * WIDTH + left + x] = dark ? 40 : 215;
      }
  }
  return luma.map((value) => Math.max(0, Math.min(255, value + dice.whole(-12, 12))));
}

/** Writes a film (YUV4MPEG2) that is shown again and again. Each part: a code or nothing, and for how many frames of a tenth of a second. */
export function film(path: string, parts: readonly [text: string | null, frames: number][]): void {
  const grey = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128);
  const head = `YUV4MPEG2 W${String(WIDTH)} H${String(HEIGHT)} F10:1 Ip A1:1 C420jpeg\n`;
  const frames = parts.flatMap(([text, count], part) =>
    Array.from({ length: count }, (_, n) => [
      Buffer.from("FRAME\n"),
      frameOf(text, part * 1000 + n),
      grey,
    ]).flat(),
  );
  writeFileSync(path, Buffer.concat([Buffer.from(head), ...frames]));
}

/** What Chromium needs to take the film for its camera, without asking anybody. */
export const filmArgs = (path: string) => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-video-capture=${path}`,
];
