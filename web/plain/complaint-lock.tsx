// What is protected from whom, said before she writes; and the form whose words a script of this page locks to the reader's own
// key. Without the script the same form is sent as it is, and its words are locked at the door.
import type { ComponentChildren, VNode } from "preact";
import { say } from "../../schema/words.ts";
import type { Reader } from "./complaint-view.ts";
import { Sentence } from "./sentence.tsx";
import { Local, T } from "./shell.tsx";

const named = (reader: Reader) => (lang: string) => ({ name: <Local text={reader.name} lang={lang} /> });

export function ReadBy({ lang, k, reader }: { lang: string; k: string; reader: Reader }): VNode {
  return <Sentence lang={lang} k={k} parts={named(reader)} />;
}

export function Locked({ lang, reader }: { lang: string; reader: Reader }): VNode {
  return (
    <>
      {reader.key === null ? (
        <p>
          <ReadBy lang={lang} k="complaint.sealedRing" reader={reader} />
        </p>
      ) : (
        <>
          <p class="jsonly">
            <ReadBy lang={lang} k="complaint.sealedHere" reader={reader} />
          </p>
          <p class="nojs">
            <ReadBy lang={lang} k="complaint.sealedDoor" reader={reader} />
          </p>
        </>
      )}
      <p>
        <T lang={lang} k="complaint.sealedNot" />
      </p>
    </>
  );
}

/** The key by which the browser locks words, for the script; null without one, false where nobody may read them. */
const keyFor = (reader: Reader | null) =>
  reader === null
    ? false
    : reader.key === null
      ? null
      : { to: reader.id, version: String(reader.key.version), key: reader.key.publicKey };

interface Props {
  lang: string;
  action: string;
  complaintId: string;
  /** Who reads it, by whom it is about; "" for all others. */
  readers: Readonly<Record<string, Reader | null>>;
  fixed: Readonly<Record<string, string>>;
  children: ComponentChildren;
}

export function LockedForm({ lang, action, complaintId, readers, fixed, children }: Props): VNode {
  const keys = Object.entries(readers).map(([about, reader]) => [about, keyFor(reader)] as const);
  return (
    <form
      method="post"
      action={action}
      autocomplete="off"
      novalidate
      data-lock={complaintId}
      data-keys={JSON.stringify(Object.fromEntries(keys))}
      data-off={say(lang, "problem.unavailable")}
    >
      {Object.entries(fixed).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** The one script of a page that is a file of its own: it locks words, and comes with nothing else. */
export function LockScript({ nonce }: { nonce: string }): VNode {
  return <script type="module" nonce={nonce} src="/lock.js" />;
}
