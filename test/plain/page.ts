// A page as text: what it weighs on the wire, what somebody reads, which fields its forms send.

/** What headers of a page's response cost, with room to spare; measured in test/journeys. */
export const HEADERS = 600;

export async function weightOf(html: string): Promise<number> {
  const folded = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(folded).arrayBuffer()).byteLength + HEADERS;
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** Text of the main part, without marks. */
export function textOf(html: string): string {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "";
  return main
    .replace(/<[^>]*>/g, " ")
    .replace(/&([a-z#0-9]+);/g, (whole, name: string) => named[name] ?? whole)
    .replace(/\s+/g, " ")
    .trim();
}

/** Names of all fields of the forms to an address that ends in `step`. */
export function fieldsOf(html: string, step: string): string[] {
  const forms = html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g);
  const names = [...forms]
    .filter(([, attributes = ""]) => attributes.includes(`/${step}"`))
    .flatMap(([, , inside = ""]) => [...inside.matchAll(/\sname="([^"]*)"/g)].map(([, name = ""]) => name));
  return [...new Set(names)];
}

/** Addresses that a browser would ask for by itself. */
export function requestsOf(html: string): string[] {
  return [...html.matchAll(/<(?:link|script|img|iframe|source|use|object)\b[^>]*?(?:src|href)="([^"]*)"/g)]
    .map(([, address = ""]) => address)
    .filter((address) => !address.startsWith("data:"));
}
