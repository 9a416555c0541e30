// Who takes part in the exercise and when it plays: the crisis, its organisations, one account per role at least.
// Invented: which desks sit in the room. An embassy stands for a nationality that the figures name; no account is a person.
import type { Role } from "../../../schema/kit/access.ts";
import type { Organisation } from "../../../schema/organisation.ts";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const CRISIS = "crs_libya2011";
/** Days of the exercise run from six to six, UTC, so that its clock starts between two of them. */
export const OPENED = Date.parse("2011-02-20T06:00:00Z");
export const START = Date.parse("2011-03-01T06:00:00Z");
/** The last day of the tape is the last on which arrivals by country were told (13 September). */
export const END = Date.parse("2011-09-14T06:00:00Z");

export const instant = (at: number): string => new Date(at).toISOString();

export const DESK = "org_migrationDesk";
export const HEALTH = "org_healthTeam";
export const SHELTER = "org_shelterTeam";

/** ISO alpha-3 of the facts → alpha-2, names. */
const embassies: Readonly<Record<string, readonly [string, string, string]>> = {
  BGD: ["BD", "Bangladesh", "بنغلاديش"],
  CHN: ["CN", "China", "الصين"],
  EGY: ["EG", "Egypt", "مصر"],
  GHA: ["GH", "Ghana", "غانا"],
  IND: ["IN", "India", "الهند"],
  LKA: ["LK", "Sri Lanka", "سريلانكا"],
  MLI: ["ML", "Mali", "مالي"],
  NER: ["NE", "Niger", "النيجر"],
  NGA: ["NG", "Nigeria", "نيجيريا"],
  PAK: ["PK", "Pakistan", "باكستان"],
  PHL: ["PH", "the Philippines", "الفلبين"],
  SDN: ["SD", "Sudan", "السودان"],
  TCD: ["TD", "Chad", "تشاد"],
  TUN: ["TN", "Tunisia", "تونس"],
  TUR: ["TR", "Turkey", "تركيا"],
  VNM: ["VN", "Vietnam", "فيتنام"],
};

/** The embassy of a nationality in this exercise; null where none sits in the room. */
export function embassyOf(iso3: string): string | null {
  const found = embassies[iso3];
  return found === undefined ? null : `org_embassy${found[0]}`;
}

const agency = (id: string, en: string, ar: string): Organisation => ({
  id,
  kind: "agency",
  name: { en, ar },
  country: null,
});

export const organisations: readonly Organisation[] = [
  agency(DESK, "Migration agency", "وكالة الهجرة"),
  agency(HEALTH, "Health team", "فريق الصحة"),
  agency(SHELTER, "Shelter team", "فريق الإيواء"),
  ...Object.entries(embassies).map(
    ([iso3, [country, en, ar]]): Organisation => ({
      id: embassyOf(iso3) ?? "",
      kind: "embassy",
      name: { en: `Embassy of ${en}`, ar: `سفارة ${ar}` },
      country,
    }),
  ),
  {
    id: "org_exitOffice",
    kind: "host-authority",
    name: { en: "Exit permit office", ar: "مكتب تصاريح الخروج" },
    country: "LY",
  },
  {
    id: "org_oversight",
    kind: "oversight",
    name: { en: "Oversight panel", ar: "هيئة الرقابة" },
    country: null,
  },
  {
    id: "org_platform",
    kind: "platform",
    name: { en: "Platform operations", ar: "تشغيل المنصة" },
    country: null,
  },
];

export interface OfficerSent {
  id: string;
  organisationId: string;
  role: Role;
  label: string;
}

/** The account that decides for an organisation on the tape. */
export function deciderOf(organisationId: string): string {
  return `off_${organisationId.slice(4)}Desk`;
}

const officer = (id: string, organisationId: string, role: Role, label: string): OfficerSent => ({
  id,
  organisationId,
  role,
  label,
});

/**
 * One per role; a second coordinator, since an embassy sees other cases than the receiving desk; a second permit officer,
 * who decides on objections; a gate of those who run movements; and a second administrator, who confirms organisations.
 */
export const demoOfficers: readonly OfficerSent[] = [
  officer("off_embassyBDDesk", "org_embassyBD", "coordinator", "Embassy of Bangladesh, duty desk"),
  officer("off_migrationDeskDesk", DESK, "coordinator", "Migration agency, receiving desk"),
  officer("off_migrationField", DESK, "intake", "Migration agency, field worker at Choucha"),
  officer("off_migrationLead", DESK, "supervisor", "Migration agency, shift lead"),
  officer("off_healthViewer", HEALTH, "viewer", "Health team, reader"),
  officer("off_exitPermits", "org_exitOffice", "permit-officer", "Exit permit office, counter"),
  officer("off_exitPermitsTwo", "org_exitOffice", "permit-officer", "Exit permit office, second counter"),
  officer("off_exitGate", "org_exitOffice", "gate-officer", "Exit permit office, gate at Ras Ajdir"),
  officer("off_migrationGate", DESK, "gate-officer", "Migration agency, boarding at Ras Ajdir"),
  officer("off_oversightPanel", "org_oversight", "oversight", "Oversight panel, visitor"),
  officer("off_platformAdmin", "org_platform", "platform-admin", "Platform operations"),
  officer("off_platformAdminTwo", "org_platform", "platform-admin", "Platform operations, second"),
];

export const officers: readonly OfficerSent[] = [
  ...demoOfficers,
  ...organisations
    .filter((one) => one.kind === "embassy" || one.kind === "agency")
    .filter((one) => !demoOfficers.some((other) => other.id === deciderOf(one.id)))
    .map((one) => officer(deciderOf(one.id), one.id, "coordinator", `${one.name.en}, duty desk`)),
  officer("off_embassyBDHotline", "org_embassyBD", "intake", "Embassy of Bangladesh, hotline"),
  officer("off_embassyBDLead", "org_embassyBD", "supervisor", "Embassy of Bangladesh, shift lead"),
];

/** What the loading door takes. The hotline is nobody's number. */
export const crisis = {
  id: CRISIS,
  name: { en: "Libya 2011", ar: "ليبيا 2011" },
  kind: "conflict",
  hostCountry: "LY",
  area: [9, 19, 26, 34],
  receivingDeskId: DESK,
  hotline: "+218 00 000 0000",
  openedAt: instant(OPENED),
  exerciseStart: instant(START),
} as const;
