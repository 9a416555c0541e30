// What outlives a complaint's own day: a newer version of the ring wraps its key anew, and a database that is put back brings no
// deleted complaint back to life.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { complaintSee, complaintWithdraw } from "../../schema/complaint.ts";
import { complaintAnswer, complaintRead } from "../../schema/complaint-desk.ts";
import { keyOf, textOf } from "../../worker/complaint/words.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { usedVersions } from "../../worker/kit/ready.ts";
import { bytesOf } from "../../worker/kit/seal.ts";
import { rotateComplaints } from "../../worker/oversee/clock.ts";
import { clockRuns } from "../erasure/clock.ts";
import { putBack, takeCopy } from "../kit/restored.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { comesTo, files, suffix } from "./office.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("a newer version of the ring", () => {
  it("wraps the key of each complaint anew, once; its answers open as before, and the old version may go", async () => {
    const { id } = await files();
    const wordId = `cmw_${suffix()}`;
    const answer = { id, wordId, text: "Quiet lantern" };
    expect((await world.as("oversightVisitor").does(complaintAnswer, answer)).status).toBe(200);
    const now = env as unknown as Bindings;
    const [, first = ""] = /"1":"([^"]+)"/.exec(String(now.KEY_RING)) ?? [];
    const two = settingsOf({ ...now, KEY_RING: JSON.stringify({ 1: first, 2: btoa("2".repeat(32)) }) });
    expect(await rotateComplaints({ settings: two, db: env.DB })).toBe(1);
    expect(await rotateComplaints({ settings: two, db: env.DB })).toBe(0);
    expect(await usedVersions(env.DB)).toContain(2);
    const row = await env.DB.prepare("SELECT id, keyVersion, wrappedKey FROM complaint WHERE id = ?1")
      .bind(id)
      .first<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer }>();
    const sealed = await env.DB.prepare("SELECT sealed FROM complaintWord WHERE id = ?1")
      .bind(wordId)
      .first<ArrayBuffer>("sealed");
    if (row === null || sealed === null) throw new Error("nothing is there");
    const only = settingsOf({ ...now, KEY_RING: JSON.stringify({ 2: btoa("2".repeat(32)) }) });
    expect(await textOf(await keyOf({ settings: only }, row), wordId, bytesOf(sealed).buffer)).toBe(
      "Quiet lantern",
    );
    await env.DB.prepare("UPDATE complaint SET keyVersion = 1000000 WHERE id = ?1").bind(id).run();
  });
});

describe("a database that is put back", () => {
  it("gives a deleted complaint to nobody: not to her code, nor to its reader, once the clock took it back again", async () => {
    const gone = await files();
    const stays = await files();
    await clockRuns();
    const yesterday = await takeCopy();
    expect((await gone.teller.does(complaintWithdraw, { erase: "yes" }, { key: freshKey() })).status).toBe(
      200,
    );
    await clockRuns();
    await putBack(yesterday);
    await clockRuns();
    await world.signsIn("oversightVisitor");
    await expect(comesTo(gone.reference, gone.pin)).rejects.toThrow("code-or-pin-wrong");
    expect((await world.as("oversightVisitor").does(complaintRead, { id: gone.id })).body.code).toBe(
      "not-found",
    );
    const left = await env.DB.prepare("SELECT count(*) AS n FROM complaintWord WHERE complaintId = ?1")
      .bind(gone.id)
      .first<number>("n");
    expect(left).toBe(0);
    // The other one is as it was; whoever had come to it comes again.
    expect((await stays.teller.does(complaintSee)).body.code).toBe("not-found");
    const again = await comesTo(stays.reference, stays.pin);
    expect((await again.does(complaintSee)).body.state).toBe("received");
  }, 30_000);
});
