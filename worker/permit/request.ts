// Makes a request for a permit: whoever asks, the same fields are sealed and the same deadline runs.
import type { Crisis } from "../../schema/crisis.ts";
import { alpha3Of } from "../../schema/kit/country.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { PermitGround } from "../../schema/permit.ts";
import { documentHash } from "../document/hash.ts";
import type { Ctx } from "../kit/door.ts";
import { makeId, seal } from "../kit/seal.ts";
import { listPersons } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { dueAt, isMinor } from "./rules.ts";
import { insertPermit } from "./store.ts";
import type { SealedPermit } from "./view.ts";

interface Asked {
  personId: string;
  ground: PermitGround;
  name: string;
  birthYear?: number | undefined;
  documentNumber?: string | undefined;
  documentIssuer?: string | undefined;
  wantsReturn?: boolean | undefined;
}

interface Group {
  id: string;
  urgency: number;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
}

/** @PRIVACY what will be printed is sealed here, before a statement exists. Raises `not-found` for somebody of another group. */
export async function prepareRequest(
  ctx: Ctx,
  crisis: Crisis,
  group: Group,
  authorityId: string,
  askedBy: string | null,
  asked: Asked,
): Promise<{ insert: D1PreparedStatement; reply: { id: string; dueAt: string } }> {
  const persons = await listPersons(ctx.db, group);
  if (!persons.some((one) => one.id === asked.personId)) throw new Problem("not-found");
  const id = makeId("prm");
  const now = new Date(crisis.now);
  const birthYear = asked.birthYear ?? null;
  const sealed: SealedPermit = {
    name: asked.name,
    birthYear,
    documentNumber: asked.documentNumber ?? null,
    documentIssuer: asked.documentIssuer ?? null,
    wantsReturn: asked.wantsReturn === true,
    minor: isMinor(birthYear, now),
    territory: alpha3Of(crisis.hostCountry) ?? crisis.hostCountry,
    number: null,
    validFrom: null,
    exitPoints: [],
    returnUntil: null,
    feesWaived: false,
  };
  const due = dueAt(now, group.urgency);
  const insert = insertPermit(ctx.db, {
    id,
    crisisId: crisis.id,
    registrationId: group.id,
    personId: asked.personId,
    authorityId,
    askedBy,
    ground: asked.ground,
    askedAt: crisis.now,
    dueAt: due,
    sealed: await seal(await keyOf(ctx.settings, group), `permit.sealed:${id}`, sealed),
    documentHash: await documentHash(ctx.settings, crisis.id, authorityId, asked.documentNumber),
  });
  return { insert, reply: { id, dueAt: due } };
}
