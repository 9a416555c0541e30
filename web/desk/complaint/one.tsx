// One complaint: its words, opened in this browser with the organisation's own key; answers; how far it is; her case, where she
// lets it be seen. @PRIVACY what is readable lives in this page's memory.
import { useEffect, useState } from "preact/hooks";
import { isOpenComplaint } from "../../../schema/complaint.rules.ts";
import type {
  ComplaintRow,
  ComplaintWord,
  complaintCase,
  complaintRead,
} from "../../../schema/complaint-desk.ts";
import type { keyMine } from "../../../schema/key.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, number, t, time } from "../../kit/words.ts";
import { keyOf, opened, sealing } from "../key/state.ts";
import { Unlock } from "../key/unlock.tsx";
import { me } from "../session.ts";
import { About } from "./page.tsx";
import { Write } from "./write.tsx";

interface Plain {
  words: string;
  wants?: string;
}

function plainIn(text: string | null): Plain | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Plain);
  } catch {
    return undefined;
  }
}

/** What she wrote: null while sealed, undefined where it could not be opened though the key is there. */
function usePlain(word: ComplaintWord, complaintId: string): Plain | null | undefined {
  const [found, setFound] = useState<Plain | null | undefined>(null);
  const { sealed } = word;
  const key = sealed === null ? undefined : opened.value.get(sealed.version);
  useEffect(() => {
    let here = true;
    setFound(sealed === null ? plainIn(word.text) : null);
    if (sealed === null || key === undefined || keyOf(sealed.version) === undefined) return;
    const organisationId = me.value?.organisation.id ?? "";
    void sealing()
      .then(({ openComplaint }) =>
        openComplaint(key, sealed, {
          organisationId,
          version: sealed.version,
          complaintId,
          wordId: word.id,
        }),
      )
      .then((text) => {
        if (here) setFound(plainIn(text));
      });
    return () => {
      here = false;
    };
  }, [word.id, key]);
  return found;
}

function Hers({ word, complaintId }: { word: ComplaintWord; complaintId: string }) {
  const plain = usePlain(word, complaintId);
  if (plain === undefined) return <p class="bad">{t("desk.complaint.broken")}</p>;
  if (plain === null)
    return <p class="muted">{t("desk.note.sealed", { n: number(word.sealed?.version ?? 0) })}</p>;
  return (
    <>
      <p class="words" dir="auto">
        {plain.words}
      </p>
      {plain.wants === undefined ? null : (
        <>
          <small class="muted">{t("desk.complaint.wants")}</small>
          <p class="words" dir="auto">
            {plain.wants}
          </p>
        </>
      )}
    </>
  );
}

function Line({ word, complaintId }: { word: ComplaintWord; complaintId: string }) {
  return (
    <li data-word={word.id}>
      <small class="muted">
        <bdi>{word.by ?? t("desk.complaint.her")}</bdi>, {time(word.at)}
      </small>
      {word.by === null ? (
        <Hers word={word} complaintId={complaintId} />
      ) : word.text === null ? (
        <p class="bad">{t("desk.complaint.broken")}</p>
      ) : (
        <p class="words" dir="auto">
          {word.text}
        </p>
      )}
    </li>
  );
}

/** Asked for by a press alone: each look is written where she reads it. */
function HerCase({ id }: { id: string }) {
  const [asked, setAsked] = useState(false);
  const { data, problem } = useAnswer<typeof complaintCase>("complaint.case", asked ? { id } : null);
  return (
    <section>
      <h2>{t("desk.complaint.case")}</h2>
      <p class="muted">{t("desk.complaint.caseLead")}</p>
      {data === null ? (
        <p>
          <button type="button" onClick={() => setAsked(true)}>
            {t("desk.complaint.caseShow")}
          </button>
        </p>
      ) : (
        <>
          <p>
            <bdi dir="ltr">
              <code>{data.reference}</code>
            </bdi>
          </p>
          <ul>
            {(data.needs ?? []).map((one) => (
              <li key={one.id}>
                {t(`need.${one.kind}`)}{" "}
                <small class="muted">{t(`desk.urgency.${String(one.urgency)}`)}</small>
              </li>
            ))}
          </ul>
          <h3>{t("desk.complaint.looks")}</h3>
          <ul>
            {(data.looks ?? []).map((one, i) => (
              <li key={i}>
                <bdi>{local(one.name)}</bdi>, {time(one.at)}{" "}
                <small class="muted">{t(`act.${one.act}`)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <ProblemLine problem={problem} />
    </section>
  );
}

function Head({ row }: { row: ComplaintRow }) {
  return (
    <>
      <h2>{t(`complaintKind.${row.kind}`)}</h2>
      <p>
        <About row={row} /> · <time datetime={row.filedAt}>{time(row.filedAt)}</time>{" "}
        <span class="tag" data-state={row.state}>
          {t(`desk.complaint.step.${row.state}`)}
        </span>
      </p>
    </>
  );
}

export function OneComplaint({ id }: { id: string }) {
  const { path, query } = place.value;
  const keys = useAnswer<typeof keyMine>("key.mine", {});
  const { data, problem, again } = useAnswer<typeof complaintRead>("complaint.read", { id });
  const stored = keys.data?.keys ?? [];
  const needed = new Set((data?.words ?? []).flatMap((one) => one.sealed?.version ?? []));
  const closed = stored.filter((one) => needed.has(one.version) && !opened.value.has(one.version));
  return (
    <>
      <p>
        <a href={addressOf(path, { crisis: query.crisis })}>{t("desk.complaint.all")}</a>
      </p>
      {data === null ? (
        problem === null ? (
          <Skeleton lines={5} />
        ) : (
          <ProblemLine problem={problem} />
        )
      ) : (
        <>
          <Head row={data.complaint} />
          {keys.data !== null && stored.length === 0 ? (
            <p class="muted">
              {t("desk.complaint.noKey")}{" "}
              <a href={addressOf("/desk/key", { crisis: query.crisis })}>{t("desk.key")}</a>
            </p>
          ) : null}
          {closed.length === 0 ? null : <Unlock keys={closed} says={t("desk.complaint.unlock")} />}
          <section>
            <h2>{t("desk.complaint.words")}</h2>
            <ol class="said">
              {data.words.map((word) => (
                <Line key={word.id} word={word} complaintId={id} />
              ))}
            </ol>
          </section>
          <section>
            <h2>{t("desk.complaint.steps")}</h2>
            <ol class="said">
              {data.steps.map((step) => (
                <li key={step.at + step.state}>
                  {t(`desk.complaint.step.${step.state}`)} <time datetime={step.at}>{time(step.at)}</time>
                </li>
              ))}
            </ol>
          </section>
          <Write row={data.complaint} onDone={again} />
          {isOpenComplaint(data.complaint.state) && data.complaint.sees ? <HerCase id={id} /> : null}
        </>
      )}
    </>
  );
}
