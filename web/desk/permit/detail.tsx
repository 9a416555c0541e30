// One request as it will be printed, her words where she objected or answered, and the decision. Opening it is written
// down, and she can read that it happened.
import type { ReplyOf } from "../../../schema/kit/act.ts";
import type { permitGet } from "../../../schema/permit-office.ts";
import type { Answered } from "../../kit/answer.ts";
import { ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { Explain } from "../glass/explain.tsx";
import { Decide, decisionOf, termsOf } from "./decide.tsx";
import { Due, PermitTag } from "./due.tsx";
import { Preview } from "./preview.tsx";
import { Revoke } from "./revoke.tsx";

/** States in which something is left to decide. */
const open: readonly string[] = ["asked", "more-needed"];

export function PermitDetail({ id, answer }: { id: string; answer: Answered<ReplyOf<typeof permitGet>> }) {
  const { data: permit, problem, again } = answer;
  if (permit === null && problem?.code === "reason-needed")
    return <Explain of={{ permitId: id }} onDone={again} />;
  if (permit === null) return problem === null ? <Skeleton /> : <ProblemLine problem={problem} />;
  const now = crisis.value?.now ?? "";
  const works = crisis.value?.closedAt === null;
  const decides = works && open.includes(permit.state);
  const queued = { ...permit, ground: permit.printed.ground };
  return (
    <div data-permit={id} data-version={permit.version}>
      <h1>
        <Due permit={queued} now={now} />
        <PermitTag permit={queued} />
      </h1>
      <ProblemLine problem={problem} />
      {permit.escalatedAt === null || permit.state !== "asked" ? null : (
        <p class="notice late">{t("desk.permit.escalated", { time: time(permit.escalatedAt) })}</p>
      )}
      {permit.objected ? (
        <p class="notice objection" role="note">
          {t("desk.permit.objection")}
        </p>
      ) : null}
      {permit.words === null ? null : (
        <blockquote class="her-words">
          <small class="block">{t("desk.permit.herWords")}</small>
          <bdi dir="auto">{permit.words}</bdi>
        </blockquote>
      )}
      {permit.reason === null ? null : (
        <p>
          <small class="block">{t("desk.permit.weWrote")}</small>
          <bdi dir="auto">{permit.reason}</bdi>
        </p>
      )}
      <Preview printed={permit.printed} terms={decides ? termsOf(decisionOf(permit.id).value, now) : null} />
      <p class="muted small">{t("desk.permit.onlyThis")}</p>
      {decides ? <Decide key={permit.id} open={permit} onDecided={again} /> : null}
      {works && permit.state === "granted" ? <Revoke open={permit} onDone={again} /> : null}
      <p class="muted small">{t("desk.permit.logged")}</p>
    </div>
  );
}
