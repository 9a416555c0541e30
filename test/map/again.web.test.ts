// Asking again after a failed read: later each time, one question at a time, never before the server's own moment; and
// looking for an hour that is about to be published.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isOfHour, lookAfter } from "../../web/desk/area/fresh.ts";
import { askAgain, passes, waitAfter } from "../../web/kit/again.ts";
import type { ProblemSeen } from "../../web/kit/call.ts";

const offline: ProblemSeen = { code: "offline", status: 0 };
const busy: ProblemSeen = { code: "too-many", status: 429, retryAfter: 30 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a read that failed", () => {
  it("is asked again by itself, later each time, at most once a minute or so", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 20].map((failures) => waitAfter(failures, 0, 0.5));
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    const work = vi.fn();
    const again = askAgain(work);
    again.told(offline);
    // However often it is told of: one timer.
    again.told(offline);
    again.told(offline);
    vi.advanceTimersByTime(20_000);
    expect(work).toHaveBeenCalledTimes(1);
    again.told(null);
    vi.advanceTimersByTime(600_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
  it("is not asked again before the moment that the server named", () => {
    for (const chance of [0, 0.5, 1]) expect(waitAfter(1, 30, chance)).toBeGreaterThanOrEqual(30_000);
    const work = vi.fn();
    const again = askAgain(work);
    again.told(busy);
    expect(again.closed()).toBeGreaterThan(29_000);
    vi.advanceTimersByTime(29_999);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(work).toHaveBeenCalledTimes(1);
    expect(again.closed()).toBe(0);
  });
  it("is not asked again where no waiting mends it, nor once it is stopped", () => {
    expect([offline, busy, { status: 503 }].every(passes)).toBe(true);
    expect([{ status: 401 }, { status: 403 }, { status: 404 }].some(passes)).toBe(false);
    const work = vi.fn();
    const again = askAgain(work);
    again.told({ code: "not-allowed", status: 403 });
    again.told(offline);
    again.stop();
    vi.advanceTimersByTime(600_000);
    expect(work).not.toHaveBeenCalled();
  });
});

describe("an hour that is about to be published", () => {
  it("is looked for after the clock's minute, apart from others, and less often the longer it takes", () => {
    expect([0, 1, 2, 5, 20].map((tries) => lookAfter(tries, 0))).toEqual([
      15_000, 30_000, 60_000, 300_000, 300_000,
    ]);
    expect(lookAfter(0, 1)).toBe(30_000);
    expect(isOfHour(null, "2011-03-01T06:10:00.000Z")).toBe(false);
    expect(isOfHour("2011-03-01T05:00:00Z", "2011-03-01T06:00:01.000Z")).toBe(false);
    expect(isOfHour("2011-03-01T06:00:00Z", "2011-03-01T06:59:59.000Z")).toBe(true);
  });
});
