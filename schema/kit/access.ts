// Who there is (roles, ruling 17). No other role can be made. For whom a view is made stands in ../policy.ts.
// No role here enforces anything on a migrant, and none belongs to an employer: that is the firewall of M4.

export const roles = [
  "person",
  "relative",
  "intake",
  "coordinator",
  "supervisor",
  "permit-officer",
  "gate-officer",
  "oversight",
  "viewer",
  "platform-admin",
] as const;
export type Role = (typeof roles)[number];

/** `nobody` is whoever carries no session. */
export type Caller = Role | "nobody";

/** Roles that officers hold (a person and a relative are not officers). */
export const officerRoles = roles.filter((role) => role !== "person" && role !== "relative");

/** Roles that may read a case which was sent to their organisation. */
export const caseReaders = ["intake", "coordinator", "supervisor"] as const satisfies readonly Role[];
/** Roles that may decide on a case. */
export const caseDeciders = ["coordinator", "supervisor"] as const satisfies readonly Role[];
/** Everyone who works at a desk of a crisis and may see what is not about a person: zones, alerts, counts. */
export const deskRoles = [
  "intake",
  "coordinator",
  "supervisor",
  "permit-officer",
  "gate-officer",
  "oversight",
  "viewer",
  "platform-admin",
] as const satisfies readonly Role[];
/** Roles that may see cases at all: on the map or in the queue, as consent allows. */
export const queueReaders = [
  "intake",
  "coordinator",
  "supervisor",
  "viewer",
] as const satisfies readonly Role[];
