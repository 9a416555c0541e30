// Pictures of the map, drawn on a canvas when a layer first asks for their name; no sprite travels.
// Names: urgency-1|2|3|closed, place-dot|capital, danger-<state>, zone-<glyph>[-full|-closed|-unknown|-left|-done]. Shape tells first, colour second.
import type { Theme } from "./feature.ts";
import { glyphs } from "./glyph.ts";
import { type Palette, palette } from "./token.ts";

type Ink = CanvasRenderingContext2D;
const plates = ["full", "closed", "unknown", "left", "done"] as const;
const RATIO = 2;
const FULL_TURN = Math.PI * 2;

/** The picture of that name, or null where the name is nobody's. */
export function drawShape(name: string, theme: Theme): { image: ImageData; ratio: number } | null {
  const colours = palette(theme);
  const [family, first = "", ...rest] = name.split("-");
  if (family === "urgency" && first in urgencies) {
    return paint(24, (ink) => urgencies[first as keyof typeof urgencies](ink, colours));
  }
  if (family === "place") return paint(10, (ink) => place(ink, first === "capital", colours));
  if (family === "danger") return paint(28, (ink) => warning(ink, first === "confirmed", colours));
  if (family !== "zone") return null;
  const whole = [first, ...rest].join("-");
  const state = plates.find((end) => whole.endsWith(`-${end}`));
  const glyph = glyphs[state ? whole.slice(0, -state.length - 1) : whole];
  return glyph ? paint(28, (ink) => plate(ink, glyph, state ?? "open", colours)) : null;
}

function paint(size: number, draw: (ink: Ink) => void) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * RATIO;
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  if (!ink) return null;
  ink.scale(RATIO, RATIO);
  ink.lineJoin = ink.lineCap = "round";
  draw(ink);
  return { image: ink.getImageData(0, 0, size * RATIO, size * RATIO), ratio: RATIO };
}

/** Fill, then a light ring that parts it from the ground, then a thin dark line. */
function solid(ink: Ink, path: Path2D, fill: string, c: Palette): void {
  ink.strokeStyle = c.surface;
  ink.lineWidth = 4;
  ink.stroke(path);
  ink.fillStyle = fill;
  ink.fill(path);
  ink.strokeStyle = c.ink;
  ink.lineWidth = 1;
  ink.stroke(path);
}

const urgencies = {
  "1": (ink: Ink, c: Palette) => solid(ink, new Path2D("M12 2.5 21.5 12 12 21.5 2.5 12Z"), c.urgency["1"], c),
  "2": (ink: Ink, c: Palette) => solid(ink, new Path2D("M12 4 21 19.5H3Z"), c.urgency["2"], c),
  "3": (ink: Ink, c: Palette) => {
    const path = new Path2D();
    path.arc(12, 12, 7, 0, FULL_TURN);
    solid(ink, path, c.urgency["3"], c);
  },
  closed: (ink: Ink, c: Palette) => {
    const path = new Path2D("M6 6H18V18H6Z");
    ink.strokeStyle = c.surface;
    ink.lineWidth = 5;
    ink.stroke(path);
    ink.fillStyle = c.surface;
    ink.fill(path);
    ink.strokeStyle = c.urgency.closed;
    ink.lineWidth = 2;
    ink.stroke(path);
  },
};

function place(ink: Ink, capital: boolean, c: Palette): void {
  ink.beginPath();
  ink.arc(5, 5, capital ? 3.25 : 2, 0, FULL_TURN);
  ink.fillStyle = capital ? c.halo : c.place;
  ink.fill();
  ink.strokeStyle = capital ? c.place : c.halo;
  ink.lineWidth = capital ? 1.5 : 1;
  ink.stroke();
  if (!capital) return;
  ink.beginPath();
  ink.arc(5, 5, 1.2, 0, FULL_TURN);
  ink.fillStyle = c.place;
  ink.fill();
}

/** Sure: the yellow triangle that is read everywhere, with !. Not sure: hollow, its edge broken, with ?. */
function warning(ink: Ink, sure: boolean, c: Palette): void {
  const path = new Path2D("M14 3 26 24.5H2Z");
  const line = sure ? "#10201c" : c.ink;
  ink.strokeStyle = c.surface;
  ink.lineWidth = 5;
  ink.stroke(path);
  ink.fillStyle = sure ? c.focus : c.surface;
  ink.fill(path);
  ink.strokeStyle = line;
  ink.lineWidth = 2;
  ink.setLineDash(sure ? [] : [4, 3]);
  ink.stroke(path);
  ink.setLineDash([]);
  ink.fillStyle = line;
  ink.font = "700 14px system-ui, sans-serif";
  ink.textAlign = "center";
  ink.fillText(sure ? "!" : "?", 14, 22);
}

/** What is said in the corner of a plate: gone, with an arrow that points to neither side; done, with a tick. */
const corners: Partial<Record<(typeof plates)[number], string>> = {
  left: "M22 25V19M19.6 21.4 22 19 24.4 21.4",
  done: "M19.2 22.2 21.2 24.2 25 19.8",
};

/** Open: filled. Full: a bar across the foot. Closed: grey and struck. Unknown: broken edge. Left, done: a mark in the corner. */
function plate(ink: Ink, glyph: string, state: "open" | (typeof plates)[number], c: Palette): void {
  const box = new Path2D();
  box.roundRect(3, 3, 22, 22, 4);
  const open = state === "open" || state === "left";
  const tone = state === "closed" ? c.urgency.closed : c.primary;
  ink.strokeStyle = c.surface;
  ink.lineWidth = 4;
  ink.stroke(box);
  ink.fillStyle = open ? c.primary : c.surface;
  ink.fill(box);
  if (state === "full") {
    ink.save();
    ink.clip(box);
    ink.fillStyle = c.primary;
    ink.fillRect(3, 20.5, 22, 4.5);
    ink.restore();
  }
  ink.strokeStyle = open ? c.ink : tone;
  ink.lineWidth = open ? 1 : 1.5;
  ink.setLineDash(state === "unknown" ? [3, 3] : []);
  ink.stroke(box);
  ink.setLineDash([]);
  ink.save();
  ink.translate(state === "full" ? 7.4 : 6, state === "full" ? 5 : 6);
  if (state === "full") ink.scale(0.82, 0.82);
  ink.strokeStyle = open ? c.onPrimary : tone;
  ink.lineWidth = 1.75;
  ink.stroke(new Path2D(glyph));
  ink.restore();
  const corner = state === "open" ? undefined : corners[state];
  if (corner !== undefined) {
    const round = new Path2D();
    round.arc(22, 22, 5.2, 0, FULL_TURN);
    solid(ink, round, c.surface, c);
    ink.lineWidth = 1.75;
    ink.stroke(new Path2D(corner));
  }
  if (state !== "closed") return;
  for (const [colour, width] of [
    [c.surface, 4],
    [c.ink, 1.75],
  ] as const) {
    ink.strokeStyle = colour;
    ink.lineWidth = width;
    ink.stroke(new Path2D("M6 22 22 6"));
  }
}
