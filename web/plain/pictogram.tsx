// Pictograms of every choice on the migrant's pages, drawn for this project: one stroked path on a grid of 24 each. They
// stand beside words, so that screen readers are told nothing twice.
import type { VNode } from "preact";

// What returns in several is spelled the same each time: a second copy costs next to nothing on the way.
const head = "a2 2 0 110 4 2 2 0 010-4z";
const body = "v-5a4 4 0 018 0v5";
const round = "M12 3a9 9 0 110 18 9 9 0 010-18z";
export const globe = `${round}M3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18`;
const shield = "M12 2l8 3v7c0 5-4 8-8 10-4-2-8-5-8-10V5z";
const pin = "M12 22s7-8 7-13a7 7 0 00-14 0c0 5 7 13 7 13z";
const phone = "M7 2h10v20H7zM11 19h2";
const house = "M3 12l9-8 9 8M5 10v11h14V10";
const heart = "c-2-4-8-2-6 2 1 2 6 5 6 5s5-3 6-5c2-4-4-6-6-2z";
const paper = "M5 2h14v20H5z";
const dot = "v.1";
const left = `M8 5${head}M4 20${body}`;

/** Name of a choice, with its question. */
export const pictograms: Readonly<Record<string, string>> = {
  "danger.now": `M12 3L2 21h20zM12 10v5M12 18${dot}`,
  "danger.soon": `${round}M12 7v5l4 2`,
  "danger.no": `${shield}M8 12l3 3 5-6`,
  "kind.embassy": "M3 21h18M5 21V10h14v11M12 10V2l6 2-6 2",
  "kind.agency": `M12 9${heart}M3 21h18`,
  "place.exact": `${pin}M12 7${head}`,
  "asked.by.family": `${house}M12 11${heart}`,
  "asked.by.neighbour": "M2 20v-8l5-5 5 5v8zM14 20v-8l4-4 4 4v8zM2 20h20",
  "asked.by.friend": `M6 8${head}M2 20${body}M18 8${head}M14 20${body}M12 3${heart}`,
  "asked.by.volunteer": `${left}M17 6${heart}`,
  "asked.knows.yes": `${left}M15 11l2 2 4-5`,
  "asked.knows.not-yet": `${left}M18 6a4 4 0 110 8 4 4 0 010-8zM18 8v2l1 1`,
  "asked.knows.cannot": `${left}M15 8l6 6M21 8l-6 6`,
  "relation.partner": `M7 5${head}M3 20${body}M17 5${head}M13 20${body}`,
  "relation.child": `${left}M18 11${head}M14 20v-1a4 4 0 018 0v1`,
  "relation.parent": `${left}M20 20v-8h-4`,
  "relation.sibling": `M7 5${head}M3 20${body}M17 5${head}M13 20${body}M7 2h10`,
  "relation.other": `${left}M19 8v6M16 11h6`,
  "ageBand.baby": `M12 4a4 4 0 110 8 4 4 0 010-8zM7 21c-2-9 12-9 10 0zM10 8${dot}M14 8${dot}`,
  "ageBand.child": `M9 9${head}M5 20v-2a4 4 0 018 0v2M19 16${head}`,
  "ageBand.adult": `M12 2${head}M8 15v-3a4 4 0 018 0v3M10 22v-8M14 22v-8`,
  "ageBand.older": `M10 2${head}M6 15v-3a4 4 0 018 0v3M8 22v-8M12 22v-8M19 22v-9h-3`,
  "document.original": `${paper}M12 7${head}M9 17h6`,
  "document.copy": "M8 2h12v15H8zM16 17v5H4V7h4",
  "document.photo": "M3 7h4l2-3h6l2 3h4v13H3zM12 9a4 4 0 110 8 4 4 0 010-8z",
  "document.none": `${paper}M2 4l20 16`,
  "document.held": `${paper}M9 11h6v5H9zM10 11V8h4v3`,
  "need.protection": `${shield}M12 8v4M12 15${dot}`,
  "need.medical": `M5 3v6a4 4 0 008 0V3M9 13v3a5 5 0 0010 0v-3M19 9${head}`,
  "need.medicine": "M5 13l8-8a4 4 0 016 6l-8 8a4 4 0 01-6-6zM9 9l6 6",
  "need.water-food": "M7 3s5 6 5 9a5 5 0 01-10 0c0-3 5-9 5-9zM17 3v18M14 3v5h6V3",
  "need.shelter": `M2 11l10-8 10 8M4 20v-7M4 18h16M20 20v-5h-9v3M7 15${dot}`,
  "need.transport": `M4 5h16v12H4zM4 11h16M7 17v3M17 17v3M7 14${dot}M17 14${dot}`,
  "need.travel-paper": `${paper}M8 12l8-4-4 8v-4z`,
  "need.baby": "M9 8h6l2 4v10H7V12zM10 8V5h4v3M12 5V2M7 16h4",
  "need.disability": `M10 3${dot}M10 7v7h5l3 6M10 10h5M8 11a5 5 0 105 9`,
  "need.family": `${left}M16 10a4 4 0 110 8 4 4 0 010-8zM19 17l3 4`,
  "need.callback": `${phone}M12 6v4h3`,
  "barrier.unrest": "M12 2c0 6 6 6 6 12a6 6 0 01-12 0c0-4 3-4 3-8l3 4z",
  "barrier.disaster": "M3 11l9-8 9 8M5 9v7M19 9v7M12 3l-2 5 4 3-3 5M2 21l4-2 4 2 4-2 4 2 4-2",
  "barrier.climate": "M12 8a4 4 0 110 8 4 4 0 010-8zM12 2v3M2 12h3M19 12h3M5 5l2 2M19 5l-2 2M2 20h20",
  "barrier.epidemic": `${left}M15 6${dot}M20 5${dot}M17 10${dot}M21 11${dot}M18 15${dot}`,
  "barrier.border-closed": "M4 21V8M2 21h5M4 11h18v4H4M9 11l-2 4M14 11l-2 4M19 11l-2 4",
  "barrier.no-papers": `${paper}M9 9l6 6M15 9l-6 6`,
  "barrier.no-money": `M2 7h20v10H2zM12 10${head}M4 3l16 18`,
  "barrier.unwilling": `${left}M16 12l6 6M22 12l-6 6`,
  "barrier.imprisoned": "M3 3h18v18H3zM8 3v18M12 3v18M16 3v18",
  "barrier.in-shelter": `${house}M12 10${head}M8 20v-1a4 4 0 018 0v1`,
  "barrier.work-conduct": "M5 11h14v10H5zM8 11V7a4 4 0 018 0v4M12 15v2",
  "barrier.dependant": `M6 5${head}M2 20${body}M18 5${head}M14 20${body}M8 12h8`,
  "barrier.abandoned": `${left}M14 20l3-17M22 20L20 3`,
  "choice.home": `${house}M10 21v-6h4v6`,
  "choice.another-country": `${globe}M17 3h4v4`,
  "choice.safe-zone": `${shield}M8 12l4-4 4 4M9 11v5h6v-5`,
  "choice.stay": `${pin}M9 9h6`,
  "choice.undecided": `${round}M9 10a3 3 0 115 2c-1 1-2 1-2 3M12 17${dot}`,
  "phoneOwner.own": `${phone}M12 7${head}`,
  "phoneOwner.shared": `M3 2h9v20H3zM7 19h1M18 7${head}M14 20${body}`,
  "phoneOwner.other": `${phone}M10 8h4v3h-2v2`,
  "consent.phoneSafe": `${phone}M9 10l2 2 4-5`,
};

/** Drawn where it stands: compressed, a second drawing of the same path costs less than a name for it. */
export function Pictogram({ name }: { name: string }): VNode {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={pictograms[name]} />
    </svg>
  );
}
