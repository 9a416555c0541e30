// Permits to test with: asked for, decided and read through the real doors.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import type { PermitClaims } from "../../schema/credential.ts";
import { crisisStep } from "../../schema/crisis.ts";
import { permitAsk, permitMine } from "../../schema/permit.ts";
import { permitDecide, permitGet } from "../../schema/permit-office.ts";
import { type GateKey, openCredential, openTrust } from "../../web/verify/open.ts";
import worker from "../../worker/index.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, BASE, type Someone, type World } from "../kit/world.ts";

export const AUTHORITY = "org_exitOffice";

export interface Mine {
  id: string;
  state: string;
  dueAt: string;
  escalatedAt: string | null;
  objected: boolean;
  reason: string | null;
  credential: string | null;
  specimen: boolean;
  authority: string;
  version: number;
  personId: string;
  printed: Record<string, unknown>;
}

export async function personsOf(registrationId: string): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT id FROM person WHERE registrationId = ?1 ORDER BY position",
  )
    .bind(registrationId)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

export interface Asked {
  registrationId: string;
  someone: Someone;
  personId: string;
  id: string;
  dueAt: string;
}

/** A migrant of her own who has asked for a permit for herself, with her consent. */
export async function asked(
  world: World,
  over: Record<string, unknown> = {},
  group: Record<string, unknown> = {},
): Promise<Asked> {
  const { id: registrationId, someone } = await world.opens(group);
  const [personId = ""] = await personsOf(registrationId);
  const input = { personId, ground: "evacuation", name: "Printed Name", agree: "yes", ...over };
  const answer = await someone.does(permitAsk, input);
  if (answer.status !== 200) throw new Error(`could not ask: ${answer.text}`);
  return { registrationId, someone, personId, id: String(answer.body.id), dueAt: String(answer.body.dueAt) };
}

export async function mine(someone: Someone, id: string): Promise<Mine> {
  const { body } = await someone.does(permitMine);
  return (body.permits as unknown as Mine[]).find((one) => one.id === id) as Mine;
}

/** Decides by the version that is there now. */
export async function decides(
  world: World,
  id: string,
  input: Record<string, unknown>,
  by: PersonName = "permitOfficer",
  sending: { key?: string; ifMatch?: number } = {},
): Promise<Answer> {
  const row = await env.DB.prepare("SELECT version FROM permit WHERE id = ?1")
    .bind(id)
    .first<{ version: number }>();
  return world.as(by).does(permitDecide, { id, ...input }, { ifMatch: row?.version ?? 1, ...sending });
}

export const opens = (world: World, id: string, by: PersonName = "permitOfficer") =>
  world.as(by).does(permitGet, { id });

export const step = (world: World, hours: number) =>
  world.as("supervisor").does(crisisStep, { id: CRISIS, hours });

export async function tick(): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
}

export async function fetched(path: string): Promise<Response> {
  return exports.default.fetch(new Request(`${BASE}${path}`));
}

/** The keys as a gate gets them: the list of trust, by the root that is told at its own address. */
export async function trustedKeys(): Promise<GateKey[]> {
  const root = (await (await fetched("/.well-known/permit-root.json")).json()) as Parameters<
    typeof openTrust
  >[1];
  const jws = await (await fetched("/.well-known/permit-trust.jws")).arrayBuffer();
  const opened = await openTrust(new TextDecoder().decode(jws), root);
  if (!opened.ok) throw new Error(`the list of trust is not believed: ${opened.reason}`);
  return opened.keys;
}

export const codeOf = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await answer;
  return status === 200 ? "done" : body.code;
};

export async function claimsOf(text: string | null): Promise<PermitClaims> {
  const opened = await openCredential(text ?? "", await trustedKeys());
  if (!opened.ok || opened.claims.kind !== "permit")
    throw new Error(`not a permit: ${JSON.stringify(opened)}`);
  return opened.claims;
}
