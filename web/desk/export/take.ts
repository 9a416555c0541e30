// Fetching a sheet: it is made at this press, handed to the browser, and kept nowhere here.
import type { Export, exportFile } from "../../../schema/export.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { save } from "../../kit/save.ts";
import { notify, problemWords } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";

export async function take(one: Pick<Export, "id">): Promise<ProblemSeen | null> {
  const answer = await read<typeof exportFile>("export.file", { id: one.id });
  if (!answer.ok) {
    notify(problemWords(answer.problem));
    return answer.problem;
  }
  const { name, rows, missing, csv } = answer.data;
  save(name, csv);
  notify(
    missing === 0
      ? t("desk.export.saved", { name, n: number(rows) })
      : t("desk.export.savedMissing", { name, n: number(rows), missing: number(missing) }),
  );
  return null;
}
