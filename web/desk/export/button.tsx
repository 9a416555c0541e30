// The button above the queue that asks for a sheet of what the filter shows: how many people that is stands on it before it
// is pressed. The dialog comes when it is first opened.
import { signal } from "@preact/signals";
import type { exportCount } from "../../../schema/export.ts";
import { useAnswer } from "../../kit/answer.ts";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { lazy } from "../lazy.tsx";
import { filter } from "../registration/queue.ts";
import { groupsWords } from "../seat/bulk.tsx";
import { may } from "../session.ts";
import { filterQuery } from "./words.ts";
import "./export.css";

/** Which dialog is open. */
export const asking = signal<"people" | "figures" | null>(null);

const ExportDialog = lazy(async () => (await import("./dialog.tsx")).ExportDialog);

/** What the queue's filter would give; asked anew when it changes, and by the dialog before anything is sent. */
export function useCount(turn = 0) {
  const id = crisis.value?.id;
  const asks = id !== undefined && may("export.list");
  return useAnswer<typeof exportCount>(
    "export.count",
    asks ? { crisisId: id, ...filterQuery(filter.value) } : null,
    turn,
  );
}

export function ExportButton() {
  const { data } = useCount();
  if (!may("export.figures")) return null;
  const people = may("export.list");
  const what = data === null || data.tooMany ? null : groupsWords(data.groups, data.people);
  return (
    <p class="export-line">
      {people ? (
        <button
          type="button"
          class="quiet"
          disabled={data?.people === 0 || crisis.value?.closedAt !== null}
          data-people={data?.people}
          onClick={() => (asking.value = "people")}
        >
          {data?.tooMany === true
            ? t("desk.export.openMany", { n: number(500) })
            : what === null
              ? t("desk.export.open")
              : t("desk.export.openCount", { what })}
        </button>
      ) : null}
      <button type="button" class="quiet" onClick={() => (asking.value = "figures")}>
        {t("desk.export.openFigures")}
      </button>
      {asking.value === null ? null : <ExportDialog />}
    </p>
  );
}
