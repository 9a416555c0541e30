// What an officer has typed and not sent: a report, and a decision on each danger. Lives in this page only.
import { type Signal, signal } from "@preact/signals";
import type { Area } from "../../../schema/alert.ts";
import type { DangerKind } from "../../../schema/danger.ts";
import type { LngLat } from "../../../schema/kit/fields.ts";
import { draftOf } from "../../kit/draft.ts";
import { crisis } from "../crisis/state.ts";
import { me } from "../session.ts";
import type { TypedSpot } from "../spot.tsx";

/** Four places are about eleven metres. */
export const typedSpot = ({ lng, lat }: LngLat): TypedSpot => ({ lng: lng.toFixed(4), lat: lat.toFixed(4) });

export interface Report extends TypedSpot {
  id: string;
  kind: DangerKind | "";
  how: "click" | "draw";
  drawn: Area | null;
  /** Hours ago. */
  seen: string;
  words: string;
}

export const blank = (): Report => ({
  id: `dgp_${crypto.randomUUID().replaceAll("-", "")}`,
  kind: "",
  lat: "",
  lng: "",
  how: "click",
  drawn: null,
  seen: "0",
  words: "",
});

/** True while corners are being set on the map. */
export const drawing = signal(false);

const of = () => `${me.value?.id ?? ""} ${crisis.value?.id ?? ""}`;

export function reportDraft(): Signal<Report> {
  return draftOf(`danger.report ${of()}`, blank);
}
export function changeReport(change: Partial<Report>): void {
  const draft = reportDraft();
  draft.value = { ...draft.value, ...change };
}

export interface DecisionDraft extends TypedSpot {
  tells: boolean;
  en: string;
  ar: string;
}
const undecided = (): DecisionDraft => ({ tells: false, en: "", ar: "", lat: "", lng: "" });

export function decisionOf(id: string): Signal<DecisionDraft> {
  return draftOf(`danger.confirm ${id} ${of()}`, undecided);
}
export function changeDecision(id: string, change: Partial<DecisionDraft>): void {
  const draft = decisionOf(id);
  draft.value = { ...draft.value, ...change };
}
