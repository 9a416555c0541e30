// The alert once more as everybody will read it, in both languages, before it is issued: it cannot be unsaid, only
// taken back.
import type { alertIssue } from "../../../schema/alert.ts";
import type { SentOf } from "../../../schema/kit/act.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { Dialog, ProblemLine } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { Range } from "./range.tsx";
import { Severity } from "./severity.tsx";

interface PreviewProps {
  alert: SentOf<typeof alertIssue>;
  busy: boolean;
  problem: ProblemSeen | null;
  onIssue: () => void;
  onClose: () => void;
}

export function Preview({ alert, busy, problem, onIssue, onClose }: PreviewProps) {
  const texts = (["en", "ar"] as const).flatMap((lang) => {
    const [headline, advice] = [alert.headline[lang], alert.advice[lang]];
    return headline === undefined && advice === undefined ? [] : [{ lang, headline, advice }];
  });
  return (
    <Dialog title={t("desk.alert.preview")} onClose={onClose}>
      <div class="alert-preview">
        <Severity of={alert.severity} />
        {texts.map(({ lang, headline, advice }) => (
          <div key={lang} lang={lang} dir={lang === "ar" ? "rtl" : "ltr"}>
            <h3>{headline}</h3>
            <p class="advice">{advice}</p>
          </div>
        ))}
        <p>
          {t("alert.until", { time: time(alert.validUntil) })}
          <br />
          <Range area={alert.area} />
        </p>
        {alert.headline.ar === undefined || alert.advice.ar === undefined ? (
          <p class="muted">{t("desk.alert.noArabic")}</p>
        ) : null}
      </div>
      <p class="notice">{t("desk.alert.publicNow")}</p>
      <ProblemLine problem={problem} />
      <div class="choices end">
        <button type="button" class="primary" disabled={busy} onClick={onIssue}>
          {t("desk.alert.issueNow")}
        </button>
        <button type="button" onClick={onClose}>
          {t("desk.alert.edit")}
        </button>
      </div>
    </Dialog>
  );
}
