// Which sentences of words/ are read aloud to a person, and what stands on her slip. Pure.

const groups = [
  "ageBand",
  "asked.by",
  "asked.knows",
  "barrier",
  "calendar",
  "choice",
  "danger",
  "document",
  "kind",
  "need",
  "needs",
  "notice",
  "people",
  "phoneOwner",
  "place",
  "reach",
  "other",
  "relation",
  "slip",
];
const single = new Set([
  "asked.by",
  "asked.knows",
  "consent.phoneSafe",
  "consent.phoneSafeHint",
  "draft.note",
  "pin.question",
  "pin.label",
  "pin.yours",
  "receipt.phone",
  "rights.2",
  "rights.8",
]);

export function isReadAloud(key: string): boolean {
  return single.has(key) || groups.some((group) => key.startsWith(`${group}.`));
}
