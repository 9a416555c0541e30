// Acts by name and officers by their one-time links, as the rehearsal of a breach does them: what is not answered with 200 fails.
import { expect } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { doorOf } from "../../schema/kit/act.ts";

export type Json = Record<string, unknown>;

/** `base` is asked anew, since the platform restarts in the rehearsal. */
export function breachDoors(base: () => string, demoToken: string) {
  let turn = 0;
  async function does(name: string, cookie: string, input: Json = {}): Promise<Json> {
    const { kind } = acts.find((one) => one.name === name) ?? { kind: "read" };
    const query =
      kind === "read" ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : "";
    const response = await fetch(`${base()}${doorOf(name)}${query}`, {
      method: kind === "read" ? "GET" : "POST",
      headers: {
        Cookie: cookie,
        "Content-Type": "application/json",
        "Idempotency-Key": `breach-rehearsal-${String(++turn)}`,
      },
      ...(kind === "read" ? {} : { body: JSON.stringify(input) }),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${name}: ${String(response.status)} ${text}`);
    cookies = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    return JSON.parse(text) as Json;
  }
  let cookies: string[] = [];

  async function door(path: string, body: Json): Promise<Json> {
    const response = await fetch(`${base()}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${demoToken}` },
      body: JSON.stringify(body),
    });
    if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Json;
  }

  async function desk(officerId: string): Promise<string> {
    const { links } = (await door("/api/exercise/links", { officerIds: [officerId] })) as unknown as {
      links: { token: string }[];
    };
    await does("organisation.signIn", "", { token: links[0]?.token ?? "" });
    return cookies[0] ?? "";
  }
  const refused = (code: string, name: string, cookie: string, input: Json = {}) =>
    expect(does(name, cookie, input)).rejects.toThrow(`"code":"${code}"`);
  /** What the last answer set. */
  const cookie = () => cookies[0] ?? "";
  return { does, door, desk, refused, cookie };
}
