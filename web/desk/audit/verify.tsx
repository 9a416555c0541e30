// Checks the chain of a crisis, or of what belongs to none, page after page, and says in words whether and where it breaks.
import { useState } from "preact/hooks";
import type { auditVerify } from "../../../schema/audit.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";

type Found =
  | { is: "busy"; rows: number }
  | { is: "whole"; rows: number; head: string | null }
  | { is: "broken"; at: number }
  | { is: "refused"; problem: ProblemSeen };

/** Walks the chain from its first row; `tell` hears how far it came. */
async function walk(crisisId: string | undefined, tell: (found: Found) => void): Promise<void> {
  let rows = 0;
  let from: string | undefined;
  tell({ is: "busy", rows });
  for (;;) {
    const answer = await read<typeof auditVerify>("audit.verify", { crisisId, from });
    if (!answer.ok) return tell({ is: "refused", problem: answer.problem });
    const { checked, brokenAt, head, next } = answer.data;
    rows += checked;
    if (brokenAt !== null) return tell({ is: "broken", at: brokenAt });
    if (next === null) return tell({ is: "whole", rows, head });
    from = next;
    tell({ is: "busy", rows });
  }
}

function Said({ found }: { found: Found }) {
  switch (found.is) {
    case "busy":
      return <p>{t("audit.verify.busy", { n: number(found.rows) })}</p>;
    case "broken":
      return <p class="problem">{t("audit.verify.broken", { n: number(found.at) })}</p>;
    case "refused":
      return <ProblemLine problem={found.problem} />;
    case "whole":
      if (found.rows === 0) return <p>{t("audit.verify.none")}</p>;
      return (
        <>
          <p class="whole">{t("audit.verify.whole", { n: number(found.rows) })}</p>
          <p class="muted">
            {t("audit.verify.head")} <code>{found.head}</code>
          </p>
        </>
      );
  }
}

export function Verify({ crisisId }: { crisisId: string | undefined }) {
  const [found, tell] = useState<Found | null>(null);
  return (
    <section class="verify" aria-label={t("audit.verify")}>
      <button type="button" disabled={found?.is === "busy"} onClick={() => void walk(crisisId, tell)}>
        {t("audit.verify")}
      </button>
      <p class="muted hint">{t("audit.verify.hint")}</p>
      <div role="status" class="said">
        {found === null ? null : <Said found={found} />}
      </div>
    </section>
  );
}
