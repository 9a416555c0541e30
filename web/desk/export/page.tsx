// Sheets of people at this desk: what waits for my yes, what I can open, what waits for a colleague, what is over. What was
// taken alone is reviewed among the other reasons (../glass).
import { useEffect, useState } from "preact/hooks";
import type { Export, exportList } from "../../../schema/export.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Empty, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { me } from "../session.ts";
import { ExportCard } from "./card.tsx";
import "./export.css";

/** Others ask and agree meanwhile: what stands here is read again while the page is open. */
const AGAIN_AFTER = 20_000;

function useTurn(): [number, () => void] {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), AGAIN_AFTER);
    return () => clearInterval(timer);
  }, []);
  return [turn, () => setTurn((n) => n + 1)];
}

function Part({ name, exports, onChanged }: { name: string; exports: Export[]; onChanged: () => void }) {
  if (exports.length === 0) return null;
  return (
    <section aria-label={t(`desk.exports.${name}`)} data-part={name}>
      <h2>{t(`desk.exports.${name}`)}</h2>
      {exports.map((one) => (
        <ExportCard key={one.id} one={one} onChanged={onChanged} />
      ))}
    </section>
  );
}

/** Each export stands in the first part that it belongs to. */
function partOf(one: Export): string {
  if (one.mayAnswer) return "forMe";
  if (one.mayOpen) return "ready";
  if (one.state === "waiting") return "waiting";
  return one.state === "ready" ? "others" : "over";
}
const parts = ["forMe", "ready", "waiting", "others", "over"];

export function ExportPage() {
  const [turn, again] = useTurn();
  const id = crisis.value?.id;
  const question = id === undefined ? null : { crisisId: id };
  const { data, problem } = useAnswer<typeof exportList>("export.list", question, turn);
  if (me.value?.crises.length === 0) return <Empty>{t("desk.noCrisis")}</Empty>;
  return (
    <div class="page exports">
      <header>
        <h1>
          {t("desk.exports")} <small>{crisis.value === null ? "" : local(crisis.value.name)}</small>
        </h1>
        <p class="muted">{t("desk.exports.lead")}</p>
      </header>
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={8} />
        ) : null
      ) : data.exports.length === 0 ? (
        <Empty>{t("desk.exports.none")}</Empty>
      ) : (
        parts.map((name) => (
          <Part
            key={name}
            name={name}
            exports={data.exports.filter((one) => partOf(one) === name)}
            onChanged={again}
          />
        ))
      )}
    </div>
  );
}
