// The handler of regime: dated facts of a country as they hold at a moment. Data in, data out; README.md says where from.
import * as z from "zod/mini";
import { Regime, regimeList } from "../../schema/regime.ts";
import { bind } from "../kit/door.ts";
import data from "./data.json";
import { holdsAt } from "./rules.ts";

const regimes = z.parse(z.array(Regime), data);

export const list = bind(regimeList, async (ctx, { country, at }) => {
  const moment = at === undefined ? ctx.real.toISOString() : new Date(at).toISOString();
  return { regimes: regimes.filter((one) => one.country === country && holdsAt(one, moment)) };
});
