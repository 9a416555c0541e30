// consent.rules: how long a yes holds, what events leave visible, and who had what until when.
import { describe, expect, it } from "vitest";
import {
  askDays,
  asksBy,
  formerShares,
  heldAfter,
  renewedBefore,
  sightAfter,
  takingAway,
  validDays,
  validUntil,
} from "../../schema/consent.rules.ts";
import { purposes } from "../../schema/consent.ts";

const NOW = "2011-03-01T06:00:00.000Z";
const fact = (purpose: (typeof purposes)[number], event: "given" | "withdrawn", until: string | null) => ({
  organisationId: "org_a",
  purpose,
  event,
  until,
});

describe("a yes", () => {
  it("holds for days by purpose, is asked about before its end, and a place holds least", () => {
    for (const purpose of purposes) {
      expect(Date.parse(validUntil(purpose, NOW)) - Date.parse(NOW)).toBe(validDays[purpose] * 86_400_000);
      expect(askDays[purpose]).toBeLessThan(validDays[purpose]);
      expect(asksBy(purpose, NOW) > NOW && renewedBefore(purpose, NOW) < NOW).toBe(true);
    }
    expect(Math.min(...Object.values(validDays))).toBe(validDays.place);
    expect(validUntil("place", NOW)).toBe("2011-03-15T06:00:00.000Z");
  });
  it("ends at its very moment", () => {
    const facts = [fact("help", "given", "2011-03-02T00:00:00.000Z")];
    expect(sightAfter(facts, "org_a", "2011-03-01T23:59:59.999Z")?.audience).toBe("responder");
    expect(sightAfter(facts, "org_a", "2011-03-02T00:00:00.000Z")).toBeNull();
    expect(sightAfter(facts, "org_b", NOW)).toBeNull();
  });
  it("to a place, a journey or a permit alone opens no case", () => {
    for (const purpose of ["place", "travel", "permit"] as const)
      expect(sightAfter([fact(purpose, "given", null)], "org_a", NOW)).toBeNull();
  });
  it("is judged by the last event of its purpose", () => {
    const facts = [fact("help", "given", null), fact("assist", "given", null), fact("place", "given", null)];
    expect(sightAfter(facts, "org_a", NOW)).toEqual({ audience: "responder", mayExact: true });
    expect(sightAfter([...facts, fact("help", "withdrawn", null)], "org_a", NOW)).toEqual({
      audience: "partner",
      mayExact: true,
    });
    expect([...heldAfter([...facts, fact("place", "withdrawn", null)], "org_a", NOW)]).toEqual([
      "help",
      "assist",
    ]);
  });
});

describe("taking away", () => {
  it("narrows while something is left, and withdraws with the last", () => {
    expect(takingAway(["help", "place"], ["place"])).toBe("narrowed");
    expect(takingAway(["help", "place"], ["help", "place"])).toBe("withdrawn");
    expect(takingAway([], [])).toBe("withdrawn");
  });
});

describe("who had it before", () => {
  it("stands with its whole time, what ended together in one line, newest first", () => {
    const at = (day: number) => `2011-03-${String(day).padStart(2, "0")}T00:00:00.000Z`;
    const events = [
      { organisationId: "org_a", purpose: "help" as const, event: "given" as const, at: at(1) },
      { organisationId: "org_b", purpose: "assist" as const, event: "given" as const, at: at(1) },
      { organisationId: "org_a", purpose: "place" as const, event: "given" as const, at: at(2) },
      { organisationId: "org_a", purpose: "help" as const, event: "renewed" as const, at: at(3) },
      { organisationId: "org_a", purpose: "place" as const, event: "expired" as const, at: at(4) },
      { organisationId: "org_a", purpose: "help" as const, event: "withdrawn" as const, at: at(5) },
      { organisationId: "org_a", purpose: "help" as const, event: "withdrawn" as const, at: at(6) },
    ];
    expect(formerShares(events)).toEqual([
      { organisationId: "org_a", purposes: ["help"], since: at(1), until: at(5), ended: "withdrawn" },
      { organisationId: "org_a", purposes: ["place"], since: at(2), until: at(4), ended: "expired" },
    ]);
  });
});
