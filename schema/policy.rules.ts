// Decides from the rules of policy.ts which fields are open, and says them as a table. Pure; denies by default.
import type { Purpose } from "./consent.ts";
import type { Caller } from "./kit/access.ts";
import type { Precision } from "./location.ts";
import {
  type Audience,
  audienceNames,
  audiences,
  type Field,
  fieldNames,
  fields,
  type Rule,
  rules,
} from "./policy.ts";

/** Who asks, as which audience, with which of her consents to the asking organisation, of how old a place. */
export interface Asking {
  audience: Audience;
  role: Caller;
  /** Consents of hers to the asking organisation that hold at this moment. */
  purposes: readonly Purpose[];
  /** Milliseconds since the place was said; null where there is none. */
  age: number | null;
  /** False for what another adult of the group said or was sent, who has a code of her own. */
  own?: boolean;
}

function applies(rule: Rule, asking: Asking): boolean {
  return (
    rule.audience === asking.audience &&
    rule.roles.includes(asking.role) &&
    (rule.consent.length === 0 || rule.consent.some((one) => asking.purposes.includes(one))) &&
    (rule.also ?? []).every((one) => asking.purposes.includes(one)) &&
    (rule.within === undefined || (asking.age !== null && asking.age <= rule.within)) &&
    (rule.own !== true || asking.own !== false)
  );
}

/** The fields that are open. `by` stands for the rules in a test that breaks one on purpose. */
export function openFields(asking: Asking, by: readonly Rule[] = rules): ReadonlySet<Field> {
  return new Set(by.filter((rule) => applies(rule, asking)).flatMap((rule) => rule.fields));
}

const seeing = ["responder", "partner", "holder"] as const;

/** What consents to an organisation make an officer of it: a viewer never more than a partner (ruling 17). */
export function audienceFor(role: Caller, purposes: readonly Purpose[]): (typeof seeing)[number] | null {
  const open = (audience: Audience) => openFields({ audience, role, purposes, age: null }).has("case");
  return seeing.find(open) ?? null;
}

/** The finest form of a place that is open; null where none is. */
export function finestOf(open: Pick<ReadonlySet<Field>, "has">): Precision | null {
  return (["exact", "cell", "district"] as const).find((one) => open.has(one)) ?? null;
}

const HOUR = 3_600_000;
const spanOf = (within: number) =>
  within <= 24 * HOUR ? `${String(within / HOUR)} hours` : `${String(within / (24 * HOUR))} days`;

/** What a rule asks for, in words for one cell of the table. */
function conditionOf(rule: Rule): string {
  const consent = rule.consent.map((one) => `\`${one}\``).join(" or ");
  const also = (rule.also ?? []).map((one) => ` and \`${one}\``).join("");
  const parts = [
    `${consent}${also}`,
    rule.within === undefined ? "" : spanOf(rule.within),
    rule.own === true ? "her own" : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "yes" : parts.join(", ");
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** One table of who is who, one of every field by every audience. schema/policy.md holds it. */
export function policyTables(by: readonly Rule[] = rules): string {
  const rolesOf = (audience: Audience) =>
    [...new Set(by.filter((rule) => rule.audience === audience).flatMap((rule) => rule.roles))].join(", ");
  const shown = audienceNames.filter((audience) => by.some((rule) => rule.audience === audience));
  const cell = (field: Field, audience: Audience) =>
    by
      .filter((rule) => rule.audience === audience && rule.fields.includes(field))
      .map(conditionOf)
      .join("; ");
  return [
    line(["audience", "is", "roles"]),
    line(["---", "---", "---"]),
    ...audienceNames.map((one) => line([one, audiences[one], rolesOf(one) || "none"])),
    "",
    line(["field", "holds", ...shown]),
    line(["---", "---", ...shown.map(() => "---")]),
    ...fieldNames.map((field) => line([field, fields[field], ...shown.map((one) => cell(field, one))])),
  ].join("\n");
}
