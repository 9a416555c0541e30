// What oversight sees beside a complaint's words: her case while she lets it be seen; another oversight body that knows nothing of
// it; what is let go, and what is published.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { complaintKinds, complaintSee, complaintWithdraw } from "../../schema/complaint.ts";
import { complaintCase, complaintCount, complaintList, complaintRead } from "../../schema/complaint-desk.ts";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { consentReceipt } from "../../schema/consent-record.ts";
import { crisisFigures } from "../../schema/crisis.ts";
import { registrationDelete } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { retentionGet, retentionPreview } from "../../schema/retention.ts";
import { makePair } from "../../web/kit/seal.ts";
import { clockRuns, DAY, later } from "../consent/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";
import { comesTo, files, overseeDoors, says, secondOffice, sees, setsKey } from "./office.ts";

let world: World;
let oversight: Someone;
beforeAll(async () => {
  world = await makeWorld();
  oversight = world.as("oversightVisitor");
});
const { list, rowOf, moves } = overseeDoors(() => oversight);

describe("her case", () => {
  const look = (id: string, who = oversight) => who.does(complaintCase, { id });
  it("is seen where she ticked it, while it is open; each look stands on her page; the record and receipt know it", async () => {
    const { id, reference, someone } = await world.opens();
    const filed = await files({ oversee: "yes", about: "org_embassyTwo", lang: "bn" }, someone);
    expect((await rowOf(filed.id))?.sees).toBe(true);
    expect((await sees(filed)).oversees).toBe(true);
    const seen = await look(filed.id);
    expect(seen.body).toMatchObject({ registrationId: id, reference });
    expect((seen.body.needs as unknown[]).length).toBe(1);
    expect(seen.text).not.toContain("Marked Name");
    const status = (await someone.does(registrationStatus)).body;
    const shares = status.shares as { organisationId: string; purposes: string[] }[];
    expect(shares.find((one) => one.organisationId === "org_oversight")?.purposes).toEqual(["oversee"]);
    const looks = status.looks as { name: string; fields: string[] }[];
    expect(looks).toMatchObject([{ name: "Oversight panel", fields: ["needs", "looks"] }]);
    const receipt = (await someone.does(consentReceipt)).text;
    expect(receipt).toContain('"oversee"');
    expect(receipt).toContain("complaint.oversee");
    // Nobody of hers is in any queue of oversight, and no exact place opens by it.
    const sight = await env.DB.prepare(
      "SELECT count(*) AS n FROM sight WHERE organisationId = 'org_oversight'",
    ).first<number>("n");
    expect(sight).toBe(0);
    expect((await moves(filed.id, "upheld", 1, says("You were right."))).status).toBe(200);
    expect((await look(filed.id)).body.code).toBe("consent-missing");
    const after = (await someone.does(registrationStatus)).body.shares as { organisationId: string }[];
    expect(after.some((one) => one.organisationId === "org_oversight")).toBe(false);
  });
  it("is not seen without the tick, nor after she took it back, took the complaint back, or deletes it all", async () => {
    expect((await look((await files()).id)).body.code).toBe("consent-missing");
    const { someone } = await world.opens();
    const first = await files({ oversee: "yes" }, someone);
    const second = await files({ oversee: "yes" }, someone);
    await first.teller.does(complaintWithdraw, {}, { key: freshKey() });
    expect((await look(first.id)).body.code).toBe("consent-missing");
    // Another open complaint of hers still needs it.
    expect((await look(second.id)).status).toBe(200);
    await someone.does(consentWithdraw, { organisationId: "org_oversight", purpose: "oversee" });
    expect((await look(second.id)).body.code).toBe("consent-missing");
    expect(
      (await someone.does(consentGive, { organisationId: "org_oversight", purpose: "oversee" })).body.code,
    ).toBe("recipient-unknown");
    const third = await files({ oversee: "yes" }, someone);
    expect((await someone.does(registrationDelete)).status).toBe(200);
    expect((await look(third.id)).body.code).toBe("consent-missing");
    // Her complaint stays, and she can follow it.
    expect((await third.teller.does(complaintSee)).body.state).toBe("received");
    await later(world, 4 * DAY);
    await clockRuns();
    const tie = await env.DB.prepare("SELECT registrationId FROM complaint WHERE id = ?1")
      .bind(third.id)
      .first("registrationId");
    expect(tie).toBe(null);
    expect((await third.teller.does(complaintSee)).body.state).toBe("received");
    expect((await oversight.does(complaintRead, { id: third.id })).status).toBe(200);
  });
});

