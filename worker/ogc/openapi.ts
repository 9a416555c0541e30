// The description of the addresses under /ogc in OpenAPI 3.0, which is what the standard's tools read. The acts have
// their own description (worker/page/openapi.ts).
import { layers } from "./collection.ts";
import { GEOJSON } from "./document.ts";
import { MOST, USUAL } from "./rules.ts";
import { MVT } from "./tile.ts";

type Json = Record<string, unknown>;

const inQuery = (name: string, description: string, schema: Json, more: Json = {}): Json => ({
  name,
  in: "query",
  required: false,
  description,
  schema,
  ...more,
});
const parameters: Json = {
  collectionId: {
    name: "collectionId",
    in: "path",
    required: true,
    description: `The id of a crisis, a hyphen and a layer: ${layers.join(", ")}.`,
    schema: { type: "string" },
  },
  featureId: { name: "featureId", in: "path", required: true, schema: { type: "string" } },
  z: { name: "z", in: "path", required: true, description: "Zoom of the tile.", schema: { type: "integer" } },
  x: { name: "x", in: "path", required: true, description: "Its column.", schema: { type: "integer" } },
  y: {
    name: "y",
    in: "path",
    required: true,
    description: "Its row, from the north.",
    schema: { type: "integer" },
  },
  limit: inQuery(
    "limit",
    `Features on a page; more than ${String(MOST)} gives ${String(MOST)}.`,
    { type: "integer", minimum: 1, maximum: MOST, default: USUAL },
    { style: "form", explode: false },
  ),
  bbox: inQuery(
    "bbox",
    "West, south, east, north in degrees, or six numbers with heights, which are ignored. West above east crosses the antimeridian.",
    {
      type: "array",
      oneOf: [
        { minItems: 4, maxItems: 4 },
        { minItems: 6, maxItems: 6 },
      ],
      items: { type: "number" },
    },
    { style: "form", explode: false },
  ),
  datetime: inQuery(
    "datetime",
    "A moment (RFC 3339), or two with a slash of which one may be open. What has no time is in every answer.",
    { type: "string" },
    { style: "form", explode: false },
  ),
  cursor: inQuery("cursor", "Where the page begins: follow the link `next`.", { type: "string" }),
};

const refused = { $ref: "#/components/responses/Refused" };
const ref = (name: string) => ({ $ref: `#/components/parameters/${name}` });

function read(id: string, summary: string, type: string, names: readonly string[] = []): Json {
  const said = type.startsWith("text/") ? { type: "string" } : { type: "object" };
  const schema = type === MVT ? { type: "string", format: "binary" } : said;
  const responses: Json = {
    200: { description: "Done.", content: { [type]: { schema } } },
    304: { description: "What you have is what there is." },
    400: refused,
    429: refused,
    500: refused,
  };
  if (names.includes("collectionId")) {
    responses[401] = refused;
    responses[403] = refused;
    responses[404] = refused;
  }
  return {
    get: {
      operationId: id,
      summary,
      parameters: names.map(ref),
      security: [{}, { bearer: [] }, { basic: [] }],
      responses,
    },
  };
}

export function openapi30(base: string, title: string): Json {
  const features = ["collectionId", "limit", "bbox", "datetime", "cursor"];
  return {
    openapi: "3.0.3",
    info: {
      title: `${title}: layers for other tools`,
      version: "1.0.0",
      description:
        "OGC API - Features Part 1. Zones, alerts, confirmed dangers and published counts; never people.",
    },
    servers: [{ url: base }],
    paths: {
      "/": read("getLandingPage", "Where to begin.", "application/json"),
      "/conformance": read("getConformanceDeclaration", "What this conforms to.", "application/json"),
      "/api": read("getApi", "This document.", "application/vnd.oai.openapi+json;version=3.0"),
      "/collections": read("getCollections", "The collections that may be read.", "application/json"),
      "/collections/{collectionId}": read("describeCollection", "One collection.", "application/json", [
        "collectionId",
      ]),
      "/collections/{collectionId}/items": read("getFeatures", "Its features, in pages.", GEOJSON, features),
      "/collections/{collectionId}/items/{featureId}": read("getFeature", "One feature.", GEOJSON, [
        "collectionId",
        "featureId",
      ]),
      "/collections/{collectionId}/hxl.csv": read(
        "getSheet",
        "Counts by district as a sheet with HXL tags.",
        "text/csv",
        ["collectionId"],
      ),
      "/collections/{collectionId}/tiles.json": read(
        "getTileJson",
        "Where its vector tiles are (TileJSON 3.0.0).",
        "application/json",
        ["collectionId"],
      ),
      "/collections/{collectionId}/tiles/{z}/{x}/{y}.mvt": read("getTile", "A vector tile of it.", MVT, [
        "collectionId",
        "z",
        "x",
        "y",
      ]),
    },
    components: {
      parameters,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        basic: { type: "http", scheme: "basic", description: "Any user name; the token is the password." },
      },
      responses: {
        Refused: {
          description: "Refused (RFC 9457).",
          content: {
            "application/problem+json": {
              schema: {
                type: "object",
                required: ["type", "title", "status", "code", "requestId"],
                properties: {
                  type: { type: "string" },
                  title: { type: "string" },
                  status: { type: "integer" },
                  code: { type: "string" },
                  requestId: { type: "string" },
                },
              },
            },
          },
        },
      },
    },
  };
}
