// Line pictures on a 16 x 16 field, named as the OCHA humanitarian icons name theirs. Strokes only, drawn for this map.
// The protected emblems (red cross, crescent, crystal) are never drawn: a hospital is a bed.
import { zoneSigns } from "../../schema/zone.sign.ts";

const bus =
  "M2 3.5H14V12H2ZM2 8H14M5.5 3.5V8M10.5 3.5V8M3.6 13A1.1 1.1 0 1 0 5.8 13M10.2 13A1.1 1.1 0 1 0 12.4 13";
const boat = "M1.5 10H14.5L12.5 14H3.5ZM4.5 10V5.5H11.5V10M8 5.5V2";
const plane = "M8 1.5V14.5M8 6 14.5 10M8 6 1.5 10M8 12 10.8 14M8 12 5.2 14";
const drop = "M8 1.5C10.5 5 12.5 7.3 12.5 10A4.5 4.5 0 0 1 3.5 10C3.5 7.3 5.5 5 8 1.5Z";
const bowl =
  "M1.5 7.5H14.5C14.5 11.5 12 14 8 14S1.5 11.5 1.5 7.5ZM5.5 5C5.5 3.5 6.5 3.5 6.5 2M9.5 5C9.5 3.5 10.5 3.5 10.5 2";
const barrier = "M1.5 6H14.5V10H1.5ZM5 6 3 10M9 6 7 10M13 6 11 10M3.5 10V14M12.5 10V14";

export const glyphs: Readonly<Record<string, string>> = {
  ...zoneSigns,
  tent: zoneSigns.shelter,
  bed: zoneSigns.hospital,
  gate: zoneSigns.crossing,
  flag: zoneSigns.embassy,
  people: zoneSigns["assembly-point"],
  shield: zoneSigns["safe-zone"],
  bus,
  port: boat,
  boat,
  airport: plane,
  plane,
  water: drop,
  drop,
  food: bowl,
  checkpoint: barrier,
};
