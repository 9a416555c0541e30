// Doors of a running platform as the search of all bytes uses them: whole answers, and what must not be found afterwards.

export type Json = Record<string, unknown>;
export interface Answer {
  status: number;
  body: Json;
  text: string;
  cookie: string;
}

export type Headers = Record<string, string>;
export interface Doors {
  get(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body: unknown, headers?: Headers): Promise<Answer>;
}

/** Every token that is handed out is kept: none may stand where it was written. `base` is asked anew, since a platform restarts. */
export function plantedDoors(base: () => string, demoToken: string) {
  const tokens: string[] = [];
  async function send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const init: RequestInit = {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      redirect: "manual",
    };
    if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${base()}${path}`, init);
    const text = await response.text();
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    if (cookie !== "") tokens.push(cookie.split("=")[1] ?? "");
    let parsed: Json = {};
    if (text.startsWith("{")) parsed = JSON.parse(text) as Json;
    return { status: response.status, body: parsed, text, cookie };
  }
  const post = (path: string, body: unknown, headers?: Record<string, string>) =>
    send("POST", path, body, headers);
  const get = (path: string, headers?: Record<string, string>) => send("GET", path, undefined, headers);
  const bearer = { Authorization: `Bearer ${demoToken}` };

  async function signIn(officerId: string): Promise<Record<string, string>> {
    const { body } = await post("/api/exercise/links", { officerIds: [officerId] }, bearer);
    const [{ token } = { token: "" }] = body.links as { token: string }[];
    tokens.push(token);
    return { Cookie: (await post("/api/organisation/sign-in", { token })).cookie };
  }
  return { tokens, post, get, bearer, signIn };
}
