// A travel group for a journey of the desk: opened and signed in over the doors of people, in a profile of its own.
import type { BrowserContext, Page } from "playwright-core";
import { CRISIS, smallGroup } from "../kit/people.ts";
import type { Stage } from "./crisis.ts";

/** A group that asked both organisations, and its person over the doors of people. */
export interface Group {
  name: string;
  code: string;
  id: string;
  /** Where its person is signed in. */
  context: BrowserContext;
  does(path: string, body?: unknown): Promise<Record<string, unknown>>;
}
export async function opensGroup(
  stage: Stage,
  desk: Page,
  name: string,
  people: number,
  over: Record<string, unknown> = {},
): Promise<Group> {
  const context = await stage.opens();
  const ask = async (path: string, body?: unknown) => {
    const key = { "Idempotency-Key": crypto.randomUUID() };
    const answer =
      body === undefined
        ? await context.request.get(path)
        : await context.request.post(path, { data: body, headers: key });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const persons = Array.from({ length: people }, (_, i) => ({
    name: `${name} ${String(i + 1)}`,
    born: i === 0 ? "1980" : "30",
    document: "held",
  }));
  const { reference, pin } = await ask(
    "/api/registration/open",
    smallGroup({ recipients: ["org_embassyOne", "org_supportDesk"], people: persons, ...over }),
  );
  await ask("/api/registration/sign-in", { reference, pin });
  const answer = await desk.request.post("/api/registration/find", { data: { crisisId: CRISIS, reference } });
  const { found } = (await answer.json()) as { found: { id: string }[] };
  return { name, code: String(reference), id: found[0]?.id ?? "", context, does: ask };
}

/** Its code as a desk shows it. */
export const spaced = ({ code }: Group): string => `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`;
