// The documents around the features: landing, conformance, collections, and the pages of features with their links.
// Every link is absolute and under the one base that this platform is reached at.
import { inLanguage } from "../../schema/kit/fields.ts";
import { type Collection, isRestricted, says } from "./collection.ts";
import type { Feature } from "./feature.ts";

type Json = Record<string, unknown>;
export const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
export const OPENAPI = "application/vnd.oai.openapi+json;version=3.0";
export const GEOJSON = "application/geo+json";
const JSON_TYPE = "application/json";

export const conformsTo = ["core", "oas30", "geojson"].map(
  (one) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${one}`,
);

const link = (rel: string, href: string, title: string, type = JSON_TYPE) => ({ href, rel, type, title });
const itemsOf = (base: string, id: string) => `${base}/collections/${id}/items`;

export function landing(base: string, title: string): Json {
  return {
    title,
    description:
      "Zones, alerts, confirmed dangers and published counts of open crises for other tools. People are never here; counts are published with disclosure control.",
    links: [
      link("self", base, "This document"),
      link("service-desc", `${base}/api`, "The description of this service", OPENAPI),
      link("conformance", `${base}/conformance`, "What this service conforms to"),
      link("data", `${base}/collections`, "The collections"),
    ],
  };
}

export function conformance(): Json {
  return { conformsTo };
}

export function collection(base: string, { id, crisis, layer }: Collection): Json {
  const { title, description } = says[layer];
  const links = [
    link("self", `${base}/collections/${id}`, "This collection"),
    link("items", itemsOf(base, id), "Its features", GEOJSON),
  ];
  if (layer !== "figures")
    links.push(link("alternate", `${base}/collections/${id}/tiles.json`, "As vector tiles (TileJSON)"));
  if (layer === "areas" || layer === "partner-areas")
    links.push(
      link("alternate", `${base}/collections/${id}/hxl.csv`, "As a sheet with HXL tags", "text/csv"),
    );
  return {
    id,
    title: `${inLanguage(crisis.name, "en").text}: ${title}`,
    description,
    itemType: "feature",
    crs: [CRS84],
    extent: {
      spatial: { bbox: [crisis.area], crs: CRS84 },
      temporal: {
        interval: [[crisis.openedAt, null]],
        trs: "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
      },
    },
    ...(isRestricted(layer) ? { keywords: ["restricted"] } : {}),
    links,
  };
}

export function collections(base: string, list: readonly Collection[]): Json {
  return {
    links: [link("self", `${base}/collections`, "This document")],
    collections: list.map((one) => collection(base, one)),
  };
}

const geoJson = ({ id, geometry, properties }: Feature) => ({ type: "Feature", id, geometry, properties });

export function items(
  base: string,
  id: string,
  of: { features: readonly Feature[]; query: URLSearchParams; cursor: string | null; matched: number | null },
): Json {
  const address = (query: URLSearchParams) => {
    const text = query.toString();
    return text === "" ? itemsOf(base, id) : `${itemsOf(base, id)}?${text}`;
  };
  const links = [
    link("self", address(of.query), "This page", GEOJSON),
    link("collection", `${base}/collections/${id}`, "The collection"),
  ];
  if (of.cursor !== null) {
    const next = new URLSearchParams(of.query);
    next.set("cursor", of.cursor);
    links.push(link("next", address(next), "The next page", GEOJSON));
  }
  return {
    type: "FeatureCollection",
    links,
    numberReturned: of.features.length,
    ...(of.matched === null ? {} : { numberMatched: of.matched }),
    features: of.features.map(geoJson),
  };
}

export function item(base: string, id: string, feature: Feature): Json {
  return {
    ...geoJson(feature),
    links: [
      link("self", `${itemsOf(base, id)}/${encodeURIComponent(feature.id)}`, "This feature", GEOJSON),
      link("collection", `${base}/collections/${id}`, "The collection"),
    ],
  };
}
