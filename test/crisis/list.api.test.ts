// crisis.list: open ones for everybody, closed ones for the platform and oversight, page after page.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose, crisisList, crisisOpen } from "../../schema/crisis.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Page {
  ids: string[];
  next: string | null;
}
const list = async (by: PersonName, input = {}): Promise<Page | string> => {
  const answer = await world.as(by).does(crisisList, input);
  return answer.status === 200
    ? {
        ids: (answer.body.crises as { id: string }[]).map(({ id }) => id),
        next: answer.body.next as string | null,
      }
    : String(answer.body.code);
};
const opens = async (id: string) => {
  const crisis = { id, name: { en: id }, kind: "flood", hostCountry: "BD", area: [88, 20, 93, 27] };
  expect((await world.as("platformAdministrator").does(crisisOpen, crisis)).status).toBe(200);
};

describe("closed crises", () => {
  it("leave the list of open ones, and can be chosen by the platform and oversight", async () => {
    await opens("crs_closing01");
    expect(await list("nobody")).toEqual({
      ids: expect.arrayContaining([CRISIS, "crs_closing01"]),
      next: null,
    });
    expect(await list("platformAdministrator", { closed: "yes" })).toEqual({ ids: [], next: null });
    await world.as("platformAdministrator").does(crisisClose, { id: "crs_closing01" });
    expect(await list("nobody")).toEqual({ ids: [CRISIS], next: null });
    for (const by of ["platformAdministrator", "oversightVisitor"] as const)
      expect(await list(by, { closed: "yes" })).toEqual({ ids: ["crs_closing01"], next: null });
  });
  it("are listed to nobody else", async () => {
    for (const by of [
      "nobody",
      "strandedMigrant",
      "embassyCoordinator",
      "supervisor",
      "permitOfficer",
    ] as const)
      expect(await list(by, { closed: "yes" })).toBe("not-allowed");
    expect(await list("platformAdministrator", { closed: "no" })).toBe("malformed");
  });
  it("come page after page without a gap, also where many were closed at one moment", async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
       INSERT INTO crisis (id, name, kind, hostCountry, area, openedAt, closedAt, seq)
       SELECT printf('crs_old%06d', i), '{"en":"Old"}', 'flood', 'BD', '[88,20,93,27]', '2010-01-01T00:00:00.000Z',
         '2010-02-0' || (i % 3 + 1) || 'T00:00:00.000Z', 0 FROM n`,
    ).run();
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await list("oversightVisitor", {
        closed: "yes",
        ...(after === undefined ? {} : { after }),
      });
      if (typeof page === "string") throw new Error(page);
      seen.push(...page.ids);
      after = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([121, 121]);
  });
});
