// How grave an alert is: the word always, with the outline that its area has on the map.
import type { Alert } from "../../../schema/alert.ts";
import { t } from "../../kit/words.ts";

export function Severity({ of }: { of: Alert["severity"] }) {
  return <span class={`tag severity severity-${of}`}>{t(`severity.${of}`)}</span>;
}
