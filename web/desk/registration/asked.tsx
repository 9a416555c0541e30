// Whose word a case is: asked for by somebody else and not confirmed yet, entered by a leader, taken by voice or on paper.
import { t, time } from "../../kit/words.ts";
import type { Case } from "./case.tsx";

export function Asked({ open }: { open: Case }) {
  const { asked, taken } = open;
  if (asked === undefined && taken === undefined) return null;
  return (
    <div
      class="notice"
      data-asked={asked === undefined ? undefined : asked.confirmedAt === null ? "open" : "right"}
    >
      {asked === undefined ? null : (
        <>
          <p>
            <strong>
              {asked.confirmedAt === null
                ? t("desk.asked.open")
                : t("desk.asked.right", { time: time(asked.confirmedAt) })}
            </strong>
          </p>
          <p>
            {[
              asked.by === null ? null : t("desk.asked.by", { who: t(`asked.by.${asked.by}`) }),
              asked.knows === null ? null : t(`desk.asked.knows.${asked.knows}`),
            ]
              .filter((one) => one !== null)
              .join(" ")}{" "}
            {asked.batch === undefined ? null : (
              <>
                {t("desk.asked.batch")} <bdi dir="auto">{asked.batch}</bdi>
              </>
            )}
          </p>
        </>
      )}
      {taken === undefined ? null : (
        <p>{t(`desk.taken.${taken.way}`, { name: taken.name, time: time(taken.at) })}</p>
      )}
    </div>
  );
}
