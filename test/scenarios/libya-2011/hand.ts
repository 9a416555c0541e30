// Acts of the exercise that somebody does by hand once its clock stands: through the same doors as everybody, signed in
// by a demo link. The same key twice is done once.

export async function send(
  url: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<{ body: Record<string, unknown>; cookie: string }> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = (await response.json()) as Record<string, unknown>;
  if (!response.ok)
    throw new Error(
      `${path.split("?")[0] ?? ""} answered ${String(response.status)} ${String(reply.code ?? "")}`,
    );
  return { body: reply, cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

export const keyOf = (what: string, n: number) => ({
  "Idempotency-Key": `demo-${what}-000000000${String(n)}`,
});

/** Signs an officer in; `links` makes her one-time link. */
export async function signIn(
  url: string,
  links: (officerIds: string[]) => Promise<Record<string, unknown>>,
  officerId: string,
): Promise<{ headers: Record<string, string>; leave(): Promise<void> }> {
  const [link] = (await links([officerId])).links as { token: string }[];
  const { cookie } = await send(url, "/api/organisation/sign-in", {}, { token: link?.token });
  const headers = { Cookie: cookie };
  return {
    headers,
    leave: async () => {
      await send(url, "/api/organisation/sign-out", headers, {});
    },
  };
}
