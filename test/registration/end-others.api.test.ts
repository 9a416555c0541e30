// A phone that was taken from her: signing out everywhere else ends every session of her own code but this one, at once.
import { beforeAll, describe, expect, it } from "vitest";
import { registrationDelete, registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationChangePin, registrationEndOthers } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { comesBack, freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const reads = async (someone: Someone) => (await someone.does(registrationStatus)).status;

describe("signing out everywhere else", () => {
  it("ends the sessions of other phones and keeps this one", async () => {
    const { reference, pin, someone: taken } = await world.opens();
    const [here, third] = [await comesBack(reference, pin), await comesBack(reference, pin)];
    const answer = await here.does(registrationEndOthers, {}, { key: freshKey() });
    expect(answer.body).toEqual({ ended: true });
    expect([await reads(here), await reads(taken), await reads(third)]).toEqual([200, 401, 401]);
  });
  it("ends nobody else's: not those of an adult with a code of her own, not those of another group", async () => {
    const other = await world.opens();
    const adult = await world.opens({
      people: [
        { name: "Marked Name One", born: "34", relation: "self" },
        { name: "Marked Name Two", born: "30", relation: "sibling" },
      ],
    });
    const hers = (await adult.someone.does(registrationStatus)).body.persons as { id: string }[];
    const code = (
      await adult.someone.does(registrationGiveCode, { personId: hers[1]?.id }, { key: freshKey() })
    ).body as unknown as { reference: string; pin: string };
    const second = await comesBack(code.reference, code.pin);
    await adult.someone.does(registrationEndOthers, {}, { key: freshKey() });
    expect([await reads(second), await reads(other.someone)]).toEqual([200, 200]);
    const third = await comesBack(code.reference, code.pin);
    await third.does(registrationEndOthers, {}, { key: freshKey() });
    expect([await reads(second), await reads(third), await reads(adult.someone)]).toEqual([401, 200, 200]);
  });
  it("comes with a new secret number too, and stands while all is being deleted", async () => {
    const { reference, pin, someone: taken } = await world.opens();
    const here = await comesBack(reference, pin);
    await here.does(registrationChangePin, { old: pin, pin: "604817" }, { key: freshKey() });
    expect(await reads(taken)).toBe(401);
    const again = await comesBack(reference, "604817");
    await again.does(registrationDelete, {}, { key: freshKey() });
    const back = await comesBack(reference, "604817");
    const old = await comesBack(reference, "604817");
    expect((await back.does(registrationEndOthers, {}, { key: freshKey() })).status).toBe(200);
    expect(await reads(old)).toBe(401);
  });
  it("is one button on the page of her secret number", async () => {
    const { reference, pin, someone: taken } = await world.opens();
    const here = await comesBack(reference, pin);
    const shown = await send("GET", "/en/s/pin", { headers: { Cookie: here.cookie } });
    expect(shown.text).toContain("Sign out on all other phones");
    const actId =
      /action="\/en\/s\/elsewhere"[^>]*>.*?name="actId" value="([^"]+)"/s.exec(shown.text)?.[1] ?? "";
    const done = await send("POST", "/en/s/elsewhere", {
      headers: {
        Cookie: here.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
      },
      body: new URLSearchParams({ actId }).toString(),
    });
    expect(done.text).toContain("Signed out on all other phones.");
    expect(await reads(taken)).toBe(401);
  });
});
