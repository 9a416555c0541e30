// Where the desk is: an address with its filters, so that a link restores a view. A tiny router over History.
import { signal } from "@preact/signals";

export interface Place {
  path: string;
  query: Readonly<Record<string, string>>;
}

function here(): Place {
  return { path: location.pathname, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

export const place = signal<Place>(here());
addEventListener("popstate", () => {
  place.value = here();
});

export function addressOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const kept = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  const text = new URLSearchParams(kept).toString();
  return text === "" ? path : `${path}?${text}`;
}

export function go(
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
  replace = false,
): void {
  const address = addressOf(path, query);
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  place.value = here();
}

/** The same place with some of its query changed; undefined takes a part away. */
export function refine(change: Readonly<Record<string, string | undefined>>, replace = false): void {
  go(place.value.path, { ...place.value.query, ...change }, replace);
}

/** Follows links inside the desk without loading the page anew; leaves modified clicks to the browser. */
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a");
  if (link === null || link === undefined || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target !== "") return;
  if (link.origin !== location.origin || !link.pathname.startsWith("/desk")) return;
  event.preventDefault();
  go(link.pathname, Object.fromEntries(new URLSearchParams(link.search)));
}
