// The planted person asks for an exit permit with the number of her paper on it, and the authority finds it by that number.
import { expect } from "vitest";
import { CRISIS } from "../kit/people.ts";
import type { Json, plantedDoors } from "./planted-doors.ts";

export const permitTexts = {
  documentNumber: "QVX 7391-0462",
  documentKey: "QVX73910462",
  printed: "Perpetua Halloway",
};

export async function asksForPermit(
  { get, post, signIn }: Pick<ReturnType<typeof plantedDoors>, "get" | "post" | "signIn">,
  own: Record<string, string>,
): Promise<void> {
  const { persons } = (await get("/api/registration/status", own)).body as { persons: { id: string }[] };
  const { documentNumber, documentKey, printed: name } = permitTexts;
  const asks = { personId: persons[0]?.id, ground: "evacuation", name, documentNumber, agree: "yes" };
  const { status, body } = await post("/api/permit/ask", asks, own);
  expect(status).toBe(200);
  const office = await signIn("off_perm001");
  const find = async (number: string): Promise<Json> =>
    (await post("/api/permit/find", { crisisId: CRISIS, documentNumber: number }, office)).body;
  expect(await find(documentKey.toLowerCase())).toMatchObject({ found: [{ id: body.id }] });
  expect((await get(`/api/permit/get?id=${String(body.id)}`, office)).text).toContain(documentNumber);
}
