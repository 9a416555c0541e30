// Which sentences of words/ are read aloud to a person, and what stands on her slip. Pure.

const groups = [
  "ageBand",
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
  "relation",
];
const single = new Set([
  "asked.knows",
  "consent.phoneSafe",
  "consent.phoneSafeHint",
  "draft.note",
  "pin.question",
  "pin.title",
  "pin.yours",
  "receipt.code",
  "receipt.comeBack",
  "receipt.nextBy",
  "receipt.phone",
  "receipt.sent",
  "receipt.write",
  "rights.2",
  "rights.3",
  "rights.4",
  "status.doNotGo",
]);

export function isReadAloud(key: string): boolean {
  return single.has(key) || groups.some((group) => key.startsWith(`${group}.`));
}
