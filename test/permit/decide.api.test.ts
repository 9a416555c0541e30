// permit.list, get, decide, revoke: the authority sees what will be printed and nothing more; a decision is one person's,
// an objection another's; what is granted is signed and can be read by a gate, what is revoked is on the list at once.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { permitFlags } from "../../schema/credential.ts";
import { PermitPrinted, permitAnswer } from "../../schema/permit.ts";
import { permitGet, permitList } from "../../schema/permit-office.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { AUTHORITY, asked, claimsOf, codeOf, decides, mine, opens } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const keysOf = (value: unknown) => Object.keys(value as object).sort();

describe("the authority's officer", () => {
  it("opens exactly the fields that will be printed, and the person sees that it happened", async () => {
    const one = await asked(world, { documentNumber: "P 123", documentIssuer: "BGD", wantsReturn: "yes" });
    const { body, text } = await opens(world, one.id);
    expect(keysOf(body)).toEqual(
      [
        "askedAt",
        "decidedAt",
        "dueAt",
        "escalatedAt",
        "id",
        "objected",
        "printed",
        "reason",
        "state",
        "version",
        "words",
      ].sort(),
    );
    expect(keysOf(body.printed)).toEqual(keysOf(PermitPrinted.shape));
    expect(body.printed).toEqual((await mine(one.someone, one.id)).printed);
    for (const other of [one.registrationId, one.personId, "Marked Name", "32.89", "held", "no-money"])
      expect(text).not.toContain(other);
    const { looks } = (await one.someone.does(registrationStatus)).body as { looks: { name: string }[] };
    expect(looks.map((look) => look.name)).toContain("Exit office");
  });
  it("lists them without names, next due first, in pages", async () => {
    const { body, text } = await world.as("permitOfficer").does(permitList, { crisisId: CRISIS });
    const permits = body.permits as { id: string; dueAt: string }[];
    expect(permits.length).toBeGreaterThan(0);
    for (const row of permits)
      expect(keysOf(row)).toEqual(
        [
          "askedAt",
          "decidedAt",
          "dueAt",
          "escalatedAt",
          "ground",
          "id",
          "objected",
          "state",
          "version",
        ].sort(),
      );
    expect(text).not.toContain("Printed Name");
    expect(permits.map((row) => row.dueAt)).toEqual(permits.map((row) => row.dueAt).toSorted());
    expect([body.open, body.late, body.next]).toEqual([permits.length, 0, null]);
    const wrong = await world.as("permitOfficer").does(permitList, { crisisId: CRISIS, after: "x" });
    expect([wrong.status, wrong.body.code]).toEqual([400, "malformed"]);
    const [first] = permits;
    const rest = await world
      .as("permitOfficer")
      .does(permitList, { crisisId: CRISIS, after: `${String(first?.dueAt)}~${String(first?.id)}` });
    expect((rest.body.permits as { id: string }[]).map((row) => row.id)).toEqual(
      permits.slice(1).map((row) => row.id),
    );
  });
  it("finds nothing in a crisis of another country", async () => {
    expect(await codeOf(world.as("permitOfficer").does(permitList, { crisisId: "crs_nowhere1" }))).toBe(
      "not-found",
    );
    expect(await codeOf(world.as("permitOfficer").does(permitGet, { id: "prm_4hT0s9aLx2" }))).toBe(
      "not-found",
    );
  });
});

