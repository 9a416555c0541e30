// The manifest on paper (R46): A4 across, twenty-five rows a page, its head on every page, boxes to tick. It works in
// black and white, and what is no longer true says so over every page.
import type { ManifestRow, ManifestVersion } from "../../../schema/manifest.ts";
import type { Movement } from "../../../schema/movement.ts";
import { local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { MovementSign } from "../movement/sign.tsx";
import { wayWords } from "../movement/words.ts";
import { me } from "../session.ts";
import { bracketOf, pagesOf, ROWS_ON_PAGE } from "./rows.ts";
import { codeWords, columns, documentWords, marksOf, nameWords } from "./words.ts";

interface SheetProps {
  movement: Movement;
  rows: readonly ManifestRow[];
  /** The newest fixed version; null where none was fixed yet. */
  version: ManifestVersion | null;
  /** Why this paper holds nothing: somebody got on or off since, or the movement was cancelled. Null: it is true. */
  isVoid: string | null;
  /** People of these groups who have no seat and so no row. */
  unseated: number;
}

/** Beyond this many characters a name is set smaller: two lines of it are as high as one of the others. */
const LONG = 42;

function Row({ row, at }: { row: ManifestRow; at: number }) {
  return (
    <tr>
      <td class="n">{number(at)}</td>
      <td class="n">
        <bdi dir="ltr">{row.number}</bdi>
      </td>
      <td>
        <bdi dir="ltr">{codeWords(row)}</bdi>
      </td>
      <td class={row.name === null ? "none" : [...row.name].length > LONG ? "name long" : "name"}>
        <bdi dir="auto">{nameWords(row)}</bdi>
      </td>
      <td class="n">{row.birthYear ?? "–"}</td>
      <td>{documentWords(row)}</td>
      <td class={`bracket ${bracketOf(row)}`}>
        {t("desk.manifest.of", { group: number(row.group), n: number(row.n), m: number(row.m) })}
      </td>
      <td class="marks">
        {marksOf(row)
          .map((one) => one.mark)
          .join(" ")}
      </td>
      <td class="box">☐</td>
      <td class="box">☐</td>
    </tr>
  );
}

function Head({
  movement,
  version,
  page,
  pages,
}: Omit<SheetProps, "rows" | "isVoid" | "unseated"> & { page: number; pages: number }) {
  const now = crisis.value?.now ?? "";
  return (
    <header>
      <div>
        <strong>
          <MovementSign mode={movement.mode} /> <bdi dir="auto">{movement.label}</bdi>
        </strong>
        <bdi>{wayWords(movement)}</bdi>
        <span>{t("desk.manifest.leaves", { time: time(movement.leavesAt) })}</span>
      </div>
      <div>
        <strong>
          {version === null
            ? t("desk.manifest.noVersion")
            : t("desk.manifest.version", { n: number(version.version), hash: version.hash.slice(0, 8) })}
        </strong>
        <span>{t("desk.manifest.page", { n: number(page), of: number(pages) })}</span>
        <span>
          {t("desk.manifest.printed", {
            by: `${me.value?.label ?? ""} (${me.value === null || me.value === undefined ? "" : local(me.value.organisation.name)})`,
            time: now === "" ? "" : time(now),
          })}
        </span>
      </div>
    </header>
  );
}

export function Sheets({ movement, rows, version, isVoid, unseated }: SheetProps) {
  const pages = pagesOf(rows);
  return (
    <div class="sheets">
      {pages.map((page, i) => (
        <section key={i} class="sheet" data-page={i + 1}>
          {isVoid === null ? null : (
            <p class="void">
              <strong>{t("desk.manifest.void")}</strong> {isVoid}
            </p>
          )}
          <Head movement={movement} version={version} page={i + 1} pages={pages.length} />
          <table>
            <thead>
              <tr>
                <th>#</th>
                {columns.map((one) => (
                  <th key={one}>{t(`desk.manifest.column.${one}`)}</th>
                ))}
                <th>{t("seatState.boarded")}</th>
                <th>{t("seatState.absent")}</th>
              </tr>
            </thead>
            <tbody>
              {page.map((row, at) => (
                <Row key={row.number} row={row} at={i * ROWS_ON_PAGE + at + 1} />
              ))}
            </tbody>
          </table>
          <footer>
            {unseated === 0 ? null : (
              <strong class="block">{t("desk.manifest.unseated", { n: number(unseated) })}</strong>
            )}
            {t("desk.manifest.legend")}
          </footer>
        </section>
      ))}
    </div>
  );
}
