// The contract as a whole: every act is whole, bound to a handler, fails only in named ways, and asks nothing that
// this platform must never know (MISSION M2, M4).
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { acts, concepts } from "../../schema/concepts.ts";
import { caseDeciders, caseReaders, deskRoles, queueReaders, roles } from "../../schema/kit/access.ts";
import { alwaysFails, doorOf } from "../../schema/kit/act.ts";
import { problems } from "../../schema/kit/problem.ts";
import { receivingKinds, rolesOf } from "../../schema/organisation.ts";
import { audienceNames } from "../../schema/policy.ts";
import { difficulties } from "../../schema/told.ts";
import { fileOf, say } from "../../schema/words.ts";
import { bounds } from "../../worker/app.ts";
import { sideOf } from "../../worker/kit/door.ts";

const names = acts.map((act) => act.name);

describe("acts", () => {
  it("have names of their own and doors of their own", () => {
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names.map(doorOf)).size).toBe(names.length);
    for (const [concept, list] of Object.entries(concepts))
      for (const act of list) expect(act.name).toMatch(new RegExp(`^${concept}\\.[a-z][a-zA-Z]*$`));
  });
  it("each have one handler, and no handler is without its act", () => {
    expect(bounds.map((bound) => bound.act.name).sort()).toEqual([...names].sort());
  });
  it("are open to somebody, and to a relative none but those of tracing and complaints, and leaving", () => {
    for (const act of acts) {
      expect(act.may.length).toBeGreaterThan(0);
      expect(new Set(act.may).size).toBe(act.may.length);
      for (const caller of act.may) expect([...roles, "nobody"]).toContain(caller);
      const hers = /^(tracing|complaint)\.|^registration\.signOut$/.test(act.name);
      if (act.kind === "write" && !hers) expect(act.may).not.toContain("relative");
      expect(act.says).toMatch(/^[A-Z].*\.$/);
    }
  });
  it("of a person go by her own cookie, all others by the desk's", () => {
    for (const act of acts) {
      const own = sideOf(act) === "own";
      const officers = act.may.filter((caller) => !["person", "relative", "nobody"].includes(caller));
      expect(own ? officers : []).toEqual([]);
    }
  });
});

describe("an example", () => {
  for (const act of acts)
    it(`of ${act.name} is parsed by its own shapes`, () => {
      expect(z.safeParse(act.input, act.example.input).error?.issues).toBeUndefined();
      expect(z.safeParse(act.reply, act.example.reply).error?.issues).toBeUndefined();
    });
  for (const act of acts)
    it(`of ${act.name} is refused with one field more`, () => {
      const more = { ...(act.example.input as Record<string, unknown>), surprise: "1" };
      expect(z.safeParse(act.input, more).success).toBe(false);
      const reply = { ...(act.example.reply as Record<string, unknown>), surprise: "1" };
      expect(z.safeParse(act.reply, reply).success).toBe(false);
    });
});

