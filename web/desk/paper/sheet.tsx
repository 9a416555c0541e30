// The batch print for one place: asked for like every sheet of people, then rows to work down, or a page for each group.
// The sheet and the part of the batch are the address.
import { useState } from "preact/hooks";
import { ALONE_ROWS, EXPORT_HOURS, type exportList } from "../../../schema/export.ts";
import { endonymOf } from "../../../schema/kit/language.ts";
import { PAPER_GROUPS, type PaperRow, type paperAsk, type paperSheet } from "../../../schema/paper.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import { useAnswer } from "../../kit/answer.ts";
import { draftOf } from "../../kit/draft.ts";
import { addressOf, place, refine } from "../../kit/route.ts";
import { Form, Input } from "../../kit/ui/form.tsx";
import { ProblemLine, reasonOf, Skeleton } from "../../kit/ui/parts.tsx";
import { local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { countWords } from "../export/words.ts";
import { useSending } from "../organisation/sending.ts";
import { may, me } from "../session.ts";

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

/** Saying what for, and those sheets of this place that can still be opened: names come only with one. */
function Ask({ of, onOpen }: { of: SheetProps["of"]; onOpen: (id: string) => void }) {
  const { query } = place.value;
  const crisisId = crisis.value?.id;
  const { data, again } = useAnswer<typeof exportList>(
    "export.list",
    crisisId === undefined ? null : { crisisId },
  );
  const draft = draftOf(`paper.ask ${me.value?.id ?? ""} ${of.place}`, () => "");
  const sending = useSending<typeof paperAsk>("paper.ask");
  const here = (data?.exports ?? []).filter((one) => one.filter.place === of.place);
  const ready = here.filter((one) => one.mayOpen);
  const waiting = here.filter((one) => one.mine && one.state === "waiting");
  async function send(): Promise<void> {
    if (crisisId === undefined) return;
    if (draft.value.trim() === "") return sending.refuse([{ path: "why", reason: "empty" }]);
    const { after } = query;
    const input = { crisisId, place: of.place, why: draft.value, ...(after === undefined ? {} : { after }) };
    await sending.send(input, (asked) => {
      draft.value = "";
      if (asked.mayOpen) onOpen(asked.id);
      else again();
    });
  }
  return (
    <div class="ask-names">
      <p>
        {t("desk.seat.groupCount", { count: of.groups, n: number(of.groups) })},{" "}
        {t("desk.people", { count: of.people, n: number(of.people) })}
      </p>
      {waiting.length === 0 ? null : (
        <p class="notice" role="status">
          {t("desk.export.isWaiting")} {t("desk.export.waitingWhy", { n: number(ALONE_ROWS) })}{" "}
          <a href={addressOf("/desk/exports", { crisis: query.crisis })}>{t("desk.export.seeAll")}</a>
        </p>
      )}
      {ready.map((one) => (
        <p key={one.id} class="choices">
          <button type="button" data-sheet={one.id} onClick={() => onOpen(one.id)}>
            {t("desk.paper.open", { what: countWords(one) })}
          </button>
          <span class="muted">{t("desk.export.until", { time: time(one.endsAt) })}</span>
        </p>
      ))}
      <Form
        label={t("act.paper.ask")}
        problem={sending.problem}
        onSend={() => void send()}
        actions={
          <>
            <p class="notice">{t("desk.paper.logged")}</p>
            <p class="muted small">
              {t("desk.export.second", { n: number(ALONE_ROWS) })}{" "}
              {t("desk.export.rules", { n: number(EXPORT_HOURS) })}
            </p>
            <p class="choices">
              <button type="submit" class="primary" disabled={sending.busy}>
                {t("desk.paper.show", { n: number(Math.min(PAPER_GROUPS, of.groups)) })}
              </button>
            </p>
          </>
        }
      >
        <Input
          name="why"
          label={t("desk.export.why")}
          hint={t("desk.export.whyHint")}
          value={draft.value}
          onType={(typed) => {
            draft.value = typed;
          }}
          max={200}
          reason={reasonOf(sending.problem, "why")}
        />
      </Form>
    </div>
  );
}

/** One sheet as it is made now. Each case on it is a look that its person reads of. */
function Sheet({ id, name }: { id: string; name: string }) {
  const [form, setForm] = useState<"rows" | "pages">("rows");
  const { data, problem } = useAnswer<typeof paperSheet>("paper.sheet", { id });
  const people = data?.rows.reduce((sum, row) => sum + row.persons.length, 0) ?? 0;
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
            {data.next === null ? null : (
              <button
                type="button"
                onClick={() => refine({ after: data.next ?? undefined, sheet: undefined })}
              >
                {t("desk.paper.next")}
              </button>
            )}
          </p>
          <p class="paper-head">
            {me.value === null || me.value === undefined ? "" : local(me.value.organisation.name)} · {name} ·{" "}
            {t("desk.manifest.printed", {
              by: me.value?.label ?? "",
              time: crisis.value === null ? "" : time(crisis.value.now),
            })}{" "}
            · {t("desk.paper.destroy", { time: time(data.endsAt) })}
          </p>
          {data.missing === 0 ? null : (
            <p class="muted tools">{t("desk.paper.missing", { n: number(data.missing) })}</p>
          )}
          {form === "rows" ? <Rows rows={data.rows} /> : <Pages rows={data.rows} name={name} />}
          <p class="muted small tools">{t("desk.paper.logged")}</p>
        </>
      )}
    </>
  );
}

export function PaperSheet({ of, name }: SheetProps) {
  const { sheet } = place.value.query;
  if (!may("paper.ask")) return <p class="notice">{t("desk.paper.deciders")}</p>;
  return sheet === undefined ? (
    <Ask of={of} onOpen={(id) => refine({ sheet: id })} />
  ) : (
    <Sheet key={sheet} id={sheet} name={name} />
  );
}
