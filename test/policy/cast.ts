// Who tries the doors: every role in every organisation that may hold it, nobody, each person and adult, and sessions that
// are over, made up, or carried to the other side's doors.
import { env, exports } from "cloudflare:workers";
import { organisationKinds, rolesOf } from "../../schema/organisation.ts";
import { CRISIS, organisations } from "../kit/people.ts";
import { BASE, Someone } from "../kit/world.ts";
import type { Reading } from "./oracle.ts";
import type { Planted } from "./record.ts";

export interface Member {
  says: string;
  reader: Reading;
  someone: Someone;
}

const nobody: Reading = { role: "nobody", organisationId: null, own: null };
/** An authority of another country, in the same crisis. */
const elsewhere = { id: "org_otherOffice", kind: "host-authority", country: "TN" } as const;

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const init = {
    method: "POST",
    headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", ...headers },
    body: JSON.stringify(body),
  };
  return exports.default.fetch(new Request(`${BASE}${path}`, init));
}

/** A session of each of these accounts, by a demo link as an exercise gives them. */
async function sessionsOf(officerIds: readonly string[]): Promise<Map<string, string>> {
  const bearer = { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}` };
  const answer = await post("/api/exercise/links", { officerIds }, bearer);
  const { links } = (await answer.json()) as { links: { officerId: string; token: string }[] };
  const cookies = new Map<string, string>();
  for (const { officerId, token } of links) {
    const signed = await post("/api/organisation/sign-in", { token });
    cookies.set(officerId, signed.headers.getSetCookie()[0]?.split(";")[0] ?? "");
  }
  return cookies;
}

/** Three roles read alike in one organisation: a small run has all three in two of them, a larger one in each. */
async function officers(all: boolean): Promise<Member[]> {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO organisation (id, kind, name, country, vettedAt) VALUES (?1, ?2, ?3, ?4, '2011-03-01T06:00:00.000Z')",
    ).bind(elsewhere.id, elsewhere.kind, JSON.stringify({ en: "Office elsewhere" }), elsewhere.country),
    env.DB.prepare("INSERT INTO crisisOrganisation VALUES (?1, ?2)").bind(CRISIS, elsewhere.id),
  ]);
  const made = [...organisations, elsewhere].flatMap(({ id, kind }, o) =>
    rolesOf[kind]
      .filter((role) => all || kind !== "agency" || (role !== "intake" && role !== "supervisor"))
      .map((role, r) => ({ id: `off_cast${String(o)}${String(r)}x`, organisationId: id, role })),
  );
  await env.DB.batch(
    made.map(({ id, organisationId, role }) =>
      env.DB.prepare("INSERT INTO officer (id, organisationId, role, label) VALUES (?1, ?2, ?3, ?4)").bind(
        id,
        organisationId,
        role,
        "Cast",
      ),
    ),
  );
  const cookies = await sessionsOf(made.map(({ id }) => id));
  return made.map(({ id, organisationId, role }) => ({
    says: `${role} of ${organisationId}`,
    reader: { role, organisationId, own: null },
    someone: new Someone(cookies.get(id) ?? ""),
  }));
}

/** Sessions that were a coordinator's or a person's and are nobody's now. */
async function stolen(last: Planted): Promise<Member[]> {
  const ids = ["off_castOver", "off_castShut", "off_castSide", "off_castMoved"];
  await env.DB.batch(
    ids.map((id) =>
      env.DB.prepare(
        "INSERT INTO officer (id, organisationId, role, label) VALUES (?1, 'org_embassyOne', 'coordinator', 'Cast')",
      ).bind(id),
    ),
  );
  const cookies = await sessionsOf(ids);
  const [over = "", shut = "", side = "", moved = ""] = ids.map((id) => cookies.get(id) ?? "");
  await env.DB.batch([
    env.DB.prepare(
      "UPDATE session SET expiresAt = '2000-01-01T00:00:00.000Z' WHERE officerId = 'off_castOver'",
    ),
    env.DB.prepare("UPDATE officer SET closedAt = '2011-03-01T06:00:00.000Z' WHERE id = 'off_castShut'"),
    env.DB.prepare("UPDATE officer SET organisationId = 'org_healthTeam' WHERE id = 'off_castMoved'"),
  ]);
  const tokenOf = (cookie: string) => cookie.slice(cookie.indexOf("=") + 1);
  const as = (name: string, token: string) => `__Host-${name}=${token}; ${name}=${token}`;
  const list: [string, string][] = [
    ["a desk session that is over", over],
    ["a desk session of an account that was closed", shut],
    ["a desk session at a person's doors", as("own", tokenOf(side))],
    ["a person's session at a desk's doors", as("desk", tokenOf(last.someone.cookie))],
    ["a token that was made up", as("desk", "A".repeat(43))],
    ["a desk session cut short", over.slice(0, -1)],
  ];
  return [
    ...list.map(([says, cookie]) => ({ says, reader: nobody, someone: new Someone(cookie) })),
    {
      says: "an officer who was moved to another organisation in the middle of a session",
      reader: nobody,
      someone: new Someone(moved),
    },
  ];
}

/** Whoever complained comes with the code of that, and is nobody at every other door. */
async function complainant(records: readonly Planted[]): Promise<Member> {
  const code = records.find((one) => one.complaintCode !== null)?.complaintCode;
  const signed = await post("/api/complaint/sign-in", code);
  const cookie = signed.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { says: "somebody who complained", reader: nobody, someone: new Someone(cookie) };
}

export async function castOf(records: readonly Planted[], all: boolean): Promise<Member[]> {
  const last = records.find((one) => !one.deleting);
  if (last === undefined || organisationKinds.length !== 5) throw new Error("nobody to be in the cast");
  const persons = records.flatMap((record, n): Member[] => [
    {
      says: `whoever registered case ${String(n)}`,
      reader: { role: "person", organisationId: null, own: { id: record.id, personId: null } },
      someone: record.someone,
    },
    ...(record.adult === null
      ? []
      : [
          {
            says: `an adult of case ${String(n)}`,
            reader: {
              role: "person" as const,
              organisationId: null,
              own: { id: record.id, personId: record.adult.personId },
            },
            someone: record.adult.someone,
          },
        ]),
  ]);
  return [
    { says: "nobody", reader: nobody, someone: new Someone("") },
    ...(await officers(all)),
    ...(await stolen(last)),
    ...persons,
    await complainant(records),
    ...records.flatMap((record, n): Member[] =>
      record.relative === null
        ? []
        : [
            {
              says: `somebody who looks for case ${String(n)}`,
              reader: { role: "relative", organisationId: null, own: null, looksFor: record.id },
              someone: record.relative,
            },
          ],
    ),
  ];
}
