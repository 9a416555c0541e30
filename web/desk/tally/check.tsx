// A platform administrator has the counts of a crisis checked: what was wrong is mended and said in one line.
import { useState } from "preact/hooks";
import type { Crisis } from "../../../schema/crisis.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { differenceKinds, type tallyCheck } from "../../../schema/tally.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";

function outcomeWords({ organisations, rows, differences }: ReplyOf<typeof tallyCheck>): string {
  const said = differenceKinds.flatMap((what) => {
    const n = differences.filter((one) => one.what === what).reduce((sum, one) => sum + one.rows, 0);
    return n === 0 ? [] : [t(`admin.tally.${what}`, { n: number(n) })];
  });
  return said.length === 0
    ? t("admin.tally.right", { rows: number(rows), organisations: number(organisations) })
    : t("admin.tally.mended", { what: said.join(" · ") });
}

export function CheckTally({ of }: { of: Crisis }) {
  const [busy, setBusy] = useState(false);
  const [said, say] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  async function check(): Promise<void> {
    setBusy(true);
    const answer = await write<typeof tallyCheck>("tally.check", { crisisId: of.id, mend: true });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    say(answer.ok ? outcomeWords(answer.data) : null);
  }
  return (
    <div class="tally-check">
      <button type="button" disabled={busy} onClick={() => void check()}>
        {t("act.tally.check")}
      </button>{" "}
      <small class="muted">{t("admin.tally.says")}</small>
      <p role="status">{said}</p>
      <ProblemLine problem={problem} />
    </div>
  );
}
