// What `npm start` prints when it is ready. Pure: no address or name is known here but those it is given.

export interface Welcome {
  url: string;
  officers: readonly { role: string; who: string; link: string }[];
  migrant: { code: string; pin: string } | null;
  demo: boolean;
  /** The one-time link of the first administrator, while none can sign in. */
  first?: string | null;
}

export function welcome({ url, officers, migrant, demo, first = null }: Welcome): string {
  const addresses: [string, string][] = [
    ["Public page", `${url}/`],
    ["Register (English)", `${url}/en/r`],
    ["Register (Arabic)", `${url}/ar/r`],
    ["Status of a case", `${url}/en/s`],
    ["Desk", `${url}/desk`],
    ["API description", `${url}/api`],
  ];
  const blocks = [table(addresses)];
  if (officers.length > 0) {
    const rows = officers.map(({ role, who, link }) => [role, who, link]);
    blocks.push(`Sign in at the desk (each link works once; a new start prints new ones):\n${table(rows)}`);
  }
  if (migrant) {
    const rows = [["Code", migrant.code, "PIN", migrant.pin]];
    blocks.push(`A migrant of the exercise, for "Status of a case":\n${table(rows)}`);
  }
  if (!demo && first === null) blocks.push("The platform is empty.");
  if (first !== null)
    blocks.push(
      `The platform is empty. The first administrator makes her passkey here (once, within a day):\n  ${first}`,
    );
  return `\nCauseway runs at ${url} (Ctrl-C stops it)\n\n${blocks.join("\n\n")}\n`;
}

/** Columns that line up, two spaces in. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(width(i))).join("  ");
  return rows.map((row) => `  ${line(row).trimEnd()}`).join("\n");
}
