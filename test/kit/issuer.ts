// An organisation's sign-in server for tests: discovery, keys and tokens as OpenID Connect has them, signed by jose, and a
// lie for every part of it. It stands in place of the network outside; nothing of our own is replaced.
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, vi } from "vitest";

export interface Lies {
  /** What the ID token says in place of the truth. */
  claims?: Record<string, unknown>;
  /** `none`, signed by a stranger's key, or by the client's secret. */
  signed?: "none" | "stranger" | "secret";
  /** The issuer that discovery names. */
  discovers?: string;
  /** The `iss` beside the code; null leaves it out. */
  says?: string | null;
  noIdToken?: boolean;
  /** Discovery promises `iss` beside every code. */
  promisesIss?: boolean;
  away?: boolean;
}

export interface Issuer {
  url: string;
  lies: Lies;
  /** How often a token was asked for, and with what. */
  asked: URLSearchParams[];
  /** Somebody signs in there: the query with which the browser comes back. */
  signsIn(address: string, subject: string): string;
}

interface Code {
  subject: string;
  nonce: string;
  challenge: string;
  redirect: string;
  used: boolean;
}

const text64 = (bytes: ArrayBuffer) =>
  new Uint8Array(bytes).toBase64({ alphabet: "base64url", omitPadding: true });

export async function makeIssuer(url: string): Promise<Issuer> {
  const keys = await generateKeyPair("RS256", { extractable: true });
  const stranger = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const codes = new Map<string, Code>();
  const issuer: Issuer = {
    url,
    lies: {},
    asked: [],
    signsIn(address, subject) {
      const query = new URL(address).searchParams;
      const code = crypto.randomUUID();
      codes.set(code, {
        subject,
        nonce: query.get("nonce") ?? "",
        challenge: query.get("code_challenge") ?? "",
        redirect: query.get("redirect_uri") ?? "",
        used: false,
      });
      const back = new URLSearchParams({ code, state: query.get("state") ?? "" });
      const { says = url } = issuer.lies;
      if (says !== null) back.set("iss", says);
      return back.toString();
    },
  };

  async function token(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    issuer.asked.push(form);
    const code = codes.get(form.get("code") ?? "");
    const proof = text64(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(form.get("code_verifier") ?? "")),
    );
    if (
      code === undefined ||
      code.used ||
      proof !== code.challenge ||
      form.get("redirect_uri") !== code.redirect
    )
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    code.used = true;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: url,
      aud: "causeway",
      sub: code.subject,
      nonce: code.nonce,
      iat: now,
      exp: now + 300,
      ...issuer.lies.claims,
    };
    const { signed } = issuer.lies;
    const header = { alg: "RS256", kid: "one" };
    const idToken =
      signed === "none"
        ? new UnsecuredJWT(claims).encode()
        : signed === "secret"
          ? await new SignJWT(claims)
              .setProtectedHeader({ alg: "HS256" })
              .sign(new TextEncoder().encode("what-only-we-and-the-issuer-know"))
          : await new SignJWT(claims)
              .setProtectedHeader(header)
              .sign(signed === "stranger" ? stranger.privateKey : keys.privateKey);
    return Response.json({
      access_token: "unused",
      token_type: "Bearer",
      ...(issuer.lies.noIdToken === true ? {} : { id_token: idToken }),
    });
  }

  servers.set(url, async (request) => {
    if (issuer.lies.away === true) return new Response("", { status: 503 });
    const path = request.url.slice(url.length);
    if (path === "/.well-known/openid-configuration")
      return Response.json({
        issuer: issuer.lies.discovers ?? url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
        ...(issuer.lies.promisesIss === true ? { authorization_response_iss_parameter_supported: true } : {}),
      });
    if (path === "/keys") return Response.json({ keys: [jwk] });
    return path === "/token" ? token(request) : new Response("", { status: 404 });
  });
  return issuer;
}

const servers = new Map<string, (request: Request) => Promise<Response>>();

/** In place of the network, until the file ends: whoever is not one of these servers does not answer. */
export function issuersOnly(): void {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit);
    const server = servers.get(new URL(request.url).origin);
    if (server === undefined) throw new TypeError("Network connection lost.");
    return server(request);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    servers.clear();
  });
}
