// Sheets to test with: asked for, answered and opened through the real doors, in the world of the test that asks.
import { expect } from "vitest";
import { crisisStep } from "../../schema/crisis.ts";
import { exportAnswer, exportAsk, exportCount, exportFile, exportList } from "../../schema/export.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, freshKey, type World } from "../kit/world.ts";

export const filter = { crisisId: CRISIS, state: "open" };
export const small = { ...filter, need: "medicine" };
export const large = { ...filter, need: "water-food" };
export const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `Marked Name ${String(i)}`, born: "1980" }));
export const idOf = (answer: Answer) => {
  expect([answer.status, answer.body.code]).toEqual([200, undefined]);
  return String(answer.body.id);
};

/** `world` as a question: it is made before the first test, and after this is called. */
export function exporting(world: () => World) {
  const opens = (count: number, need: string, recipients = ["org_embassyOne"]) =>
    world().opens({ recipients, needs: [need], people: people(count) });

  const count = async (by: PersonName, over: Record<string, unknown>) =>
    (await world().as(by).does(exportCount, over)).body as unknown as {
      groups: number;
      people: number;
      tooMany: boolean;
    };
  const ask = async (
    over: Record<string, unknown>,
    by: PersonName = "embassyCoordinator",
    key = freshKey(),
  ): Promise<Answer> => {
    const { need } = over as { need?: string };
    const { people: many } = await count(by, { ...filter, ...(need === undefined ? {} : { need }) });
    return world()
      .as(by)
      .does(
        exportAsk,
        { ...filter, people: many, purpose: "movement", why: "Seat list of the ship", ...over },
        { key },
      );
  };
  const file = (id: string, by: PersonName = "embassyCoordinator") => world().as(by).does(exportFile, { id });
  const answers = (id: string, by: PersonName, agree = "yes") =>
    world().as(by).does(exportAnswer, { id, agree }, { key: freshKey() });
  const list = async (by: PersonName) =>
    (await world().as(by).does(exportList, { crisisId: CRISIS })).body.exports as Record<string, unknown>[];
  const steps = async (hours: number) => {
    for (let left = hours; left > 0; left -= 24)
      await world()
        .as("embassyCoordinator")
        .does(crisisStep, { id: CRISIS, hours: Math.min(left, 24) });
  };
  return { opens, count, ask, file, answers, list, steps };
}
