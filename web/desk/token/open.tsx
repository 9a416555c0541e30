// The button that opens the dialog on outside tools; what is in it comes when it is first opened.
import { useState } from "preact/hooks";
import { Dialog } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { lazy } from "../lazy.tsx";
import { may } from "../session.ts";

const Panel = lazy(async () => (await import("./panel.tsx")).TokenPanel);

export function OutsideTools() {
  const [asks, setAsks] = useState(false);
  if (!may("token.list")) return null;
  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>
        {t("act.token.list")}
      </button>
      {asks ? (
        <Dialog title={t("act.token.list")} onClose={() => setAsks(false)}>
          <Panel />
        </Dialog>
      ) : null}
    </>
  );
}
