// Around an open case: one that takes a reason later, when an hour is over or somebody else decided on it, asks for it beside
// whatever was refused (`ProblemLine`). Nothing that was typed is touched; what was read is read again.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ReasonAsked } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { ExplainDialog } from "./explain.tsx";

export function WithReason({ id, children }: { id: string; children: ComponentChildren }) {
  const [asks, setAsks] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => setAsks(false), [id]);
  return (
    <ReasonAsked.Provider value={{ ask: () => setAsks(true), says: t("act.glass.explain"), turn }}>
      {children}
      {asks ? (
        <ExplainDialog
          of={{ registrationId: id }}
          onClose={() => setAsks(false)}
          onDone={() => {
            setAsks(false);
            setTurn(turn + 1);
          }}
        />
      ) : null}
    </ReasonAsked.Provider>
  );
}
