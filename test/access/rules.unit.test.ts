// Whose work a case is, over every combination; and bits that stand for answers.
import { describe, expect, it } from "vitest";
import { accessFieldsOf, accessMask, isWork, looksByDay, type Work } from "../../schema/access.rules.ts";
import { accessFields } from "../../schema/access.ts";
import { openStates, registrationStates } from "../../schema/registration.ts";

const now = new Date("2011-03-05T06:00:00Z");
const both = [true, false];

function* works(): Generator<Work> {
  for (const role of ["intake", "coordinator", "supervisor", "viewer"] as const)
    for (const audience of ["responder", "partner"] as const)
      for (const state of registrationStates)
        for (const crisisOpen of both)
          for (const ownsNeed of both)
            for (const openNeed of both)
              for (const unread of both)
                for (const seated of both)
                  for (const decidedAt of [null, "2011-03-05T00:00:00Z", "2011-03-01T00:00:00Z"])
                    yield {
                      role,
                      audience,
                      state,
                      crisisOpen,
                      ownsNeed,
                      openNeed,
                      unread,
                      seated,
                      decidedAt,
                    };
}

const open = (work: Work) => (openStates as readonly string[]).includes(work.state);
const fresh = (work: Work) => work.decidedAt === "2011-03-05T00:00:00Z";
const tied = (work: Work) => work.ownsNeed || work.unread || work.seated || fresh(work);

describe("a case is work", () => {
  const all = [...works()];
  it("was tried in every combination", () => {
    expect(all.length).toBe(4 * 2 * 7 * 32 * 3);
  });
  it("never for a viewer", () => {
    expect(all.filter((work) => work.role === "viewer" && isWork(work, now))).toEqual([]);
  });
  it("never when it is closed and nothing ties it to whoever opens it", () => {
    const idle = all.filter((work) => (!open(work) || !work.crisisOpen) && !tied(work));
    expect(idle.length).toBeGreaterThan(100);
    expect(idle.filter((work) => isWork(work, now))).toEqual([]);
  });
  it("always for an organisation that it was sent to, while it waits", () => {
    const waiting = all.filter(
      (work) => work.role !== "viewer" && work.audience === "responder" && work.crisisOpen && open(work),
    );
    expect(waiting.every((work) => isWork(work, now))).toBe(true);
  });
  it("for a partner only with a need to meet, or something of its own", () => {
    const partner = all.filter((work) => work.role !== "viewer" && work.audience === "partner");
    for (const work of partner)
      expect(isWork(work, now)).toBe(tied(work) || (work.crisisOpen && open(work) && work.openNeed));
  });
  it("for a day after she decided on it herself", () => {
    const closed = all.filter((work) => work.role !== "viewer" && !open(work) && !work.ownsNeed);
    for (const work of closed) expect(isWork(work, now)).toBe(work.unread || work.seated || fresh(work));
  });
});

describe("answers as bits", () => {
  it("come back as they went in", () => {
    for (let mask = 0; mask < 1 << accessFields.length; mask += 7)
      expect(accessMask(accessFieldsOf(mask))).toBe(mask);
    expect(accessMask(accessFields)).toBe(2 ** accessFields.length - 1);
  });
});

describe("looks of a day", () => {
  it("are one line for each organisation, the newest first, with all that they showed", () => {
    const look = (name: string, at: string, fields: ("names" | "phone")[], reasoned = false) => ({
      name,
      at,
      fields,
      reasoned,
    });
    expect(
      looksByDay([
        look("A", "2011-03-02T09:00:00Z", ["phone"], true),
        look("B", "2011-03-02T08:00:00Z", []),
        look("A", "2011-03-02T07:00:00Z", ["names"]),
        look("A", "2011-03-01T07:00:00Z", ["names"]),
      ]),
    ).toEqual([
      { name: "A", at: "2011-03-02T09:00:00Z", times: 2, fields: ["names", "phone"], reasoned: true },
      { name: "B", at: "2011-03-02T08:00:00Z", times: 1, fields: [] },
      { name: "A", at: "2011-03-01T07:00:00Z", times: 1, fields: ["names"] },
    ]);
  });
});
