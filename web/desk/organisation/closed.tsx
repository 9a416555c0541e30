// Crises that are closed: they can still be chosen, so that their organisations, periods and records are read as before.
import { useState } from "preact/hooks";
import type { Crisis, crisisList } from "../../../schema/crisis.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { addressOf } from "../../kit/route.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { lang, local, t, time } from "../../kit/words.ts";
import { ReopenCrisis } from "../crisis/reopen.tsx";
import { countryName } from "./country.ts";

function Row({ one, shown, onReopened }: { one: Crisis; shown: boolean; onReopened: () => void }) {
  return (
    <tr aria-current={shown ? "true" : undefined}>
      <th scope="row">
        <a href={addressOf("/desk/admin", { crisis: one.id })}>
          <bdi>{local(one.name)}</bdi>
        </a>{" "}
        {one.clock === null ? null : <span class="tag warn">{t("desk.exercise")}</span>}
      </th>
      <td data-says={t("admin.crisis.host")}>{countryName(one.hostCountry, lang.value)}</td>
      <td data-says={t("admin.crisis.since")}>
        <time datetime={one.openedAt}>{time(one.openedAt)}</time>
      </td>
      <td data-says={t("admin.crisis.until")}>
        {one.closedAt === null ? "–" : <time datetime={one.closedAt}>{time(one.closedAt)}</time>}
      </td>
      <td class="end">
        <ReopenCrisis of={one} onDone={onReopened} />
      </td>
    </tr>
  );
}

/** Read when it is opened; `chosen` is the crisis that the page shows. */
export function ClosedCrises({ chosen }: { chosen: string | undefined }) {
  const [list, setList] = useState<readonly Crisis[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  async function more(): Promise<void> {
    const after = next === null ? {} : { after: next };
    const answer = await read<typeof crisisList>("crisis.list", { closed: "yes", ...after });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setList([...(next === null ? [] : (list ?? [])), ...answer.data.crises]);
    setNext(answer.data.next);
  }
  return (
    <details
      class="closed"
      onToggle={(event) => {
        if (event.currentTarget.open && list === null) void more();
      }}
    >
      <summary>{t("admin.crises.closed")}</summary>
      <Refused problem={problem} again={() => void more()} />
      {list === null ? (
        problem === null ? (
          <Skeleton />
        ) : null
      ) : list.length === 0 ? (
        <Empty>{t("admin.crises.closedNone")}</Empty>
      ) : (
        <div class="wide">
          <table class="list crises-open">
            <caption class="unseen">{t("admin.crises.closed")}</caption>
            <Heads
              names={[
                t("admin.crisis.title"),
                t("admin.crisis.host"),
                t("admin.crisis.since"),
                t("admin.crisis.until"),
              ]}
            >
              <td />
            </Heads>
            <tbody>
              {list.map((one) => (
                <Row
                  key={one.id}
                  one={one}
                  shown={one.id === chosen}
                  onReopened={() => setList(list.filter((other) => other.id !== one.id))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next === null ? null : (
        <button type="button" onClick={() => void more()}>
          {t("admin.crises.more")}
        </button>
      )}
    </details>
  );
}
