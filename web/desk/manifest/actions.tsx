// Fixing a version of the manifest, printing it, and taking it as a file whose count stands in the button. A version
// that no longer says what is true is never filed: a new one is fixed first.
import { useState } from "preact/hooks";
import type { ManifestVersion, manifestCsv, manifestPrint } from "../../../schema/manifest.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { save } from "../../kit/save.ts";
import { notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";

interface ActionsProps {
  movementId: string;
  people: number;
  newest: ManifestVersion | null;
  /** The newest version says what is true now. */
  current: boolean;
  /** Nothing was shown yet, or the crisis is closed. */
  works: boolean;
  onChanged: () => void;
}

export function Actions({ movementId, people, newest, current, works, onChanged }: ActionsProps) {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const said = t("desk.people", { count: people, n: number(people) });

  async function run<T>(
    work: () => Promise<{ ok: true; data: T } | { ok: false; problem: ProblemSeen }>,
    then: (data: T) => void,
  ) {
    if (busy) return;
    setBusy(true);
    const answer = await work();
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) then(answer.data);
    else if (answer.problem.code === "manifest-changed") onChanged();
  }

  const fix = () =>
    run(
      () => {
        const input = { movementId, form: "print" } as const;
        return write<typeof manifestPrint>("manifest.print", input, {
          key: intent(input, newest?.version ?? 0),
        });
      },
      (version) => {
        notify(t("desk.manifest.fixed", { n: number(version.version), hash: version.hash.slice(0, 8) }));
        onChanged();
      },
    );
  const file = () =>
    run(
      () => read<typeof manifestCsv>("manifest.csv", { movementId }),
      ({ name, rows, csv }) => {
        save(name, csv);
        notify(t("desk.manifest.saved", { name, n: number(rows) }));
      },
    );

  return (
    <div class="manifest-actions">
      <p class="choices">
        <button
          type="button"
          class={current ? "" : "primary"}
          disabled={busy || !works}
          onClick={() => void fix()}
        >
          {t("desk.manifest.fix", { n: number((newest?.version ?? 0) + 1) })}
        </button>
        <button
          type="button"
          class={current ? "primary" : ""}
          disabled={busy || newest === null}
          onClick={() => print()}
        >
          {t("desk.manifest.print", { what: said })}
        </button>
        <button type="button" disabled={busy || !current} onClick={() => void file()}>
          {t("desk.manifest.csv", { what: said })}
        </button>
      </p>
      {current ? null : (
        <p class="muted">{t(newest === null ? "desk.manifest.fixFirst" : "desk.manifest.fixAnew")}</p>
      )}
      <ProblemLine problem={problem} />
    </div>
  );
}
