// A log line says where and what kind, never what was typed: an error's own text may repeat it.
import { afterEach, describe, expect, it, vi } from "vitest";
import { logFailure } from "../../worker/kit/log.ts";

const printed: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  printed.length = 0;
});

function logged(error: unknown): string {
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    printed.push(line);
  });
  logFailure("request-1", error);
  return printed.join("\n");
}

describe("a log line", () => {
  it("keeps the kind and the place, and drops the message", () => {
    const line = logged(new TypeError("cannot read Marked Name of +999 55 7310"));
    expect(line).not.toMatch(/Marked|7310/);
    expect(JSON.parse(line)).toMatchObject({ level: "error", requestId: "request-1", kind: "TypeError" });
  });
  it("drops a message of several lines whole, also where a line looks like a place", () => {
    const line = logged(new Error("first\n  Marked Name\n    at Marked Street (by the bridge)\nlast"));
    expect(line).not.toMatch(/Marked|bridge|last/);
    expect((JSON.parse(line) as { at: string[] }).at.length).toBeGreaterThan(0);
  });
  it("keeps SQLite's words for a failure, without values", () => {
    const line = logged(
      new Error("D1_ERROR: UNIQUE constraint failed: person.id: Marked Name: SQLITE_CONSTRAINT"),
    );
    expect(line).toContain("UNIQUE constraint failed: person.id");
    expect(line).not.toContain("Marked");
  });
  it("keeps sentences about the configuration, which are ours", () => {
    expect(logged(new Error("configuration: the secret PEPPER is missing"))).toContain(
      "the secret PEPPER is missing",
    );
  });
  it("of something that is no error says only its type", () => {
    expect(JSON.parse(logged("Marked Name"))).toEqual({
      level: "error",
      requestId: "request-1",
      kind: "string",
      at: [],
    });
  });
});
