// Names of others in 26 scripts through our own fields: read as they were written, in NFC, whole, never empty; and
// through the sealed rows of a running platform and back to an officer's screen.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { text } from "../../schema/kit/fields.ts";
import { RegistrationGiven } from "../../schema/registration.ts";
import { openPlatform, type Platform } from "../bench/setting.ts";
import { CRISIS, START } from "../kit/people.ts";
import { readTable } from "./csv.ts";

const table = readTable("names/person_names_multiscript.csv");
const names = table.map((row) => row.text ?? "");
const romanized = table.map((row) => row.romanized ?? "").filter((name) => name !== "");
const Name = text(200);

/** As many as one travel group may hold. */
const AT_ONCE = 30;
const groups = Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, i) => ({
  id: `reg_foreign${String(i).padStart(6, "0")}`,
  names: names.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
}));
const inputOf = (group: readonly string[]) => ({
  crisisId: CRISIS,
  lang: "en",
  recipients: ["org_supportDesk"],
  people: group.map((name) => ({ name })),
});

describe("the names of others", () => {
  it("are 3,298 in 26 scripts, of which 941 have a romanised partner", () => {
    expect(names.length).toBe(3298);
    const scripts = new Set(table.flatMap((row) => (row.script ?? "").split("+")));
    expect(scripts.size).toBe(26);
    expect(romanized.length).toBe(941);
  });
  it("pass the field of text as their own NFC form, whole and never emptied", () => {
    const wrong = [...names, ...romanized].filter((name) => {
      const parsed = z.safeParse(Name, name);
      return !parsed.success || parsed.data !== name.normalize("NFC") || parsed.data === "";
    });
    expect(wrong).toEqual([]);
  });
  it("keep every joiner, mark and space that they were written with", () => {
    const marks = /\u200c|\u200d|\u200e|\u200f|\p{M}|\s/gu;
    const count = (name: string) => [...name.normalize("NFC").matchAll(marks)].length;
    const marked = names.filter((name) => count(name) > 0);
    expect(marked.length).toBeGreaterThan(100);
    expect(marked.filter((name) => count(z.parse(Name, name)) !== count(name))).toEqual([]);
  });
  it("written in another normal form, come out the same", () => {
    const others = names.filter((name) => name.normalize("NFD") !== name.normalize("NFC"));
    expect(others.length).toBeGreaterThan(50);
    expect(others.filter((name) => z.parse(Name, name.normalize("NFD")) !== z.parse(Name, name))).toEqual([]);
  });
  it("are refused only for being longer than the field, and then by name", () => {
    const shortest = text(1);
    const long = names.filter((name) => [...name.normalize("NFC")].length > 1);
    expect(long.length).toBeGreaterThan(2900);
    for (const name of long) expect(z.safeParse(shortest, name).error?.issues[0]?.message).toBe("too-long");
  });
  it("stand in a registration as they are, thirty at a time", () => {
    for (const group of groups) {
      const { people } = z.parse(RegistrationGiven, inputOf(group.names));
      expect(people.map((one) => one.name)).toEqual(group.names.map((name) => name.normalize("NFC")));
    }
  });
});

describe("sealed and opened", () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  }, 60_000);
  afterAll(() => platform.stop());

  it("every name comes back to an officer as it was sent", async () => {
    await platform.load(groups.map((group) => ({ id: group.id, at: START, input: inputOf(group.names) })));
    const cookie = await platform.signIn("off_desk001");
    let back = 0;
    for (const group of groups) {
      const path = `/api/registration/get?id=${group.id}`;
      const { status, body } = await platform.send("GET", path, undefined, { Cookie: cookie });
      expect(status).toBe(200);
      const persons = body.persons as { name: string }[];
      expect(persons.map((one) => one.name)).toEqual(group.names.map((name) => name.normalize("NFC")));
      back += persons.length;
    }
    expect(back).toBe(names.length);
  });
});
