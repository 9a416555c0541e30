// Every figure that was given for a zone, with source and date. Those that disagree are named side by side and never
// merged into one: which is right is for a person to find out.
import { useEffect, useState } from "preact/hooks";
import { STALE_AFTER } from "../../../schema/zone.rules.ts";
import { measures, type Zone, type ZoneFigure, type zoneFigures } from "../../../schema/zone.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";

/** The latest figure of each source within a day of the newest, where these do not all say the same; else empty. */
export function disagreeing(
  figures: readonly ZoneFigure[],
  measure: (typeof measures)[number],
): ZoneFigure[] {
  const said = figures.filter((one) => one.measure === measure);
  const newest = Math.max(...said.map((one) => Date.parse(one.at)));
  const latest = new Map<string, ZoneFigure>();
  for (const one of said)
    if (newest - Date.parse(one.at) <= STALE_AFTER && !latest.has(one.source)) latest.set(one.source, one);
  const found = [...latest.values()];
  return new Set(found.map((one) => one.value)).size > 1 ? found : [];
}

interface Line {
  at: string;
  source: string;
  value: Partial<Record<string, number>>;
}

/** One line per moment and source. The order of the figures, newest first, stays. */
function linesOf(figures: readonly ZoneFigure[]): Line[] {
  const lines: Line[] = [];
  for (const { at, source, measure, value } of figures) {
    const same = lines.find(
      (line) => line.at === at && line.source === source && line.value[measure] === undefined,
    );
    if (same === undefined) lines.push({ at, source, value: { [measure]: value } });
    else same.value[measure] = value;
  }
  return lines;
}

export function Figures({ zone }: { zone: Zone }) {
  const [figures, setFigures] = useState<ZoneFigure[] | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  useEffect(() => {
    let here = true;
    void read<typeof zoneFigures>("zone.figures", { zoneId: zone.id }).then((answer) => {
      if (!here) return;
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setFigures(answer.data.figures);
    });
    return () => {
      here = false;
    };
  }, [zone.id, zone.version]);
  return (
    <section aria-label={t("desk.zone.figures")}>
      <h2>{t("desk.zone.figures")}</h2>
      <ProblemLine problem={problem} />
      {figures === null && problem === null ? <p class="muted">{t("desk.loading")}</p> : null}
      {figures?.length === 0 ? <p class="muted">{t("desk.zone.figures.none")}</p> : null}
      {measures.map((measure) => {
        const apart = disagreeing(figures ?? [], measure);
        return apart.length === 0 ? null : (
          <p key={measure} class="notice disagree">
            {t("desk.zone.disagree", { measure: t(`measure.${measure}`) })}{" "}
            {apart.map((one) => (
              <span key={one.source} class="tag">
                <bdi>{number(one.value)}</bdi> · <bdi dir="auto">{one.source}</bdi>
              </span>
            ))}
          </p>
        );
      })}
      {figures === null || figures.length === 0 ? null : (
        <table class="list figures">
          <caption class="unseen">{t("desk.zone.figures")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("desk.zone.source")}</th>
              <th scope="col">{t("desk.zone.when")}</th>
              {measures.map((measure) => (
                <th key={measure} scope="col" class="number">
                  {t(`measure.${measure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {linesOf(figures).map((line, i) => (
              <tr key={i}>
                <th scope="row">
                  <bdi dir="auto">{line.source}</bdi>
                </th>
                <td>
                  <time datetime={line.at}>{time(line.at)}</time>
                </td>
                {measures.map((measure) => (
                  <td key={measure} class="number">
                    {line.value[measure] === undefined ? "" : number(line.value[measure])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
