// What an officer types for others, to test with: through the real doors, in the world of the test that takes.
import { env } from "cloudflare:workers";
import { registrationReserve, registrationTake } from "../../schema/registration-intake.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { freshKey, type World } from "../kit/world.ts";

export const said = (over: Record<string, unknown> = {}) => smallGroup({ lang: "bn", ...over });
export type Name = Parameters<World["as"]>[0];

/** `world` as a question: it is made before the first test, and after this is called. */
export function intaking(world: () => World) {
  const takes = (over: Record<string, unknown>, who: Name = "fieldWorker", key = freshKey()) =>
    world().as(who).does(registrationTake, said(over), { key });
  const reserves = async (n: number, who: Name = "fieldWorker", key = freshKey()) => {
    const answer = await world().as(who).does(registrationReserve, { crisisId: CRISIS, n }, { key });
    return answer.body as unknown as {
      codes: { reference: string; pin: string }[];
      expiresAt: string;
      code?: string;
    };
  };
  const lastConsents = async () =>
    (
      await env.DB.prepare(
        "SELECT way, officerId, purpose, organisationId FROM consent WHERE registrationId = (SELECT registrationId FROM consent ORDER BY id DESC LIMIT 1)",
      ).all()
    ).results;
  return { takes, reserves, lastConsents };
}
