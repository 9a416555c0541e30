// An alert while it is written: until when by the crisis's own clock, the area drawn or typed, and what still needs
// another look before anybody can read it once more.
import { type Signal, signal } from "@preact/signals";
import { isSimpleArea } from "../../../schema/alert.rules.ts";
import type { Alert, Area, alertIssue } from "../../../schema/alert.ts";
import type { SentOf } from "../../../schema/kit/act.ts";
import { draftOf } from "../../kit/draft.ts";
import { crisis } from "../crisis/state.ts";
import { unavailable } from "../map-pane.tsx";
import { me } from "../session.ts";
import { type Edge, type Refusal, typedArea } from "./area.ts";

export const spans = [6, 12, 24, 48, 72] as const;

export interface Draft {
  id: string;
  severity: Alert["severity"] | "";
  headlineEn: string;
  headlineAr: string;
  adviceEn: string;
  adviceAr: string;
  /** Hours from now, or `at`. */
  span: string;
  /** `2011-03-02T06:00`, UTC, on the crisis's clock. */
  at: string;
  how: "draw" | "type";
  drawn: Area | null;
  box: Record<Edge, string>;
}

export const blank = (): Draft => ({
  id: `alr_${crypto.randomUUID().replaceAll("-", "")}`,
  severity: "",
  headlineEn: "",
  headlineAr: "",
  adviceEn: "",
  adviceAr: "",
  span: "24",
  at: "",
  how: "draw",
  drawn: null,
  box: { west: "", south: "", east: "", north: "" },
});

/** True while corners are being set on the map. */
export const drawing = signal(false);

export function alertDraft(): Signal<Draft> {
  return draftOf(`alert.issue ${me.value?.id ?? ""} ${crisis.value?.id ?? ""}`, blank);
}

export function changeDraft(change: Partial<Draft>): void {
  const draft = alertDraft();
  draft.value = { ...draft.value, ...change };
}

/** Where there is no map, the edges are typed. */
export function howOf(draft: Draft): "draw" | "type" {
  return unavailable.value ? "type" : draft.how;
}

export function draftArea(draft: Draft): Area | null {
  return howOf(draft) === "draw" ? draft.drawn : typedArea(draft.box).area;
}

/** The end in UTC, to the minute; null where it cannot be read. */
export function endOf(draft: Draft, now: string): string | null {
  const at =
    draft.span === "at" ? Date.parse(`${draft.at}:00Z`) : Date.parse(now) + Number(draft.span) * 3_600_000;
  return Number.isNaN(at) ? null : new Date(Math.floor(at / 60_000) * 60_000).toISOString();
}

type Issue = SentOf<typeof alertIssue>;

/** The whole alert, or what needs another look. `now` is the crisis's own time. */
export function readDraft(draft: Draft, crisisId: string, now: string): { input?: Issue; fields: Refusal[] } {
  const fields: Refusal[] = [];
  const { id, severity, headlineEn, headlineAr, adviceEn, adviceAr } = draft;
  const typed = howOf(draft) === "type" ? typedArea(draft.box) : { area: draft.drawn, fields: [] };
  const validUntil = endOf(draft, now);
  if (severity === "") fields.push({ path: "severity", reason: "not-one-of" });
  if (headlineEn.trim() === "") fields.push({ path: "headline.en", reason: "empty" });
  if (adviceEn.trim() === "") fields.push({ path: "advice.en", reason: "empty" });
  if (validUntil === null) fields.push({ path: "validUntil", reason: "not-an-instant" });
  else if (Date.parse(validUntil) <= Date.parse(now)) fields.push({ path: "validUntil", reason: "in-past" });
  fields.push(...typed.fields);
  if (howOf(draft) === "draw" && (typed.area === null || !isSimpleArea(typed.area)))
    fields.push({ path: "area", reason: "area-invalid" });
  if (fields.length > 0 || severity === "" || typed.area === null || validUntil === null) return { fields };
  const both = (en: string, ar: string) => ({ en, ...(ar.trim() === "" ? {} : { ar }) });
  return {
    fields,
    input: {
      id,
      crisisId,
      severity,
      headline: both(headlineEn, headlineAr),
      advice: both(adviceEn, adviceAr),
      area: typed.area,
      validUntil,
    },
  };
}
