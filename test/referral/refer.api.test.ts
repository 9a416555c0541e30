// referral: a need is offered, accepted, refused, given back, taken back and met; what each side reads at every step; and
// that she is told, by name.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentRenew, consentWithdraw } from "../../schema/consent.ts";
import { consentReceipt } from "../../schema/consent-record.ts";
import { liveChanges } from "../../schema/live.ts";
import { messageMine } from "../../schema/message.ts";
import { referralRefuse } from "../../schema/referral.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { eventRows } from "../consent/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, key, makeWorld, type World } from "../kit/world.ts";
import {
  accepts,
  asks,
  EMBASSY,
  expectNothingKept,
  HEALTH,
  held,
  listed,
  needsOf,
  offers,
  opens,
  stateOf,
} from "./refer.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("her yes", () => {
  it("is asked for: without it no need is passed on", async () => {
    const one = await asks(world, false);
    const answer = await offers(world, one);
    expect([answer.status, answer.body.code]).toEqual([422, "consent-missing"]);
  });
  it("is given to whoever has her request, and to nobody else; what comes with a need cannot be given", async () => {
    const one = await asks(world, false);
    const gives = async (organisationId: string, purpose: string) =>
      (await one.someone.does(consentGive, { organisationId, purpose }, key())).body.code ?? "given";
    expect(await gives(HEALTH, "refer")).toBe("consent-missing");
    expect(await gives(EMBASSY, "hold")).toBe("recipient-unknown");
    expect(await gives("org_exitOffice", "refer")).toBe("recipient-unknown");
    expect(await gives(EMBASSY, "refer")).toBe("given");
    expect(await gives(EMBASSY, "refer")).toBe("recipient-has-consent");
  });
});

describe("an offer", () => {
  it("shows what kind of need it is, for how many and in which district, and nothing that could be found again", async () => {
    const one = await asks(world, true, { place: { lng: 13.061, lat: 32.741, accuracy: 50 } });
    const offered = await offers(world, one);
    expect(offered.status).toBe(200);
    const { incoming, open } = await listed(world, "healthCoordinator");
    const row = incoming.find(({ id }) => id === offered.body.id);
    expect(row).toMatchObject({
      kind: "medicine",
      urgency: 2,
      people: 2,
      state: "offered",
      registrationId: null,
    });
    expect(row?.place?.precision).toBe("district");
    expect(open).toBe(1);
    const text = JSON.stringify(row);
    for (const secret of [one.id, one.reference, "Marked", "13.061", "32.741", "transport"])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    expect((await opens(world, one.id)).status).toBe(404);
    const out = (await listed(world, "embassyCoordinator")).outgoing.find(({ id }) => id === offered.body.id);
    expect(out).toMatchObject({ state: "offered", registrationId: one.id, to: { id: HEALTH } });
    // Urgency 2: half a day.
    expect(Date.parse(String(offered.body.dueAt)) - Date.parse(out?.offeredAt ?? "")).toBe(12 * 3_600_000);
  });
  it("goes to an embassy or an agency of the crisis, not to oneself, once at a time, with the version that was read", async () => {
    const one = await asks(world);
    const code = async (to: string) => (await offers(world, one, to)).body.code;
    expect(await code("org_exitOffice")).toBe("recipient-unknown");
    expect(await code("org_nobodyHere")).toBe("recipient-unknown");
    expect(await code(EMBASSY)).toBe("recipient-unknown");
    expect(await code(HEALTH)).toBeUndefined();
    expect(await code(HEALTH)).toBe("already-exists");
    const [need] = await needsOf(one.id);
    const stale = await world
      .as("embassyCoordinator")
      .does(
        { name: "referral.offer", kind: "write" },
        { needId: need?.id, organisationId: "org_supportDesk" },
        { ifMatch: 9 },
      );
    expect(stale.body.code).toBe("stale");
  });
  it("is refused with a reason, which its sender reads", async () => {
    const one = await asks(world);
    const { body } = await offers(world, one);
    const desk = world.as("healthCoordinator");
    expect((await desk.does(referralRefuse, { id: body.id, reason: "lazy" }, { ifMatch: 1 })).status).toBe(
      400,
    );
    const answer = await desk.does(referralRefuse, { id: body.id, reason: "full" }, { ifMatch: 1, ...key() });
    expect([answer.status, answer.body.state]).toEqual([200, "refused"]);
    const out = (await listed(world, "embassyCoordinator")).outgoing.find(({ id }) => id === body.id);
    expect([out?.state, out?.reason]).toEqual(["refused", "full"]);
    expect((await accepts(world, body.id, "healthCoordinator", 2)).body.code).toBe("offer-closed");
    expect((await offers(world, one)).status).toBe(200);
    const trace = await env.DB.prepare(
      "SELECT targetId FROM audit WHERE act = 'referral.refuse' ORDER BY seq DESC",
    ).first("targetId");
    expect(trace).toBe(body.id);
  });
});

