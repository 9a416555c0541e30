// Handlers of confidential notes. @PRIVACY nothing here can be read by the platform: it checks who may leave and fetch
// them, and that they are sealed to the newest key, and no more.
import { Problem } from "../../schema/kit/problem.ts";
import { noteAdd, noteOfCase } from "../../schema/note.ts";
import { insertLooks } from "../access/store.ts";
import { glassFor } from "../access/work.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { guardNewest } from "../key/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, hex } from "../kit/seal.ts";
import { findSight, guardSight } from "../registration/sight.ts";
import { insertNote, listNotes } from "./store.ts";

/** A case that was sent to this organisation. Raises `not-found`. */
async function caseOf(ctx: Ctx, registrationId: string) {
  const row = await findSight(ctx.db, officerOf(ctx.actor), registrationId);
  if (row === null || row.audience !== "responder") throw new Problem("not-found");
  return { row, crisis: await getCrisis(ctx, row.crisisId) };
}

function hexOf(path: string, text: string): string {
  try {
    return hex(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
  } catch {
    throw new Problem("malformed", { fields: [{ path, reason: "not-valid" }] });
  }
}

export const add = bind(noteAdd, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const { row, crisis } = await caseOf(ctx, input.registrationId);
  const note = {
    ...input,
    enc: hexOf("enc", input.enc),
    sealed: hexOf("sealed", input.sealed),
    by: officer.officerId,
    at: crisis.now,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, row.id),
    guardNewest(ctx.db, officer, input.keyVersion),
    insertNote(ctx.db, officer, note),
  ];
  const target = { crisisId: crisis.id, targetId: row.id };
  return commit(ctx, new Date(crisis.now), target, writes, { id: input.id, at: crisis.now });
});

const base64url = (bytes: ArrayBuffer) =>
  bytesOf(bytes).toBase64({ alphabet: "base64url", omitPadding: true });

export const ofCase = bind(noteOfCase, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const { row, crisis } = await caseOf(ctx, input.registrationId);
  const glassId = await glassFor(ctx, row, crisis);
  const look = { registrationId: row.id, purpose: "help" as const, fields: ["notes" as const], glassId };
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, [
    insertLooks(ctx.db, officer, [look]),
  ]);
  const notes = await listNotes(ctx.db, officer, row.id);
  return {
    notes: notes.map((one) => ({ ...one, enc: base64url(one.enc), sealed: base64url(one.sealed) })),
  };
});
