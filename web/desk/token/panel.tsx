// Outside tools: where other programs read the public layers, and the organisation's own tokens for those that are not
// public. A secret is shown once, right after it was made, and is nowhere in this page afterwards.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Token, tokenList, tokenRevoke } from "../../../schema/token.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { Empty, Heads, notify, ProblemLine, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { MakeToken } from "./make.tsx";
import "./token.css";

const tokens = signal<readonly Token[] | null>(null);
const failed = signal<ProblemSeen | null>(null);

async function readTokens(crisisId: string): Promise<void> {
  const answer = await read<typeof tokenList>("token.list", { crisisId });
  if (answer.ok) tokens.value = answer.data.tokens;
  failed.value = answer.ok ? null : answer.problem;
}

function standing(one: Token): "ended" | "over" | "holds" {
  if (one.revokedAt !== null) return "ended";
  return Date.parse(one.expiresAt) <= Date.now() ? "over" : "holds";
}

function Row({ one, again }: { one: Token; again: () => Promise<void> }) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const intent = useIntent();
  const stands = standing(one);
  async function end(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const input = { id: one.id };
    const answer = await write<typeof tokenRevoke>("token.revoke", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    notify(t("desk.token.endedNow", { label: one.label }));
    await again();
  }
  return (
    <tr>
      <th scope="row">
        <bdi dir="auto">{one.label}</bdi>
        <small>{t(`desk.token.layer.${one.layer}`)}</small>
      </th>
      <td>{one.usedAt === null ? t("desk.token.never") : time(one.usedAt)}</td>
      <td>{stands === "holds" ? time(one.expiresAt) : t(`desk.token.${stands}`)}</td>
      <td class="end">
        {stands !== "holds" ? null : sure ? (
          <button type="button" class="danger" disabled={busy} onClick={() => void end()}>
            {t("desk.token.endSure")} <span class="unseen">{one.label}</span>
          </button>
        ) : (
          <button type="button" class="quiet" onClick={() => setSure(true)}>
            {t("desk.token.end")} <span class="unseen">{one.label}</span>
          </button>
        )}
        <ProblemLine problem={problem} />
      </td>
    </tr>
  );
}

function List({ again }: { again: () => Promise<void> }) {
  const list = tokens.value;
  if (list === null) return failed.value === null ? <Skeleton lines={3} /> : null;
  if (list.length === 0) return <Empty>{t("desk.token.none")}</Empty>;
  return (
    <table class="list tokens">
      <caption class="unseen">{t("act.token.list")}</caption>
      <Heads names={[t("desk.token.for"), t("desk.token.used"), t("desk.token.until")]}>
        <td />
      </Heads>
      <tbody>
        {list.map((one) => (
          <Row key={one.id} one={one} again={again} />
        ))}
      </tbody>
    </table>
  );
}

export function TokenPanel() {
  const here = crisis.value;
  const id = here?.id;
  useEffect(() => {
    tokens.value = null;
    if (id !== undefined) void readTokens(id);
  }, [id]);
  if (here === null || id === undefined) return <Skeleton lines={3} />;
  const again = () => readTokens(id);
  return (
    <div class="tools">
      <p>{t("desk.token.says")}</p>
      <p>
        {t("desk.token.address")} <bdi dir="ltr">{`${location.origin}/ogc`}</bdi>
      </p>
      <p class="muted">{t("desk.token.means")}</p>
      <Refused problem={failed.value} again={() => void again()} />
      <List again={again} />
      {here.closedAt === null ? <MakeToken crisisId={id} made={again} /> : null}
    </div>
  );
}
