// Taking everything along: what she sent, changed, told, wrote and was told is all there, and nothing of anybody else.
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { messageAnswer, messageSend } from "../../schema/message.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { type RegistrationWhole, registrationDownload } from "../../schema/registration-end.ts";
import { registrationTell } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const sent = {
  lang: "en",
  recipients: ["org_embassyOne", "org_supportDesk"],
  partners: ["org_healthTeam"],
  exactPlace: true,
  danger: "soon",
  place: { lng: 13.187, lat: 32.899, accuracy: 40, landmark: "third house after the mill" },
  people: [
    { name: "Marked Name One", born: "1987", relation: "self", document: "held" },
    { name: "اسم معلّم", born: "7", relation: "sibling", document: "none" },
  ],
  needs: ["medical", "travel-paper"],
  barriers: ["work-conduct", "no-money"],
  choice: "another-country",
  phone: "+999 55 7310",
  phoneSafe: true,
  note: "my brother waits",
};

describe("the download", () => {
  it("holds everything that she sent, word for word", async () => {
    const { someone, reference } = await world.opens(sent);
    const whole = (await someone.does(registrationDownload)).body as unknown as RegistrationWhole;
    expect(whole).toMatchObject({
      reference,
      lang: sent.lang,
      barriers: sent.barriers,
      choice: sent.choice,
      phone: sent.phone,
      phoneSafe: true,
      note: sent.note,
      place: { kind: "device", ...sent.place },
      persons: [
        { ...sent.people[0], born: "year:1987", told: null, ownCode: false },
        { ...sent.people[1], born: "age:7", told: null, ownCode: false },
      ],
    });
    expect(whole.needs.map((need) => need.kind).sort()).toEqual(sent.needs);
    const said = (purpose: string) =>
      whole.consents.filter((one) => one.purpose === purpose && one.given).map((one) => one.organisation.id);
    expect([said("help").sort(), said("assist"), said("place").sort()]).toEqual([
      [...sent.recipients].sort(),
      sent.partners,
      [...sent.recipients, ...sent.partners].sort(),
    ]);
  });
  it("holds what happened since: decisions and their words, looks, consents taken back, messages both ways, what was told", async () => {
    const { someone, id } = await world.opens(sent);
    const persons = (await someone.does(registrationStatus)).body.persons as { id: string }[];
    const told = { sex: "female", nationality: "BD", speaks: ["bn"], difficulty: { seeing: "some" } };
    await someone.does(registrationTell, { personId: persons[0]?.id, ...told });
    await someone.does(messageSend, { text: "Where to?" });
    const desk = world.as("embassyCoordinator");
    await desk.does(registrationGet, { id });
    await desk.does(registrationDecide, { id, state: "more-needed", reason: "Bring it" }, { ifMatch: 2 });
    await desk.does(messageAnswer, { registrationId: id, text: "Stay there." });
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    await someone.does(consentGive, { organisationId: "org_embassyTwo", purpose: "help" });
    const whole = (await someone.does(registrationDownload)).body as unknown as RegistrationWhole;
    expect(whole).toMatchObject({
      state: "more-needed",
      reason: "Bring it",
      persons: [{ told }, { told: null }],
    });
    expect(whole.messages.map((one) => [one.text, one.from?.id ?? null])).toEqual([
      ["Stay there.", "org_embassyOne"],
      ["Where to?", null],
    ]);
    expect(whole.looks).toMatchObject([{ organisation: { id: "org_embassyOne", name: "Embassy one" } }]);
    expect(whole.done.map((one) => one.act)).toEqual(["registration.decide"]);
    expect(whole.consents.slice(-3).map((one) => [one.organisation.id, one.purpose, one.given])).toEqual([
      ["org_healthTeam", "assist", false],
      ["org_healthTeam", "place", false],
      ["org_embassyTwo", "help", true],
    ]);
  });
  it("names no officer, no other group and no inner number", async () => {
    const [{ someone, id }, other] = [
      await world.opens(sent),
      await world.opens({ note: "of another group" }),
    ];
    await world.as("embassyCoordinator").does(registrationGet, { id });
    const { text } = await someone.does(registrationDownload);
    for (const never of ["off_", "of another group", other.reference, "wrappedKey", "pinHash"])
      expect(text).not.toContain(never);
  });
});
