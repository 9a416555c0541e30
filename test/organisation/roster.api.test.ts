// organisation: who takes part, of every kind and with their accounts; joining, adding, and whom a crisis may name as its desk.
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose, crisisOpen } from "../../schema/crisis.ts";
import {
  organisationAdd,
  organisationAddOfficer,
  organisationJoin,
  organisationList,
  organisationRoster,
} from "../../schema/organisation.ts";
import { CRISIS, officers, organisations } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface InRoster {
  id: string;
  kind: string;
  officers: { id: string; role: string; label: string; closedAt: string | null }[];
}
const admin = () => world.as("platformAdministrator");
const rosterOf = async (input: Record<string, unknown>) =>
  (await admin().does(organisationRoster, input)).body as { organisations: InRoster[]; next: string | null };

const other = {
  id: "crs_other0001",
  name: { en: "Other crisis" },
  kind: "flood",
  hostCountry: "BD",
  area: [88, 20, 93, 27],
};

describe("the roster", () => {
  it("has every organisation of a crisis, host authority and oversight too, with its accounts", async () => {
    const { organisations: found, next } = await rosterOf({ crisisId: CRISIS });
    expect(found.map((one) => one.id)).toEqual(organisations.map((one) => one.id).sort());
    expect(next).toBeNull();
    const accounts = found.flatMap((one) => one.officers.map(({ id }) => id));
    expect(accounts.sort()).toEqual(officers.map((one) => one.id).sort());
    expect(found.find((one) => one.id === "org_exitOffice")?.officers).toEqual([
      {
        id: "off_gate001",
        role: "gate-officer",
        label: "a gate officer",
        closedAt: null,
      },
      {
        id: "off_perm001",
        role: "permit-officer",
        label: "a host-authority permit officer",
        closedAt: null,
      },
      {
        id: "off_perm002",
        role: "permit-officer",
        label: "another permit officer",
        closedAt: null,
      },
    ]);
  });
  it("goes on after an id, in order, and leaves nobody out", async () => {
    const made = Array.from({ length: 120 }, (_, i) => `org_page${String(i).padStart(4, "0")}`);
    for (const id of made) {
      const organisation = { id, kind: "agency", name: { en: "One of many" }, country: null };
      expect((await admin().does(organisationAdd, { organisation })).status).toBe(200);
    }
    const first = await rosterOf({});
    const second = await rosterOf({ after: first.next ?? "" });
    const ids = [...first.organisations, ...second.organisations].map((one) => one.id);
    expect([first.organisations.length, second.next]).toEqual([100, null]);
    expect(ids).toEqual([...made, ...organisations.map((one) => one.id)].sort());
    expect((await rosterOf({ crisisId: CRISIS })).organisations.length).toBe(organisations.length);
  });
  it("of a crisis that is not there is not found", async () => {
    const answer = await admin().does(organisationRoster, { crisisId: "crs_nowhere1" });
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
  });
});

describe("joining", () => {
  it("brings an organisation into another crisis, once, however often it is sent", async () => {
    expect((await admin().does(crisisOpen, other)).status).toBe(200);
    const input = { organisationId: "org_embassyOne", crisisId: other.id };
    const key = freshKey();
    for (let i = 0; i < 2; i++) {
      const answer = await admin().does(organisationJoin, input, { key });
      expect([answer.status, answer.body]).toEqual([200, input]);
    }
    const listed = (await world.as("nobody").does(organisationList, { crisisId: other.id })).body;
    expect(listed.organisations).toMatchObject([{ id: "org_embassyOne" }]);
  });
  it("asks for both to exist, and for the crisis to be open", async () => {
    const join = (organisationId: string, crisisId: string) =>
      admin().does(organisationJoin, { organisationId, crisisId });
    expect((await join("org_nowhere1", other.id)).body.code).toBe("not-found");
    expect((await join("org_embassyTwo", "crs_nowhere1")).body.code).toBe("not-found");
    for (const by of [admin(), world.as("platformColleague")])
      expect((await by.does(crisisClose, { id: other.id })).status).toBe(200);
    expect((await join("org_embassyTwo", other.id)).body.code).toBe("crisis-closed");
  });
});

describe("the firewall", () => {
  it("lets no host authority, no oversight and nobody unknown be the receiving desk", async () => {
    for (const [i, receivingDeskId] of ["org_exitOffice", "org_oversight", "org_nowhere1"].entries()) {
      const answer = await admin().does(crisisOpen, {
        ...other,
        id: `crs_refused${String(i)}0`,
        receivingDeskId,
      });
      expect([answer.status, answer.body.code]).toEqual([422, "recipient-unknown"]);
    }
  });
  it("gives an account only a role that fits its organisation", async () => {
    const answer = await admin().does(organisationAddOfficer, {
      id: "off_unfit001",
      organisationId: "org_exitOffice",
      role: "coordinator",
      label: "Unfit",
    });
    expect([answer.status, answer.body.fields]).toEqual([400, [{ path: "role", reason: "not-one-of" }]]);
  });
});
