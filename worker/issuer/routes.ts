// Handlers of issuer: naming an organisation's sign-in server, going there, and coming back.
import { issuerBegin, issuerDrop, issuerFinish, issuerList, issuerSet } from "../../schema/issuer.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { enter, mustBePrivate } from "../account/enter.ts";
import { getLinked, spend } from "../account/link.ts";
import { findAccountLink } from "../account/store.ts";
import { cookieLine } from "../kit/actor.ts";
import { byAddress, countAttempt, refuseIfWaiting } from "../kit/attempt.ts";
import { commit, keep } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { askIssuer, type Held, type IssuerClient, readAnswer } from "../kit/openid.ts";
import { hex, keyedHash, openByRing, randomToken, sealByRing, sha256 } from "../kit/seal.ts";
import { findOrganisation, guardVetted } from "../organisation/store.ts";
import { isGuarded, takesTwo } from "../pair/two.ts";
import { deleteIssuerSessions } from "../session/store.ts";
import {
  type AskRow,
  bindSubject,
  deleteIssuer,
  findAsk,
  findIssuer,
  findSubject,
  type IssuerRow,
  insertAsk,
  listIssuers,
  putIssuer,
  spendAsk,
} from "./store.ts";

const ASK_MINUTES = 10;

export const list = bind(issuerList, async (ctx) => ({ issuers: await listIssuers(ctx.db) }));

export const set = bind(issuerSet, async (ctx, { organisationId, url, clientId, secret }) => {
  if ((await findOrganisation(ctx.db, organisationId)) === null) throw new Problem("not-found");
  if (!ctx.settings.demo && !url.startsWith("https://"))
    throw new Problem("malformed", { fields: [{ path: "url", reason: "not-an-address" }] });
  const sealed =
    secret === undefined
      ? null
      : hex(await sealByRing(ctx.settings, `issuer.secret:${organisationId}`, secret));
  const setAt = ctx.real.toISOString();
  const target = { targetId: organisationId, organisationId };
  const second = (await isGuarded(ctx, organisationId))
    ? await takesTwo(ctx, { act: "issuer.set", ...target, asked: { url, clientId } })
    : { until: null, writes: [] };
  const { until } = second;
  if (until !== null) {
    const writes = [guardVetted(ctx.db, organisationId), ...second.writes];
    return commit(ctx, ctx.real, target, writes, { organisationId, setAt: null, until });
  }
  return commit(
    ctx,
    ctx.real,
    target,
    [
      guardVetted(ctx.db, organisationId),
      ...second.writes,
      ...putIssuer(ctx.db, { organisationId, url, clientId, secret: sealed, setAt }),
      deleteIssuerSessions(ctx.db, organisationId),
    ],
    { organisationId, setAt, until },
  );
});

export const drop = bind(issuerDrop, async (ctx, { organisationId }) => {
  if ((await findIssuer(ctx.db, organisationId)) === null) throw new Problem("not-found");
  const target = { targetId: organisationId, organisationId };
  const { until, writes } = (await isGuarded(ctx, organisationId))
    ? await takesTwo(ctx, { act: "issuer.drop", ...target })
    : { until: null, writes: [] };
  if (until !== null) return commit(ctx, ctx.real, target, writes, { organisationId, until });
  return commit(
    ctx,
    ctx.real,
    target,
    [...writes, ...deleteIssuer(ctx.db, organisationId), deleteIssuerSessions(ctx.db, organisationId)],
    { organisationId, until },
  );
});

async function clientOf(ctx: Ctx, row: IssuerRow): Promise<IssuerClient> {
  const bound = `issuer.secret:${row.organisationId}`;
  return {
    url: row.url,
    clientId: row.clientId,
    secret:
      row.secret === null
        ? null
        : await openByRing<string>(ctx.settings, bound, Uint8Array.fromHex(row.secret)),
    redirect: `${ctx.origin ?? ""}/desk/sign-in/${row.organisationId}`,
    plain: ctx.settings.demo,
  };
}

