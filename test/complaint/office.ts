// What tests of complaints share: an oversight body with its own key, another one beside it, a complaint, and forms as a page of
// ours sends them.
import { env } from "cloudflare:workers";
import { complaintFile, complaintSee, complaintSignIn } from "../../schema/complaint.ts";
import { complaintList, complaintRead, complaintState } from "../../schema/complaint-desk.ts";
import { keySet, WRAP_ROUNDS } from "../../schema/key.ts";
import { type makePair, openComplaint, toText, usable } from "../../web/kit/seal.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, freshKey, Someone, send, type World } from "../kit/world.ts";

export type Pair = Awaited<ReturnType<typeof makePair>>;
/** Words of nobody's, that no page holds. */
export const WORDS = "Zanzibar kestrel nocturne";
export const WANTS = "Return the velvet ledger";
export const PIN = "391846";

let made = 0;
export const suffix = () => `test${String(++made).padStart(8, "0")}`;

export async function setsKey(who: Someone, pair: Pair, version = 1): Promise<Answer> {
  const wrapped = {
    salt: toText(new Uint8Array(16).fill(1)),
    rounds: WRAP_ROUNDS,
    iv: toText(new Uint8Array(12).fill(1)),
    sealed: toText(new Uint8Array(48).fill(1)),
  };
  return who.does(keySet, { version, publicKey: pair.publicKey, wrapped }, { key: freshKey() });
}

/** What the browser of the oversight body opens. */
export async function opens(
  pair: Pair,
  of: { organisationId: string; complaintId: string; wordId: string },
  sealed: { version: number; enc: string; text: string } | undefined,
): Promise<unknown> {
  if (sealed === undefined) return undefined;
  const text = await openComplaint(await usable(pair.privateKey), sealed, { ...of, version: sealed.version });
  return text === null ? null : JSON.parse(text);
}

export function given(over: Record<string, unknown> = {}): Record<string, unknown> {
  const id = suffix();
  return {
    id: `cmp_${id}`,
    wordId: `cmw_${id}`,
    crisisId: CRISIS,
    lang: "en",
    kind: "papers",
    about: "org_embassyOne",
    words: WORDS,
    wants: WANTS,
    pin: PIN,
    ...over,
  };
}

export interface Filed {
  id: string;
  wordId: string;
  reference: string;
  pin: string;
  /** Whoever made it, with the session of her complaint. */
  teller: Someone;
}

/** One more complaint, by nobody unless somebody is named; its teller has come back with its code. */
export async function files(over: Record<string, unknown> = {}, who = new Someone("")): Promise<Filed> {
  const input = given(over);
  const answer = await who.does(complaintFile, input, { key: freshKey() });
  if (answer.status !== 200) throw new Error(`no complaint: ${answer.text}`);
  const { reference, pin } = answer.body as { reference: string; pin: string | null };
  const number = pin ?? String(input.pin);
  return {
    id: String(input.id),
    wordId: String(input.wordId),
    reference,
    pin: number,
    teller: await comesTo(reference, number),
  };
}

export async function comesTo(reference: string, pin: string): Promise<Someone> {
  const answer = await new Someone("").does(complaintSignIn, { reference, pin });
  if (answer.status !== 200) throw new Error(`did not come back: ${answer.text}`);
  return new Someone(answer.headers.getSetCookie()[0]?.split(";")[0] ?? "");
}

export const file = (input: unknown, sending = {}, who = new Someone("")): Promise<Answer> =>
  who.does(complaintFile, input, { key: freshKey(), ...sending });

export const reads = (world: World, id: string, by: PersonName = "oversightVisitor"): Promise<Answer> =>
  world.as(by).does(complaintRead, { id });

/** What a desk's list has of a complaint. */
export interface Row {
  id: string;
  state: string;
  aboutName: { en: string } | null;
  late: boolean;
  waits: boolean;
  sees: boolean;
  version: number;
}

/** The list of an oversight body and its decisions. `who` as a question: she signs in before the first test, and after this is called. */
export function overseeDoors(who: () => Someone) {
  const list = async (state = "open") =>
    (await who().does(complaintList, { crisisId: CRISIS, state })).body as unknown as {
      rows: Row[];
      open: number;
      late: number;
    };
  const rowOf = async (id: string, state = "open") => (await list(state)).rows.find((one) => one.id === id);
  const moves = (
    id: string,
    state: string,
    version: number,
    over: Record<string, unknown> = {},
    by = who(),
  ) => by.does(complaintState, { id, state, ...over }, { ifMatch: version, key: freshKey() });
  return { list, rowOf, moves };
}

/** Words of an answer or an outcome. */
export const says = (text: string) => ({ wordId: `cmw_${suffix()}`, text });

/** What she reads of it with her code. */
export const sees = async (filed: Filed) =>
  (await filed.teller.does(complaintSee)).body as unknown as {
    state: string;
    late: boolean;
    oversees: boolean;
    keptUntil: string | null;
    steps: { state: string; at: string }[];
    words: { hers: boolean; text: string | null }[];
  };

/** A second oversight body in the crisis, with one officer who is signed in. */
export async function secondOffice(world: World): Promise<Someone> {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO organisation (id, kind, name, vettedAt) VALUES ('org_overTwo', 'oversight', '{\"en\":\"Second panel\"}', '2011-03-01T06:00:00.000Z')",
    ),
    env.DB.prepare("INSERT INTO crisisOrganisation VALUES (?1, 'org_overTwo')").bind(CRISIS),
    env.DB.prepare(
      "INSERT INTO officer (id, organisationId, role, label) VALUES ('off_overTwo1', 'org_overTwo', 'oversight', 'Second')",
    ),
  ]);
  const links = await send("POST", "/api/exercise/links", {
    headers: { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`, "Content-Type": "application/json" },
    body: JSON.stringify({ officerIds: ["off_overTwo1"] }),
  });
  const [link] = links.body.links as unknown as { token: string }[];
  const answer = await world
    .as("nobody")
    .does({ name: "organisation.signIn", kind: "write" }, { token: link?.token });
  return new Someone(answer.headers.getSetCookie()[0]?.split(";")[0] ?? "");
}

/** A form as a page of ours sends it. */
export const posts = (path: string, fields: Record<string, unknown>, cookie = "", more = {}) =>
  send("POST", path, {
    body: new URLSearchParams(
      Object.entries(fields).map(([name, value]) => [name, String(value)]),
    ).toString(),
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "Sec-Fetch-Site": "same-origin",
      ...(cookie === "" ? {} : { Cookie: cookie }),
      ...more,
    },
  });

/** Every value of every table as one text: blobs as they would be read, and in hexadecimal. */
export async function atRest(): Promise<string> {
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const decoder = new TextDecoder("latin1");
  const texts: string[] = [];
  for (const { name } of tables) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all<Record<string, unknown>>();
    for (const row of results)
      for (const value of Object.values(row))
        texts.push(Array.isArray(value) ? decoder.decode(new Uint8Array(value)) : String(value));
  }
  return texts.join("\n");
}
