// The last seats, wanted by many at the same moment: groups made by the hundred, and placings that go straight through
// the commit with the statements of seat.place. Used by the test that counts, and by the measurement.
import { env } from "cloudflare:workers";
import { consentWrites } from "../../worker/consent/store.ts";
import { commit, keep } from "../../worker/kit/commit.ts";
import type { Ctx } from "../../worker/kit/door.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { problemIn } from "../../worker/kit/problem.ts";
import { hex, makeKey, randomBytes } from "../../worker/kit/seal.ts";
import { insertPersons, insertRegistrations } from "../../worker/registration/store.ts";
import { placingWrites } from "../../worker/seat/place.ts";
import { CRISIS, START } from "./people.ts";

export interface Racer {
  registrationId: string;
  personIds: string[];
  officer: { officerId: string; organisationId: string };
}

const officers = [
  { officerId: "off_emb0001", organisationId: "org_embassyOne" },
  { officerId: "off_emb0002", organisationId: "org_embassyOne" },
  { officerId: "off_other01", organisationId: "org_embassyTwo" },
] as const;

/** Groups of one to four people, sent in turn to two embassies. Nothing of them is ever opened. */
export async function makeRacers(count: number): Promise<Racer[]> {
  const bytes = randomBytes(16);
  const racers = Array.from({ length: count }, (_, i): Racer => {
    const registrationId = `reg_race${String(i).padStart(6, "0")}`;
    const personIds = Array.from(
      { length: 1 + (i % 4) },
      (_, n) => `per_race${String(i).padStart(6, "0")}${String(n)}`,
    );
    return { registrationId, personIds, officer: officers[i % 3] ?? officers[0] };
  });
  const registrations = racers.map(({ registrationId, personIds }) => ({
    id: registrationId,
    crisisId: CRISIS,
    referenceHash: registrationId,
    reference: bytes,
    pinSalt: bytes,
    pinHash: bytes,
    keyVersion: 1,
    wrappedKey: bytes,
    sealed: bytes,
    people: personIds.length,
    urgency: 3,
    needs: 32,
    openedAt: START,
  }));
  const persons = racers.flatMap(({ registrationId, personIds }) =>
    personIds.map((id, position) => ({ id, registrationId, position, sealed: bytes })),
  );
  const { key } = await makeKey(settingsOf(env as unknown as Bindings), "reg_race");
  const consents = racers.map(({ registrationId, officer }) => ({
    registrationId,
    organisationId: officer.organisationId,
    purpose: "help" as const,
    event: "given" as const,
    at: START,
    lang: "en",
    place: "form" as const,
    key,
  }));
  await keep(env.DB, [
    insertRegistrations(env.DB, registrations),
    insertPersons(env.DB, persons),
    ...(await consentWrites(env.DB, consents)),
  ]);
  return racers;
}

let drawn = 0;

/** One attempt through the commit path; the problem's code where it was refused, null where all have seats. */
export async function attempt(racer: Racer, movementId: string): Promise<string | null> {
  const { officer, registrationId, personIds } = racer;
  const ctx: Ctx = {
    settings: settingsOf(env as unknown as Bindings),
    db: env.DB,
    room: env.ROOM as Ctx["room"],
    ledger: env.LEDGER as Ctx["ledger"],
    actor: {
      kind: "officer",
      ...officer,
      organisationKind: "embassy",
      role: "coordinator",
      line: officer.officerId,
      sessionHash: "",
      startedAt: "",
      usedAt: "",
      expiresAt: "",
      head: 0,
    },
    real: new Date(),
    requestId: "",
    actName: "seat.place",
    actId: crypto.randomUUID(),
    bodyHash: "",
    ifMatch: null,
    address: "",
    secure: true,
    cookies: [],
    after: () => undefined,
  };
  const seats = personIds.map((personId) => ({
    personId,
    kind: "seat" as const,
    adult: true,
    // As the worker sees to it: no two of a movement alike.
    number: String(drawn++).padStart(6, "0"),
    cti: hex(randomBytes(8)),
  }));
  const placing = { registrationId, organisationId: officer.organisationId, splitId: null, seats };
  const movement = { id: movementId, crisisId: CRISIS };
  try {
    await commit(ctx, new Date(START), {}, placingWrites(env.DB, officer, movement, START, [placing]), null);
    return null;
  } catch (error) {
    const problem = problemIn(error);
    if (problem === null) throw error;
    return problem;
  }
}
