// The batch print for one place: rows to work down, or a page for each group. The page of the batch is the address.
import { useState } from "preact/hooks";
import { endonymOf } from "../../../schema/kit/language.ts";
import type { PaperRow, paperSheet } from "../../../schema/paper.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import { useAnswer } from "../../kit/answer.ts";
import { place, refine } from "../../kit/route.ts";
import { ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { me } from "../session.ts";

type Person = PaperRow["persons"][number];

const bornWords = ({ born }: Person) =>
  born === null ? "–" : t(`desk.born.${born.split(":")[0] ?? ""}`, { n: born.split(":")[1] ?? "" });
const documentWords = ({ document }: Person) => (document === null ? "–" : t(`desk.document.${document}`));

function Code({ row }: { row: PaperRow }) {
  return (
    <>
      <bdi dir="ltr">{spaced(row.reference)}</bdi>
      <small class="block">{endonymOf(row.lang)}</small>
    </>
  );
}

const fields = ["paper", "signature"] as const;

function Rows({ rows }: { rows: readonly PaperRow[] }) {
  return (
    <div class="wide">
      <table class="list paper-rows">
        <caption class="unseen">{t("desk.paper.sheet")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("desk.seat.code")}</th>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("desk.case.born")}</th>
            <th scope="col">{t("desk.case.document")}</th>
            {fields.map((one) => (
              <th key={one} scope="col" class="fill">
                {t(`desk.paper.fill.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <tbody key={row.registrationId} data-id={row.registrationId}>
            {row.persons.map((person, i) => (
              <tr key={i}>
                {i === 0 ? (
                  <th scope="rowgroup" rowSpan={row.persons.length}>
                    <Code row={row} />
                  </th>
                ) : null}
                <td>
                  <bdi dir="auto">{person.name ?? t("status.noName")}</bdi>
                </td>
                <td>{bornWords(person)}</td>
                <td>{documentWords(person)}</td>
                {fields.map((one) => (
                  <td key={one} class="fill" />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Pages({ rows, name }: { rows: readonly PaperRow[]; name: string }) {
  return (
    <div class="paper-pages">
      {rows.map((row) => (
        <article key={row.registrationId} class="paper-page" data-id={row.registrationId}>
          <h2>
            <Code row={row} /> <small>{name}</small>
          </h2>
          {row.persons.map((person, i) => (
            <dl key={i}>
              {(
                [
                  ["people.name", <bdi dir="auto">{person.name ?? t("status.noName")}</bdi>],
                  ["desk.case.born", bornWords(person)],
                  ["desk.case.document", documentWords(person)],
                  ["desk.paper.fill.paper", ""],
                  ["desk.paper.fill.photo", ""],
                  ["desk.paper.fill.signature", ""],
                ] as const
              ).map(([key, value]) => (
                <div key={key}>
                  <dt>{t(key)}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ))}
        </article>
      ))}
    </div>
  );
}

interface SheetProps {
  of: { place: string; groups: number; people: number };
  name: string;
}

/** Names are shown only after somebody asked for them: each case on a sheet is a look that its person reads of. */
export function PaperSheet({ of, name }: SheetProps) {
  const { query } = place.value;
  const [shown, setShown] = useState(false);
  const [form, setForm] = useState<"rows" | "pages">("rows");
  const crisisId = crisis.value?.id;
  const { data, problem } = useAnswer<typeof paperSheet>(
    "paper.sheet",
    shown && crisisId !== undefined ? { crisisId, place: of.place, after: query.after } : null,
  );
  const people = data?.rows.reduce((sum, row) => sum + row.persons.length, 0) ?? 0;
  if (!shown)
    return (
      <div class="ask-names">
        <p>
          {t("desk.seat.groupCount", { count: of.groups, n: number(of.groups) })},{" "}
          {t("desk.people", { count: of.people, n: number(of.people) })}
        </p>
        <p class="notice">{t("desk.paper.logged")}</p>
        <button type="button" class="primary" onClick={() => setShown(true)}>
          {t("desk.paper.show", { n: number(Math.min(100, of.groups)) })}
        </button>
      </div>
    );
  return (
    <>
      <ProblemLine problem={problem} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={8} />
        ) : null
      ) : (
        <>
          <p class="choices tools">
            <button type="button" class="primary" onClick={() => print()}>
              {t("desk.paper.print", {
                groups: t("desk.seat.groupCount", { count: data.rows.length, n: number(data.rows.length) }),
                people: t("desk.people", { count: people, n: number(people) }),
              })}
            </button>
            {(["rows", "pages"] as const).map((one) => (
              <button key={one} type="button" aria-pressed={form === one} onClick={() => setForm(one)}>
                {t(`desk.paper.form.${one}`)}
              </button>
            ))}
            {query.after === undefined ? null : (
              <button type="button" onClick={() => refine({ after: undefined })}>
                {t("desk.permit.first")}
              </button>
            )}
            {data.next === null ? null : (
              <button type="button" onClick={() => refine({ after: data.next ?? undefined })}>
                {t("desk.paper.next")}
              </button>
            )}
          </p>
          <p class="paper-head">
            {me.value === null || me.value === undefined ? "" : local(me.value.organisation.name)} · {name} ·{" "}
            {t("desk.manifest.printed", {
              by: me.value?.label ?? "",
              time: crisis.value === null ? "" : time(crisis.value.now),
            })}
          </p>
          {form === "rows" ? <Rows rows={data.rows} /> : <Pages rows={data.rows} name={name} />}
          <p class="muted small tools">{t("desk.paper.logged")}</p>
        </>
      )}
    </>
  );
}
