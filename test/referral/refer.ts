// What tests of referrals share: a case whose person lets needs be passed on, and each act as an officer does it.
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { consentGive } from "../../schema/consent.ts";
import {
  type ReferralIn,
  type ReferralOut,
  referralAccept,
  referralList,
  referralOffer,
} from "../../schema/referral.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { tallyCheck } from "../../schema/tally.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, freshKey, type World } from "../kit/world.ts";

export const HEALTH = "org_healthTeam";
export const EMBASSY = "org_embassyOne";

export type Case = Awaited<ReturnType<World["opens"]>>;

export interface NeedRow {
  id: string;
  kind: string;
  state: string;
  ownerId: string | null;
  version: number;
}

export const needsOf = async (id: string): Promise<NeedRow[]> =>
  (
    await env.DB.prepare(
      "SELECT id, kind, state, ownerId, version FROM need WHERE registrationId = ?1 ORDER BY kind",
    )
      .bind(id)
      .all<NeedRow>()
  ).results;

/** One with two needs, who said yes to passing them on to whoever takes them, or did not. */
export async function asks(world: World, refer = true, over: Record<string, unknown> = {}): Promise<Case> {
  const one = await world.opens({ needs: ["medicine", "transport"], ...over });
  if (refer) await one.someone.does(consentGive, { organisationId: EMBASSY, purpose: "refer" });
  return one;
}

export async function offers(
  world: World,
  one: Pick<Case, "id">,
  to = HEALTH,
  kind = "medicine",
  by: PersonName = "embassyCoordinator",
): Promise<Answer> {
  const need = (await needsOf(one.id)).find((row) => row.kind === kind);
  return world
    .as(by)
    .does(
      referralOffer,
      { needId: need?.id, organisationId: to },
      { ifMatch: need?.version ?? 1, key: freshKey() },
    );
}

export const accepts = (
  world: World,
  id: unknown,
  by: PersonName = "healthCoordinator",
  version = 1,
): Promise<Answer> => world.as(by).does(referralAccept, { id }, { ifMatch: version, key: freshKey() });

/** Offered and accepted; the referral's id. */
export async function held(world: World, one: Pick<Case, "id">, kind = "medicine"): Promise<string> {
  const offered = await offers(world, one, HEALTH, kind);
  const accepted = await accepts(world, offered.body.id);
  if (accepted.status !== 200) throw new Error(`not accepted: ${offered.text} ${accepted.text}`);
  return String(offered.body.id);
}

export async function listed(world: World, by: PersonName) {
  const { body } = await world.as(by).does(referralList, { crisisId: CRISIS });
  return body as unknown as { incoming: ReferralIn[]; outgoing: ReferralOut[]; open: number };
}

export const stateOf = (id: string) =>
  env.DB.prepare("SELECT state, reason, version FROM referral WHERE id = ?1")
    .bind(id)
    .first<{ state: string; reason: string | null; version: number }>();

/** The case as whoever holds a need of it opens it. */
export const opens = (world: World, id: string) =>
  world.as("healthCoordinator").does(registrationGet, { id });

export async function expectCounts(world: World): Promise<void> {
  const { body } = await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS });
  expect(body.differences).toEqual([]);
}

/** Whoever held a need of this case has it in sight no more, and nothing of it is counted. */
export async function expectNothingKept(world: World, id: string): Promise<void> {
  expect((await opens(world, id)).status).toBe(404);
  const rows = await env.DB.prepare(
    "SELECT count(*) AS n FROM sight WHERE organisationId = ?1 AND registrationId = ?2",
  )
    .bind(HEALTH, id)
    .first<number>("n");
  expect(rows).toBe(0);
  await expectCounts(world);
}
