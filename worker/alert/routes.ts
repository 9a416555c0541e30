// Handlers of alert: issued for an area until a moment, taken back, listed for everybody.

import { isSimpleArea } from "../../schema/alert.rules.ts";
import { type Alert, alertCancel, alertIssue, alertList } from "../../schema/alert.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { getCrisis, guardOpen, guardTakesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { findOrganisation } from "../organisation/store.ts";
import {
  findAlert,
  guardAlertVersion,
  insertAlert,
  listAlerts,
  nextNumber,
  updateCancelled,
} from "./store.ts";

export const issue = bind(alertIssue, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  if (Date.parse(input.validUntil) <= Date.parse(crisis.now)) throw new Problem("alert-expired");
  if (!isSimpleArea(input.area)) throw new Problem("area-invalid");
  const organisation = await findOrganisation(ctx.db, officer.organisationId);
  if (organisation === null) throw new Problem("not-found");
  const { crisisId, ...said } = input;
  // Two alerts at the same moment can ask for the same number: the loser reads the next one and tries again.
  for (let tries = 0; ; tries++) {
    const alert: Alert = {
      ...said,
      number: await nextNumber(ctx.db, crisisId),
      issuedAt: crisis.now,
      cancelledAt: null,
      organisationId: organisation.id,
      organisation: organisation.name,
      version: 1,
    };
    const writes = [
      guardOpen(ctx.db, crisisId),
      guardTakesPart(ctx.db, crisisId, organisation.id),
      insertAlert(ctx.db, crisisId, alert),
    ];
    try {
      return await commit(ctx, new Date(crisis.now), { crisisId, targetId: alert.id }, writes, alert);
    } catch (error) {
      if (tries >= 5 || !(error instanceof Error) || !error.message.includes("alert.crisisId, alert.number"))
        throw error;
    }
  }
});

export const cancel = bind(alertCancel, async (ctx, input) => {
  const alert = await findAlert(ctx.db, input.alertId);
  if (alert === null || alert.organisationId !== officerOf(ctx.actor).organisationId)
    throw new Problem("not-found");
  if (ctx.ifMatch !== alert.version) throw new Problem("stale", { version: alert.version });
  const crisis = await getCrisis(ctx, alert.crisisId);
  const { crisisId, ...before } = alert;
  const next = { ...before, cancelledAt: crisis.now, version: alert.version + 1 };
  const writes = [
    guardOpen(ctx.db, crisisId),
    guardTakesPart(ctx.db, crisisId, alert.organisationId),
    guardAlertVersion(ctx.db, alert.id, alert.version),
    updateCancelled(ctx.db, alert.id, crisis.now),
  ];
  return commit(ctx, new Date(crisis.now), { crisisId, targetId: alert.id }, writes, next);
});

export const list = bind(alertList, async (ctx, { crisisId }) => {
  await getCrisis(ctx, crisisId);
  return { alerts: await listAlerts(ctx.db, crisisId) };
});
