// The place of confidential notes in an open case: one button until somebody asks for them. What seals and opens comes then.
import { signal } from "@preact/signals";
import { t } from "../../kit/words.ts";
import { lazy } from "../lazy.tsx";

/** The case whose notes are shown. */
export const shownOf = signal<string | null>(null);

const NotesOfCase = lazy(async () => (await import("./case.tsx")).NotesOfCase);

export function NoteSection({ id }: { id: string }) {
  return (
    <section class="notes-of-case" aria-label={t("desk.note")}>
      <h2>{t("desk.note")}</h2>
      {shownOf.value === id ? (
        <NotesOfCase />
      ) : (
        <button type="button" onClick={() => (shownOf.value = id)}>
          {t("desk.note.show")}
        </button>
      )}
    </section>
  );
}
