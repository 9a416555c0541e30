// The permit officer's first page: the queue without names, one request beside it, and the waivers.
import { useEffect, useRef } from "preact/hooks";
import type { permitGet, permitList } from "../../../schema/permit-office.ts";
import { useAnswer } from "../../kit/answer.ts";
import { place, refine } from "../../kit/route.ts";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { lazy } from "../lazy.tsx";
import { PermitDetail } from "./detail.tsx";
import { FindPermit } from "./find.tsx";
import { PermitRows, stateOf } from "./list.tsx";
import { revision } from "./state.ts";
import { Waivers } from "./waiver.tsx";
import "../split.css";
import "./permit.css";

const TakenSection = lazy(async () => (await import("../consent/taken.tsx")).TakenSection);

/** `newest`: the version in the queue. A request is read again only when somebody asks: every look is written down. */
function Opened({ id, newest, onDecided }: { id: string; newest: number; onDecided: () => void }) {
  const opened = useRef<HTMLElement>(null);
  const answer = useAnswer<typeof permitGet>("permit.get", { id });
  useEffect(() => {
    opened.current?.focus({ preventScroll: true });
    const press = (event: KeyboardEvent) => {
      const busy = (event.target as Element).closest("form, dialog, input, select") !== null;
      if (event.key === "Escape" && !busy) refine({ permit: undefined });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [id]);
  return (
    <section ref={opened} class="pane opened-pane" tabIndex={-1} aria-label={t("desk.permit.one")}>
      <button type="button" class="quiet back" onClick={() => refine({ permit: undefined })}>
        {t("desk.case.back")}
      </button>
      <div class="body">
        {answer.data !== null && newest > answer.data.version ? (
          <p class="notice" role="status">
            {t("desk.permit.newer")}{" "}
            <button type="button" class="quiet" onClick={answer.again}>
              {t("desk.case.reload")}
            </button>
          </p>
        ) : null}
        <PermitDetail
          id={id}
          answer={{
            ...answer,
            again: () => {
              answer.again();
              onDecided();
            },
          }}
        />
      </div>
    </section>
  );
}

export function PermitPage() {
  const { query } = place.value;
  const crisisId = crisis.value?.id;
  const list = useAnswer<typeof permitList>(
    "permit.list",
    crisisId === undefined ? null : { crisisId, state: stateOf(query), after: query.after },
    revision.value,
  );
  const openId = query.permit;
  return (
    <div class={`work split permits ${openId === undefined ? "" : "opened"}`}>
      <div class="left">
        {openId === undefined ? <h1 class="unseen">{t("desk.permits")}</h1> : null}
        <FindPermit />
        <PermitRows answer={list} openId={openId} />
      </div>
      {openId === undefined ? (
        <div class="pane side">
          <Waivers />
          <TakenSection />
        </div>
      ) : (
        <Opened
          key={openId}
          id={openId}
          newest={list.data?.permits.find((one) => one.id === openId)?.version ?? 0}
          onDecided={list.again}
        />
      )}
    </div>
  );
}
