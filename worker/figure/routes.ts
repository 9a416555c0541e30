// Makes a sheet of figures: what a partner may take away and pass on. It counts nothing: it holds what the clock published of
// the organisation's own cases for this hour, so that asking tells nothing but the answer that everybody there gets. It takes
// no filter: two filters with one person between them would name her.
import { exportFigures } from "../../schema/export.ts";
import { findSheet } from "../area/store.ts";
import { getCrisis, takesPart } from "../crisis/store.ts";
import { labelOf } from "../export/file.ts";
import { figureSheet } from "../export/rules.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";

export const figures = bind(exportFigures, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  // Whoever was taken out of the crisis reads nothing of it, as it was either.
  const within = await takesPart(ctx.db, crisis.id, officer.organisationId);
  const hour = within ? await findSheet(ctx.db, officer, crisis.id) : null;
  const { label, organisation } = await labelOf(ctx);
  const counted = hour === null ? "not counted yet" : `counted ${hour.at}`;
  const mark = `Figures of open requests that ${organisation} may see, ${counted} · taken by ${label}, ${crisis.now} · for: ${input.purpose} · an empty figure is small, of few groups, or hides one that is`;
  const reply = {
    name: `figures-${crisis.now.slice(0, 10)}.csv`,
    ...figureSheet(mark, hour?.figures ?? new Map()),
  };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: null }, [], reply);
});
