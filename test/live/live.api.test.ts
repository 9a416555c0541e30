// live: an open desk is told of what concerns its organisation and of nothing else; a reconnect catches up.

import { evictDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { BASE, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Desk {
  socket: WebSocket;
  heads: number[];
  /** Resolves with the next head above `after`; false when none came within the time. */
  next(after: number, ms?: number): Promise<number | false>;
}

async function opens(name: PersonName, headers: Record<string, string> = {}): Promise<Response> {
  return exports.default.fetch(
    new Request(`${BASE}/api/live?crisis=${CRISIS}`, {
      headers: { Upgrade: "websocket", Cookie: world.as(name).cookie, ...headers },
    }),
  );
}

async function sits(name: PersonName): Promise<Desk> {
  const { webSocket } = await opens(name);
  if (webSocket === null) throw new Error("no socket");
  const heads: number[] = [];
  const waiting = new Set<() => void>();
  webSocket.addEventListener("message", (event) => {
    heads.push((JSON.parse(String(event.data)) as { head: number }).head);
    for (const wake of waiting) wake();
  });
  webSocket.accept();
  return {
    socket: webSocket,
    heads,
    async next(after, ms = 2000) {
      const until = Date.now() + ms;
      for (;;) {
        const found = heads.find((head) => head > after);
        if (found !== undefined) return found;
        if (Date.now() >= until) return false;
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
          setTimeout(wake, 50);
        });
      }
    },
  };
}

const headNow = async (name: PersonName) =>
  Number((await world.as(name).does(registrationQueue, { crisisId: CRISIS })).body.head);
const changesSince = async (name: PersonName, since: number) =>
  (await world.as(name).does(liveChanges, { crisisId: CRISIS, since })).body as {
    head: number;
    put: { id: string }[];
    drop: string[];
  };

describe("an open desk", () => {
  it("is told within two seconds of a registration that was sent to it, and nobody else is", async () => {
    const [embassy, other] = [await sits("embassyCoordinator"), await sits("otherEmbassy")];
    await world.opens();
    await other.next(0);
    await embassy.next(0);
    const [before, quiet] = [await headNow("embassyCoordinator"), other.heads.length];
    const { id } = await world.opens();
    expect(await embassy.next(before)).not.toBe(false);
    expect((await changesSince("embassyCoordinator", before)).put.map((row) => row.id)).toContain(id);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(other.heads.length).toBe(quiet);
    expect((await changesSince("otherEmbassy", before)).put).toEqual([]);
    embassy.socket.close();
    other.socket.close();
  });
  it("loses a case from sight when consent is taken back", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const health = await sits("healthCoordinator");
    const before = await headNow("healthCoordinator");
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    expect(await health.next(before)).not.toBe(false);
    expect((await changesSince("healthCoordinator", before)).drop).toContain(id);
    health.socket.close();
  });
  it("learns what it missed after a broken connection", async () => {
    const desk = await sits("embassyCoordinator");
    await desk.next(0);
    const before = await headNow("embassyCoordinator");
    desk.socket.close();
    const ids = [(await world.opens()).id, (await world.opens()).id];
    const again = await sits("embassyCoordinator");
    expect(await again.next(before)).not.toBe(false);
    const put = (await changesSince("embassyCoordinator", before)).put.map((row) => row.id);
    for (const id of ids) expect(put).toContain(id);
    again.socket.close();
  });
  it("is told after the room slept and forgot everything", async () => {
    const desk = await sits("embassyCoordinator");
    await desk.next(0);
    await evictDurableObject(env.ROOM.getByName(CRISIS));
    const before = await headNow("embassyCoordinator");
    await world.opens();
    expect(await desk.next(before)).not.toBe(false);
    desk.socket.close();
  });
  it("gets numbers only: no message holds anything but a head", async () => {
    const { webSocket } = await opens("embassyCoordinator");
    const messages: string[] = [];
    webSocket?.addEventListener("message", (event) => {
      messages.push(String(event.data));
    });
    webSocket?.accept();
    await world.opens();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message).toMatch(/^\{"head":\d+\}$/);
    webSocket?.close();
  });
});

describe("the socket's door", () => {
  it("is closed to nobody, to her, to other sites and to other crises", async () => {
    expect((await opens("nobody")).status).toBe(401);
    expect((await opens("strandedMigrant")).status).toBe(401);
    expect((await opens("embassyCoordinator", { Origin: "https://elsewhere.test" })).status).toBe(403);
    const other = await exports.default.fetch(
      new Request(`${BASE}/api/live?crisis=crs_elsewhere`, {
        headers: { Upgrade: "websocket", Cookie: world.as("embassyCoordinator").cookie },
      }),
    );
    expect(other.status).toBe(404);
  });
  it("ends for whoever says anything but the heartbeat", async () => {
    const { socket } = await sits("embassyCoordinator");
    const closed = new Promise<number>((resolve) => {
      socket.addEventListener("close", (event) => {
        resolve(event.code);
      });
    });
    socket.send("tell me everything");
    expect(await closed).toBe(1008);
  });
});

describe("changes", () => {
  it("come whole and in order however many there are", async () => {
    const before = await headNow("agencyCoordinator");
    const ids = [];
    for (let i = 0; i < 12; i++) ids.push((await world.opens({ recipients: ["org_supportDesk"] })).id);
    const { put, head } = await changesSince("agencyCoordinator", before);
    expect(put.map((row) => row.id)).toEqual(ids);
    expect(await changesSince("agencyCoordinator", head)).toMatchObject({ put: [], drop: [] });
  });
  it("tells nothing beyond the number that it gives: what is committed meanwhile comes next, and once", async () => {
    const { id } = await world.opens({ recipients: ["org_supportDesk"] });
    const before = await headNow("agencyCoordinator");
    // As another commit leaves it between the question for the head and the one for rows.
    await env.DB.prepare("UPDATE sight SET seq = ?1 + 1 WHERE registrationId = ?2").bind(before, id).run();
    const first = await changesSince("agencyCoordinator", before - 1);
    expect([first.head, first.put]).toEqual([before, []]);
    await env.DB.prepare(
      "INSERT INTO audit (at, act, actor, actId, crisisId) SELECT at, act, actor, 'meanwhile', crisisId FROM audit WHERE seq = ?1",
    )
      .bind(before)
      .run();
    const second = await changesSince("agencyCoordinator", first.head);
    expect([second.head, second.put.map((row) => row.id)]).toEqual([before + 1, [id]]);
  });
});
