// Screens for a measurement: the desk's own feed (web/kit/live.ts) over Node's sockets and requests, each noting when it had
// read what; and what a server's processor does while they sit there.
import { follow } from "../../web/kit/live.ts";
import type { Changes, Outside } from "../../web/kit/outside.ts";
import { CRISIS } from "../kit/people.ts";
import type { Platform } from "./setting.ts";

/** Node's WebSocket takes headers beside what browsers take. */
type Opens = new (url: string, options: { headers: Record<string, string> }) => WebSocket;
const Socket = WebSocket as unknown as Opens;

export interface Screen {
  desk: string;
  /** When each case was read, in order; `performance.now()`. */
  readAt: number[];
  ids: string[];
  asked: number;
  pings: number;
  opened: number;
  /** When it was answered first since its line opened; 0 while it was not. */
  backAt: number;
  isOpen(): boolean;
  /** As a network does that goes away. */
  cut(): void;
  stop(): void;
}

export function openScreen(platform: Platform, desk: string, cookie: string, since: number): Screen {
  let cut = () => {};
  let open = false;
  const screen: Screen = {
    desk,
    readAt: [],
    ids: [],
    asked: 0,
    pings: 0,
    opened: 0,
    backAt: 0,
    isOpen: () => open,
    cut: () => cut(),
    stop: () => {},
  };
  const outside: Outside = {
    open(crisisId, on) {
      const url = `${platform.url.replace("http", "ws")}/api/live?crisis=${crisisId}`;
      const socket = new Socket(url, { headers: { Cookie: cookie } });
      let over = false;
      const closed = (code: number) => {
        if (over) return;
        [over, open] = [true, false];
        on.closed(code);
      };
      socket.addEventListener("open", () => {
        if (over) return;
        open = true;
        screen.opened++;
        on.opened();
      });
      socket.addEventListener("message", (event) => {
        if (!over) on.heard(String(event.data));
      });
      socket.addEventListener("error", () => closed(1006));
      socket.addEventListener("close", (event) => closed(event.code));
      cut = () => {
        screen.backAt = 0;
        socket.close();
        closed(1006);
      };
      return {
        send(text) {
          screen.pings++;
          socket.send(text);
        },
        close() {
          [over, open] = [true, false];
          socket.close();
        },
      };
    },
    async ask(crisisId, from) {
      screen.asked++;
      try {
        const path = `/api/live/changes?crisisId=${crisisId}&since=${String(from)}`;
        const { status, body } = await platform.send("GET", path, undefined, { Cookie: cookie });
        if (open && screen.backAt === 0) screen.backAt = performance.now();
        if (status === 200) return { ok: true, data: body as unknown as Changes };
        return { ok: false, problem: { code: "internal", status } };
      } catch {
        return { ok: false, problem: { code: "offline", status: 0 } };
      }
    },
    now: () => Date.now(),
    later(work, ms) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    onWake: () => () => {},
  };
  const take = ({ put }: Changes) => {
    for (const { id } of put) {
      screen.ids.push(id);
      screen.readAt.push(performance.now());
    }
  };
  screen.stop = follow(CRISIS, since, take, outside);
  return screen;
}
