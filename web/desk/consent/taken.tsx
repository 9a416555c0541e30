// What was taken back from this organisation, by code, or by the permits and complaints that a host authority and an oversight
// body know: copies are struck by it. No name stands here.
import { useEffect, useState } from "preact/hooks";
import type { complaintLost } from "../../../schema/complaint-desk.ts";
import type { ConsentLost, ConsentTaken, consentTaken } from "../../../schema/consent.ts";
import type { permitLost } from "../../../schema/permit-office.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";

/** Whoever had the code knows it by that; a host authority and an oversight body by numbers of their own. */
type Row = ConsentTaken | ConsentLost;

function TakenRow({ one }: { one: Row }) {
  return (
    <tr>
      <th scope="row">
        {"known" in one && one.known.length > 0 ? (
          one.known.map((id) => (
            <div key={id}>
              <code>{id}</code>
            </div>
          ))
        ) : "reference" in one && one.reference !== null ? (
          <bdi dir="ltr">{spaced(one.reference)}</bdi>
        ) : (
          t("desk.taken.noCode")
        )}
      </th>
      <td>{t(`desk.taken.${one.event}`)}</td>
      <td>{one.purpose === null ? "" : t(`purpose.${one.purpose}`)}</td>
      <td>
        <time datetime={one.at}>{time(one.at)}</time>
      </td>
    </tr>
  );
}

export function TakenSection() {
  const crisisId = crisis.value?.id;
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  async function load(id: string, before: string | null): Promise<void> {
    const input = { crisisId: id, ...(before === null ? {} : { before }) };
    const answer = may("permit.lost")
      ? await read<typeof permitLost>("permit.lost", input)
      : may("complaint.lost")
        ? await read<typeof complaintLost>("complaint.lost", input)
        : await read<typeof consentTaken>("consent.taken", input);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const found = [...answer.data.deleted, ...answer.data.rows];
    setRows((was) => (before === null ? found : [...(was ?? []), ...found]));
    setNext(answer.data.next);
  }
  useEffect(() => {
    setRows(null);
    if (crisisId !== undefined) void load(crisisId, null);
  }, [crisisId]);
  if (crisisId === undefined) return null;
  const byNumber = !may("consent.taken");
  return (
    <section aria-label={t("desk.taken")} data-part="taken">
      <h2>{t("desk.taken")}</h2>
      <p class="muted">{t(byNumber ? "desk.taken.leadNumber" : "desk.taken.lead")}</p>
      <Refused problem={problem} again={() => void load(crisisId, null)} />
      {rows === null ? (
        problem === null ? (
          <Skeleton lines={4} />
        ) : null
      ) : rows.length === 0 ? (
        <Empty>{t("desk.taken.none")}</Empty>
      ) : (
        <table class="list">
          <caption class="unseen">{t("desk.taken")}</caption>
          <Heads
            names={["code", "how", "what", "when"].map((one) =>
              t(`desk.taken.${byNumber && one === "code" ? "number" : one}`),
            )}
          />
          <tbody>
            {rows.map((one, i) => (
              <TakenRow key={i} one={one} />
            ))}
          </tbody>
        </table>
      )}
      {next === null ? null : (
        <button type="button" class="quiet" onClick={() => void load(crisisId, next)}>
          {t("audit.older")}
        </button>
      )}
    </section>
  );
}
