// A complaint and whoever made it: whom it is about never sees it, nothing ties it to her case unless she said so, and she writes
// again, takes it back or deletes it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { complaintFile, complaintSay, complaintSee, complaintWithdraw } from "../../schema/complaint.ts";
import { complaintList } from "../../schema/complaint-desk.ts";
import { acts } from "../../schema/concepts.ts";
import { registrationGiveCode } from "../../schema/registration-end.ts";
import { makePair } from "../../web/kit/seal.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS, people, personNames } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, send, type World } from "../kit/world.ts";
import {
  atRest,
  comesTo,
  file,
  files,
  given,
  opens,
  overseeDoors,
  type Pair,
  posts,
  reads,
  setsKey,
  suffix,
  WORDS,
} from "./office.ts";

let world: World;
let pair: Pair;
beforeAll(async () => {
  world = await makeWorld();
  pair = await makePair();
  await setsKey(world.as("oversightVisitor"), pair);
});
const { list } = overseeDoors(() => world.as("oversightVisitor"));

describe("whoever it is about", () => {
  it("sees it by no door of a desk; nor does anybody but its reader", async () => {
    const { id } = await files({ about: "org_embassyOne" });
    expect((await list()).rows.some((one) => one.id === id)).toBe(true);
    for (const name of personNames.filter((one) => one !== "oversightVisitor")) {
      const list = await world.as(name).does(complaintList, { crisisId: CRISIS });
      const read = await reads(world, id, name);
      expect([name, list.status >= 400, read.status >= 400]).toEqual([name, true, true]);
      if (people[name].officerId === null) continue;
      const audit = await world.as(name).does(auditList, { crisisId: CRISIS });
      expect([name, audit.text.includes(id)]).toEqual([name, false]);
    }
    expect((await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS })).text).toContain(id);
  });
  it("finds it behind no read door of all there are, whatever its officers ask", async () => {
    const { id, wordId, reference } = await files({ about: "org_embassyOne" });
    const found: string[] = [];
    for (const name of ["supervisor", "embassyCoordinator", "platformAdministrator"] as const)
      for (const act of acts.filter((one) => one.kind === "read")) {
        const example = Object.entries(act.example.input as Record<string, unknown>).map(([key, value]) => {
          const ours: Record<string, string> = { crs_: CRISIS, cmp_: id, reg_: world.own.id };
          return [key, ours[String(value).slice(0, 4)] ?? value] as const;
        });
        const headers = { "CF-Connecting-IP": `${name} ${act.name}` };
        const { text } = await world.as(name).does(act, Object.fromEntries(example), { headers });
        if ([id, wordId, reference, "Zanzibar"].some((one) => text.includes(one)))
          found.push(`${act.name} ${name}`);
      }
    expect(found).toEqual([]);
  }, 60_000);
  it("where that is the only oversight body gets nothing: it is not taken, and the page says so", async () => {
    const before = await env.DB.prepare("SELECT count(*) AS n FROM complaint").first<number>("n");
    const answer = await file(given({ about: "org_oversight" }));
    expect([answer.status, answer.body.code]).toEqual([409, "complaint-untaken"]);
    const page = await posts("/en/c", { ...given({ about: "org_oversight" }), actId: freshKey() });
    expect(page.status).toBe(409);
    expect(page.text).toContain("nobody here may check this office");
    // Without the script everything that was typed comes back.
    expect(page.text).toContain(WORDS);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM complaint").first<number>("n")).toBe(before);
    // Nor by a row that anybody would write past the doors.
    const { id } = await files({ about: "org_embassyOne" });
    await expect(
      env.DB.prepare("UPDATE complaint SET organisationId = aboutId WHERE id = ?1").bind(id).run(),
    ).rejects.toThrow();
  });
});

