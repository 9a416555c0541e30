// Screens before one crisis: sockets through the real door, each of a session that somebody really has.
import { exports } from "cloudflare:workers";
import { expect } from "vitest";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { BASE, type World } from "../kit/world.ts";

/** What the room takes of one session. */
export const TABS = 8;

export const asks = (cookie: string): Promise<Response> =>
  exports.default.fetch(
    new Request(`${BASE}/api/live?crisis=${CRISIS}`, { headers: { Upgrade: "websocket", Cookie: cookie } }),
  );

export interface Screen {
  socket: WebSocket;
  heads: number[];
  beats: number[];
  /** Why it was closed. */
  codes: number[];
}

export async function sits(cookie: string): Promise<Screen> {
  const { webSocket, status } = await asks(cookie);
  if (webSocket === null) throw new Error(`no socket: ${String(status)}`);
  const screen: Screen = { socket: webSocket, heads: [], beats: [], codes: [] };
  webSocket.addEventListener("message", (event) => {
    const { head, beat } = JSON.parse(String(event.data)) as { head?: number; beat?: number };
    if (head !== undefined) screen.heads.push(head);
    if (beat !== undefined) screen.beats.push(beat);
  });
  webSocket.addEventListener("close", (event) => {
    screen.codes.push(event.code);
  });
  webSocket.accept();
  await expect.poll(() => screen.heads.length).toBeGreaterThan(0);
  return screen;
}

/** Cookies of so many sessions of one officer. */
export async function sessionsOf(world: World, name: PersonName, many: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let n = 0; n < many; n++) {
    await world.signsIn(name);
    cookies.push(world.as(name).cookie);
  }
  return cookies;
}

export const headOf = async (world: World, name: PersonName): Promise<number> =>
  Number((await world.as(name).does(registrationQueue, { crisisId: CRISIS })).body.head);
