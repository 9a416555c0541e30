// One box for a code, a name or a number. A code leads to its case; a name or a number to a list, which says that those
// who are shown can read of it. Nothing that was typed goes into the address, and the list is gone with the page.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { isChecked } from "../../../schema/kit/damm.ts";
import { plainDigits } from "../../../schema/kit/digits.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import type { Found, registrationFind } from "../../../schema/registration-find.ts";
import { write } from "../../kit/call.ts";
import { addressOf, go, place } from "../../kit/route.ts";
import { Empty, problemWords } from "../../kit/ui/parts.tsx";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { FoundList } from "../found.tsx";
import { me } from "../session.ts";
import { dropped } from "./queue.ts";

type Answer = ReplyOf<typeof registrationFind> & { by: "name" | "phone"; typed: string };

const digitsIn = (typed: string) => plainDigits(typed).replace(/\D/g, "");

/** What was typed: letters make a name, ten digits that check a code, other digits a number. */
function kindOf(typed: string): "code" | "phone" | "name" | "short" {
  if (/\p{L}/u.test(typed)) return "name";
  const digits = digitsIn(typed);
  if (/^[+0٠۰०০]/u.test(typed)) return digits.length < 7 ? "short" : "phone";
  if (digits.length === 10) return isChecked(digits) ? "code" : "phone";
  return digits.length < 7 ? "short" : "phone";
}

function Line({ one, leave }: { one: Found; leave: () => void }) {
  const over = one.state === "left" || one.state === "safe" || one.state === "not-possible";
  return (
    <li>
      <a href={addressOf(`/desk/case/${one.id}`, place.value.query)} onClick={leave}>
        <UrgencyShape urgency={over ? "closed" : one.urgency} />
        <span class="name">
          {one.name === null ? <i>{t("desk.find.noName")}</i> : <bdi>{one.name}</bdi>}
          <small>
            <bdi dir="ltr">{spaced(one.reference)}</bdi> ·{" "}
            {t("desk.people", { count: one.people, n: number(one.people) })}
          </small>
        </span>
        <span class="state">{t(`desk.state.${one.state}`)}</span>
      </a>
    </li>
  );
}

function Said({ answer }: { answer: Answer }) {
  if (answer.found.length === 0)
    return (
      <Empty>
        {t(answer.by === "name" ? "desk.find.none" : "desk.find.noneNumber")}{" "}
        {answer.by === "phone" && digitsIn(answer.typed).length === 10 ? t("desk.search.mistyped") : null}
      </Empty>
    );
  const n = answer.found.length;
  return (
    <p class="count">
      {t("desk.find.found", { count: n, n: number(n) })} {answer.more ? t("desk.find.more") : null}
    </p>
  );
}

function List({ answer, close }: { answer: Answer; close: (refocus: boolean) => void }) {
  // Who was taken from sight while the list was open leaves it at once.
  const found = answer.found.filter((one) => !dropped.value.has(one.id));
  return (
    <FoundList
      label={t("desk.find.list")}
      said={<Said answer={{ ...answer, found }} />}
      lines={
        found.length === 0
          ? null
          : found.map((one) => <Line key={one.id} one={one} leave={() => close(false)} />)
      }
      recorded={t("desk.find.recorded")}
      close={close}
    />
  );
}

export function Search() {
  const [said, say] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // Known from who is signed in before the crisis itself has come: a search that is sent at once is not lost.
  const crisisId =
    crisis.value?.id ??
    (me.value?.crises.find((one) => one.id === place.value.query.crisis) ?? me.value?.crises[0])?.id;
  // Names of one crisis do not stay on the screen of another.
  useEffect(() => setAnswer(null), [crisisId]);

  /** Only the newest search is answered, however long an older one takes. */
  const turn = useRef(0);
  async function byCode(id: string, mine: number, digits: string): Promise<void> {
    const found = await write<typeof registrationFind>("registration.find", {
      crisisId: id,
      reference: digits,
    });
    if (mine !== turn.current) return;
    if (!found.ok) return say(problemWords(found.problem));
    const [row] = found.data.found;
    if (row === undefined) return say(t("desk.search.none"));
    go(`/desk/case/${row.id}`, place.value.query);
  }
  async function byWords(id: string, mine: number, by: "name" | "phone", typed: string): Promise<void> {
    const found = await write<typeof registrationFind>("registration.find", { crisisId: id, [by]: typed });
    if (mine !== turn.current) return;
    if (!found.ok) return say(problemWords(found.problem));
    setAnswer({ ...found.data, by, typed });
  }
  async function find(event: Event): Promise<void> {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? "";
    if (crisisId === undefined) return;
    const mine = ++turn.current;
    setAnswer(null);
    say(null);
    setBusy(false);
    if (typed === "") return;
    const kind = kindOf(typed);
    if (kind === "short") return say(t("desk.find.short"));
    setBusy(true);
    await (kind === "code" ? byCode(crisisId, mine, digitsIn(typed)) : byWords(crisisId, mine, kind, typed));
    if (mine === turn.current) setBusy(false);
  }
  function close(refocus: boolean): void {
    setAnswer(null);
    if (refocus) field.current?.focus();
  }
  return (
    <search class="search">
      <form onSubmit={(event) => void find(event)}>
        <label>
          <span class="unseen">{t("desk.search")}</span>
          <input
            ref={field}
            id="search"
            type="search"
            dir="auto"
            placeholder={t("desk.search")}
            autocomplete="off"
            spellcheck={false}
            aria-busy={busy}
            onInput={() => say(null)}
            onKeyDown={(event) => {
              if (event.key === "Escape") close(true);
              if (event.key !== "ArrowDown" || answer === null) return;
              event.preventDefault();
              document.querySelector<HTMLElement>(".found li a")?.focus();
            }}
          />
        </label>
        {busy ? (
          <small class="muted" role="status">
            {t("desk.find.busy")}
          </small>
        ) : null}
        {said === null ? null : (
          <small class="why" role="alert">
            {said}
          </small>
        )}
      </form>
      {answer === null ? null : <List answer={answer} close={close} />}
    </search>
  );
}
