// The rules themselves: closed by default, more consent never closes, age never opens, no role that enforces anything, and
// no field, column or sentence that asks how somebody stands before the law.
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { type Purpose, purposes } from "../../schema/consent.ts";
import { type Caller, officerRoles, roles } from "../../schema/kit/access.ts";
import { CELL_FOR, EXACT_FOR, KEPT_FOR, precisionAt, withoutPlusCode } from "../../schema/location.rules.ts";
import { organisationAddOfficer } from "../../schema/organisation.ts";
import { audienceFor, finestOf, openFields } from "../../schema/policy.rules.ts";
import { audienceNames, type Field, fieldNames, rules } from "../../schema/policy.ts";
import { fileOf } from "../../schema/words.ts";
import { random } from "../kit/random.ts";

const readers: readonly Caller[] = [...roles, "nobody"];
const all: readonly Purpose[] = purposes;
const open = (audience: (typeof audienceNames)[number], role: Caller, held: readonly Purpose[], age = 0) =>
  [...openFields({ audience, role, purposes: held, age })].sort();

describe("what no rule opens", () => {
  it("is closed: to gate officers all but seats, to a relative all but an answer, to nobody everything of a person", () => {
    for (const audience of audienceNames)
      for (const [role, allowed] of [
        ["gate-officer", ["seat"]],
        ["relative", ["answer"]],
        ["nobody", []],
        ["oversight", ["trace", "case", "code", "need", "look", "takenBack", "glassWord"]],
        ["platform-admin", ["trace"]],
      ] as const) {
        const fields = open(audience, role, all).filter((field) => field !== "count");
        expect(fields.filter((field) => !(allowed as readonly Field[]).includes(field))).toEqual([]);
      }
    for (const role of readers)
      expect(open("relative", role, all)).toEqual(role === "relative" ? ["answer"] : []);
    expect(open("relative", "relative", ["help", "assist", "place", "travel", "permit"])).toEqual([]);
  });
  it("is closed without a consent, to everybody but herself: seats, traces and published figures stand alone", () => {
    expect(open("former", "supervisor", [])).toEqual(["case", "code"]);
    for (const role of ["permit-officer", "oversight"] as const)
      expect(open("former", role, all)).toEqual(["takenBack"]);
    for (const role of ["coordinator", "intake", "viewer", "gate-officer", "platform-admin"] as const)
      expect(open("former", role, all)).toEqual([]);
    for (const audience of audienceNames.filter((one) => !["self", "adult", "former"].includes(one)))
      for (const role of readers)
        for (const field of open(audience, role, [])) expect(["seat", "trace", "count"]).toContain(field);
  });
  it("is closed to oversight but for traces, whatever else she gave it, unless she let it see her case for a complaint", () => {
    const others = all.filter((one) => one !== "oversee");
    expect(open("oversight", "oversight", others)).toEqual(["glassWord", "trace"]);
    expect(open("oversight", "oversight", ["place", "travel", "refer", "trace"])).toEqual(["trace"]);
    expect(open("oversight", "oversight", ["oversee"])).toEqual(["case", "code", "look", "need", "trace"]);
    expect(open("oversight", "supervisor", all)).toEqual(["glassWord", "trace"]);
    expect(open("oversight", "platform-admin", all)).toEqual(["trace"]);
  });
  it("is closed to an audience that a role cannot be", () => {
    expect(open("responder", "viewer", all)).toEqual([]);
    expect(open("responder", "permit-officer", all)).toEqual([]);
    expect(open("host", "coordinator", all)).toEqual([]);
    expect(open("self", "coordinator", all)).toEqual([]);
    expect(open("responder", "person", all)).toEqual([]);
  });
  it("says every field of the list somewhere, and no other", () => {
    const opened = new Set(rules.flatMap((rule) => rule.fields));
    expect([...opened].sort()).toEqual([...fieldNames].sort());
  });
});

describe("an organisation that holds a need", () => {
  it("reads that there is a case, that need and the area; and nothing without what came with the need", () => {
    for (const role of ["coordinator", "viewer"] as const) {
      expect(open("holder", role, ["hold"])).toEqual(["case", "cell", "district", "need"]);
      expect(open("holder", role, ["hold", "place"])).toEqual(["case", "cell", "district", "exact", "need"]);
      expect(open("holder", role, ["refer", "place"])).toEqual([]);
    }
    expect(audienceFor("coordinator", ["hold"])).toBe("holder");
    expect(audienceFor("coordinator", ["hold", "assist"])).toBe("partner");
    expect(audienceFor("coordinator", ["refer"])).toBe(null);
  });
  it("reads before it accepts what is offered and in which district, and not that there is a case", () => {
    expect(open("offered", "coordinator", ["refer"])).toEqual(["district", "offer"]);
    expect(open("offered", "coordinator", ["refer"], KEPT_FOR + 1)).toEqual(["offer"]);
    expect(open("offered", "viewer", all)).toEqual([]);
    expect(open("offered", "coordinator", ["hold", "help", "assist"])).toEqual([]);
  });
});

