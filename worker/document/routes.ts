// Handler of finding a request by the number of the travel document in it, over what the authority may read and nothing else.
// A number of nobody and one that was given to somebody else get the same answer, after the same work.
import { Problem } from "../../schema/kit/problem.ts";
import { documentKey, LEAST_DOCUMENT } from "../../schema/permit.rules.ts";
import { permitFind } from "../../schema/permit-find.ts";
import { insertLooks } from "../access/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { inQueue, showingHost } from "../permit/view.ts";
import { guardDesk } from "../zone/routes.ts";
import { documentHash } from "./hash.ts";
import { listByDocument } from "./store.ts";

const SHOWN = 20;

/** @PRIVACY opens nothing; but whoever is shown, her number was known, so she reads of it, and every search leaves a row. */
export const find = bind(permitFind, async (ctx, { crisisId, documentNumber }) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisis.id);
  const show = showingHost(officer.role);
  show.must("permitProgress");
  show.must("permitPrinted");
  if ([...documentKey(documentNumber)].length < LEAST_DOCUMENT)
    throw new Problem("malformed", { fields: [{ path: "documentNumber", reason: "too-short" }] });
  const hash = await documentHash(ctx.settings, crisis.id, officer.organisationId, documentNumber);
  const rows = await listByDocument(ctx.db, officer, crisis.id, hash, SHOWN);
  const seen = [...new Set(rows.map((row) => row.registrationId))].map((registrationId) => ({
    registrationId,
    purpose: "permit" as const,
    fields: ["permit" as const],
  }));
  const looks = seen.length === 0 ? [] : [insertLooks(ctx.db, officer, seen)];
  // A number of its own for each search: the same key sent again is another look.
  const look = { ...ctx, actId: crypto.randomUUID() };
  await commitLook(look, new Date(crisis.now), { crisisId: crisis.id }, looks);
  return { found: rows.map(inQueue) };
});
