// What officers and oversight write, what a permit holds and what a complaint says, for the search of all bytes: told through
// the doors, read where it may be. A note and a complaint are sealed as a browser seals them, before they leave.
import { expect } from "vitest";
import { makePair, openNote, sealComplaint, sealNote, usable } from "../../web/kit/seal.ts";
import { CRISIS } from "../kit/people.ts";
import type { Doors, Headers, Json } from "./planted-doors.ts";
import { PIN } from "./planted-tracing.ts";

export const officeTexts = {
  permitName: "Zephyrine Q. Umberwell",
  documentNumber: "QX7741903Z",
  soughtDocument: "qx-7741 903z",
  permitReason: "the sepia stamp is on the wrong leaf",
  permitWords: "the archivist of Calabaza has the other half",
  /** Nothing asks for a day of birth: whoever writes one writes it in words. */
  birthDay: "17 March 1987",
  glass: "her cousin rang about the tamarind crates",
  exportWhy: "list for the ferry with the ochre funnel",
  paperWhy: "consul visits the quarry on Whitsun",
  note: "she trusts the cobbler with the glass eye",
  complaint: "they traded my turn for a copper kettle",
  wants: "give the turn back to the widow in row nine",
  complaintSealed: "the clerk with the garnet ring shouted",
  complaintAnswer: "we asked them about the kettle on Monday",
};

interface Office {
  /** The case, and the session of whoever made it. */
  id: string;
  own: Headers;
  signIn(officerId: string): Promise<Headers>;
}

const ok = (answer: { status: number; text: string }) =>
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
/** A private half under a passphrase: nobody opens it here. */
const wrapped = () => {
  const text = (length: number) => Buffer.alloc(length, 7).toString("base64url");
  return { salt: text(16), rounds: 600_000, iv: text(12), sealed: text(48) };
};

async function asksPermit({ get, post }: Doors, { own, signIn }: Office): Promise<void> {
  const persons = (await get("/api/registration/status", own)).body.persons as { id: string }[];
  const asks = {
    personId: persons[0]?.id,
    ground: "evacuation",
    name: officeTexts.permitName,
    birthYear: 1987,
    documentNumber: officeTexts.documentNumber,
    documentIssuer: "BGD",
    agree: "yes",
  };
  const asked = await post("/api/permit/ask", asks, own);
  ok(asked);
  const permitId = String(asked.body.id);
  const officer = await signIn("off_perm001");
  const seen = await get(`/api/permit/get?id=${permitId}`, officer);
  for (const key of ["permitName", "documentNumber"] as const) expect(seen.text).toContain(officeTexts[key]);
  const sought = { crisisId: CRISIS, documentNumber: officeTexts.soughtDocument };
  const found = await post("/api/permit/find", sought, officer);
  expect(found.body).toMatchObject({ found: [{ id: permitId }] });
  const more = { id: permitId, state: "more-needed", reason: officeTexts.permitReason };
  ok(await post("/api/permit/decide", more, { ...officer, "If-Match": '"1"' }));
  const words = `${officeTexts.permitWords}, born ${officeTexts.birthDay}`;
  ok(await post("/api/permit/answer", { permitId, words }, own));
  const again = await get(`/api/permit/get?id=${permitId}`, officer);
  for (const key of ["permitReason", "permitWords", "birthDay"] as const)
    expect(again.text).toContain(officeTexts[key]);
}

async function givesReasons({ get, post }: Doors, { id, signIn }: Office): Promise<void> {
  const desk = await signIn("off_emb0001");
  const supervisor = await signIn("off_super01");
  ok(
    await post("/api/glass/explain", { registrationId: id, reason: "other", words: officeTexts.glass }, desk),
  );
  expect((await get(`/api/glass/list?crisisId=${CRISIS}`, supervisor)).text).toContain(officeTexts.glass);
  const { people } = (await get(`/api/export/count?crisisId=${CRISIS}`, desk)).body;
  const asks = { crisisId: CRISIS, people, purpose: "other", why: officeTexts.exportWhy };
  const asked = await post("/api/export/ask", asks, desk);
  ok(asked);
  const file = await get(`/api/export/file?id=${String(asked.body.id)}`, desk);
  expect(file.text).toContain(officeTexts.exportWhy);
  const { places } = (await get(`/api/paper/queue?crisisId=${CRISIS}`, desk)).body as {
    places: { place: string }[];
  };
  const paper = { crisisId: CRISIS, place: places[0]?.place, why: officeTexts.paperWhy };
  ok(await post("/api/paper/ask", paper, desk));
  expect((await get(`/api/export/list?crisisId=${CRISIS}`, supervisor)).text).toContain(officeTexts.paperWhy);
}

async function leavesNote({ get, post }: Doors, { id: registrationId, signIn }: Office): Promise<void> {
  const desk = await signIn("off_emb0001");
  const { publicKey, privateKey } = await makePair();
  const key = { version: 1, publicKey, wrapped: wrapped() };
  ok(await post("/api/key/set", key, await signIn("off_super01")));
  const of = { organisationId: "org_embassyOne", version: 1, registrationId, noteId: "nte_planted0001" };
  const sealed = await sealNote(publicKey, officeTexts.note, of);
  const note = { id: of.noteId, registrationId, keyVersion: 1, ...sealed };
  ok(await post("/api/note/add", note, desk));
  const { notes } = (await get(`/api/note/of-case?registrationId=${registrationId}`, desk)).body;
  const [kept] = notes as { enc: string; sealed: string }[];
  expect(kept === undefined ? null : await openNote(await usable(privateKey), kept, of)).toBe(
    officeTexts.note,
  );
}

/** Replies with the code of whoever complained. */
async function complains({ get, post }: Doors, { signIn }: Office): Promise<string> {
  const oversight = await signIn("off_over001");
  const files = (n: number, more: Json) =>
    post("/api/complaint/file", {
      id: `cmp_planted000${String(n)}`,
      wordId: `cmw_planted000${String(n)}`,
      crisisId: CRISIS,
      lang: "en",
      kind: "looked",
      about: "org_embassyTwo",
      pin: PIN,
      ...more,
    });
  const plain = await files(1, { words: officeTexts.complaint, wants: officeTexts.wants });
  ok(plain);
  const { publicKey } = await makePair();
  ok(await post("/api/key/set", { version: 1, publicKey, wrapped: wrapped() }, oversight));
  const to = "org_oversight";
  const of = { organisationId: to, version: 1, complaintId: "cmp_planted0002", wordId: "cmw_planted0002" };
  const sealed = await sealComplaint(publicKey, officeTexts.complaintSealed, of);
  ok(await files(2, { sealed: { to, version: "1", ...sealed } }));
  const answers = { id: "cmp_planted0001", wordId: "cmw_planted0009", text: officeTexts.complaintAnswer };
  ok(await post("/api/complaint/answer", answers, oversight));
  const reference = String(plain.body.reference);
  const hers = { Cookie: (await post("/api/complaint/sign-in", { reference, pin: PIN })).cookie };
  expect((await get("/api/complaint/see", hers)).text).toContain(officeTexts.complaintAnswer);
  return reference;
}

export async function officesWrite(doors: Doors, office: Office): Promise<string> {
  await asksPermit(doors, office);
  await givesReasons(doors, office);
  await leavesNote(doors, office);
  return complains(doors, office);
}
