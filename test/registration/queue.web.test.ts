// The desk's queue where a need was looked for in a part of the cases: it knows so, and goes on from
// where it stopped when told to. And counts that were mended are asked for again though nobody came or went.
import { beforeEach, describe, expect, it, vi } from "vitest";

type Asked = URLSearchParams;
const asked: Asked[] = [];
let answers: ((query: Asked) => Record<string, unknown>)[] = [];
const page = (over: Record<string, unknown> = {}) => ({
  rows: [],
  next: null,
  complete: true,
  count: { groups: 0, people: 0, onMap: 0, noPlace: 0, hidden: 5, complete: true },
  undecided: { 1: 0, 2: 0, 3: 0, oldestAt: null },
  head: 7,
  ...over,
});

Object.assign(globalThis, {
  localStorage: { getItem: () => "en", setItem: () => undefined },
  location: { pathname: "/desk/queue", search: "?need=callback", protocol: "https:", host: "desk.test" },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  document: { documentElement: {}, addEventListener: () => undefined, cookie: "" },
  fetch: async (path: string) => {
    const query = new URL(path, "https://desk.test").searchParams;
    asked.push(query);
    return Response.json((answers.length > 1 ? answers.shift() : answers[0])?.(query) ?? page());
  },
});

describe("the queue", async () => {
  const queue = await import("../../web/desk/registration/queue.ts");
  const { onChanges } = await import("../../web/desk/crisis/state.ts");
  beforeEach(() => {
    asked.length = 0;
  });

  it("knows that not all was looked at, and goes on from where it stopped", async () => {
    answers = [() => page({ next: "2~2011-03-01T06:00:00.000Z~reg_aaaaaa", complete: false }), () => page()];
    expect(await queue.load("crs_test0001")).toBe(7);
    expect([queue.whole.value, queue.next.value?.slice(0, 2)]).toEqual([false, "2~"]);
    await queue.loadMore();
    expect([queue.whole.value, queue.next.value]).toEqual([true, null]);
    expect(asked.map((one) => one.get("after")?.slice(0, 2) ?? null)).toEqual([null, "2~"]);
  });
  it("asks again for counts that were mended, and for nothing where nothing changed", async () => {
    vi.useFakeTimers();
    const before = queue.revision.value;
    const nothing = { head: 9, more: false, put: [], drop: [], zones: [], alerts: [], crisis: null };
    for (const listener of onChanges) listener({ ...nothing, touched: ["movement"] } as never);
    expect(queue.revision.value).toBe(before);
    for (const listener of onChanges) listener({ ...nothing, touched: ["count"] } as never);
    expect(queue.revision.value).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(asked.map((one) => one.get("limit"))).toEqual(["1"]);
    vi.useRealTimers();
  });
});
