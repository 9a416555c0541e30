// Invented people, one per role, used in every test. A person is a work label and where she sits; none is real.
import type { Caller } from "../../schema/kit/access.ts";

export interface TestPerson {
  says: string;
  role: Caller;
  officerId: string | null;
  organisationId: string | null;
}

const officer = (says: string, role: Caller, officerId: string, organisationId: string): TestPerson => ({
  says,
  role,
  officerId,
  organisationId,
});

export const organisations = [
  { id: "org_supportDesk", kind: "agency", name: { en: "Support desk", ar: "مكتب الدعم" }, country: null },
  { id: "org_healthTeam", kind: "agency", name: { en: "Health team", ar: "فريق الصحة" }, country: null },
  { id: "org_embassyOne", kind: "embassy", name: { en: "Embassy one", ar: "السفارة الأولى" }, country: "BD" },
  {
    id: "org_embassyTwo",
    kind: "embassy",
    name: { en: "Embassy two", ar: "السفارة الثانية" },
    country: "PH",
  },
  { id: "org_exitOffice", kind: "host-authority", name: { en: "Exit office" }, country: "LY" },
  { id: "org_oversight", kind: "oversight", name: { en: "Oversight panel" }, country: null },
  { id: "org_platform", kind: "platform", name: { en: "Platform" }, country: null },
] as const;

export const people = {
  nobody: { says: "nobody", role: "nobody", officerId: null, organisationId: null },
  strandedMigrant: { says: "a stranded migrant", role: "person", officerId: null, organisationId: null },
  relativeAbroad: { says: "a relative abroad", role: "relative", officerId: null, organisationId: null },
  fieldWorker: officer("a field worker of an agency", "intake", "off_field01", "org_supportDesk"),
  agencyCoordinator: officer(
    "a coordinator of the receiving desk",
    "coordinator",
    "off_desk001",
    "org_supportDesk",
  ),
  embassyCoordinator: officer("an embassy coordinator", "coordinator", "off_emb0001", "org_embassyOne"),
  embassyColleague: officer("her colleague", "coordinator", "off_emb0002", "org_embassyOne"),
  supervisor: officer("a supervisor", "supervisor", "off_super01", "org_embassyOne"),
  otherEmbassy: officer("a coordinator of another embassy", "coordinator", "off_other01", "org_embassyTwo"),
  healthViewer: officer("a viewer of a partner agency", "viewer", "off_view001", "org_healthTeam"),
  healthCoordinator: officer(
    "a coordinator of a partner agency",
    "coordinator",
    "off_heal001",
    "org_healthTeam",
  ),
  permitOfficer: officer(
    "a host-authority permit officer",
    "permit-officer",
    "off_perm001",
    "org_exitOffice",
  ),
  permitColleague: officer("another permit officer", "permit-officer", "off_perm002", "org_exitOffice"),
  gateOfficer: officer("a gate officer", "gate-officer", "off_gate001", "org_exitOffice"),
  boardingOfficer: officer("a gate officer of an agency", "gate-officer", "off_board01", "org_supportDesk"),
  oversightVisitor: officer("an oversight visitor", "oversight", "off_over001", "org_oversight"),
  platformAdministrator: officer("a platform administrator", "platform-admin", "off_plat001", "org_platform"),
  platformColleague: officer(
    "another platform administrator",
    "platform-admin",
    "off_plat002",
    "org_platform",
  ),
} as const satisfies Record<string, TestPerson>;

export type PersonName = keyof typeof people;
export const personNames = Object.keys(people) as PersonName[];

export const officers = Object.values(people).flatMap((one) =>
  one.officerId === null
    ? []
    : [{ id: one.officerId, organisationId: one.organisationId, role: one.role, label: one.says }],
);

export const CRISIS = "crs_test0001";
export const START = "2011-03-01T06:00:00.000Z";
/** What most worlds of the tests are: one crisis at its beginning. */
export const crisis = {
  id: CRISIS,
  name: { en: "Test crisis", ar: "أزمة للاختبار" },
  kind: "conflict",
  hostCountry: "LY",
  area: [9, 19, 26, 34],
  receivingDeskId: "org_supportDesk",
  hotline: "+218 00 000 000",
  openedAt: START,
  exerciseStart: START,
} as const;

/** A small group that asks one embassy, with a place from a device; invented words and round figures only. */
export function smallGroup(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    crisisId: CRISIS,
    lang: "en",
    recipients: ["org_embassyOne"],
    danger: "no",
    exactPlace: true,
    place: { lng: 13.18, lat: 32.89, accuracy: 50 },
    people: [
      { name: "Marked Name One", born: "34", relation: "self", document: "held" },
      { name: "Marked Name Two", born: "2004", relation: "child", document: "none" },
    ],
    needs: ["transport"],
    barriers: ["no-money"],
    choice: "home",
    ...over,
  };
}
