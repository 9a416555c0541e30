// What the form adds to a request: calendars, age bands, needs of one person, phones in any form, Plus Codes, the age of a
// place, and Zawgyi beside Unicode for the officer. Refused by name, and kept as it was said.
import { beforeAll, describe, expect, it } from "vitest";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Seen {
  persons: Record<string, unknown>[];
  landmark: string | null;
  placeKind: string | null;
  place: { lng: number; lat: number; at: string } | null;
  needs: string[];
  phone: string | null;
  dial?: string;
  phoneOwner?: string;
}

async function seen(over: Record<string, unknown>): Promise<Seen> {
  const { id } = await world.opens(over);
  const answer = await world.as("embassyCoordinator").does(registrationGet, { id });
  return answer.body as unknown as Seen;
}

const refuses = async (over: Record<string, unknown>) => {
  const answer = await world.as("nobody").does(registrationOpen, smallGroup(over), { key: freshKey() });
  return [answer.status, (answer.body.fields as { path: string; reason: string }[] | undefined)?.[0]];
};

describe("an age", () => {
  it("in another calendar, or about, stands with its calendar for the officer and for herself", async () => {
    const people = [
      { born: "2047", calendar: "nepali" },
      { born: "፲፱፻", ageBand: "child" },
    ];
    // Ethiopic numerals are no decimal digits: they are refused as what they are.
    expect(await refuses({ people })).toEqual([400, { path: "people.1.born", reason: "not-an-age" }]);
    const { someone, id } = await world.opens({
      people: [{ born: "2047", calendar: "nepali" }, { ageBand: "child" }],
    });
    const officer = await world.as("embassyCoordinator").does(registrationGet, { id });
    const own = await someone.does(registrationStatus);
    for (const body of [officer.body, own.body])
      expect((body.persons as { born: string }[]).map((one) => one.born)).toEqual([
        "nepali:2047",
        "about:child",
      ]);
  });
  it("that has not come is refused, and accepted as a Nepali year", async () => {
    expect(await refuses({ lang: "ne", people: [{ born: "2055" }] })).toEqual([
      400,
      { path: "people.0.born", reason: "in-future" },
    ]);
    const { persons } = await seen({ lang: "ne", people: [{ born: "2055", calendar: "nepali" }] });
    expect(persons[0]?.born).toBe("nepali:2055");
  });
  it("as a year in Amharic or Tigrinya needs its calendar", async () => {
    for (const lang of ["am", "ti"])
      expect(await refuses({ lang, people: [{ born: "1983" }] })).toEqual([
        400,
        { path: "people.0.born", reason: "which-calendar" },
      ]);
    const { persons } = await seen({ lang: "ti", people: [{ born: "1983", calendar: "ethiopian" }] });
    expect(persons[0]?.born).toBe("ethiopian:1983");
  });
});

describe("what one person needs", () => {
  it("is the group's need, and stays with the person behind the seal", async () => {
    const { needs, persons } = await seen({
      needs: ["transport"],
      people: [{ relation: "self" }, { relation: "parent", needs: ["medicine"] }],
    });
    expect(needs.toSorted()).toEqual(["medicine", "transport"]);
    expect(persons.map((one) => one.needs)).toEqual([undefined, ["medicine"]]);
    const queue = await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS });
    expect(queue.text).not.toContain('"persons"');
  });
});

describe("a phone number", () => {
  it("is kept as it was typed, and dialled where it can be", async () => {
    const open = await seen({ phone: "٠٩١ ٢٣٤ ٥٦٧٨", phoneOwner: "shared" });
    expect([open.phone, open.dial, open.phoneOwner]).toEqual(["٠٩١ ٢٣٤ ٥٦٧٨", "+218912345678", "shared"]);
    const odd = await seen({ phone: "ask at the bakery" });
    expect([odd.phone, odd.dial]).toEqual(["ask at the bakery", undefined]);
  });
});

describe("a place", () => {
  it("is as old as the phone says, whatever its clock shows", async () => {
    const open = await seen({ place: { lng: "13.187", lat: "32.887", accuracy: "60", age: "90" } });
    expect(open.place?.at).toBe("2011-03-01T04:30:00.000Z");
    expect(await refuses({ place: { lng: 13, lat: 32, age: -5 } })).toEqual([
      400,
      { path: "place.age", reason: "too-small" },
    ]);
  });
  it("by Plus Code is a place in words that the map can show; a wrong one is refused by name", async () => {
    const open = await seen({ place: { landmark: "8G3JV5QP+7M" }, exactPlace: true });
    expect(open.placeKind).toBe("landmark");
    expect(open.place).not.toBeNull();
    expect(await refuses({ place: { plusCode: "not one" } })).toEqual([
      400,
      { path: "place.plusCode", reason: "not-a-plus-code" },
    ]);
    expect(await refuses({ place: { plusCode: "V5QP+7M" } })).toEqual([
      400,
      { path: "place.plusCode", reason: "plus-code-needs-place" },
    ]);
  });
});

describe("a name", () => {
  it("in any script comes back as it was given, in one piece", async () => {
    const names = [
      "Ñ",
      "Sukarno",
      "عبد الرحمن بن علي",
      "ராமசாமி",
      "𝔘𝔫𝔦",
      "Anne-Marie O’Neil d'Arc",
      "🙂 Noor",
      "<script>alert(1)</script>",
      "a".repeat(200),
    ];
    const { persons } = await seen({ people: names.map((name) => ({ name })) });
    expect(persons.map((one) => one.name)).toEqual(names.map((name) => name.normalize("NFC")));
  });
  it("loses what nobody can see and what turns lines around", async () => {
    const { persons } = await seen({ people: [{ name: "No\u202eor\u0000\u0007 \u2066x\u2069" }] });
    expect(persons[0]?.name).toBe("Noor x");
  });
  it("in Zawgyi stays as typed, and is read in Unicode for the officer", async () => {
    const { persons } = await seen({ lang: "my", people: [{ name: "ေအာင္ေက်ာ္" }, { name: "အောင်ကျော်" }] });
    expect(persons.map((one) => [one.name, one.nameRead])).toEqual([
      ["ေအာင္ေက်ာ္", "အောင်ကျော်"],
      ["အောင်ကျော်".normalize("NFC"), undefined],
    ]);
  });
});