describe("the host authority", () => {
  it("reads what is printed, with that consent alone, and not where anybody is", () => {
    const fields = ["permitPrinted", "permitProgress", "permitWords"];
    expect(open("host", "permit-officer", ["permit"])).toEqual(fields);
    expect(open("host", "permit-officer", all)).toEqual(fields);
    expect(open("host", "permit-officer", ["help", "assist", "place", "travel"])).toEqual([]);
  });
});

describe("consents and age", () => {
  const source = random(7);
  const draw = () => ({
    audience: source.of(audienceNames),
    role: source.of(readers),
    held: all.filter(() => source.next() < 0.5),
    age: source.whole(0, 31 * 24 * 60) * 60_000,
  });
  it("one consent more closes nothing, one minute more opens nothing", () => {
    for (let n = 0; n < 4000; n++) {
      const { audience, role, held, age } = draw();
      const before = open(audience, role, held, age);
      expect(open(audience, role, [...held, source.of(all)], age)).toEqual(expect.arrayContaining(before));
      expect(before).toEqual(expect.arrayContaining(open(audience, role, held, age + 60_000)));
    }
  });
  it("give the precision of ruling 6 at every age", () => {
    const marks = [EXACT_FOR, CELL_FOR, KEPT_FOR].flatMap((at) => [at - 60_000, at, at + 1, at + 60_000]);
    for (const age of [0, ...marks])
      for (const exact of [true, false])
        for (const role of ["coordinator", "viewer"] as const) {
          const held: Purpose[] = ["help", ...(exact ? (["place"] as const) : [])];
          const audience = audienceFor(role, held) ?? "public";
          const fields = openFields({ audience, role, purposes: held, age });
          expect([age, finestOf(fields)]).toEqual([age, precisionAt(age, exact)]);
        }
  });
  it("make a viewer a partner, whatever her organisation was given", () => {
    expect(audienceFor("viewer", ["help"])).toBe("partner");
    expect(audienceFor("coordinator", ["help"])).toBe("responder");
    expect(audienceFor("coordinator", ["place"])).toBe(null);
    for (const role of ["permit-officer", "gate-officer", "oversight", "platform-admin"] as const)
      expect(audienceFor(role, all)).toBe(null);
  });
});

describe("her own words for a place", () => {
  it("are told without a Plus Code, in any digits and script", () => {
    expect(withoutPlusCode(null)).toBe(null);
    expect(withoutPlusCode("the mill, call +218 00 000")).toBe("the mill, call +218 00 000");
    for (const code of ["8G3JV5QP+7M", "8g3jv5qp+7m", "8G3JV5QP＋7M", "V5QP+7MX"])
      for (const [words, left] of [
        [`the mill · ${code}`, "the mill"],
        [`${code} Tripoli`, "Tripoli"],
        [code, null],
      ] as const)
        expect(withoutPlusCode(words)).toBe(left);
  });
});

describe("who cannot be", () => {
  const never =
    /enforc|polic(e|ing)|border|immigra|military|army|prosecut|inspect|employ|sponsor|recruit|kafeel|guard/i;
  it("a role or an audience that enforces anything, or is an employer's", async () => {
    const { results } = await env.DB.prepare("SELECT word FROM role").all<{ word: string }>();
    expect(results.map(({ word }) => word).sort()).toEqual([...officerRoles].sort());
    const words: string[] = [...roles, ...audienceNames, ...results.map(({ word }) => word)];
    expect(words.filter((word) => never.test(word))).toEqual([]);
  });
  it("made in the database either: an officer of another role is refused", async () => {
    const makes = (role: string) =>
      env.DB.prepare(
        "INSERT INTO officer (id, organisationId, role, label) VALUES ('off_never01', 'org_none', ?1, 'x')",
      )
        .bind(role)
        .run();
    for (const role of ["police", "employer", "immigration-officer", "border-guard"])
      await expect(makes(role)).rejects.toThrow(/FOREIGN KEY/);
    const asks = (role: string) =>
      z.safeParse(organisationAddOfficer.input, {
        ...(organisationAddOfficer.example.input as object),
        role,
      }).success;
    expect(["coordinator", "police", "employer", "enforcement"].map(asks)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
  it("asked: no sentence of a form asks how somebody stands before the law", () => {
    const asks =
      /\b(visa|residen(ce|cy|t) (permit|card|status)|iqama|kafala|legal status|illegal|undocumented|citizenship|deport|immigration (status|number)|work permit|your (employer|sponsor)'?s? name)\b/i;
    const said = Object.entries(fileOf("en").words);
    expect(said.length).toBeGreaterThan(300);
    const questions = said.filter(([key]) => !/^(rights|number|regime|barrier|why|notice)\./.test(key));
    expect(questions.filter(([, words]) => asks.test(JSON.stringify(words))).map(([key]) => key)).toEqual([]);
  });
});

describe("published figures", () => {
  it("are the one thing that everybody reads", () => {
    for (const role of readers) expect(open("public", role, [])).toEqual(["count"]);
  });
});
