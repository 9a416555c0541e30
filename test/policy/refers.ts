// Some of the planted let needs be passed on: one is offered, another one held by somebody who is named nowhere, a third was
// taken back again. Not drawn, so that few cases have all of them.
import { env } from "cloudflare:workers";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { referralAccept, referralOffer } from "../../schema/referral.ts";
import type { World } from "../kit/world.ts";
import { holdsOf, must, orgs, type Planted, receiving } from "./record.ts";

export async function refers(world: World, record: Planted, n: number): Promise<void> {
  const sender = receiving.find(([id]) => record.consents.get(id)?.has("help") === true);
  const need = await env.DB.prepare(
    "SELECT id, version FROM need WHERE registrationId = ?1 AND state = 'open' ORDER BY id LIMIT 1",
  )
    .bind(record.id)
    .first<{ id: string; version: number }>();
  if (sender === undefined || need === null) return;
  const [from, officer] = sender;
  const others = receiving.filter(([id]) => id !== from);
  const unnamed = others.find(([id]) => (record.consents.get(id)?.size ?? 0) === 0);
  const [to = "", asked = officer] = unnamed ?? others[0] ?? [];
  if (!orgs.includes(to)) return;
  await must(record.someone.does(consentGive, { organisationId: from, purpose: "refer" }));
  holdsOf(record, from).add("refer");
  const offer = await must(
    world.as(officer).does(referralOffer, { needId: need.id, organisationId: to }, { ifMatch: need.version }),
  );
  record.offered = { from, to };
  if (n % 3 === 1) return;
  await must(world.as(asked).does(referralAccept, { id: offer.id }, { ifMatch: 1 }));
  record.offered = null;
  const held = holdsOf(record, to);
  held.add("hold");
  record.once.add(to);
  if (n % 4 !== 3) return;
  await must(record.someone.does(consentWithdraw, { organisationId: to, purpose: "hold" }));
  held.delete("hold");
  // Her exact place goes with it, unless she lets that organisation see the rest by name.
  if (!held.has("help") && !held.has("assist")) held.delete("place");
}
