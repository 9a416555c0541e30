// Which deployments are refused, and why. Pure.
import { VERSIONS_USED, versionsOf } from "../../schema/kit/versions.ts";

export interface Deployment {
  vars: Readonly<Record<string, unknown>>;
  databases: readonly string[];
}

/** The command that asks a database which versions of the key ring it needs. */
export const USED = VERSIONS_USED.join(";\n");

/** Versions in what `wrangler d1 execute --json` printed, an answer a statement; null where it cannot be read. */
export function versionsIn(printed: string): number[] | null {
  try {
    const answers = JSON.parse(printed.slice(printed.indexOf("["))) as { results: { version: string }[] }[];
    return answers.length === 0 ? null : versionsOf(answers.flatMap((one) => one.results));
  } catch {
    return null;
  }
}

/**
 * A sentence where the deployment does not say that its secret holds every version that stored data needs; null where it
 * does. `used` is null for a database without tables: the first deployment.
 */
export function ringRefusal({ vars }: Deployment, used: readonly number[] | null): string | null {
  if (used === null || used.length === 0) return null;
  const said = typeof vars.KEY_VERSIONS === "string" ? vars.KEY_VERSIONS.split(/[\s,]+/).map(Number) : [];
  const missing = used.filter((version) => !said.includes(version));
  if (missing.length === 0) return null;
  return `stored data needs version ${missing.join(", ")} of the key ring, and KEY_VERSIONS does not name it. Make sure that the secret KEY_RING holds it, then write KEY_VERSIONS = "${used.join(" ")}" (and every newer one) into [vars].`;
}

/** A sentence for the operator, or null where nothing speaks against it. A rehearsal needs no database. */
export function refusal({ vars, databases }: Deployment, rehearsal: boolean): string | null {
  if (vars.DEMO === "true" && vars.PRODUCTION !== "false")
    return 'DEMO = "true" beside PRODUCTION = "true": one-time officer links would open a real crisis to anybody.';
  if (!rehearsal && databases.some((id) => /^[0-]*$/.test(id)))
    return "database_id is not set. Make one with `npx wrangler d1 create causeway` and write its id into wrangler.toml.";
  return null;
}
