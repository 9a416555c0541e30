// Line pictures on a 16 x 16 field, named as the OCHA humanitarian icons name theirs. Strokes only, drawn for this map.
// The protected emblems (red cross, crescent, crystal) are never drawn: a hospital is a bed.

const tent = "M1.5 13.5 8 2.5 14.5 13.5ZM8 2.5V6M5.5 13.5 8 9 10.5 13.5";
const bed =
  "M1.5 3V13.5M1.5 11H14.5V13.5M14.5 11V8.5A2 2 0 0 0 12.5 6.5H7V11M3.2 8A1.3 1.3 0 1 0 5.8 8 1.3 1.3 0 1 0 3.2 8";
const gate = "M2 14V7A6 6 0 0 1 14 7V14M0.8 14H15.2M6 14V8.5A2 2 0 0 1 10 8.5V14";
const flag = "M3.5 15V1.5M3.5 2.5H13L10.5 5.75 13 9H3.5";
const people =
  "M6.2 4A1.8 1.8 0 1 0 9.8 4 1.8 1.8 0 1 0 6.2 4M4.5 14V11A3.5 3.5 0 0 1 11.5 11V14M1.2 6.6A1.2 1.2 0 1 0 3.6 6.6 1.2 1.2 0 1 0 1.2 6.6M12.4 6.6A1.2 1.2 0 1 0 14.8 6.6 1.2 1.2 0 1 0 12.4 6.6M1 13.5V11.5M15 13.5V11.5";
const shield =
  "M8 1.5 13.5 3.5V8C13.5 11.3 11.2 13.6 8 14.8 4.8 13.6 2.5 11.3 2.5 8V3.5ZM5.4 8 7.3 9.9 10.8 6.2";
const bus =
  "M2 3.5H14V12H2ZM2 8H14M5.5 3.5V8M10.5 3.5V8M3.6 13A1.1 1.1 0 1 0 5.8 13M10.2 13A1.1 1.1 0 1 0 12.4 13";
const boat = "M1.5 10H14.5L12.5 14H3.5ZM4.5 10V5.5H11.5V10M8 5.5V2";
const plane = "M8 1.5V14.5M8 6 14.5 10M8 6 1.5 10M8 12 10.8 14M8 12 5.2 14";
const drop = "M8 1.5C10.5 5 12.5 7.3 12.5 10A4.5 4.5 0 0 1 3.5 10C3.5 7.3 5.5 5 8 1.5Z";
const bowl =
  "M1.5 7.5H14.5C14.5 11.5 12 14 8 14S1.5 11.5 1.5 7.5ZM5.5 5C5.5 3.5 6.5 3.5 6.5 2M9.5 5C9.5 3.5 10.5 3.5 10.5 2";
const barrier = "M1.5 6H14.5V10H1.5ZM5 6 3 10M9 6 7 10M13 6 11 10M3.5 10V14M12.5 10V14";

export const glyphs: Readonly<Record<string, string>> = {
  shelter: tent,
  tent,
  hospital: bed,
  bed,
  crossing: gate,
  gate,
  embassy: flag,
  flag,
  "assembly-point": people,
  people,
  "safe-zone": shield,
  shield,
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
