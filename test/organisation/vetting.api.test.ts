// An organisation that one administrator adds can do nothing until a second one stands for it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountInvite } from "../../schema/account-team.ts";
import { crisisOpen } from "../../schema/crisis.ts";
import { issuerSet } from "../../schema/issuer.ts";
import {
  organisationAdd,
  organisationAddOfficer,
  organisationJoin,
  organisationList,
  organisationRoster,
  organisationVet,
} from "../../schema/organisation.ts";
import { organisationRefuse } from "../../schema/organisation-refuse.ts";
import { registrationOpen } from "../../schema/registration.ts";
import { comesIn, invites, joins } from "../account/desk.ts";
import { CRISIS, type PersonName, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
const first = () => world.as("platformAdministrator");
const second = () => world.as("platformColleague");
beforeAll(async () => {
  world = await makeWorld();
});

let made = 0;
async function adds(crisisId?: string): Promise<string> {
  const organisation = {
    id: `org_new${String(++made).padStart(5, "0")}`,
    kind: "embassy",
    name: { en: "New" },
    country: "NP",
  };
  const answer = await first().does(organisationAdd, {
    organisation,
    ...(crisisId === undefined ? {} : { crisisId }),
  });
  expect(answer.status).toBe(200);
  return organisation.id;
}
const receives = async (id: string) =>
  JSON.stringify((await world.as("nobody").does(organisationList, { crisisId: CRISIS })).body).includes(id);

describe("a pending organisation", () => {
  it("is offered to nobody, and receives nothing", async () => {
    const id = await adds(CRISIS);
    expect(await receives(id)).toBe(false);
    const sent = await world
      .as("nobody")
      .does(registrationOpen, smallGroup({ recipients: [id] }), { key: freshKey() });
    expect(sent.body.code).toBe("recipient-unknown");
  });
  it("joins no crisis, is no receiving desk, gets no officer, no invitation and no sign-in server", async () => {
    const id = await adds();
    const tried = [
      await first().does(organisationJoin, { organisationId: id, crisisId: CRISIS }),
      await second().does(organisationJoin, { organisationId: id, crisisId: CRISIS }),
      await first().does(crisisOpen, {
        id: "crs_pending01",
        name: { en: "Pending" },
        kind: "flood",
        hostCountry: "BD",
        area: [88, 20, 93, 27],
        receivingDeskId: id,
      }),
      await first().does(organisationAddOfficer, {
        id: "off_pending01",
        organisationId: id,
        role: "intake",
        label: "X",
      }),
      await second().does(accountInvite, {
        id: "off_pending02",
        organisationId: id,
        role: "supervisor",
        label: "X",
      }),
      await first().does(issuerSet, { organisationId: id, url: "https://sign-in.test", clientId: "c" }),
    ];
    expect(tried.map((one) => one.body.code)).toEqual(tried.map(() => "organisation-pending"));
    const rows = await env.DB.prepare(
      "SELECT 1 FROM officer WHERE organisationId = ?1 UNION ALL SELECT 1 FROM issuer",
    )
      .bind(id)
      .all();
    expect(rows.results).toEqual([]);
  });
  it("is not confirmed by who added it, nor by anybody else", async () => {
    const id = await adds();
    expect((await first().does(organisationVet, { organisationId: id })).body.code).toBe(
      "second-officer-needed",
    );
    for (const who of ["supervisor", "oversightVisitor", "nobody"] as const)
      expect([401, 403]).toContain(
        (await world.as(who).does(organisationVet, { organisationId: id })).status,
      );
  });
  it("is not confirmed by whom the same invitations let in, in either direction, however often a link is made anew", async () => {
    const own = await joins(first(), "org_platform", "platform-admin");
    const further = await joins(own.desk, "org_platform", "platform-admin");
    const id = await adds(CRISIS);
    for (const { desk } of [own, further]) {
      expect((await desk.does(organisationVet, { organisationId: id })).body.code).toBe("same-line");
      const { organisations } = (await desk.does(organisationRoster)).body as {
        organisations: { id: string; mayVet: boolean }[];
      };
      expect(organisations.find((one) => one.id === id)?.mayVet).toBe(false);
    }
    const organisation = { id: "org_byfurther", kind: "embassy", name: { en: "New" }, country: "NP" };
    await further.desk.does(organisationAdd, { organisation });
    for (const who of [first(), own.desk])
      expect((await who.does(organisationVet, { organisationId: organisation.id })).body.code).toBe(
        "same-line",
      );
    // The second line invites; the first makes the link anew while nobody came, and so is the one who let her in.
    const taken = await invites(second(), "org_platform", "platform-admin");
    const again = await invites(first(), "org_platform", "platform-admin", taken.id);
    const { desk } = await comesIn(again.token);
    expect((await desk.does(organisationVet, { organisationId: id })).body.code).toBe("same-line");
    // Whom the second line let in is the other one.
    const other = await joins(second(), "org_platform", "platform-admin");
    expect((await other.desk.does(organisationVet, { organisationId: id })).status).toBe(200);
  });
  it("comes into the crisis it was added for with the second word, once", async () => {
    const id = await adds(CRISIS);
    const answer = await second().does(organisationVet, { organisationId: id });
    expect(answer.status).toBe(200);
    expect(await receives(id)).toBe(true);
    expect((await second().does(organisationVet, { organisationId: id })).body.code).toBe("already-exists");
    const { organisations } = (await first().does(organisationRoster, { crisisId: CRISIS })).body as {
      organisations: { id: string; vettedAt: string | null; addedBy: string | null }[];
    };
    expect(organisations.find((one) => one.id === id)).toMatchObject({
      vettedAt: answer.body.vettedAt,
      addedBy: "off_plat001",
    });
    const invited = await first().does(accountInvite, {
      id: "off_firstlead",
      organisationId: id,
      role: "supervisor",
      label: "Lead",
    });
    expect(invited.status).toBe(200);
  });
  it("cannot be slipped into a crisis past the doors either", async () => {
    const id = await adds();
    await expect(
      env.DB.prepare("INSERT INTO crisisOrganisation VALUES (?1, ?2)").bind(CRISIS, id).run(),
    ).rejects.toThrow(/organisation-pending/);
  });
  it("is refused with a reason by one administrator, once, also by whoever asked for it, and stays out", async () => {
    const refuses = (who: PersonName, id: string, key?: string) =>
      world
        .as(who)
        .does(
          organisationRefuse,
          { organisationId: id, reason: "unknown" },
          key === undefined ? {} : { key },
        );
    for (const who of ["platformColleague", "platformAdministrator"] as const) {
      const id = await adds(CRISIS);
      const key = freshKey();
      const answer = await refuses(who, id, key);
      expect(answer.status).toBe(200);
      expect((await refuses(who, id, key)).body).toEqual(answer.body);
      expect((await refuses("platformColleague", id)).body.code).toBe("transition-impossible");
      expect((await second().does(organisationVet, { organisationId: id })).body.code).toBe(
        "transition-impossible",
      );
      expect(await receives(id)).toBe(false);
      const { organisations } = (await world.as("oversightVisitor").does(organisationRoster)).body as {
        organisations: { id: string; refused: { reason: string } | null }[];
      };
      expect(organisations.find((one) => one.id === id)?.refused).toMatchObject({
        at: answer.body.refusedAt,
        reason: "unknown",
      });
      const rows = await env.DB.prepare("SELECT act FROM audit WHERE targetId = ?1 ORDER BY seq")
        .bind(id)
        .all();
      expect(rows.results.map(({ act }) => act)).toEqual(["organisation.add", "organisation.refuse"]);
    }
    // Asked for anew it is another request, and is looked at as every other.
    const anew = await adds(CRISIS);
    expect((await second().does(organisationVet, { organisationId: anew })).status).toBe(200);
    expect((await refuses("platformColleague", anew)).body.code).toBe("transition-impossible");
    expect((await refuses("platformColleague", "org_nowhere1")).body.code).toBe("not-found");
    const bad = await second().does(organisationRefuse, { organisationId: anew, reason: "because" });
    expect(bad.body.code).toBe("malformed");
    for (const who of ["supervisor", "oversightVisitor", "nobody"] as const)
      expect([401, 403]).toContain((await refuses(who, anew)).status);
  });
  it("that nobody added is not found", async () => {
    const answer = await second().does(organisationVet, { organisationId: "org_nowhere1" });
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
  });
});
