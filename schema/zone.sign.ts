// Line pictures of zones on a 16 x 16 field, for the desk's map and the public one. Strokes only. The protected emblems
// (red cross, crescent, crystal) are never drawn: a hospital is a bed.
import type { ZoneKind } from "./zone.ts";

export const zoneSigns: Readonly<Record<ZoneKind, string>> = {
  shelter: "M1.5 13.5 8 2.5 14.5 13.5ZM8 2.5V6M5.5 13.5 8 9 10.5 13.5",
  hospital:
    "M1.5 3V13.5M1.5 11H14.5V13.5M14.5 11V8.5A2 2 0 0 0 12.5 6.5H7V11M3.2 8A1.3 1.3 0 1 0 5.8 8 1.3 1.3 0 1 0 3.2 8",
  crossing: "M2 14V7A6 6 0 0 1 14 7V14M0.8 14H15.2M6 14V8.5A2 2 0 0 1 10 8.5V14",
  embassy: "M3.5 15V1.5M3.5 2.5H13L10.5 5.75 13 9H3.5",
  "assembly-point":
    "M6.2 4A1.8 1.8 0 1 0 9.8 4 1.8 1.8 0 1 0 6.2 4M4.5 14V11A3.5 3.5 0 0 1 11.5 11V14M1.2 6.6A1.2 1.2 0 1 0 3.6 6.6 1.2 1.2 0 1 0 1.2 6.6M12.4 6.6A1.2 1.2 0 1 0 14.8 6.6 1.2 1.2 0 1 0 12.4 6.6M1 13.5V11.5M15 13.5V11.5",
  "safe-zone":
    "M8 1.5 13.5 3.5V8C13.5 11.3 11.2 13.6 8 14.8 4.8 13.6 2.5 11.3 2.5 8V3.5ZM5.4 8 7.3 9.9 10.8 6.2",
};
