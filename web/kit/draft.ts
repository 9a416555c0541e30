// What somebody typed and has not sent: kept while pages change and a session ends, until it is sent or given up.
// Lives in this page only; nothing of it is stored.
import { type Signal, signal } from "@preact/signals";
import { useRef } from "preact/hooks";

const kept = new Map<string, unknown>();

/**
 * The draft of a key; write a blank one into it once it was sent. Put officer and crisis into the key: who signs in next
 * at this screen finds her own.
 */
export function draftOf<T>(key: string, blank: () => T): Signal<T> {
  const found = kept.get(key) as Signal<T> | undefined;
  if (found !== undefined) return found;
  const made = signal(blank());
  kept.set(key, made);
  return made;
}

/** One key per intent: it stays while the same is sent again, so that a second press never doubles. */
export function useIntent(): (body: unknown, version?: number) => string {
  const last = useRef({ said: "", key: "" });
  return (body, version) => {
    const said = JSON.stringify([body, version]);
    if (said !== last.current.said) last.current = { said, key: crypto.randomUUID() };
    return last.current.key;
  };
}
