// Brings the files of words that the build made, each once. One that did not come is asked for again by the next who needs it.
import { wordFiles } from "virtual:desk-words";
import { teach } from "../kit/words.ts";

const coming = new Map<string, Promise<void>>();

export function learn(lang: string, part: "first" | "rest"): Promise<void> {
  const address = wordFiles[lang]?.[part];
  if (address === undefined) return Promise.resolve();
  const known = coming.get(address);
  if (known !== undefined) return known;
  const bring = async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    teach((await answer.json()) as Parameters<typeof teach>[0]);
  };
  const promise = bring().catch((error: unknown) => {
    coming.delete(address);
    throw error;
  });
  coming.set(address, promise);
  return promise;
}
