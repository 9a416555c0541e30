// The permit as it will be printed: exactly these fields, and nothing else is known here. Black on white in every theme,
// as the paper is; its labels stand on the paper in English, French and Arabic.
import type { PermitPrinted } from "../../../schema/permit.ts";
import { local, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";

/** What deciding adds to it; shown as it is typed. */
export interface Terms {
  expiresAt: string | null;
  exitPoints: readonly string[];
  returnUntil: string | null;
  feesWaived: boolean;
}

export function Preview({ printed, terms }: { printed: PermitPrinted; terms: Terms | null }) {
  const none = "–";
  const expiresAt = terms?.expiresAt ?? printed.expiresAt;
  const exitPoints = terms?.exitPoints ?? printed.exitPoints;
  const returnUntil = terms === null ? printed.returnUntil : terms.returnUntil;
  const feesWaived = terms?.feesWaived ?? printed.feesWaived;
  const document =
    printed.documentNumber === null
      ? none
      : `${printed.documentNumber} ${printed.documentIssuer ?? ""}`.trim();
  const rows: [string, string, preact.ComponentChildren][] = [
    ["number", t("desk.permit.number"), printed.number ?? t("desk.permit.numberLater")],
    ["name", t("desk.permit.printedName"), <bdi dir="auto">{printed.name}</bdi>],
    [
      "birthYear",
      t("desk.permit.birthYear"),
      <>
        {printed.birthYear ?? none}
        {printed.minor ? <span class="tag">{t("desk.permit.minor")}</span> : null}
      </>,
    ],
    ["document", t("desk.permit.document"), <bdi dir="ltr">{document}</bdi>],
    ["ground", t("desk.permit.ground"), t(`permitGround.${printed.ground}`)],
    ["territory", t("desk.permit.territory"), <bdi dir="ltr">{printed.territory}</bdi>],
    [
      "validFrom",
      t("desk.permit.validFrom"),
      printed.validFrom === null ? t("desk.permit.whenGranted") : time(printed.validFrom),
    ],
    ["expiresAt", t("desk.permit.expiresAt"), expiresAt === null ? none : time(expiresAt)],
    [
      "exitPoints",
      t("desk.permit.exitPoints"),
      exitPoints.length === 0 ? t("desk.permit.anyPoint") : <bdi dir="auto">{exitPoints.join(" · ")}</bdi>,
    ],
    [
      "return",
      t("desk.permit.return"),
      returnUntil !== null
        ? time(returnUntil)
        : t(printed.wantsReturn ? "desk.permit.returnWanted" : "desk.permit.returnNone"),
    ],
    ["fees", t("desk.permit.fees"), t(feesWaived ? "desk.permit.feesWaived" : "desk.permit.feesAsEver")],
  ];
  return (
    <article class="permit-paper" aria-label={t("desk.permit.preview")}>
      <header>
        <strong>{t("desk.permit.title")}</strong>
        <small>{crisis.value === null ? "" : local(crisis.value.name)}</small>
      </header>
      <dl>
        {rows.map(([key, label, value]) => (
          <div key={key} data-field={key}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <footer>{t("desk.permit.notTravel")}</footer>
    </article>
  );
}
