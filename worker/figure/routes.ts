// Makes a sheet of figures: what a partner may take away and pass on. They take no filter: two filters with one person between
// them would name her.

import { partnerFigures } from "../../schema/export.rules.ts";
import { exportFigures } from "../../schema/export.ts";
import { needKinds } from "../../schema/need.ts";
import { getCrisis } from "../crisis/store.ts";
import { labelOf } from "../export/file.ts";
import { figureSheet } from "../export/rules.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { countForFigures, listToldFigures, upsertToldFigures } from "./store.ts";

export const figures = bind(exportFigures, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  const [truth, before] = await Promise.all([
    countForFigures(ctx.db, officer, crisis.id),
    listToldFigures(ctx.db, officer, crisis.id),
  ]);
  const districts = [...new Set([...truth.keys(), ...before.keys()])]
    .filter((key) => key.startsWith("district."))
    .sort();
  const told = partnerFigures(
    truth,
    before,
    [districts, ["urgency.1", "urgency.2", "urgency.3"]],
    needKinds.map((kind) => `need.${kind}`),
  );
  const { label, organisation } = await labelOf(ctx);
  const mark = `Figures of open requests that ${organisation} may see, ${crisis.now} · taken by ${label} · for: ${input.purpose} · an empty figure is under ten, or hides one that is`;
  const reply = { name: `figures-${crisis.now.slice(0, 10)}.csv`, ...figureSheet(mark, told) };
  const writes = [upsertToldFigures(ctx.db, officer, crisis.id, told)];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: null }, writes, reply);
});