describe("granting", () => {
  it("signs with the state's own key what a gate can read without a network", async () => {
    const one = await asked(world, {
      birthYear: 1990,
      documentNumber: "P1234567A",
      documentIssuer: "PHL",
      wantsReturn: "yes",
    });
    const returnUntil = "2012-03-01T00:00:00Z";
    const terms = { state: "granted", days: 10, exitPoints: ["Ras Ajdir"], returnUntil, feesWaived: true };
    expect((await decides(world, one.id, terms)).body).toEqual({ id: one.id, state: "granted", version: 2 });
    const permit = await mine(one.someone, one.id);
    expect(permit).toMatchObject({ state: "granted", specimen: true, version: 2 });
    expect(permit.printed.number).toMatch(/^XP-[0-9BCDFGHJKMNPQRSTVWXYZ]{8}$/);
    const claims = await claimsOf(permit.credential);
    const seconds = (instant: string) => Date.parse(instant) / 1000;
    expect(claims).toMatchObject({
      iss: "LBY",
      territory: "LBY",
      name: "Printed Name",
      birthYear: 1990,
      number: permit.printed.number,
      document: { number: "P1234567A", issuer: "PHL" },
      exitPoints: ["Ras Ajdir"],
      returnUntil: seconds(returnUntil),
      flags: permitFlags.noConsentNeeded | permitFlags.feesWaived | permitFlags.returnGuaranteed,
      specimen: true,
      statusUri: "https://causeway.test/status/LBY",
    });
    // The crisis's own time: this exercise is in 2011.
    expect([claims.nbf, claims.iat, claims.exp]).toEqual(
      ["2011-03-01T06:00:00Z", "2011-03-01T06:00:00Z", "2011-03-11T06:00:00Z"].map(seconds),
    );
    expect(claims.statusIdx).toBeLessThan(131_072);
    expect(permit.credential?.length).toBeLessThan(600);
    const row = await env.DB.prepare(
      "SELECT hex(sealed) || hex(credential) AS bytes, decidedBy, listIndex FROM permit WHERE id = ?1",
    )
      .bind(one.id)
      .first<{ bytes: string; decidedBy: string; listIndex: number }>();
    expect([row?.decidedBy, row?.listIndex]).toEqual(["off_perm001", claims.statusIdx]);
    expect(one.id + one.registrationId + one.personId).not.toContain(claims.cti);
  });
  it("lasts fourteen days unless the officer says otherwise, and thirty at most", async () => {
    const one = await asked(world);
    expect(await codeOf(decides(world, one.id, { state: "granted", days: 31 }))).toBe("malformed");
    expect(
      await codeOf(decides(world, one.id, { state: "granted", returnUntil: "2011-02-01T00:00:00Z" })),
    ).toBe("dates-reversed");
    expect(await codeOf(decides(world, one.id, { state: "granted" }))).toBe("done");
    expect((await mine(one.someone, one.id)).printed).toMatchObject({
      validFrom: "2011-03-01T06:00:00.000Z",
      expiresAt: "2011-03-15T06:00:00.000Z",
    });
  });
  it("again by the same key is done once; by an older version not at all", async () => {
    const one = await asked(world);
    const key = freshKey();
    const grants = () =>
      world
        .as("permitOfficer")
        .does(
          { name: "permit.decide", kind: "write" },
          { id: one.id, state: "granted" },
          { key, ifMatch: 1 },
        );
    const first = await grants();
    const { credential } = await mine(one.someone, one.id);
    expect([(await grants()).body, (await mine(one.someone, one.id)).credential]).toEqual([
      first.body,
      credential,
    ]);
    expect(
      await codeOf(
        decides(world, one.id, { state: "refused", reason: "No." }, "permitColleague", { ifMatch: 1 }),
      ),
    ).toBe("stale");
    expect(await codeOf(decides(world, one.id, { state: "refused", reason: "No." }))).toBe(
      "transition-impossible",
    );
  });
  it("by two officers at once is done by one of them", async () => {
    const one = await asked(world);
    const answers = await Promise.all([
      decides(world, one.id, { state: "granted" }, "permitOfficer", { ifMatch: 1 }),
      decides(world, one.id, { state: "refused", reason: "No." }, "permitColleague", { ifMatch: 1 }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
  });
  it("stays hers when she takes the consent back, and the authority reads it no more", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "granted" });
    await one.someone.does(consentWithdraw, { organisationId: AUTHORITY });
    expect(await codeOf(opens(world, one.id))).toBe("not-found");
    expect(await mine(one.someone, one.id)).toMatchObject({ state: "granted" });
    expect((await mine(one.someone, one.id)).credential).not.toBeNull();
    const list = await world.as("permitOfficer").does(permitList, { crisisId: CRISIS, state: "granted" });
    expect((list.body.permits as { id: string }[]).map((row) => row.id)).not.toContain(one.id);
  });
});

describe("refusing and asking", () => {
  it("need a reason, which she reads", async () => {
    const one = await asked(world);
    for (const state of ["refused", "more-needed"])
      expect(await codeOf(decides(world, one.id, { state }))).toBe("reason-missing");
    expect(
      await codeOf(decides(world, one.id, { state: "refused", reason: "The name cannot be read." })),
    ).toBe("done");
    expect(await mine(one.someone, one.id)).toMatchObject({
      state: "refused",
      reason: "The name cannot be read.",
      credential: null,
    });
  });
  it("can be objected to, and another officer decides", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "refused", reason: "No." });
    expect((await one.someone.does(permitAnswer, { permitId: one.id, words: "Look again." })).status).toBe(
      200,
    );
    expect((await opens(world, one.id, "permitColleague")).body).toMatchObject({
      state: "asked",
      objected: true,
      words: "Look again.",
    });
    for (const state of ["granted", "refused", "more-needed"])
      expect(await codeOf(decides(world, one.id, { state, reason: "Still no." }))).toBe(
        "second-officer-needed",
      );
    // A question in between changes nothing of who may not decide.
    expect(
      await codeOf(
        decides(world, one.id, { state: "more-needed", reason: "Which paper?" }, "permitColleague"),
      ),
    ).toBe("done");
    expect(await codeOf(decides(world, one.id, { state: "granted" }))).toBe("second-officer-needed");
    await one.someone.does(permitAnswer, { permitId: one.id, words: "This one." });
    expect(await codeOf(decides(world, one.id, { state: "granted" }))).toBe("second-officer-needed");
    expect(await codeOf(decides(world, one.id, { state: "granted" }, "permitColleague"))).toBe("done");
    expect(await mine(one.someone, one.id)).toMatchObject({ state: "granted", objected: true });
  });
  it("by the same officer is refused by the database too, whatever a handler says", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "refused", reason: "No." });
    await one.someone.does(permitAnswer, { permitId: one.id, words: "Look again." });
    const update = env.DB.prepare(
      "UPDATE permit SET state = 'granted', decidedBy = 'off_perm001' WHERE id = ?1",
    ).bind(one.id);
    await expect(update.run()).rejects.toThrow("second-officer-needed");
  });
});
