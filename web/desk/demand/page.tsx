// The register of requests for data: what came, what was answered, and the counts that everybody can read.
import { useState } from "preact/hooks";
import {
  type Demand,
  type DemandAnswer,
  type demandAnswer,
  demandAnswers,
  type demandCount,
  type demandList,
} from "../../../schema/demand.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Empty, ProblemLine, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { RecordDemand } from "./record.tsx";
import "./demand.css";

/** The day on this desk's clock; requests come in the real world, whatever an exercise shows. */
export const today = () => new Date().toISOString().slice(0, 10);

function Counts({ turn }: { turn: number }) {
  const { data, problem } = useAnswer<typeof demandCount>("demand.count", {}, turn);
  if (data === null) return <ProblemLine problem={problem} />;
  return (
    <table class="list demand-years">
      <caption>{t("desk.demand.public")}</caption>
      <thead>
        <tr>
          {["year", "asked"].map((one) => (
            <th key={one} scope="col">
              {t(`desk.demand.${one}`)}
            </th>
          ))}
          {demandAnswers.map((one) => (
            <th key={one} scope="col">
              {t(`demandAnswer.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.years.map((one) => (
          <tr key={one.year}>
            <th scope="row">{String(one.year)}</th>
            <td>{number(one.asked)}</td>
            {demandAnswers.map((said) => (
              <td key={said}>{number(one[said])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({ one, onChanged }: { one: Demand; onChanged: () => void }) {
  const sending = useSending<typeof demandAnswer>("demand.answer");
  const last = one.answers.at(-1)?.answer ?? "pending";
  return (
    <>
      <label>
        <span class="unseen">{t("act.demand.answer")}</span>
        <select
          value={last}
          disabled={sending.busy}
          onChange={(event) => {
            const answer = event.currentTarget.value as DemandAnswer;
            void sending.send({ id: one.id, answer, day: today() }, onChanged);
          }}
        >
          {demandAnswers.map((said) => (
            <option key={said} value={said}>
              {t(`demandAnswer.${said}`)}
            </option>
          ))}
        </select>
      </label>
      {one.answers.length > 1 ? (
        <small class="muted">
          {" "}
          {one.answers.map((said) => `${t(`demandAnswer.${said.answer}`)} ${said.day}`).join(" · ")}
        </small>
      ) : null}
      <ProblemLine problem={sending.problem} />
    </>
  );
}

function Register({ demands, onChanged }: { demands: readonly Demand[]; onChanged: () => void }) {
  return (
    <table class="list demands">
      <caption class="unseen">{t("desk.demands")}</caption>
      <thead>
        <tr>
          {["day", "source", "subject", "words", "answer"].map((one) => (
            <th key={one} scope="col">
              {t(`desk.demand.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {demands.map((one) => (
          <tr key={one.id} data-demand={one.id}>
            <th scope="row">
              <bdi dir="ltr">{one.day}</bdi>
            </th>
            <td>{t(`demandSource.${one.source}`)}</td>
            <td>{t(`demandSubject.${one.subject}`)}</td>
            <td>
              <bdi dir="auto">{one.words ?? ""}</bdi>
            </td>
            <td>
              <Answer one={one} onChanged={onChanged} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function DemandPage() {
  const [turn, setTurn] = useState(0);
  const [after, setAfter] = useState<string | undefined>(undefined);
  const [adding, setAdding] = useState(false);
  const { data, problem } = useAnswer<typeof demandList>("demand.list", { after }, turn);
  const again = () => setTurn(turn + 1);
  const next = data?.next ?? null;
  return (
    <div class="page demand">
      <header>
        <h1>{t("desk.demands")}</h1>
        <p class="muted">{t("desk.demands.lead")}</p>
      </header>
      {adding ? (
        <RecordDemand
          onDone={() => {
            setAdding(false);
            setAfter(undefined);
            again();
          }}
        />
      ) : (
        <button type="button" class="primary" onClick={() => setAdding(true)}>
          {t("act.demand.record")}
        </button>
      )}
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : data.demands.length === 0 ? (
        <Empty>{t("desk.demands.none")}</Empty>
      ) : (
        <div class="wide">
          <Register demands={data.demands} onChanged={again} />
        </div>
      )}
      {after === undefined && next === null ? null : (
        <p class="choices">
          {after === undefined ? null : (
            <button type="button" onClick={() => setAfter(undefined)}>
              {t("audit.newest")}
            </button>
          )}
          {next === null ? null : (
            <button type="button" onClick={() => setAfter(next)}>
              {t("audit.older")}
            </button>
          )}
        </p>
      )}
      <Counts turn={turn} />
    </div>
  );
}
