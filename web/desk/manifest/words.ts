// What a manifest says in each column, the same on the screen and on paper.
import type { ManifestRow } from "../../../schema/manifest.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import { t } from "../../kit/words.ts";

/** A name, or why there is none. */
export function nameWords(row: ManifestRow): string {
  if (row.name !== null) return row.name;
  if (row.withdrawn) return t("desk.manifest.withdrawn");
  if (row.reference !== null) return t("status.noName");
  return t(row.answer === "coming" ? "desk.manifest.hidden" : "desk.manifest.beforeYes");
}

export const codeWords = (row: ManifestRow): string => (row.reference === null ? "–" : spaced(row.reference));

export function documentWords(row: ManifestRow): string {
  return row.document === null ? "–" : t(`desk.document.${row.document}`);
}

/** Letters that stand on black and white paper; the legend says what they mean. */
export function marksOf(row: ManifestRow): { mark: string; means: string }[] {
  return [
    ...(row.child ? [{ mark: t("desk.manifest.mark.child"), means: t("desk.manifest.child") }] : []),
    ...(row.medical ? [{ mark: t("desk.manifest.mark.medical"), means: t("desk.manifest.medical") }] : []),
    ...(row.kind === "seat"
      ? []
      : [{ mark: t(`desk.manifest.mark.${row.kind}`), means: t(`seatKind.${row.kind}`) }]),
  ];
}

export const columns = ["seat", "code", "name", "birth", "document", "group", "marks"] as const;