describe("problems", () => {
  it("that an act lists exist, and are not listed twice", () => {
    for (const act of acts) {
      const all = [...alwaysFails(act), ...act.fails];
      expect(new Set(all).size).toBe(all.length);
      for (const code of all) expect(Object.keys(problems)).toContain(code);
    }
  });
  it("are each given by some act", () => {
    const given = new Set(acts.flatMap((act) => [...alwaysFails(act), ...act.fails]));
    expect(Object.keys(problems).filter((code) => !given.has(code as keyof typeof problems))).toEqual([]);
  });
  it("have a sentence and a status of their kind", () => {
    for (const [code, { status, means }] of Object.entries(problems)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(status >= 400 && status < 600).toBe(true);
      expect(means).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe("roles", () => {
  it("are the ten of ruling 17 and no other", () => {
    expect([...roles].sort()).toEqual(
      [
        "coordinator",
        "gate-officer",
        "intake",
        "oversight",
        "permit-officer",
        "person",
        "platform-admin",
        "relative",
        "supervisor",
        "viewer",
      ].sort(),
    );
  });
  it("of a host authority read no case, by kind and by role", () => {
    expect(receivingKinds).toEqual(["embassy", "agency"]);
    for (const readers of [caseReaders, caseDeciders, queueReaders])
      for (const role of rolesOf["host-authority"]) expect(readers).not.toContain(role);
    // A gate officer boards an embassy's movement or checks an authority's permits: neither reads a case.
    expect(rolesOf["host-authority"].filter((role) => rolesOf.embassy.includes(role))).toEqual([
      "gate-officer",
    ]);
    const open = acts.filter((act) => rolesOf["host-authority"].some((role) => act.may.includes(role)));
    const aboutPeople = /^(registration|consent|location|need)\./;
    expect(open.filter((act) => aboutPeople.test(act.name)).map((act) => act.name)).toEqual([]);
    expect(
      Object.values(rolesOf)
        .flat()
        .every((role) => (deskRoles as readonly string[]).includes(role)),
    ).toBe(true);
  });
});

type Json = Record<string, unknown>;
/** Every property name and every enumerated word in a JSON Schema. */
function namesIn(schema: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(schema)) for (const item of schema) namesIn(item, found);
  else if (typeof schema === "object" && schema !== null)
    for (const [key, value] of Object.entries(schema as Json)) {
      if (key === "properties") for (const name of Object.keys(value as Json)) found.add(name);
      if (key === "enum" || key === "const")
        for (const word of [value].flat()) if (typeof word === "string") found.add(word);
      namesIn(value, found);
    }
  return found;
}

/**
 * Declared: what may be asked for all the same, by which acts, and who reads it. A nationality: what she may add of herself
 * after the receipt; those read it whom she asked for help, and it decides nothing.
 */
const declared: Record<string, { asks: string[]; shows: string[] }> = {
  nationality: { asks: ["registration.tell"], shows: ["registration.get", "registration.download"] },
  // Printed on an exit permit where she wants it to be; found by the authority that she asked, and by nobody else.
  documentNumber: {
    asks: ["permit.ask", "permit.askFor", "permit.find"],
    shows: ["permit.get", "permit.mine", "registration.download"],
  },
};

describe("the contract", () => {
  const wordsOf = (act: (typeof acts)[number], io: "input" | "output") =>
    namesIn(z.toJSONSchema(io === "input" ? act.input : act.reply, { io, unrepresentable: "any" }));
  const words = new Set(acts.flatMap((act) => [...wordsOf(act, "input"), ...wordsOf(act, "output")]));
  it("was read whole", () => {
    for (const known of ["barriers", "landmark", "phone", "travel-paper", "hostCountry", "no-papers"])
      expect(words).toContain(known);
  });
  it("asks for no status before the law, employer or faith, and for a nationality and a document's number only as declared", () => {
    const never =
      /visa|residen|nationalit|citizen|legal|illegal|irregular|immigra|employer|sponsor|kafala|(permit|passport|document|id)_?n(umber|o)\b|passport|religio|ethnic|offen[cs]e|crimin|police|deport|overstay|status/i;
    expect([...words].filter((word) => never.test(word))).toEqual(Object.keys(declared));
    for (const [word, { asks, shows }] of Object.entries(declared)) {
      const having = (io: "input" | "output") =>
        acts.filter((act) => wordsOf(act, io).has(word)).map((act) => act.name);
      expect([having("input").sort(), having("output").sort()]).toEqual([asks.sort(), shows.sort()]);
    }
  });
  it("gives the answers to the six questions no name but their own words", () => {
    for (const one of difficulties) expect(words).toContain(one);
    const keys = Object.keys(fileOf("en").words).filter((key) => /^(told|difficulty|degree)\./.test(key));
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(say("en", key)).not.toMatch(/disab|handicap|impair/i);
  });
  it("has nobody who enforces", () => {
    const never = /enforce|police|border-guard|immigration|military|prosecut|labour-inspect/i;
    expect([...roles, ...Object.keys(rolesOf), ...audienceNames].filter((word) => never.test(word))).toEqual(
      [],
    );
  });
});