describe("a complaint by somebody who asked for help", () => {
  it("is tied to her case by nothing that is kept, unless she ticked it", async () => {
    const { id, someone } = await world.opens();
    const key = freshKey();
    const input = given();
    const answer = await someone.does(complaintFile, input, { key });
    expect(answer.status).toBe(200);
    expect((await someone.does(complaintFile, input, { key })).body).toEqual(answer.body);
    const rows = await env.DB.prepare("SELECT actor, actId FROM delivery WHERE actId = ?1").bind(key).all();
    expect(rows.results.map((row) => row.actor)).toEqual(["nobody"]);
    const audit = await env.DB.prepare("SELECT actor FROM audit WHERE actId = ?1").bind(key).first("actor");
    expect(audit).toBe("nobody");
    const tied = await env.DB.prepare("SELECT count(*) AS n FROM complaint WHERE registrationId = ?1")
      .bind(id)
      .first<number>("n");
    expect(tied).toBe(0);
    expect((await list()).rows.find((one) => one.id === input.id)?.sees).toBe(false);
  });
  it("with the tick, but not signed in, or by another adult of her group, is refused and nothing is kept", async () => {
    expect((await file(given({ oversee: "yes" }))).body.code).toBe("signed-out");
    const people = ["Marked Name One", "Marked Name Two"].map((name) => ({ name, born: "34" }));
    const { id, someone } = await world.opens({ people });
    const [, other = ""] = await personIds(id);
    const code = (await someone.does(registrationGiveCode, { personId: other })).body;
    const adult = await comesBack(String(code.reference), String(code.pin));
    const asked = await file(given({ oversee: "yes" }), {}, adult);
    expect(asked.body.code).toBe("not-allowed");
    expect((await send("GET", "/en/c", { headers: { Cookie: adult.cookie } })).text).not.toContain(
      'name="oversee"',
    );
    expect((await send("GET", "/en/c", { headers: { Cookie: someone.cookie } })).text).toContain(
      'name="oversee"',
    );
    // Without it she complains as anybody may.
    expect((await file(given(), {}, adult)).status).toBe(200);
  });
});

describe("writing again", () => {
  it("is sealed as the first words were, seen by its day alone, and ends when it is closed", async () => {
    const { id, teller } = await files();
    const wordId = `cmw_${suffix()}`;
    const said = await teller.does(complaintSay, { wordId, words: WORDS }, { key: freshKey() });
    expect(said.status).toBe(200);
    expect((await teller.does(complaintSay, { wordId, words: WORDS }, { key: freshKey() })).body.code).toBe(
      "already-exists",
    );
    const seen = (await teller.does(complaintSee)).body;
    expect((seen.words as { hers: boolean; text: null }[]).map((one) => [one.hers, one.text])).toEqual([
      [true, null],
      [true, null],
    ]);
    const { words } = (await reads(world, id)).body as {
      words: { id: string; sealed: { version: number; enc: string; text: string } }[];
    };
    const of = { organisationId: "org_oversight", complaintId: id, wordId };
    expect(await opens(pair, of, words.find((one) => one.id === wordId)?.sealed)).toEqual({ words: WORDS });
    expect((await teller.does(complaintWithdraw, {}, { key: freshKey() })).status).toBe(200);
    expect((await teller.does(complaintSay, { wordId: `cmw_${suffix()}`, words: WORDS })).body.code).toBe(
      "transition-impossible",
    );
    expect((await teller.does(complaintWithdraw, {}, { key: freshKey() })).body.code).toBe(
      "transition-impossible",
    );
    expect((await teller.does(complaintSee)).body.state).toBe("withdrawn");
    expect(await atRest()).not.toMatch(/Zanzibar|velvet/);
  });
  it("or deleting it: its words are gone at once, its code opens nothing, a tombstone stays for the count", async () => {
    const { id, reference, pin, teller } = await files();
    expect((await teller.does(complaintWithdraw, { erase: "yes" }, { key: freshKey() })).status).toBe(200);
    expect((await teller.does(complaintSee)).body.code).toBe("not-found");
    await expect(comesTo(reference, pin)).rejects.toThrow("code-or-pin-wrong");
    expect((await reads(world, id)).body.code).toBe("not-found");
    for (const table of ["complaintWord", "complaintStep", "complaintSession"])
      expect(
        await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE complaintId = ?1`)
          .bind(id)
          .first<number>("n"),
      ).toBe(0);
    const left = await env.DB.prepare(
      "SELECT kind, state, aboutId, registrationId FROM complaint WHERE id = ?1",
    )
      .bind(id)
      .first();
    expect(left).toEqual({ kind: "papers", state: "withdrawn", aboutId: null, registrationId: null });
  });
});
