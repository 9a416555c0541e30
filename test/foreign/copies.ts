// Which of our files is a copy of which of their tables, and how each field is made of a column.

const text = (value = "") => (value === "" ? null : value);
const number = (value = "") => (value === "" ? null : Number(value));
const list =
  (by: string) =>
  (value = "") =>
    value.split(by).filter((one) => one !== "");
const same = (value = "") => value;

export type Column = readonly [string, string, (value?: string) => unknown];

/** Our file, theirs, and how each of our fields is made of one of their columns. */
export const copies: readonly (readonly [string, string, readonly Column[]])[] = [
  [
    "source",
    "sources",
    [
      ["id", "source_id", same],
      ["title", "title", same],
      ["publisher", "publisher", same],
      ["date", "date", text],
      ["url", "url", same],
      ["note", "note", text],
    ],
  ],
  [
    "place",
    "places",
    [
      ["id", "place_id", same],
      ["nameEn", "name_en", same],
      ["nameAr", "name_ar", text],
      ["aliases", "aliases_seen", list("|")],
      ["kind", "kind", same],
      ["country", "iso3", text],
      ["lat", "lat", number],
      ["lng", "lon", number],
      ["precision", "precision", text],
      ["coordSource", "coord_source", text],
      ["note", "note", text],
    ],
  ],
  [
    "occupancy",
    "site_occupancy",
    [
      ["place", "place_id", same],
      ["asOf", "as_of", same],
      ["measure", "measure", same],
      ["persons", "persons", number],
      ["source", "source_id", same],
      ["note", "note", text],
    ],
  ],
  [
    "arrival",
    "arrivals",
    [
      ["asOf", "as_of", text],
      ["place", "place_or_country", same],
      ["host", "host_iso3", text],
      ["group", "group", same],
      ["persons", "persons", number],
      ["qualifier", "qualifier", same],
      ["kind", "kind", same],
      ["source", "source_id", same],
      ["note", "note", text],
    ],
  ],
  [
    "nationality",
    "nationality",
    [
      ["iso3", "iso3", same],
      ["measure", "measure", same],
      ["low", "value_low", number],
      ["high", "value_high", number],
      ["asOf", "as_of", same],
      ["place", "place", text],
      ["source", "source_id", same],
      ["note", "note", text],
    ],
  ],
  [
    "movement",
    "movements",
    [
      ["id", "movement_id", same],
      ["date", "date", text],
      ["dateBasis", "date_basis", same],
      ["mode", "mode", same],
      ["operator", "operator", same],
      ["vessel", "vessel", text],
      ["origin", "origin", list(";")],
      ["destination", "destination", list(";")],
      ["nationalities", "nationalities", list(";")],
      ["persons", "persons", number],
      ["qualifier", "qualifier", same],
      ["mission", "mission", text],
      ["source", "source_id", same],
      ["note", "note", text],
    ],
  ],
  [
    "manifest",
    "movement_nationality",
    [
      ["movement", "movement_id", same],
      ["iso3", "iso3", same],
      ["persons", "persons", number],
      ["source", "source_id", same],
    ],
  ],
  [
    "misrata",
    "misrata_cumulative",
    [
      ["asOf", "as_of", same],
      ["missions", "missions_done", number],
      ["persons", "persons_cumulative", number],
      ["source", "source_id", same],
      ["note", "note", text],
    ],
  ],
  [
    "assisted",
    "assisted_departures",
    [
      ["asOf", "as_of", same],
      ["origin", "from", same],
      ["operator", "operator", same],
      ["persons", "persons_cumulative", number],
      ["qualifier", "qualifier", same],
      ["source", "source_id", same],
      ["note", "note", text],
    ],
  ],
  [
    "document",
    "documents_exit",
    [
      ["date", "date", text],
      ["topic", "topic", same],
      ["iso3", "iso3", list(";")],
      ["fact", "fact", same],
      ["source", "source_id", text],
    ],
  ],
];
