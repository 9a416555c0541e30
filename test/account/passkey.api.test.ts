// Signing in by passkey: what opens an account, what never does, and that a wrong answer says nothing about why.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  accountAddPasskey,
  accountBegin,
  accountBeginPasskey,
  accountMine,
  accountRemovePasskey,
  accountSignIn,
} from "../../schema/account.ts";
import { organisationMe } from "../../schema/organisation.ts";
import { Authenticator, type Over } from "../kit/authenticator.ts";
import { BASE, makeWorld, Someone, type World } from "../kit/world.ts";
import { challenge, codeOf, deskCookie, joins, nobody, signsIn, somewhere } from "./desk.ts";

let world: World;
let officer: Awaited<ReturnType<typeof joins>>;
beforeAll(async () => {
  world = await makeWorld();
  officer = await joins(world.as("supervisor"), "org_embassyOne", "coordinator");
});

describe("a passkey", () => {
  it("signs its officer in without a name, with a cookie that scripts and other sites cannot use", async () => {
    const answer = await signsIn(officer.key);
    expect([answer.status, answer.body.id, answer.body.role]).toEqual([200, officer.id, "coordinator"]);
    const line = answer.headers.getSetCookie().find((one) => one.startsWith("__Host-desk=")) ?? "";
    for (const part of ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"]) expect(line).toContain(part);
    expect(line).not.toContain("Domain");
    const me = await new Someone(deskCookie(answer)).does(organisationMe);
    expect(me.body.id).toBe(officer.id);
  });
  it("leaves nothing in the database that would open a session or a challenge", async () => {
    const said = await challenge();
    const answer = await nobody.does(accountSignIn, await officer.key.answers(said));
    const token = deskCookie(answer).split("=")[1] ?? "";
    const dump: string[] = [];
    for (const table of ["session", "challenge", "delivery", "audit", "accountLink"])
      dump.push(JSON.stringify((await env.DB.prepare(`SELECT * FROM ${table}`).all()).results));
    expect(token).toMatch(/^[\w-]{43}$/);
    for (const secret of [token, said]) expect(dump.join("")).not.toContain(secret);
  });

  const wrong: Record<string, Over> = {
    "made for another site": { origin: "https://causeway.test.evil.example" },
    "with the right origin and another site's id": { rpId: "evil.example" },
    "without her finger or PIN": { flags: 0x01 },
    "without anybody's hand": { flags: 0x00 },
    "of a registration": { type: "webauthn.create" },
    "with another account's handle": { userHandle: "b2ZmX2VtYjAwMDE" },
  };
  for (const [what, over] of Object.entries(wrong))
    it(`${what} opens nothing`, async () => {
      const answer = await signsIn(officer.key, over);
      expect([answer.status, codeOf(answer), deskCookie(answer)]).toEqual([401, "passkey-wrong", ""]);
    });
  it("answers a challenge once, also to two doors at the same moment", async () => {
    const given = await officer.key.answers(await challenge());
    const answers = await Promise.all(
      [1, 2].map(() => nobody.does(accountSignIn, given, { headers: somewhere() })),
    );
    expect(answers.map(codeOf).sort()).toEqual([200, "passkey-wrong"]);
    expect(codeOf(await nobody.does(accountSignIn, given, { headers: somewhere() }))).toBe("passkey-wrong");
  });
  it("does not answer a challenge that is old, was made up, or was for making a passkey", async () => {
    const old = await challenge();
    await env.DB.prepare("UPDATE challenge SET expiresAt = '2020-01-01T00:00:00.000Z'").run();
    const forMaking = String((await officer.desk.does(accountBeginPasskey)).body.challenge);
    for (const said of [old, "A".repeat(43), forMaking]) {
      const answer = await nobody.does(accountSignIn, await officer.key.answers(said), {
        headers: somewhere(),
      });
      expect(codeOf(answer)).toBe("passkey-wrong");
    }
  });
  it("burns its challenge also where it was wrong", async () => {
    const said = await challenge();
    await nobody.does(accountSignIn, await officer.key.answers(said, { flags: 1 }), { headers: somewhere() });
    const answer = await nobody.does(accountSignIn, await officer.key.answers(said), {
      headers: somewhere(),
    });
    expect(codeOf(answer)).toBe("passkey-wrong");
  });
});

describe("whoever guesses", () => {
  it("hears the same of an unknown passkey and of a wrong signature", async () => {
    const headers = somewhere();
    const stranger = new Authenticator(BASE);
    const unknown = await nobody.does(accountSignIn, await stranger.answers(await challenge()), { headers });
    const forged = { ...(await stranger.answers(await challenge())), id: officer.key.id };
    const wrong = await nobody.does(accountSignIn, forged, { headers });
    const shape = ({ status, body, headers }: typeof wrong) => {
      const { requestId: _, ...said } = body;
      return [status, said, headers.getSetCookie()];
    };
    expect(shape(unknown)).toEqual(shape(wrong));
  });
  it("waits about as long in both cases", async () => {
    const stranger = new Authenticator(BASE);
    const times: Record<"unknown" | "wrong", number[]> = { unknown: [], wrong: [] };
    for (let i = 0; i < 12; i++)
      for (const kind of ["unknown", "wrong"] as const) {
        const given = await stranger.answers(await challenge());
        const body = kind === "wrong" ? { ...given, id: officer.key.id } : given;
        const from = performance.now();
        await nobody.does(accountSignIn, body, { headers: somewhere() });
        times[kind].push(performance.now() - from);
      }
    const middle = (list: number[]) => list.toSorted((a, b) => a - b)[6] ?? 0;
    // Both check a signature: had one skipped it, it would be a fraction of the other.
    expect(middle(times.unknown) / (middle(times.wrong) || 1)).toBeGreaterThan(0.25);
    expect(middle(times.wrong) / (middle(times.unknown) || 1)).toBeGreaterThan(0.25);
  });
  it("is slowed down by address after twenty failures, and others are not", async () => {
    const headers = somewhere();
    const stranger = new Authenticator(BASE);
    const codes = new Set<unknown>();
    for (let i = 0; i < 26; i++)
      codes.add(
        codeOf(await nobody.does(accountSignIn, await stranger.answers("A".repeat(43)), { headers })),
      );
    expect([...codes]).toEqual(["passkey-wrong", "too-many"]);
    expect((await signsIn(officer.key)).status).toBe(200);
  });
  it("finds bytes that are no passkey refused in the same way, and never an error", async () => {
    const right = await officer.key.answers(await challenge());
    const bent = [
      { clientData: "e30" },
      { clientData: "____" },
      { authenticatorData: "oA" },
      { signature: "AA" },
      { id: "AAAA" },
    ];
    for (const one of bent) {
      const answer = await nobody.does(accountSignIn, { ...right, ...one }, { headers: somewhere() });
      expect([answer.status, codeOf(answer)]).toEqual([401, "passkey-wrong"]);
    }
  });
  it("cannot start a sign-in from a page of another site", async () => {
    const answer = await nobody.does(accountBegin, {}, { headers: { "Sec-Fetch-Site": "cross-site" } });
    expect(codeOf(answer)).toBe("wrong-origin");
  });
});

describe("a passkey of which there are two", () => {
  it("is closed, its sessions end, the audit is told, and nobody outside hears why", async () => {
    const { id, key, desk } = await joins(world.as("supervisor"), "org_embassyOne", "intake");
    key.counter = 40;
    const before = await signsIn(key);
    expect(before.status).toBe(200);
    expect((await desk.does(organisationMe)).status).toBe(200);
    const answer = await signsIn(key, { counter: 41 - 1 });
    expect([answer.status, codeOf(answer)]).toEqual([401, "passkey-wrong"]);
    for (const one of [desk, new Someone(deskCookie(before))])
      expect(codeOf(await one.does(organisationMe))).toBe("signed-out");
    expect(codeOf(await signsIn(key, { counter: 99 }))).toBe("passkey-wrong");
    const flag = await env.DB.prepare(
      "SELECT actor, organisationId FROM audit WHERE act = 'account.cloned' AND targetId = ?1",
    )
      .bind(id)
      .all();
    expect(flag.results).toEqual([{ actor: id, organisationId: "org_embassyOne" }]);
  });
  it("is not closed by a number that nobody signed", async () => {
    const { key } = await joins(world.as("supervisor"), "org_embassyOne", "intake");
    key.counter = 7;
    expect((await signsIn(key)).status).toBe(200);
    const forged = {
      ...(await new Authenticator(BASE).answers(await challenge(), { counter: 1 })),
      id: key.id,
    };
    expect(codeOf(await nobody.does(accountSignIn, forged, { headers: somewhere() }))).toBe("passkey-wrong");
    expect((await signsIn(key)).status).toBe(200);
  });
  it("is not suspected where its counter always stays at nought, as synced passkeys do", async () => {
    for (let i = 0; i < 2; i++) expect((await signsIn(officer.key)).status).toBe(200);
  });
});

describe("her own passkeys", () => {
  async function adds(to: Someone, over: Over = {}) {
    const key = new Authenticator(BASE);
    const ask = (await to.does(accountBeginPasskey)).body as { challenge: string; userHandle: string };
    const passkey = await key.makes(ask, over);
    return {
      key,
      answer: await to.does(accountAddPasskey, { label: "Second", passkey }, { headers: somewhere() }),
    };
  }
  it("may be several, and each signs in", async () => {
    const { id, desk } = await joins(world.as("supervisor"), "org_embassyOne", "viewer");
    const second = await adds(desk);
    expect(second.answer.status).toBe(200);
    expect((await signsIn(second.key)).body.id).toBe(id);
    const mine = (await desk.does(accountMine)).body as {
      passkeys: { label: string }[];
      sessions: unknown[];
    };
    expect(mine.passkeys.map((one) => one.label).sort()).toEqual(["Key", "Second"]);
    expect(mine.sessions.length).toBe(2);
  });
  it("are removed with what they opened, but never the last one", async () => {
    const { key, desk } = await joins(world.as("supervisor"), "org_embassyOne", "viewer");
    expect(codeOf(await desk.does(accountRemovePasskey, { id: key.id }))).toBe("last-passkey");
    const second = await adds(desk);
    const other = new Someone(deskCookie(await signsIn(second.key)));
    expect((await desk.does(accountRemovePasskey, { id: second.key.id })).status).toBe(200);
    expect(codeOf(await other.does(organisationMe))).toBe("signed-out");
    expect(codeOf(await signsIn(second.key))).toBe("passkey-wrong");
    expect(codeOf(await desk.does(accountRemovePasskey, { id: key.id }))).toBe("last-passkey");
  });
  it("cannot be removed by another", async () => {
    const other = await joins(world.as("supervisor"), "org_embassyOne", "viewer");
    expect(codeOf(await officer.desk.does(accountRemovePasskey, { id: other.key.id }))).toBe("not-found");
  });
  it("are not taken from another site, without verification, twice, or for another account's challenge", async () => {
    const { desk } = await joins(world.as("supervisor"), "org_embassyOne", "viewer");
    for (const over of [{ origin: "https://evil.example" }, { flags: 0x41 }, { type: "webauthn.get" }])
      expect(codeOf((await adds(desk, over)).answer)).toBe("passkey-wrong");
    const key = new Authenticator(BASE);
    const foreign = (await officer.desk.does(accountBeginPasskey)).body as { challenge: string };
    const passkey = await key.makes(foreign);
    expect(codeOf(await desk.does(accountAddPasskey, { label: "X", passkey }))).toBe("passkey-wrong");
    const first = await adds(desk);
    const ask = (await desk.does(accountBeginPasskey)).body as { challenge: string };
    const again = await first.key.makes(ask);
    expect(codeOf(await desk.does(accountAddPasskey, { label: "X", passkey: again }))).toBe("already-exists");
  });
  it("are changed only soon after signing in, so that a taken-over session plants none", async () => {
    const { id, key, desk } = await joins(world.as("supervisor"), "org_embassyOne", "viewer");
    const earlier = new Date(Date.now() - 16 * 60_000).toISOString();
    await env.DB.prepare("UPDATE session SET startedAt = ?1 WHERE officerId = ?2").bind(earlier, id).run();
    expect(codeOf(await desk.does(accountBeginPasskey))).toBe("session-too-old");
    expect(codeOf(await desk.does(accountRemovePasskey, { id: key.id }))).toBe("session-too-old");
    const passkey = await new Authenticator(BASE).makes({ challenge: "A".repeat(43) });
    expect(codeOf(await desk.does(accountAddPasskey, { label: "X", passkey }))).toBe("session-too-old");
  });
});
