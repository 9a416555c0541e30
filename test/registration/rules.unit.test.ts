// registration: which state may follow which, what must be said with it; cursors, boxes and grid levels of a query.
import { describe, expect, it } from "vitest";
import { Problem } from "../../schema/kit/problem.ts";
import { isOpenState, needsReason, nextStates, nextWordBy, spaced } from "../../schema/registration.rules.ts";
import { registrationStates } from "../../schema/registration.ts";
import { decidedStates } from "../../schema/registration-desk.ts";
import { delayAfter } from "../../worker/kit/attempt.ts";
import { withFreshReferences } from "../../worker/registration/open.ts";
import { atLevel, boxOf, cursorOf, readCursor } from "../../worker/registration/rules.ts";

describe("the state of a case", () => {
  it("never goes back to sent, and never to itself", () => {
    for (const state of registrationStates) {
      expect(nextStates(state)).not.toContain("sent");
      expect(nextStates(state)).not.toContain(state);
      for (const next of nextStates(state)) expect(decidedStates).toContain(next);
    }
  });
  it("is nowhere a dead end: somebody may come back", () => {
    for (const state of registrationStates) expect(nextStates(state).length).toBeGreaterThan(0);
    for (const state of decidedStates) expect(nextStates("sent")).toContain(state);
  });
  it("needs words where she is asked for something or told no", () => {
    expect(registrationStates.filter(needsReason)).toEqual(["more-needed", "not-possible"]);
    expect(registrationStates.filter(isOpenState)).toEqual(["sent", "read", "more-needed", "listed"]);
  });
  it("comes with a next word within a day", () => {
    expect(nextWordBy(new Date("2011-03-01T06:00:00Z")).toISOString()).toBe("2011-03-02T06:00:00.000Z");
  });
  it("is asked for by a code in threes", () => {
    expect(spaced("4829130574")).toBe("482 913 0574");
  });
});

const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof Problem ? error.code : "another";
  }
  return null;
};

describe("a query", () => {
  it("continues where its cursor says, and takes no cursor of others", () => {
    const row = { urgency: 2, openedAt: "2011-03-01T06:00:00.000Z", id: "reg_8f2Kd03mQ1" };
    expect(readCursor(cursorOf(row))).toEqual(row);
    for (const wrong of [
      "",
      "2",
      "4~2011-03-01T06:00:00.000Z~reg_8f2Kd03mQ1",
      "2~x~reg_8f2Kd03mQ1",
      `${cursorOf(row)}'`,
    ])
      expect(refused(() => readCursor(wrong))).toBe("malformed");
  });
  it("takes boxes on the globe, across the antimeridian, and wider than the globe", () => {
    expect(boxOf("9,30,26,34")).toEqual([9, 30, 26, 34]);
    expect(boxOf("170,-20,190,-10")).toEqual([170, -20, -170, -10]);
    expect(boxOf("-400,-90,400,90")).toEqual([-180, -90, 180, 90]);
    expect(boxOf("0,0,180,10")).toEqual([0, 0, 180, 10]);
    for (const wrong of ["9,34,26,30", "9,-91,26,34", "9,30,26,91", "-600,0,0,1"])
      expect(refused(() => boxOf(wrong))).toBe("malformed");
  });
  it("gets finer cells closer in, never finer than level 15", () => {
    let before = 0;
    for (let zoom = 0; zoom <= 22; zoom += 0.5) {
      const level = atLevel(zoom);
      expect(level >= before && level <= 15).toBe(true);
      before = level;
    }
    expect([atLevel(0), atLevel(22)]).toEqual([5, 15]);
  });
});

describe("a reference that is taken", () => {
  const taken = new Error(
    "D1_ERROR: UNIQUE constraint failed: registration.referenceHash: SQLITE_CONSTRAINT",
  );
  const failing = (times: number, error: Error) => {
    let left = times;
    return withFreshReferences(async () => {
      if (left-- > 0) throw error;
      return "opened";
    });
  };
  it("is drawn again, and not for ever", async () => {
    expect(await failing(0, taken)).toBe("opened");
    expect(await failing(5, taken)).toBe("opened");
    await expect(failing(6, taken)).rejects.toBe(taken);
  });
  it("is the only failure that is tried again", async () => {
    const closed = new Problem("crisis-closed");
    await expect(failing(1, closed)).rejects.toBe(closed);
  });
});

describe("a guesser", () => {
  it("waits longer with every failure, and never for ever", () => {
    expect([0, 1, 2].map(delayAfter)).toEqual([0, 0, 0]);
    for (let count = 3; count < 100; count++) {
      expect(delayAfter(count)).toBeGreaterThanOrEqual(delayAfter(count - 1));
      expect(delayAfter(count)).toBeLessThanOrEqual(900);
    }
  });
});
