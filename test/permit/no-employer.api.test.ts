// No employer has a place in a permit: in no shape, no table, no code, and nobody can send one (M7).
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { concepts } from "../../schema/concepts.ts";
import { PassClaims, PermitClaims, toClaims } from "../../schema/credential.ts";
import { permitAsk, permitMine } from "../../schema/permit.ts";
import { pass, permit } from "../credential/claims.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { personsOf } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("no employer", () => {
  it("has a place in any shape of a permit, a pass or a gate, or in their tables", async () => {
    const never = /employ|sponsor|kafal|kafeel|visa|residen|boss|recruit/i;
    const named = (schema: unknown): string[] =>
      typeof schema !== "object" || schema === null
        ? []
        : Object.entries(schema).flatMap(([key, value]) =>
            key === "properties" ? [...Object.keys(value as object), ...named(value)] : named(value),
          );
    const shapes = [...concepts.permit, ...concepts.pass, ...concepts.gate].flatMap((act) =>
      [act.input, act.reply].flatMap((shape) => named(z.toJSONSchema(shape, { unrepresentable: "any" }))),
    );
    expect(shapes).toContain("documentIssuer");
    shapes.push(...Object.keys(PermitClaims.shape), ...Object.keys(PassClaims.shape));
    expect(shapes.filter((name) => never.test(name))).toEqual([]);
    const tables = ["permit", "waiver", "seat", "passenger", "gateEvent"];
    for (const table of tables) {
      const { results } = await env.DB.prepare(`SELECT name FROM pragma_table_info('${table}')`).all<{
        name: string;
      }>();
      expect(results.length).toBeGreaterThan(3);
      expect(results.filter((column) => never.test(column.name))).toEqual([]);
    }
  });
  it("stands in what a code holds", () => {
    const parts: unknown[] = [];
    const walk = (value: unknown): void => {
      if (!(value instanceof Map)) return;
      for (const [key, inner] of value) {
        parts.push(key);
        walk(inner);
      }
    };
    for (const claims of [permit, pass]) walk(toClaims(claims));
    // Registered numbers, the identity map's name, our own private claims, and the two words of the status list.
    const known = [
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      10,
      11,
      169,
      65_535,
      -70_001,
      -70_002,
      "status_list",
      "idx",
      "uri",
    ];
    expect(parts.filter((part) => !known.includes(part as number))).toEqual([]);
  });
  it("is taken from somebody who sends one", async () => {
    const { id, someone } = await world.opens();
    const [personId] = await personsOf(id);
    const input = { personId, ground: "evacuation", name: "X", agree: "yes" };
    for (const field of ["employer", "employerConsent", "sponsor"]) {
      const answer = await someone.does(permitAsk, { ...input, [field]: "anybody" });
      expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
    }
    expect((await someone.does(permitMine)).body).toEqual({ permits: [] });
  });
});
