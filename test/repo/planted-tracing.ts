// What a relative asks and a person answers, for the search of all bytes: told through the doors, read where it may be.
import { expect } from "vitest";
import { CRISIS } from "../kit/people.ts";
import type { Doors, Headers } from "./planted-doors.ts";

/** Of everybody here who has a code. */
export const PIN = "604817";
export const tracedTexts = {
  lookedName: "Eufrosine Larkspoor",
  seeker: "Balthazar Nettlewick",
  seekerPhone: "+888 41 2093 5567",
  seekerWords: "grandmother still keeps your yellow kite",
  traced: "tell them I sleep near the tin church",
  tracedPhone: "+777 20 4418 9036",
};

interface Sought {
  own: Headers;
  name: string;
  /** What whoever looks must not read. */
  hidden: readonly string[];
  /** What happens by the clock. */
  passes(): Promise<unknown>;
}

/** Replies with the code of whoever looks. */
export async function isLookedFor(
  { get, post }: Doors,
  { own, name, hidden, passes }: Sought,
): Promise<string> {
  expect((await post("/api/tracing/agree", {}, own)).status).toBe(200);
  const asks = {
    crisisId: CRISIS,
    lang: "en",
    name,
    by: tracedTexts.seeker,
    kin: "sibling",
    byPhone: tracedTexts.seekerPhone,
    text: tracedTexts.seekerWords,
    pin: PIN,
  };
  const opened = await post("/api/tracing/open", asks);
  expect(opened.status).toBe(200);
  expect((await post("/api/tracing/open", { ...asks, name: tracedTexts.lookedName })).status).toBe(200);
  const reference = String(opened.body.reference);
  await passes();
  const mine = await get("/api/tracing/mine", own);
  for (const key of ["seeker", "seekerPhone", "seekerWords"] as const)
    expect(mine.text).toContain(tracedTexts[key]);
  const [one] = mine.body.requests as { id: string }[];
  const said = { id: one?.id, text: tracedTexts.traced, phone: tracedTexts.tracedPhone };
  expect((await post("/api/tracing/answer", said, own)).status).toBe(200);
  const relative = { Cookie: (await post("/api/tracing/sign-in", { reference, pin: PIN })).cookie };
  const seen = await get("/api/tracing/see", relative);
  for (const key of ["traced", "tracedPhone"] as const) expect(seen.text).toContain(tracedTexts[key]);
  for (const text of hidden) expect(seen.text).not.toContain(text);
  return reference;
}
