// Which deployments are refused, and why. Pure.

export interface Deployment {
  vars: Readonly<Record<string, unknown>>;
  databases: readonly string[];
}

/** A sentence for the operator, or null where nothing speaks against it. A rehearsal needs no database. */
export function refusal({ vars, databases }: Deployment, rehearsal: boolean): string | null {
  if (vars.DEMO === "true" && vars.PRODUCTION !== "false")
    return 'DEMO = "true" beside PRODUCTION = "true": one-time officer links would open a real crisis to anybody.';
  if (!rehearsal && databases.some((id) => /^[0-]*$/.test(id)))
    return "database_id is not set. Make one with `npx wrangler d1 create causeway` and write its id into wrangler.toml.";
  return null;
}