describe("a need that was accepted", () => {
  it("opens that need, the group and the area to whoever took it, no name and no other need; and she is told who", async () => {
    const one = await asks(world);
    await held(world, one);
    const { status, body, text } = await opens(world, one.id);
    expect([status, body.audience, body.reference, body.persons, body.phone, body.note]).toEqual([
      200,
      "holder",
      null,
      null,
      null,
      null,
    ]);
    expect([body.needs, (body.openNeeds as { kind: string }[]).map(({ kind }) => kind)]).toEqual([
      ["medicine"],
      ["medicine"],
    ]);
    expect((body.place as { precision: string }).precision).toBe("cell");
    expect(text).not.toContain("Marked");
    const { shares, looks, needs } = (await one.someone.does(registrationStatus)).body as unknown as {
      shares: { organisationId: string; purposes: string[] }[];
      looks: { name: string; fields: string[] }[];
      needs: NeedSeen[];
    };
    expect(shares.find((share) => share.organisationId === HEALTH)?.purposes).toEqual(["hold"]);
    expect(looks[0]).toMatchObject({ name: "Health team", fields: ["needs", "area"] });
    expect(needs.find(({ kind }) => kind === "medicine")).toMatchObject({
      state: "assigned",
      ownerId: HEALTH,
    });
    const { messages } = (await one.someone.does(messageMine)).body as unknown as {
      messages: { from: { name: string }; text: string }[];
    };
    expect(messages[0]?.from.name).toBe("Health team");
    expect(messages[0]?.text).toContain("Medicine");
    const { incoming } = await listed(world, "healthCoordinator");
    expect(incoming.find(({ registrationId }) => registrationId === one.id)?.state).toBe("accepted");
  });
  it("is read on queue, map and feed as the same, and by a viewer as by a partner", async () => {
    const one = await asks(world);
    await held(world, one);
    const desk = world.as("healthCoordinator");
    const find = (rows: unknown) =>
      (rows as { id: string; audience: string; needs: string[] }[]).find(({ id }) => id === one.id);
    const queue = await desk.does(registrationQueue, { crisisId: CRISIS, limit: "200" });
    const map = await desk.does(registrationMap, { crisisId: CRISIS, bbox: "13,32.5,13.5,33", zoom: "13" });
    const live = await desk.does(liveChanges, { crisisId: CRISIS, since: "0" });
    const viewer = await world.as("healthViewer").does(registrationQueue, { crisisId: CRISIS, limit: "200" });
    for (const row of [
      find(queue.body.rows),
      find(map.body.groups),
      find(live.body.put),
      find(viewer.body.rows),
    ])
      expect([row?.audience, row?.needs]).toEqual(["holder", ["medicine"]]);
    for (const need of ["transport", "medicine"]) {
      const found = await desk.does(registrationQueue, { crisisId: CRISIS, need, limit: "200" });
      expect([need, find(found.body.rows) !== undefined]).toEqual([need, need === "medicine"]);
    }
  });
  it("opens no other door: no search, no decision, no message, no note, no paper, and no need but by its referral", async () => {
    const one = await asks(world, true, { needs: ["medicine", "travel-paper"] });
    await held(world, one);
    const desk = world.as("healthCoordinator");
    const code = await desk.does(registrationFind, { crisisId: CRISIS, reference: one.reference });
    expect(code.body.found).toEqual([]);
    const name = await desk.does(registrationFind, { crisisId: CRISIS, name: "Marked Name One" });
    expect(name.text).not.toContain(one.id);
    const [mine, other] = await needsOf(one.id);
    const registrationId = one.id;
    const tries: [string, "read" | "write", Record<string, unknown>, (number | undefined)?][] = [
      ["registration.decide", "write", { id: one.id, state: "read" }, 1],
      ["need.state", "write", { registrationId, kind: "shelter", urgency: 1 }],
      ["need.update", "write", { needId: mine?.id, state: "met" }, mine?.version],
      ["need.update", "write", { needId: other?.id, state: "met" }, other?.version],
      ["message.ofCase", "read", { registrationId }],
      ["message.answer", "write", { registrationId, text: "Marked words" }],
      ["note.ofCase", "read", { registrationId }],
      ["sms.ofCase", "read", { registrationId }],
      ["permit.ofCase", "read", { registrationId }],
      ["seat.ofCase", "read", { registrationId }],
      ["registration.pinQuestions", "read", { id: one.id }],
    ];
    for (const [act, kind, input, version] of tries) {
      const sending = version === undefined ? {} : { ifMatch: version };
      const answer = await desk.does({ name: act as "need.state", kind }, input, sending);
      expect([act, answer.status]).toEqual([act, 404]);
    }
    const paper = await desk.does({ name: "paper.queue", kind: "read" }, { crisisId: CRISIS });
    expect(paper.text).not.toContain(one.id);
  });
  it("shows an exact place only where she gave that by name, afterwards", async () => {
    const one = await asks(world);
    await held(world, one);
    expect(
      (await one.someone.does(consentGive, { organisationId: HEALTH, purpose: "place" }, key())).status,
    ).toBe(200);
    expect(((await opens(world, one.id)).body.place as { precision: string }).precision).toBe("exact");
    await one.someone.does(consentWithdraw, { organisationId: HEALTH, purpose: "hold" }, key());
    await expectNothingKept(world, one.id);
    // It ended with the rest: another need that this organisation takes on does not bring it back.
    await held(world, one, "transport");
    expect(((await opens(world, one.id)).body.place as { precision: string }).precision).toBe("cell");
  });
  it("cannot be offered to another, nor taken by two: one wins", async () => {
    const one = await asks(world);
    const first = await offers(world, one);
    const second = await offers(world, one, "org_supportDesk");
    const answers = await Promise.all([
      accepts(world, first.body.id),
      accepts(world, second.body.id, "agencyCoordinator"),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("offer-closed");
    const states = [await stateOf(String(first.body.id)), await stateOf(String(second.body.id))];
    expect(states.map((row) => row?.state).sort()).toEqual(["accepted", "ended"]);
    expect(states.find((row) => row?.state === "ended")?.reason).toBe("other-took");
    expect((await offers(world, one, "org_embassyTwo")).body.code).toBe("need-held");
    const seen = await env.DB.prepare(
      "SELECT count(*) AS n FROM sight WHERE registrationId = ?1 AND held = 1",
    )
      .bind(one.id)
      .first("n");
    expect(seen).toBe(1);
  });
  it("is one answer for a retry, and nothing twice", async () => {
    const one = await asks(world);
    const { body } = await offers(world, one);
    const once = { ifMatch: 1, key: freshKey() };
    const desk = world.as("healthCoordinator");
    const act = { name: "referral.accept", kind: "write" } as const;
    const [first, again] = [
      await desk.does(act, { id: body.id }, once),
      await desk.does(act, { id: body.id }, once),
    ];
    expect([first.status, again.text]).toEqual([200, first.text]);
    const holds = (await eventRows(one.id)).filter(({ purpose }) => purpose === "hold");
    expect(holds.map(({ event }) => event)).toEqual(["given"]);
  });
});

interface NeedSeen {
  kind: string;
  state: string;
  ownerId: string | null;
}

describe("the record of her consents", () => {
  it("has the yes, what came of it, and the end of both; a yes that starts anew is one to what was passed on", async () => {
    const one = await asks(world);
    await held(world, one);
    expect((await one.someone.does(consentRenew, { organisationId: HEALTH }, key())).body.code).toBe(
      "consent-missing",
    );
    expect((await one.someone.does(consentRenew, { organisationId: EMBASSY }, key())).status).toBe(200);
    const rows = (await eventRows(one.id)).filter(({ purpose }) => purpose === "hold" || purpose === "refer");
    expect(rows.map(({ purpose, event }) => `${purpose} ${event}`)).toEqual([
      "refer given",
      "hold given",
      "refer renewed",
      "hold renewed",
    ]);
    // What was passed on rests on the very notice of the yes that it came by; keeping is a yes by the notice of that day.
    const shown = rows.map((row) => JSON.stringify(row.shown));
    expect([shown[0] === shown[1], shown[2] === shown[3], shown[0] === shown[2]]).toEqual([
      true,
      true,
      false,
    ]);
    const last = (purpose: string) => rows.findLast((row) => row.purpose === purpose)?.until;
    expect(last("hold")).toBe(last("refer"));
    const record = (await one.someone.does(consentReceipt)).body as unknown as {
      processing: {
        purpose: string;
        pii_controllers: string[];
        privacy_notice: string[];
        valid_until: string;
      }[];
      parties: { party_id: string }[];
    };
    const kept = record.processing.find(({ purpose }) => purpose === "hold");
    expect([kept?.pii_controllers, kept?.privacy_notice.length]).toEqual([[HEALTH], 1]);
    expect(record.parties.map(({ party_id }) => party_id)).toContain(HEALTH);
  });
});
