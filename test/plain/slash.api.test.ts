// An address that somebody typed with a slash at its end.
import { beforeAll, describe, expect, it } from "vitest";
import { makeWorld, send } from "../kit/world.ts";

beforeAll(() => makeWorld());

const asks = async (path: string, method = "GET") => {
  const { status, headers } = await send(method, path);
  return [status, headers.get("Location")];
};

describe("an address with a slash at its end", () => {
  it.each([
    ["/en/", "/en"],
    ["/ar/dangers/", "/ar/dangers"],
    ["/en/r/?group=1", "/en/r?group=1"],
    ["/en/nothing/", "/en/nothing"],
  ])("%s leads to %s", async (path, to) => {
    expect(await asks(path)).toEqual([301, to]);
  });
  it.each(["//elsewhere.example/", "/en//", "/%2f%2felsewhere.example//", "/\\elsewhere.example/"])(
    "%s leads nowhere else",
    async (path) => {
      const [status, location] = await asks(path);
      expect([301, 404]).toContain(status);
      expect(location ?? "").not.toMatch(/^(\/[/\\]|[a-z]+:)/);
    },
  );
  it("is not led anywhere with what was sent to it", async () => {
    expect(await asks("/en/nothing/", "POST")).toEqual([404, null]);
  });
  it("is followed once: what is not there is not there", async () => {
    expect(await asks("/en/nothing")).toEqual([404, null]);
  });
});
