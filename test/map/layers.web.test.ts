// The order of what is drawn: how many people are in a square stands above every sign and name, and is left out for none.
import { describe, expect, it } from "vitest";
import { alertLayer } from "../../web/desk/alert/layer.ts";
import { dangerLayer } from "../../web/desk/danger/layer.ts";
import { cellLayer, groupLayer } from "../../web/desk/registration/layer.ts";
import { zoneLayer } from "../../web/desk/zone/layer.ts";
import { placeLayers } from "../../web/map/layers.ts";

const all = [dangerLayer, groupLayer, cellLayer, zoneLayer, alertLayer];

describe.each(["light", "dark"] as const)("layers, %s", (theme) => {
  const placed = placeLayers(all, theme);
  it("draw ground below marks, and squares below all other ground", () => {
    const grounds = placed.map(({ ground }) => ground);
    expect(grounds).toEqual(grounds.toSorted((a, b) => Number(b) - Number(a)));
    expect(placed[0]?.source).toBe("cells");
  });
  it("draw the number of a square last, whatever else stands there", () => {
    const last = placed.at(-1);
    expect([last?.source, last?.spec.type]).toEqual(["cells", "symbol"]);
    expect(last?.spec.layout).toMatchObject({ "text-allow-overlap": true });
  });
});
