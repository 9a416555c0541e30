// What a person and an officer tell of a danger, for the search of all bytes: told through the doors, read where it may be.
import { expect } from "vitest";
import { CRISIS, START } from "../kit/people.ts";
import type { Doors, Headers } from "./planted-doors.ts";

export const dangerTexts = {
  danger: "barnacle tripwire under the awning",
  dangerPlace: "pumice kiln by the aqueduct",
  officerDanger: "heliotrope crater at noon",
};

export async function tellsOfDanger(
  { get, post }: Doors,
  point: { lng: number; lat: number },
  { own, desk }: { own: Headers; desk: Headers },
): Promise<void> {
  const place = { ...point, accuracy: 40, landmark: dangerTexts.dangerPlace };
  const told = { kind: "mines", seen: "now", place, words: dangerTexts.danger };
  expect((await post("/api/danger/tell", told, own)).status).toBe(200);
  const listed = await get(`/api/danger/list?crisisId=${CRISIS}`, desk);
  const [danger] = listed.body.dangers as { id: string }[];
  for (const text of Object.values(dangerTexts)) expect(listed.text).not.toContain(text);
  const read = await get(`/api/danger/words?dangerId=${danger?.id ?? ""}`, desk);
  for (const key of ["danger", "dangerPlace"] as const) expect(read.text).toContain(dangerTexts[key]);
  const reported = {
    id: "dgp_planted0001",
    crisisId: CRISIS,
    kind: "mines",
    place: point,
    seenAt: START,
    words: dangerTexts.officerDanger,
  };
  expect((await post("/api/danger/report", reported, desk)).status).toBe(200);
}
