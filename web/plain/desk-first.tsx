// The queue's first rows as a page without script: they come within the desk's own page, so that on a bad line numbers are
// read and a case is chosen before any code has arrived. The desk takes their place (web/desk/first.ts).
// What officers read stands in their own files of words, so the worker says it. @PRIVACY rows of `registration.queue` alone.
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ReplyOf } from "../../schema/kit/act.ts";
import { ageOf } from "../../schema/kit/age.ts";
import type { Values } from "../../schema/kit/say.ts";
import { isOpenState, spaced } from "../../schema/registration.rules.ts";
import type { registrationQueue } from "../../schema/registration-desk.ts";

type Queue = ReplyOf<typeof registrationQueue>;
type Row = Queue["rows"][number];

export interface DeskFirst {
  say(key: string, values?: Values): string;
  crisis: string;
  /** The crisis's own moment. */
  now: string;
  queue: Queue;
  /** The address's query: crisis and filter go with every link. */
  query: Readonly<Record<string, string>>;
  /** The case that is being opened. */
  openId: string | null;
}

/** Colours are those of desk/css/token.css; a chosen theme is known to the browser alone, so here the system's counts. */
export const deskFirstCss = `
#first{z-index:100;--bg:#fff;--surface:#f2f5f4;--ink:#10201c;--muted:#44544f;--line:#d5dcd9;--link:#0b4f9e;--u1:#7a1204;--u2:#cc6a00;--u3:#0062a3;--closed:#7c8a85;position:fixed;inset:0;overflow:auto;background:var(--bg);color:var(--ink);font:14px/20px system-ui,sans-serif;color-scheme:light dark}
@media(prefers-color-scheme:dark){#first{--bg:#0f1417;--surface:#171e22;--ink:#e6ecea;--muted:#a9b7b2;--line:#2b363c;--link:#8ab8f5;--u1:#d9480f;--u2:#ffd166;--u3:#7cc4f0;--closed:#7a8783}}
#first header{background:var(--surface);border-block-end:1px solid var(--line);padding:8px 16px}
#first h1{font-size:15px;margin:0}
#first p{margin:4px 0;color:var(--muted)}
#first p a{color:var(--ink);margin-inline:4px}
#first table{inline-size:100%;border-collapse:collapse;font-size:13px}
#first :is(th,td){text-align:start;padding:8px;border-block-end:1px solid var(--line);font-weight:400;vertical-align:top}
#first th{white-space:nowrap}
#first th a{font-weight:700;color:var(--link);display:block;min-block-size:24px}
#first tr[aria-current]{background:var(--surface);outline:2px solid var(--link);outline-offset:-2px}
#first small{color:var(--muted);font-size:12px;display:block}
#first svg{inline-size:14px;block-size:14px;vertical-align:-2px;fill:currentColor}
#first .u1{color:var(--u1)}#first .u2{color:var(--u2)}#first .u3{color:var(--u3)}#first .u0{color:var(--closed)}
#first .n{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:560px){#first .w{display:none}}`.replace(/\n/g, "");

const paths = ["M2 2h12v12H2Z", "M8 0 16 8 8 16 0 8Z", "M8 1 16 15H0Z", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"];

function Urgency({
  first,
  of,
  closed = false,
}: {
  first: DeskFirst;
  of: 1 | 2 | 3;
  closed?: boolean;
}): VNode {
  const sign = closed ? 0 : of;
  const name = first.say(`desk.urgency.${closed ? "closed" : String(of)}`);
  return (
    <span class={`u${String(sign)}`} title={name}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={paths[sign]} />
      </svg>
      <span class="n">{name}</span>
    </span>
  );
}

const number = (value: number) => value.toLocaleString("en");

function since({ say, now }: DeskFirst, instant: string): string {
  const { key, n } = ageOf(instant, now);
  return say(key, { n });
}

function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return text === "" ? path : `${path}?${text}`;
}

function Line({ first, row }: { first: DeskFirst; row: Row }): VNode {
  const { say } = first;
  const open = row.id === first.openId;
  return (
    <tr data-row={row.id} aria-current={open ? "true" : undefined}>
      <td>
        <Urgency first={first} of={row.urgency} closed={!isOpenState(row.state)} />
      </td>
      <th scope="row">
        <a href={addressOf(`/desk/case/${row.id}`, first.query)}>
          <bdi dir="ltr">{row.reference === null ? say("desk.noCode") : spaced(row.reference)}</bdi>
        </a>
        <small>
          {open ? say("desk.loading") : say("desk.people", { count: row.people, n: number(row.people) })}
        </small>
      </th>
      <td>
        {row.unread === undefined ? null : (
          <strong>{say("desk.message.unreadRow", { n: number(row.unread) })} · </strong>
        )}
        {row.needs.length === 0
          ? say("desk.noNeeds")
          : row.needs.map((need) => say(`desk.need.${need}`)).join(" · ")}
      </td>
      <td class="w">{row.place === null ? say("desk.noPlace") : say(`precision.${row.place.precision}`)}</td>
      <td>
        {say(`desk.state.${row.state}`)}
        <small title={say("desk.waiting")}>{since(first, row.openedAt)}</small>
      </td>
    </tr>
  );
}

/** The numbers that reconcile: those of the head of the desk (web/desk/top.tsx), from the same reply as the rows. */
function Numbers({ first }: { first: DeskFirst }): VNode {
  const { say, queue, query } = first;
  const { count, undecided } = queue;
  return (
    <>
      {count === null ? null : (
        <p>
          {say("desk.count", {
            people: number(count.people),
            onMap: number(count.onMap),
            noPlace: number(count.noPlace),
            hidden: number(count.hidden),
          })}
          {count.complete ? null : <strong> {say("desk.count.part")}</strong>}
        </p>
      )}
      <p>
        {say("desk.undecided")}
        {([1, 2, 3] as const).map((urgency) => (
          <a
            key={urgency}
            href={addressOf("/desk/queue", { ...query, state: "sent", urgency: String(urgency) })}
          >
            <Urgency first={first} of={urgency} /> {number(undecided[urgency])}
          </a>
        ))}
        {undecided.oldestAt === null ? null : say("desk.oldest", { age: since(first, undecided.oldestAt) })}
      </p>
    </>
  );
}

export function renderDeskFirst(first: DeskFirst): string {
  const { say, query, queue } = first;
  const filtered = ["state", "urgency", "need"].some((name) => (query[name] ?? "") !== "");
  return renderToString(
    <div id="first">
      <header>
        <h1>{first.crisis}</h1>
        <Numbers first={first} />
        <p role="status">{say("desk.loading")}…</p>
      </header>
      {queue.rows.length === 0 ? (
        <p>{say(filtered ? "desk.queueNoMatch" : "desk.queueEmpty")}</p>
      ) : (
        <table>
          <caption class="n">{say("desk.queue")}</caption>
          <tbody>
            {queue.rows.map((row) => (
              <Line key={row.id} first={first} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </div>,
  );
}
