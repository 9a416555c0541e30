// Handlers of passkeys that open an organisation's own key: storing what a browser wrapped, and taking it back.
import { keyAddPasskey, keyDropPasskey } from "../../schema/key-passkey.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { deleteKeyPasskey, insertKeyPasskey } from "./store.ts";

export const addPasskey = bind(keyAddPasskey, (ctx, { version, passkeyId, wrapped }) => {
  const officer = officerOf(ctx.actor);
  const row = { version, passkeyId, officerId: officer.officerId, wrapped, at: ctx.real.toISOString() };
  const writes = insertKeyPasskey(ctx.db, officer, row);
  return commit(ctx, ctx.real, { targetId: officer.organisationId }, writes, { version, passkeyId });
});

export const dropPasskey = bind(keyDropPasskey, (ctx, { version, passkeyId }) => {
  const officer = officerOf(ctx.actor);
  const whose = officer.role === "supervisor" ? null : officer.officerId;
  const writes = deleteKeyPasskey(ctx.db, officer, { version, passkeyId }, whose);
  return commit(ctx, ctx.real, { targetId: officer.organisationId }, writes, { version, passkeyId });
});
