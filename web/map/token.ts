// Colours of the map, light (a printed form) and dark (an instrument at night), from the visual language's tokens.
// Shared with the layers of others. Land and sea stay quiet, so that what lies on them is read first.
import type { Theme } from "./feature.ts";

const light = {
  sea: "#dbe4e6",
  land: "#f7f8f6",
  lake: "#dbe4e6",
  river: "#c9d7db",
  coast: "#a9b9ba",
  road: "#c8cfcc",
  border: "#9aa8a3",
  place: "#44544f",
  country: "#5c6b66",
  halo: "#f7f8f6",
  ink: "#10201c",
  muted: "#44544f",
  surface: "#ffffff",
  line: "#71817b",
  primary: "#00594c",
  onPrimary: "#ffffff",
  focus: "#ffc20e",
  urgency: { "1": "#7a1204", "2": "#cc6a00", "3": "#0062a3", closed: "#7c8a85" },
  ramp: ["#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026"],
};

const dark: typeof light = {
  sea: "#0b1013",
  land: "#1a2227",
  lake: "#0b1013",
  river: "#10191d",
  coast: "#37464d",
  road: "#34424a",
  border: "#4b5a61",
  place: "#a9b7b2",
  country: "#8b9a96",
  halo: "#141b1f",
  ink: "#e6ecea",
  muted: "#a9b7b2",
  surface: "#171e22",
  line: "#74858c",
  primary: "#5cc8b0",
  onPrimary: "#06231e",
  focus: "#ffc20e",
  urgency: { "1": "#d9480f", "2": "#ffd166", "3": "#7cc4f0", closed: "#7a8783" },
  ramp: ["#1f3b57", "#2f6690", "#4a98b5", "#8cc7c2", "#f4e9a6"],
};

export type Palette = typeof light;

export function palette(theme: Theme): Palette {
  return theme === "dark" ? dark : light;
}
