// Handlers of organisations' own keys: storing what a browser made, and handing it back to those of the organisation.
import { keyMine, keyRewrap, keySet } from "../../schema/key.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { type Bytes, isPublicKey, sha256Bytes } from "../kit/seal.ts";
import { insertKey, type KeyRow, listKeyPasskeys, listKeys, updateWrapped } from "./store.ts";

/** A passkey's wrapping goes to its own officer; a supervisor sees that there is one. */
export const mine = bind(keyMine, async (ctx) => {
  const officer = officerOf(ctx.actor);
  const [keys, passkeys] = await Promise.all([listKeys(ctx.db, officer), listKeyPasskeys(ctx.db, officer)]);
  const supervises = officer.role === "supervisor";
  return {
    keys: keys.map((one) => ({
      ...one,
      passkeys: passkeys
        .map(({ officerId, ...row }) => ({ ...row, mine: officerId === officer.officerId }))
        .filter((row) => row.version === one.version && (row.mine || supervises))
        .map(({ version: _, ...row }) => ({ ...row, wrapped: row.mine ? row.wrapped : null })),
    })),
  };
});

/** Raises `malformed` for what is no point of the curve: nothing may be sealed to that. */
async function rowOf(ctx: Ctx, input: Pick<KeyRow, "version" | "publicKey" | "wrapped">): Promise<KeyRow> {
  const refused = () => new Problem("malformed", { fields: [{ path: "publicKey", reason: "not-valid" }] });
  let bytes: Bytes;
  try {
    bytes = Uint8Array.fromBase64(input.publicKey, { alphabet: "base64url" });
  } catch {
    throw refused();
  }
  if (!(await isPublicKey(bytes))) throw refused();
  const by = officerOf(ctx.actor).officerId;
  return { ...input, fingerprint: await sha256Bytes(bytes), by, at: ctx.real.toISOString() };
}

export const set = bind(keySet, async (ctx, input) => {
  const row = await rowOf(ctx, input);
  const officer = officerOf(ctx.actor);
  const reply = { version: row.version, fingerprint: row.fingerprint };
  const target = { targetId: officer.organisationId };
  return commit(ctx, ctx.real, target, insertKey(ctx.db, officer, row), reply);
});

export const rewrap = bind(keyRewrap, async (ctx, input) => {
  const row = await rowOf(ctx, input);
  const officer = officerOf(ctx.actor);
  const reply = { version: row.version, fingerprint: row.fingerprint };
  const target = { targetId: officer.organisationId };
  return commit(ctx, ctx.real, target, updateWrapped(ctx.db, officer, row), reply);
});
