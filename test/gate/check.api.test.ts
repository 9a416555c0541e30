// A gate that reads a pass leaves a record of it, once, and she reads it on her page.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationStatus } from "../../schema/registration-status.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { aboard, event, GATE_A, GATE_B, merges, packOf } from "./aboard.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("a pass that a gate read", () => {
  it("is told to its group once, however often and from however many gates it is told; an absent one never", async () => {
    const { movement, groups } = await aboard(world, 2);
    const pack = await packOf(world, movement);
    const ctis = (group: number) => pack.filter((row) => row[2] === group).map((row) => row[1]);
    const [a = "", b = ""] = ctis(1);
    const [c = ""] = ctis(2);
    const boarded = event(movement, a, "boarded", "05:00");
    const events = [boarded, event(movement, b, "seen", "05:01"), event(movement, c, "absent", "05:02")];
    expect((await merges(world, GATE_A, events)).status).toBe(200);
    await merges(world, GATE_A, events);
    await merges(world, GATE_B, [boarded]);
    const recordsOf = async (id = "") =>
      (
        await env.DB.prepare(
          `SELECT a.act, x.organisationId, x.purpose FROM access x JOIN audit a ON a.seq = x.seq
           WHERE x.registrationId = ?1 AND a.act = 'gate.merge'`,
        )
          .bind(id)
          .all()
      ).results;
    expect(await recordsOf(groups[0]?.registrationId)).toEqual([
      { act: "gate.merge", organisationId: "org_supportDesk", purpose: "travel" },
    ]);
    expect(await recordsOf(groups[1]?.registrationId)).toEqual([]);
    const { looks } = (await groups[0]?.someone.does(registrationStatus))?.body ?? {};
    expect(looks).toContainEqual(
      expect.objectContaining({ name: "Support desk", fields: ["names", "born"] }),
    );
  });
});