async function getIssuer(ctx: Ctx, organisationId: string): Promise<IssuerRow> {
  const issuer = await findIssuer(ctx.db, organisationId);
  if (issuer === null) throw new Problem("issuer-refused");
  return issuer;
}

export const begin = bind(issuerBegin, async (ctx, { organisationId, token }) => {
  mustBePrivate(ctx);
  await refuseIfWaiting(ctx.db, "issuer", ctx.address, ctx.real, byAddress);
  const issuer = await getIssuer(ctx, organisationId);
  const linked = token === undefined ? null : await getLinked(ctx, token);
  if (linked !== null && linked.organisationId !== organisationId) throw new Problem("issuer-refused");
  const asked = await askIssuer(await clientOf(ctx, issuer)).catch(() => null);
  if (asked === null) throw new Problem("issuer-refused");
  const stateHash = await sha256(asked.state);
  const browser = randomToken();
  const held = hex(await sealByRing(ctx.settings, `issuerAsk.held:${stateHash}`, asked.held));
  const expiresAt = new Date(ctx.real.getTime() + ASK_MINUTES * 60_000).toISOString();
  const linkHash = token === undefined ? null : await sha256(token);
  const browserHash = await sha256(browser);
  await keep(ctx.db, [
    insertAsk(ctx.db, { stateHash, organisationId, browserHash, linkHash, held, expiresAt }),
  ]);
  ctx.cookies.push(cookieLine("ask", browser, ASK_MINUTES * 60, ctx.secure));
  return { address: asked.address };
});

/**
 * What the issuer says to the question that this browser asked; null where anything about it is wrong. The question is
 * spent by the first answer, right or wrong.
 */
async function heard(
  ctx: Ctx,
  issuer: IssuerRow,
  answer: URLSearchParams,
): Promise<{ ask: AskRow; subject: string } | null> {
  const state = answer.get("state") ?? "";
  const ask = await findAsk(ctx.db, await sha256(state), ctx.real.toISOString());
  if (ask === null) return null;
  await keep(ctx.db, spendAsk(ctx.db, ask.stateHash));
  const sameBrowser = ctx.browser !== undefined && (await sha256(ctx.browser)) === ask.browserHash;
  if (!sameBrowser || ask.organisationId !== issuer.organisationId) return null;
  const held = await openByRing<Held>(
    ctx.settings,
    `issuerAsk.held:${ask.stateHash}`,
    Uint8Array.fromHex(ask.held),
  );
  const subject = await readAnswer(await clientOf(ctx, issuer), answer, state, held).catch(() => null);
  // @PRIVACY What an issuer calls its people is kept as a keyed hash.
  return subject === null
    ? null
    : { ask, subject: await keyedHash(ctx.settings, "issuer-subject", `${issuer.url}\n${subject}`) };
}

export const finish = bind(issuerFinish, async (ctx, { organisationId, answer }) => {
  await refuseIfWaiting(ctx.db, "issuer", ctx.address, ctx.real, byAddress);
  const issuer = await getIssuer(ctx, organisationId);
  const told = await heard(ctx, issuer, new URLSearchParams(answer));
  const now = ctx.real.toISOString();
  const linked = told?.ask.linkHash == null ? null : await findAccountLink(ctx.db, told.ask.linkHash, now);
  if (told !== null && told.ask.linkHash !== null && linked === null) throw new Problem("link-spent");
  const officerId =
    told === null
      ? null
      : (linked?.id ?? (await findSubject(ctx.db, organisationId, issuer.url, told.subject)));
  if (told === null || officerId === null) {
    await countAttempt(ctx.db, "issuer", ctx.address, ctx.real, byAddress);
    throw new Problem("issuer-refused");
  }
  ctx.cookies.push(cookieLine("ask", "", 0, ctx.secure));
  const writes =
    linked === null || told.ask.linkHash === null
      ? []
      : [
          ...spend(ctx, linked, told.ask.linkHash),
          ...bindSubject(ctx.db, issuer.url, told.subject, officerId, now),
        ];
  return enter(ctx, officerId, { way: "issuer" }, writes);
});
