// Small parts used on every screen of the desk: a problem said in words, an empty place, heads of a table, facts, a skeleton,
// a labelled field, a dialog, and the line of notices at the foot.
import { signal } from "@preact/signals";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import type { ProblemSeen } from "../call.ts";
import { t } from "../words.ts";

export function problemWords(problem: ProblemSeen): string {
  if (problem.code === "offline") return t("desk.offlineProblem");
  const first = problem.fields?.[0];
  const said = t(`problem.${problem.code}`);
  return first === undefined ? said : `${said} ${t(`reason.${first.reason}`)}`;
}

export interface ReasonAsked {
  /** Asks an officer for her reason, beside what she typed. Null where there is nothing that one opens. */
  ask: (() => void) | null;
  says: string;
  /** How many reasons she gave: what was refused without one is read again. */
  turn: number;
}
/** Around what a reason may open: where an act or a read of it is refused for want of one, the question stands there. */
export const ReasonAsked = createContext<ReasonAsked>({ ask: null, says: "", turn: 0 });

export function ProblemLine({ problem }: { problem: ProblemSeen | null }) {
  const { ask, says } = useContext(ReasonAsked);
  return problem === null ? null : (
    <p class="problem" role="alert">
      {problemWords(problem)}
      {problem.code === "reason-needed" && ask !== null ? (
        <>
          {" "}
          <button type="button" onClick={ask}>
            {says}
          </button>
        </>
      ) : null}
    </p>
  );
}

/** Why something could not be read, and the button that asks for it again. */
export function Refused({ problem, again }: { problem: ProblemSeen | null; again: () => void }) {
  return problem === null ? null : (
    <div class="refused">
      <ProblemLine problem={problem} />
      <button type="button" onClick={again}>
        {t("audit.again")}
      </button>
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** The head of a table: what each column is, and what else stands in that row. */
export function Heads({ names, children }: { names: readonly string[]; children?: ComponentChildren }) {
  return (
    <thead>
      <tr>
        {names.map((one, i) => (
          <th key={i} scope="col">
            {one}
          </th>
        ))}
        {children}
      </tr>
    </thead>
  );
}

export type Fact = readonly [name: string, value: ComponentChildren];

/** What is known of something: each name with its value. */
export function Facts({ of }: { of: readonly Fact[] }) {
  return (
    <dl class="facts">
      {of.map(([name, value], i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Grey lines while something loads; read as one word. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{t("desk.loading")}</span>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} />
      ))}
    </div>
  );
}

/** A label, a control, and what was wrong with it. */
export function Field({
  label,
  hint,
  reason,
  children,
}: {
  label: string;
  hint?: string | undefined;
  reason?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <div class={reason === undefined ? "field" : "field bad"}>
      <label>
        <span>{label}</span>
        {hint === undefined ? null : <small>{hint}</small>}
        {children}
      </label>
      {reason === undefined ? null : <small class="why">{t(`reason.${reason}`)}</small>}
    </div>
  );
}

/** The reason for which a problem refused a field; undefined where it did not. */
export function reasonOf(problem: ProblemSeen | null, path: string): string | undefined {
  return problem?.fields?.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.reason;
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog of the platform's own: focus stays inside, Escape closes, and it goes back to where it came from. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  // While it still stands in the page: a dialog that was taken out gives no focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} onClose={onClose} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="quiet" onClick={() => ref.current?.close()}>
          {t("desk.close")}
        </button>
      </header>
      {children}
    </dialog>
  );
}

interface Notice {
  text: string;
  /** Takes back what was done, while the line stands. */
  undo: (() => void) | null;
}
const notice = signal<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says in one line that something was done; also to screen readers. What can be undone stands ten seconds. */
export function notify(text: string, undo: (() => void) | null = null): void {
  notice.value = { text, undo };
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      notice.value = null;
    },
    undo === null ? 6000 : 10_000,
  );
}

export function Notices() {
  const said = notice.value;
  const undo = said?.undo ?? null;
  return (
    <div class="notices" role="status">
      {said === null ? null : (
        <p>
          {said.text}{" "}
          {undo === null ? null : (
            <button
              type="button"
              onClick={() => {
                notice.value = null;
                undo();
              }}
            >
              {t("desk.undo")}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
