// Who is on a movement, by name: a table on the screen, sheets on paper, a file. The look is written down, so the list
// is never read again by itself: where something has changed since, the page says so and waits.
import type { ManifestRow, ManifestVersion, manifestGet } from "../../../schema/manifest.ts";
import type { seatList } from "../../../schema/seat.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { MovementSign } from "../movement/sign.tsx";
import { failed, loaded, movements, revision, useMovements } from "../movement/state.ts";
import { wayWords } from "../movement/words.ts";
import { AnswerSign } from "../seat/answer.tsx";
import { Actions } from "./actions.tsx";
import { bracketOf, groupsIn, saidByGroups, saidByRows } from "./rows.ts";
import { Sheets } from "./sheet.tsx";
import { codeWords, columns, documentWords, marksOf, nameWords } from "./words.ts";
import "./manifest.css";

function Table({ rows }: { rows: readonly ManifestRow[] }) {
  return (
    <div class="wide">
      <table class="list manifest-rows">
        <caption class="unseen">{t("desk.manifest")}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((one) => (
              <th key={one} scope="col">
                {t(`desk.manifest.column.${one}`)}
              </th>
            ))}
            <th scope="col">{t("desk.seat.answer")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.number} data-number={row.number}>
              <td class="number">{number(i + 1)}</td>
              <td>
                <bdi dir="ltr">{row.number}</bdi>
              </td>
              <td>
                <bdi dir="ltr">{codeWords(row)}</bdi>
              </td>
              <th scope="row" class={row.name === null ? "muted" : undefined}>
                <bdi dir="auto">{nameWords(row)}</bdi>
              </th>
              <td>{row.birthYear ?? "–"}</td>
              <td>{documentWords(row)}</td>
              <td class={`bracket ${bracketOf(row)}`}>
                {t("desk.manifest.of", { group: number(row.group), n: number(row.n), m: number(row.m) })}
              </td>
              <td>
                {marksOf(row).map((one) => (
                  <span key={one.mark} class="tag">
                    {one.means}
                  </span>
                ))}
              </td>
              <td>
                <AnswerSign state={row.answer} position={null} />
                {row.state === "held" ? null : <small class="block">{t(`seatState.${row.state}`)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Versions({ versions, hash }: { versions: readonly ManifestVersion[]; hash: string }) {
  if (versions.length === 0) return null;
  return (
    <section class="versions" aria-label={t("desk.manifest.versions")}>
      <h2>{t("desk.manifest.versions")}</h2>
      <ul>
        {versions.map((one, i) => (
          <li key={one.version} class={i === 0 && one.hash === hash ? "" : "over"}>
            {t("desk.manifest.version", { n: number(one.version), hash: one.hash.slice(0, 8) })} ·{" "}
            {t("desk.people", { count: one.rows, n: number(one.rows) })} · {time(one.at)}{" "}
            <span class={i === 0 && one.hash === hash ? "tag" : "tag warn"}>
              {t(i === 0 && one.hash === hash ? "desk.manifest.holds" : "desk.manifest.void")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** True once the groups on it are others than the list says. Groups carry no names: asking for them is no look. */
function useChanged(movementId: string, rows: readonly ManifestRow[] | null): boolean {
  const { data } = useAnswer<typeof seatList>("seat.list", { movementId }, revision.value);
  return data !== null && rows !== null && saidByGroups(data.groups) !== saidByRows(rows);
}

export function ManifestPage({ id }: { id: string }) {
  useMovements();
  const movement = movements.value.find((one) => one.id === id);
  const { data, problem, again } = useAnswer<typeof manifestGet>("manifest.get", { movementId: id });
  const changed = useChanged(id, data?.rows ?? null);
  const back = addressOf(`/desk/movements/${id}`, { crisis: place.value.query.crisis });
  if (movement === undefined)
    return loaded.value || failed.value !== null ? <Empty>{t("problem.not-found")}</Empty> : <Skeleton />;
  const newest = data?.versions[0] ?? null;
  const current = newest !== null && newest.hash === data?.hash && !changed;
  const isVoid =
    movement.state === "cancelled"
      ? t("desk.manifest.voidCancelled")
      : newest === null
        ? t("desk.manifest.voidNone")
        : current
          ? null
          : t("desk.manifest.voidChanged", { n: number(newest.version) });
  return (
    <div class="page manifest" data-movement={id}>
      <header>
        <a href={back}>{t("desk.manifest.back")}</a>
        <h1>
          <MovementSign mode={movement.mode} /> {t("desk.manifest")}: <bdi dir="auto">{movement.label}</bdi>
          <span class="tag">{t(`movementState.${movement.state}`)}</span>
        </h1>
        <p class="muted">
          <bdi>{wayWords(movement)}</bdi> · {time(movement.leavesAt)}
        </p>
      </header>
      <ProblemLine problem={problem} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={10} />
        ) : null
      ) : (
        <>
          <p role="status" data-rows={data.rows.length}>
            {t("desk.manifest.count", {
              groups: t("desk.seat.groupCount", {
                count: groupsIn(data.rows),
                n: number(groupsIn(data.rows)),
              }),
              people: t("desk.people", { count: data.rows.length, n: number(data.rows.length) }),
            })}
          </p>
          {changed ? (
            <p class="notice" role="alert">
              {t("desk.manifest.changedSince")}{" "}
              <button type="button" onClick={again}>
                {t("desk.manifest.again")}
              </button>
            </p>
          ) : newest !== null && !current ? (
            <p class="notice" role="status">
              {t("desk.manifest.voidChanged", { n: number(newest.version) })}
            </p>
          ) : null}
          <Actions
            movementId={id}
            people={data.rows.length}
            newest={newest}
            current={current}
            works={crisis.value?.closedAt === null}
            onChanged={again}
          />
          {data.unseated === undefined ? null : (
            <p class="tag warn">{t("desk.manifest.unseated", { n: number(data.unseated) })}</p>
          )}
          {data.rows.length === 0 ? <Empty>{t("desk.manifest.empty")}</Empty> : <Table rows={data.rows} />}
          <Versions versions={data.versions} hash={data.hash} />
          <p class="muted small">{t("desk.manifest.logged")}</p>
          <Sheets
            movement={movement}
            rows={data.rows}
            version={newest}
            isVoid={isVoid}
            unseated={data.unseated ?? 0}
          />
        </>
      )}
    </div>
  );
}
