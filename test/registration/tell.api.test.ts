// What a person tells of somebody in her group after the receipt: optional, sealed, read by those who help her.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationTell } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const seen = async (id: string) => (await world.as("embassyCoordinator").does(registrationGet, { id })).body;
const persons = async (someone: Someone) =>
  (await someone.does(registrationStatus)).body.persons as { id: string }[];
const closed = async (act: () => Promise<{ body: Record<string, unknown> }>) => {
  await env.DB.prepare("UPDATE crisis SET closedAt = '2011-03-01T07:00:00.000Z' WHERE id = ?1")
    .bind(CRISIS)
    .run();
  const { code } = (await act()).body;
  await env.DB.prepare("UPDATE crisis SET closedAt = NULL WHERE id = ?1").bind(CRISIS).run();
  return code;
};

describe("telling more", () => {
  const told = {
    sex: "female",
    nationality: "BD",
    speaks: ["bn", "ar"],
    speaksAlso: "Sylheti",
    difficulty: { seeing: "none", hearing: "some", walking: "much", washing: "cannot" },
  };
  it("is sealed, read by those who help her, and by nobody without names", async () => {
    const { id, someone } = await world.opens({ partners: ["org_healthTeam"] });
    const [first] = await persons(someone);
    expect((await someone.does(registrationTell, { personId: first?.id, ...told })).status).toBe(200);
    expect((await seen(id)).told).toEqual([{ personId: first?.id, ...told }]);
    const partner = (await world.as("healthCoordinator").does(registrationGet, { id })).body;
    expect(partner.told).toBeNull();
    const row = await env.DB.prepare("SELECT told FROM person WHERE id = ?1")
      .bind(first?.id)
      .first<ArrayBuffer>("told");
    const text = new TextDecoder().decode(new Uint8Array(row ?? new ArrayBuffer()));
    expect(text.length).toBeGreaterThan(50);
    expect(text).not.toMatch(/Sylheti|female|cannot/);
  });
  it("replaces what was told before, and nothing at all forgets it", async () => {
    const { id, someone } = await world.opens();
    const [first] = await persons(someone);
    await someone.does(registrationTell, { personId: first?.id, ...told });
    await someone.does(registrationTell, { personId: first?.id, sex: "male" });
    expect((await seen(id)).told).toEqual([{ personId: first?.id, sex: "male" }]);
    await someone.does(registrationTell, { personId: first?.id });
    expect((await seen(id)).told).toEqual([]);
    expect(
      await env.DB.prepare("SELECT told FROM person WHERE id = ?1").bind(first?.id).first("told"),
    ).toBeNull();
  });
  it("keeps a country by its letters in whatever language it was written, and other words as they are", async () => {
    const { id, someone } = await world.opens();
    const [first] = await persons(someone);
    const kept = async (nationality: string, lang: string) => {
      await someone.does(registrationTell, { personId: first?.id, lang, nationality });
      return ((await seen(id)).told as { nationality: string }[])[0]?.nationality;
    };
    expect([
      await kept("bangladesh", "en"),
      await kept("بنغلاديش", "ar"),
      await kept("Viet Nam", "en"),
      await kept("Côte d’Ivoire", "fr"),
      await kept("cote d'ivoire", "fr"),
      await kept("ph", "en"),
      await kept("None", "en"),
      await kept("بلا", "ar"),
      await kept("Somewhere old", "en"),
    ]).toEqual(["BD", "BD", "VN", "CI", "CI", "PH", "XX", "XX", "Somewhere old"]);
  });
  it("is refused by name for others' people and other words", async () => {
    const [one, other] = [await world.opens(), await world.opens()];
    const [first] = await persons(one.someone);
    const code = async (who: Someone, input: Record<string, unknown>) =>
      (await who.does(registrationTell, { personId: first?.id, ...input })).body.code;
    expect([
      await code(other.someone, { sex: "male" }),
      await code(one.someone, { sex: "unknown" }),
      await code(one.someone, { nationality: "x".repeat(61) }),
      await code(one.someone, { difficulty: { seeing: "very" } }),
      await code(one.someone, { religion: "x" }),
    ]).toEqual(["not-found", "malformed", "malformed", "malformed", "malformed"]);
    expect(await closed(() => one.someone.does(registrationTell, { personId: first?.id }))).toBe(
      "crisis-closed",
    );
  });
});
