// Seats, passes and permits for her own file: what the acts of her pages reply, and nothing beside it.
// @PRIVACY an adult with a code of her own takes her group's seats and passes along, as she sees them; permits are asked for
// by whoever registered.
import { Problem } from "../../schema/kit/problem.ts";
import type { RegistrationWhole } from "../../schema/registration-end.ts";
import type { Ctx } from "../kit/door.ts";
import { mine as passes } from "../pass/routes.ts";
import { mine as permits } from "../permit/own.ts";
import { mine as seats } from "../seat/own.ts";

type Journeys = Pick<RegistrationWhole, "seats" | "splits" | "passes" | "permits">;

/** Passes are signed when they are read: without a key to sign with there are none. */
async function passesOf(ctx: Ctx): Promise<RegistrationWhole["passes"]> {
  try {
    return (await passes.handle(ctx, {})).passes;
  } catch (error) {
    if (error instanceof Problem && error.code === "signing-key-missing") return [];
    throw error;
  }
}

export async function journeysOf(ctx: Ctx, head: boolean): Promise<Journeys> {
  const travel = await seats.handle(ctx, {});
  return {
    seats: travel.seats,
    splits: travel.splits,
    passes: await passesOf(ctx),
    ...(head ? { permits: (await permits.handle(ctx, {})).permits } : {}),
  };
}
