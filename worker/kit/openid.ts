// OpenID Connect with an organisation's own sign-in server, by oauth4webapi (certified, no dependencies, fetch and WebCrypto
// alone): code flow with PKCE, state and nonce, and the signature of the ID token checked although it came by TLS. Knows no
// account: it says which subject the issuer vouches for, or null.
import * as oauth from "oauth4webapi";

export interface IssuerClient {
  url: string;
  clientId: string;
  secret: string | null;
  /** Where the answer comes back: another address for each organisation, so that issuers cannot be mixed up. */
  redirect: string;
  /** Plain http: only where the deployment is a demo. */
  plain: boolean;
}

/** What is kept, sealed, between going and coming back. */
export interface Held {
  nonce: string;
  verifier: string;
  /** The issuer that was asked: the answer counts for no other. */
  url: string;
}

const SECONDS = 8;
const optionsOf = (client: IssuerClient) => ({
  [oauth.allowInsecureRequests]: client.plain,
  signal: AbortSignal.timeout(SECONDS * 1000),
});

async function discover(client: IssuerClient): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(client.url);
  const response = await oauth.discoveryRequest(issuer, { ...optionsOf(client), algorithm: "oidc" });
  return oauth.processDiscoveryResponse(issuer, response);
}

/** Where the browser goes, the state that it brings back, and what has to be kept. Raises where the issuer cannot be asked. */
export async function askIssuer(
  client: IssuerClient,
): Promise<{ address: string; state: string; held: Held }> {
  const server = await discover(client);
  const at = new URL(server.authorization_endpoint ?? "about:blank");
  if (at.protocol !== "https:" && !(client.plain && at.protocol === "http:"))
    throw new Error("the issuer has no address to go to");
  const state = oauth.generateRandomState();
  const held = {
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    url: client.url,
  };
  const parameters = {
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: client.redirect,
    scope: "openid",
    state,
    nonce: held.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(held.verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) at.searchParams.set(name, value);
  return { address: at.href, state, held };
}

/** The subject that the issuer vouches for. Raises for every answer that is not wholly right. */
export async function readAnswer(
  client: IssuerClient,
  answer: URLSearchParams,
  state: string,
  held: Held,
): Promise<string> {
  if (held.url !== client.url) throw new Error("another issuer was asked");
  const server = await discover(client);
  const known: oauth.Client = { client_id: client.clientId };
  const parameters = oauth.validateAuthResponse(server, known, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    known,
    client.secret === null ? oauth.None() : oauth.ClientSecretBasic(client.secret),
    parameters,
    client.redirect,
    held.verifier,
    optionsOf(client),
  );
  const result = await oauth.processAuthorizationCodeResponse(server, known, response, {
    expectedNonce: held.nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, optionsOf(client));
  const subject = oauth.getValidatedIdTokenClaims(result)?.sub;
  if (subject === undefined) throw new Error("the issuer named nobody");
  return subject;
}
