// The fields of a movement, for a plan and for a change alike: where from and to as a zone or in words, seats by kind,
// who shares them until when, whose gates may check it.

import { movementModes } from "../../../schema/movement.ts";
import { receivingKinds } from "../../../schema/organisation.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { countOf, fieldOf, momentOf } from "../../kit/typed.ts";
import { Choice, Input, Moment } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { local, number, t, time } from "../../kit/words.ts";
import { crisis, zones } from "../crisis/state.ts";
import { me } from "../session.ts";
import { organisations } from "../zone/naming.ts";
import type { Held, MovementDraft, ShareDraft, StopDraft } from "./draft.ts";
import { kinds } from "./words.ts";

const DAY = 86_400_000;

interface Part {
  draft: Held;
  problem: ProblemSeen | null;
}

function StopFields({ draft, problem, which }: Part & { which: "from" | "to" }) {
  const stop = draft.value[which];
  const type = (change: Partial<StopDraft>) => {
    draft.value = { ...draft.value, [which]: { ...stop, ...change } };
  };
  const known = zones.value
    .filter((zone) => zone.closedAt === null || zone.id === stop.zoneId)
    .toSorted((a, b) => local(a.name).localeCompare(local(b.name)));
  return (
    <fieldset>
      <legend>{t(`desk.movement.${which}`)}</legend>
      <Choice
        name={`${which}-zone`}
        label={t("desk.movement.stop")}
        value={stop.zoneId}
        options={[
          ["", t("desk.movement.inWords")],
          ...known.map((zone) => [zone.id, local(zone.name)] as const),
        ]}
        onChoose={(zoneId) => type({ zoneId })}
      />
      {stop.zoneId !== "" ? null : (
        <div class="pair">
          {(["en", "ar"] as const).map((lang) => (
            <Input
              key={lang}
              name={`${which}-${lang}`}
              lang={lang}
              max={120}
              label={t(lang === "en" ? "desk.nameEn" : "desk.nameAr")}
              hint={lang === "ar" ? t("desk.optional") : undefined}
              value={stop[lang]}
              onType={(value) => type({ [lang]: value })}
              reason={reasonOf(problem, `${which}.name.${lang}`)}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

function SeatFields({ draft, problem }: Part) {
  const { capacity } = draft.value;
  return (
    <fieldset>
      <legend>{t("desk.movement.seats")}</legend>
      <div class="pair seats-typed">
        {kinds.map((kind) => (
          <Input
            key={kind}
            name={kind}
            digits
            max={12}
            label={t(`seatKind.${kind}`)}
            value={capacity[kind]}
            onType={(value) => {
              draft.value = { ...draft.value, capacity: { ...capacity, [kind]: value } };
            }}
            reason={reasonOf(problem, `capacity.${kind}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** All places but laps, as far as they can be read. */
function placesTyped({ capacity }: MovementDraft): number {
  return (["seat", "wheelchair", "stretcher"] as const).reduce(
    (sum, kind) => sum + (countOf(capacity[kind]).value ?? 0),
    0,
  );
}

/** A share is kept until a day before it leaves, or for half of the time that is left where that is later. */
function keptUntil(leaves: string | null, now: string | undefined): string {
  if (leaves === null || now === undefined) return "";
  const [end, start] = [Date.parse(leaves), Date.parse(now)];
  return fieldOf(new Date(Math.max(end - DAY, (start + end) / 2)).toISOString());
}

function Shares({ draft, problem }: Part) {
  const { shares, leavesAt } = draft.value;
  const put = (next: ShareDraft[]) => {
    draft.value = { ...draft.value, shares: next };
  };
  const type = (at: number, change: Partial<ShareDraft>) =>
    put(shares.map((share, i) => (i === at ? { ...share, ...change } : share)));
  const receiving = [...organisations.value.values()].filter((one) =>
    (receivingKinds as readonly string[]).includes(one.kind),
  );
  const promised = shares.reduce((sum, share) => sum + (countOf(share.places).value ?? 0), 0);
  const until = keptUntil(momentOf(leavesAt), crisis.value?.now);
  return (
    <fieldset class="shares">
      <legend>{t("desk.movement.shares")}</legend>
      <small>{t("desk.movement.sharesHint")}</small>
      {shares.map((share, i) => (
        <div class="pair share" key={i}>
          <Choice
            name={`share-${String(i)}`}
            label={t("desk.movement.shareWho")}
            value={share.organisationId}
            options={[["", t("desk.choose")], ...receiving.map((one) => [one.id, local(one.name)] as const)]}
            onChoose={(organisationId) => type(i, { organisationId })}
            reason={reasonOf(problem, `shares.${String(i)}.organisationId`)}
          />
          <Input
            name={`places-${String(i)}`}
            digits
            max={12}
            label={t("desk.movement.sharePlaces")}
            value={share.places}
            onType={(places) => type(i, { places })}
            reason={reasonOf(problem, `shares.${String(i)}.places`)}
          />
          <Moment
            name={`until-${String(i)}`}
            label={t("desk.movement.shareUntil")}
            value={share.until}
            onType={(value) => type(i, { until: value })}
            reason={reasonOf(problem, `shares.${String(i)}.until`)}
          />
          <button type="button" class="quiet" onClick={() => put(shares.filter((_, at) => at !== i))}>
            {t("desk.movement.shareDrop")}
          </button>
        </div>
      ))}
      <p class="choices">
        <button type="button" onClick={() => put([...shares, { organisationId: "", places: "", until }])}>
          {t("desk.movement.shareAdd")}
        </button>
        {shares.length === 0 ? null : (
          <output>
            {t("desk.movement.shareSum", { n: number(promised), of: number(placesTyped(draft.value)) })}
          </output>
        )}
      </p>
      {problem?.code === "share-too-large" ? <small class="why">{t("problem.share-too-large")}</small> : null}
    </fieldset>
  );
}

function Gates({ draft }: { draft: Held }) {
  const { gates } = draft.value;
  const known = [...organisations.value.values()].filter((one) => one.id !== me.value?.organisation.id);
  // Those that share it are let fetch it anyway; a host authority never is unless it is named.
  const sorted = known.toSorted(
    (a, b) => Number(b.kind === "host-authority") - Number(a.kind === "host-authority"),
  );
  return (
    <details class="gates" open={gates.length > 0}>
      <summary>{t("desk.movement.gates")}</summary>
      <small>{t("desk.movement.gatesHint")}</small>
      {sorted.map((one) => (
        <label key={one.id} class="check">
          <input
            type="checkbox"
            name={`gate-${one.id}`}
            checked={gates.includes(one.id)}
            onChange={(event) => {
              draft.value = {
                ...draft.value,
                gates: event.currentTarget.checked ? [...gates, one.id] : gates.filter((id) => id !== one.id),
              };
            }}
          />
          <bdi>{local(one.name)}</bdi>
        </label>
      ))}
    </details>
  );
}

export function MovementFields({ draft, problem, plan }: Part & { plan: boolean }) {
  const { mode, label, leavesAt } = draft.value;
  const now = crisis.value?.now ?? "";
  return (
    <>
      {plan ? (
        <Choice
          name="mode"
          label={t("desk.movement.mode")}
          value={mode}
          options={[
            ["", t("desk.choose")],
            ...movementModes.map((one) => [one, t(`movementMode.${one}`)] as const),
          ]}
          onChoose={(value) => {
            draft.value = { ...draft.value, mode: value };
          }}
          reason={reasonOf(problem, "mode")}
        />
      ) : null}
      <Input
        name="label"
        max={80}
        label={t("desk.movement.label")}
        hint={t("desk.movement.labelHint")}
        value={label}
        onType={(value) => {
          draft.value = { ...draft.value, label: value };
        }}
        reason={reasonOf(problem, "label")}
      />
      <StopFields draft={draft} problem={problem} which="from" />
      <StopFields draft={draft} problem={problem} which="to" />
      <Moment
        name="leavesAt"
        label={t("desk.movement.leavesAt")}
        hint={t("desk.alert.clock", { time: now === "" ? "" : time(now) })}
        value={leavesAt}
        onType={(value) => {
          draft.value = { ...draft.value, leavesAt: value };
        }}
        reason={reasonOf(problem, "leavesAt")}
      />
      <SeatFields draft={draft} problem={problem} />
      <Shares draft={draft} problem={problem} />
      <Gates draft={draft} />
    </>
  );
}
