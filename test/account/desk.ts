// A desk for tests of accounts: signs in, invites and is invited with passkeys in software, over the real doors.
import { env, exports } from "cloudflare:workers";
import { accountBegin, accountSignIn } from "../../schema/account.ts";
import { accountInvite, accountOpenLink, accountUseLink } from "../../schema/account-team.ts";
import type { Role } from "../../schema/kit/access.ts";
import { Authenticator, type Over } from "../kit/authenticator.ts";
import { CRISIS } from "../kit/people.ts";
import { type Answer, BASE, Someone } from "../kit/world.ts";

export const nobody = new Someone("");
export const codeOf = (answer: Answer) => answer.body.code ?? answer.status;

/** The desk's cookie that an answer sets; "" where it sets none. */
export function deskCookie(answer: Answer): string {
  return (
    answer.headers
      .getSetCookie()
      .find((line) => line.startsWith("__Host-desk="))
      ?.split(";")[0] ?? ""
  );
}

let addresses = 0;
/** Failures are counted by address: each part of a test that fails on purpose has its own. */
export const somewhere = () => ({ "CF-Connecting-IP": `account-${String(++addresses)}` });

export async function challenge(from: Someone = nobody): Promise<string> {
  return String((await from.does(accountBegin)).body.challenge);
}

export async function signsIn(key: Authenticator, over: Over = {}, headers = somewhere()): Promise<Answer> {
  return nobody.does(accountSignIn, await key.answers(await challenge(), over), { headers });
}

let officers = 0;
export const freshOfficer = () => `off_made${String(++officers).padStart(6, "0")}`;

export interface Invited {
  id: string;
  token: string;
}

export async function invites(
  by: Someone,
  organisationId: string,
  role: Role,
  id = freshOfficer(),
): Promise<Answer & Invited> {
  const answer = await by.does(accountInvite, { id, organisationId, role, label: `Desk ${id.slice(-3)}` });
  return { ...answer, id, token: String(answer.body.token ?? "") };
}

/** Opens a link and makes a passkey with it. */
export async function comesIn(
  token: string,
  over: Over = {},
  label = "Key",
): Promise<{ answer: Answer; key: Authenticator; desk: Someone }> {
  const key = new Authenticator(BASE);
  const opened = await nobody.does(accountOpenLink, { token }, { headers: somewhere() });
  const ask = (opened.body.ask ?? { challenge: "A".repeat(43) }) as { challenge: string; userHandle: string };
  const passkey = await key.makes(ask, over);
  const answer = await nobody.does(accountUseLink, { token, label, passkey }, { headers: somewhere() });
  return { answer, key, desk: new Someone(deskCookie(answer)) };
}

/** An officer who was invited and came in. */
export async function joins(by: Someone, organisationId: string, role: Role) {
  const invited = await invites(by, organisationId, role);
  if (invited.status !== 200) throw new Error(`could not invite: ${invited.text}`);
  const { answer, key, desk } = await comesIn(invited.token);
  if (answer.status !== 200) throw new Error(`could not come in: ${answer.text}`);
  return { id: invited.id, key, desk };
}

/** Who did an act to an account, oldest first. */
export const auditOf = async (act: string, targetId: string) =>
  (
    await env.DB.prepare(
      "SELECT actor, organisationId FROM audit WHERE act = ?1 AND targetId = ?2 ORDER BY seq",
    )
      .bind(act, targetId)
      .all()
  ).results;

/** Opens a desk's socket; what it is closed with. */
export async function socketOf(desk: Someone): Promise<Promise<number>[]> {
  const { webSocket } = await exports.default.fetch(
    new Request(`${BASE}/api/live?crisis=${CRISIS}`, {
      headers: { Cookie: desk.cookie, Upgrade: "websocket" },
    }),
  );
  if (webSocket == null) throw new Error("no socket");
  webSocket.accept();
  return [new Promise((resolve) => webSocket.addEventListener("close", (event) => resolve(event.code)))];
}
