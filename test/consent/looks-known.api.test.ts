// What she may know of looks at her, and what of herself nobody is told: notes that were read, reasons for what is nobody's
// work now, and an audit that names no case for what she did herself.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { glassExplain } from "../../schema/glass.ts";
import { noteOfCase } from "../../schema/note.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationPinQuestions } from "../../schema/registration-pin.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { comesBack, freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("confidential notes", () => {
  it("that were read are a look that she reads of, on her page and in her file", async () => {
    const { id, someone } = await world.opens();
    expect((await world.as("embassyCoordinator").does(noteOfCase, { registrationId: id })).status).toBe(200);
    expect((await someone.does(registrationStatus)).body.looks).toMatchObject([
      { name: "Embassy one", fields: ["notes"] },
    ]);
    const { looks } = (await someone.does(registrationDownload)).body;
    expect(looks).toMatchObject([{ act: "note.ofCase", fields: ["notes"], purpose: "help" }]);
    const page = await send("GET", "/en/s/data", { headers: { Cookie: someone.cookie } });
    expect(page.text).toContain("Their notes about you");
  });
});

describe("a case that is nobody's work now", () => {
  it("takes a reason for its notes and its questions, as for itself", async () => {
    const { id, someone } = await world.opens();
    await env.DB.prepare(
      "UPDATE registration SET state = 'safe', decidedBy = 'off_super01', decidedAt = '2011-01-01T00:00:00.000Z' WHERE id = ?1",
    )
      .bind(id)
      .run();
    const her = world.as("embassyCoordinator");
    const all = async () => [
      await her.does(registrationGet, { id }),
      await her.does(registrationPinQuestions, { id }),
      await her.does(noteOfCase, { registrationId: id }),
    ];
    expect((await all()).map((answer) => answer.body.code)).toEqual([
      "reason-needed",
      "reason-needed",
      "reason-needed",
    ]);
    const given = { registrationId: id, reason: "follow-up", words: "Her brother asks." };
    expect((await her.does(glassExplain, given, { key: freshKey() })).status).toBe(200);
    expect((await all()).map((answer) => answer.status)).toEqual([200, 200, 200]);
    const { looks } = (await someone.does(registrationDownload)).body as {
      looks: { act: string; reason?: unknown }[];
    };
    expect(looks.find((look) => look.act === "note.ofCase")?.reason).toEqual({
      kind: "look",
      word: "follow-up",
    });
  });
});

describe("the audit", () => {
  it("names no case for what she did herself: asking, signing in, reading", async () => {
    const { id, reference, pin } = await world.opens();
    const someone = await comesBack(reference, pin);
    await someone.does({ name: "registration.alive", kind: "write" }, {}, { key: freshKey() });
    for (const who of ["platformAdministrator", "oversightVisitor"] as const)
      for (const input of [{}, { crisisId: "crs_test0001" }]) {
        const { rows } = (await world.as(who).does(auditList, input)).body as unknown as {
          rows: { actor: string; targetId: string | null }[];
        };
        expect(rows.filter((row) => row.targetId === id)).toEqual([]);
        expect(rows.some((row) => row.actor === "nobody" || row.actor === "person")).toBe(true);
      }
    await world.as("embassyCoordinator").does(registrationGet, { id });
    const { rows } = (await world.as("oversightVisitor").does(auditList, { crisisId: "crs_test0001" }))
      .body as unknown as {
      rows: { act: string; targetId: string | null }[];
    };
    expect(rows.filter((row) => row.targetId === id).map((row) => row.act)).toEqual(["registration.get"]);
  });
});