describe("two oversight bodies", () => {
  let second: Someone;
  beforeAll(async () => {
    second = await secondOffice(world);
  });
  it("a complaint about one goes to the other, and the one it is about knows nothing of it by any door", async () => {
    const filed = await files({ about: "org_oversight" });
    expect((await second.does(complaintRead, { id: filed.id })).status).toBe(200);
    expect((await oversight.does(complaintRead, { id: filed.id })).body.code).toBe("not-found");
    expect((await moves(filed.id, "looking", 1)).body.code).toBe("not-found");
    expect(JSON.stringify(await list())).not.toContain(filed.id);
    expect((await second.does(complaintList, { crisisId: CRISIS })).text).toContain(filed.id);
    expect((await oversight.does(complaintCount, { crisisId: CRISIS })).body.open).toBe((await list()).open);
    expect((await oversight.does(auditList, { crisisId: CRISIS })).text).not.toContain(filed.id);
    expect((await second.does(auditList, { crisisId: CRISIS })).text).toContain(filed.id);
    const platform = await world.as("platformAdministrator").does(auditList, { crisisId: CRISIS });
    expect(platform.text).not.toContain(filed.id);
  });
  it("one with a key of its own is chosen before one without", async () => {
    expect((await setsKey(second, await makePair())).status).toBe(200);
    const filed = await files({ about: "platform" });
    expect((await second.does(complaintRead, { id: filed.id })).status).toBe(200);
    await env.DB.prepare("DELETE FROM crisisOrganisation WHERE organisationId = 'org_overTwo'").run();
    // Whoever left the crisis reads nothing of it any more; she can still follow it and write.
    expect((await second.does(complaintRead, { id: filed.id })).body.code).toBe("not-found");
    expect((await filed.teller.does(complaintSee)).body.state).toBe("received");
  });
});

describe("what is let go, and what is published", () => {
  it("its words go half a year after it was closed, by a sweep that a dry run counts; an open one stays", async () => {
    const closed = await files();
    const open = await files();
    await moves(closed.id, "not-upheld", 1, says("We found nothing."));
    await later(world, 179 * DAY);
    await clockRuns();
    expect((await sees(closed)).state).toBe("not-upheld");
    const preview = async (days: string) =>
      (await oversight.does(retentionPreview, { crisisId: CRISIS, kind: "complaint", days })).body.due;
    expect([await preview("180"), Number(await preview("90")) > 0]).toEqual([0, true]);
    await later(world, 2 * DAY);
    await clockRuns();
    expect((await closed.teller.does(complaintSee)).body.code).toBe("not-found");
    await expect(comesTo(closed.reference, closed.pin)).rejects.toThrow("code-or-pin-wrong");
    expect((await sees(open)).late).toBe(true);
    const kept = (await oversight.does(retentionGet, { crisisId: CRISIS })).body as {
      sweeps: { kind: string; count: number }[];
    };
    expect(kept.sweeps.some((one) => one.kind === "complaint" && one.count > 0)).toBe(true);
    const words = await env.DB.prepare("SELECT count(*) AS n FROM complaintWord WHERE complaintId = ?1")
      .bind(closed.id)
      .first<number>("n");
    expect(words).toBe(0);
  });
  it("figures show nothing under ten, nor anything that fewer than ten are left beside, and never an organisation", async () => {
    const insert = (n: number, kind: string, state: string) =>
      env.DB.prepare(
        `INSERT INTO complaint (id, crisisId, organisationId, about, kind, state, filedAt, acknowledgeBy, outcomeBy, closedAt, referenceHash, pinSalt, pinHash, keyVersion, wrappedKey)
         VALUES ('cmp_figure' || ?1, ?2, 'org_oversight', 'other', ?3, ?4, '2011-03-01T06:00:00.000Z', '2011-03-04T06:00:00.000Z', '2011-03-31T06:00:00.000Z',
           iif(?4 = 'looking', NULL, '2011-03-20T06:00:00.000Z'), 'figure ' || ?1, x'', x'', 1000000, x'')`,
      ).bind(String(n).padStart(4, "0"), CRISIS, kind, state);
    const old = (await env.DB.prepare("SELECT count(*) AS n FROM complaint").first<number>("n")) ?? 0;
    const rows = [...Array.from({ length: 40 }, (_, n) => insert(n, "money", n < 37 ? "upheld" : "looking"))];
    rows.push(...Array.from({ length: 4 }, (_, n) => insert(100 + n, "treated", "partly")));
    await env.DB.batch(rows);
    // Counted at one day's turn, published at the next.
    for (let n = 0; n < 2; n++) {
      await later(world, DAY);
      await clockRuns();
    }
    const { figures } = (await world.as("nobody").does(crisisFigures, { id: CRISIS })).body as {
      figures: { key: string; shown: number | null }[];
    };
    const of = (key: string) => figures.find((one) => one.key === key)?.shown;
    expect(of("complaint")).toBe(Math.round((44 + old) / 5) * 5);
    expect(of("complaint.kind.treated")).toBe(null);
    // All but a few were found right: that few were not is told by nothing.
    expect(of("complaint.upheld")).toBe(null);
    expect(figures.filter((one) => one.key.startsWith("complaint.kind.")).length).toBe(complaintKinds.length);
    expect(JSON.stringify(figures)).not.toContain("org_");
    const page = await send("GET", "/en/numbers");
    expect(page.text).toContain("Complaints made");
    expect(page.text).not.toMatch(/Embassy one|Embassy two/);
  });
});
