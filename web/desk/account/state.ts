// The ways into the desk and what they end in: somebody sits here. The passkey's code comes with the first page that asks.
import type { accountBegin, accountSignIn, PasskeyAsk } from "../../../schema/account.ts";
import type { accountUseLink } from "../../../schema/account-team.ts";
import type { issuerBegin, issuerFinish } from "../../../schema/issuer.ts";
import type { Officer } from "../../../schema/organisation.ts";
import { type Outcome, type ProblemSeen, write } from "../../kit/call.ts";
import { go } from "../../kit/route.ts";
import { endedMeanwhile, me } from "../session.ts";

/** Her device has none, or she gave up: nothing was sent. */
export const NOT_MADE = "not-made";
export type Entered = ProblemSeen | typeof NOT_MADE | null;

export const passkeys = () => import("../../kit/passkey.ts");

function sits(answer: Outcome<Officer>): ProblemSeen | null {
  if (!answer.ok) return answer.problem;
  endedMeanwhile.value = false;
  me.value = answer.data;
  go("/desk", {}, true);
  return null;
}

export async function signInByPasskey(): Promise<Entered> {
  const { answerPasskey } = await passkeys();
  const ask = await write<typeof accountBegin>("account.begin", {});
  if (!ask.ok) return ask.problem;
  const said = await answerPasskey(ask.data);
  return said === null ? NOT_MADE : sits(await write<typeof accountSignIn>("account.signIn", said));
}

export async function useLink(token: string, label: string, ask: PasskeyAsk): Promise<Entered> {
  const { makePasskey } = await passkeys();
  const passkey = await makePasskey(ask);
  if (passkey === null) return NOT_MADE;
  return sits(await write<typeof accountUseLink>("account.useLink", { token, label, passkey }));
}

/** Leaves for the organisation's own sign-in server. */
export async function goToIssuer(organisationId: string, token?: string): Promise<ProblemSeen | null> {
  const input = token === undefined ? { organisationId } : { organisationId, token };
  const answer = await write<typeof issuerBegin>("issuer.begin", input);
  if (!answer.ok) return answer.problem;
  location.assign(answer.data.address);
  return null;
}

export async function comeFromIssuer(organisationId: string, query: string): Promise<ProblemSeen | null> {
  return sits(await write<typeof issuerFinish>("issuer.finish", { organisationId, answer: query }));
}
