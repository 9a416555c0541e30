// One room per crisis: hibernating sockets that are told numbers, never content. Keeps no truth: what it forgets costs one
// superfluous question of each screen. Reads D1 to know whom a commit concerns, and tells nobody else; looks again by
// itself once a minute while anybody sits here, so that a poke that was lost or failed is made good.
import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../kit/env.ts";
import { logFailure } from "../kit/log.ts";
import { headOf, listConcerned, listLiving, listStopped } from "./store.ts";

interface Seat {
  organisationId: string;
  crisisId: string;
  /** Hash of the session's token: whoever is signed out elsewhere is told nothing more. */
  session: string;
  /** When it was opened, in milliseconds. */
  at: number;
}

/** A room takes at most so many: below the platform's own limit of 32,768, and far above any real crisis room. */
const MOST_SOCKETS = 10_000;
/** The tabs of one officer. More would let one client shut everybody else out. */
const MOST_OF_ONE = 8;

/** At most two pokes a second: what comes meanwhile travels with the next. */
const PAUSE = 500;
/** So often a room in which somebody sits compares what it told with the database. */
const LOOK = 60_000;
/** And so soon after a read of the database failed. */
const SOON = 5_000;

/** A screen says "ping" every half minute, a tab in the background every minute. Beyond this it gives its place to a new one. */
const UNHEARD = 75_000;
/** Beyond this nobody is there. */
const GONE = 5 * 60_000;

/** The organisation was stopped in this crisis: whoever hears this drops all that it shows (web/kit/live.ts). */
const STOPPED = 4403;
const SIGNED_OUT = 4401;
const UNANSWERED = 4408;

export class CrisisRoom extends DurableObject<Bindings> {
  private waiting = false;
  private telling: Promise<void> = Promise.resolve();
  private lastAt = 0;
  private most = MOST_SOCKETS;

  /**
   * Everybody whom commits up to this number concern was told of them. It stands in the answer to the heartbeat, which the
   * platform keeps while the room sleeps. 0: not known, and everybody is told once.
   */
  private get told(): number {
    const said = this.ctx.getWebSocketAutoResponse()?.response ?? '{"beat":0}';
    return (JSON.parse(said) as { beat: number }).beat;
  }

  /** The heartbeat is answered without waking the room. */
  private set told(beat: number) {
    const pair = new WebSocketRequestResponsePair("ping", JSON.stringify({ beat }));
    this.ctx.setWebSocketAutoResponse(pair);
  }

  /** Those that are open: of one session, or all. */
  private seated(session?: string): WebSocket[] {
    return this.ctx.getWebSockets(session).filter((socket) => socket.readyState === WebSocket.OPEN);
  }

  override async fetch(request: Request): Promise<Response> {
    const session = request.headers.get("X-Session") ?? "";
    const seat: Seat = {
      organisationId: request.headers.get("X-Organisation") ?? "",
      crisisId: request.headers.get("X-Crisis") ?? "",
      session,
      at: Date.now(),
    };
    if (this.told === 0) {
      const head = await headOf(this.env.DB);
      // Whoever came in meanwhile may not have been told of all up to here.
      if (this.seated().length === 0) this.told = head;
    }
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + LOOK);
    // From here on nothing waits: hundreds that come at once are counted one by one.
    if (!this.hasPlace(session)) return new Response(null, { status: 503 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [session]);
    server.serializeAttachment(seat);
    // Not the database's own head: whoever comes in asks anyway, and a thousand who come back at once read nothing for it.
    server.send(JSON.stringify({ head: this.told }));
    return new Response(null, { status: 101, webSocket: client });
  }

  private hasPlace(session: string): boolean {
    if (this.ctx.getWebSockets().length >= this.most && this.seated().length >= this.most) return false;
    const own = this.seated(session);
    if (own.length < MOST_OF_ONE) return true;
    // A phone on a bad line leaves sockets behind that nobody closed: the one that is silent longest makes place.
    const [first] = own.sort((a, b) => this.heardAt(a) - this.heardAt(b));
    if (first === undefined || Date.now() - this.heardAt(first) < UNHEARD) return false;
    first.close(UNANSWERED, "unanswered");
    return true;
  }

  /** When a socket last said anything. */
  private heardAt(socket: WebSocket): number {
    const { at } = socket.deserializeAttachment() as Seat;
    return Math.max(at, this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0);
  }

  /**
   * Called after every commit of this crisis. The first poke goes at once; those of the next half second go together.
   * Never fails: where the database did, the room looks again soon.
   */
  async poke(): Promise<void> {
    // Whoever waits already reads the head afterwards.
    if (this.waiting) return;
    this.waiting = true;
    // Never longer, though a machine's clock may be set back.
    const pause = Math.min(PAUSE, this.lastAt + PAUSE - Date.now());
    if (pause > 0) await scheduler.wait(pause);
    await this.telling;
    this.waiting = false;
    this.lastAt = Date.now();
    this.telling = this.tell().catch(async (error: unknown) => {
      logFailure("room", error);
      await this.ctx.storage.setAlarm(Date.now() + SOON);
    });
    await this.telling;
  }

  private async tell(): Promise<void> {
    const head = await headOf(this.env.DB);
    const sockets = this.seated();
    if (sockets.length === 0) {
      this.told = head;
      return;
    }
    const seats = new Map(sockets.map((socket) => [socket, socket.deserializeAttachment() as Seat]));
    const organisationIds = [...new Set([...seats.values()].map((seat) => seat.organisationId))];
    const crisisId = [...seats.values()][0]?.crisisId ?? "";
    const { told } = this;
    // A number below what was told is of another database than before: nothing is known of it.
    const since = told > head ? 0 : told;
    const [concerned, stopped, living] = await Promise.all([
      since === 0 ? null : listConcerned(this.env.DB, crisisId, organisationIds, since),
      listStopped(this.env.DB, crisisId, organisationIds),
      // Many screens of one officer are one session: it is asked for once.
      listLiving(this.env.DB, [...new Set([...seats.values()].map((seat) => seat.session))]),
    ]);
    const said = JSON.stringify({ head });
    for (const [socket, seat] of seats) {
      // One that broke a moment ago must not keep the number from those after it.
      try {
        if (living.get(seat.session) !== seat.organisationId) socket.close(SIGNED_OUT, "signed-out");
        else if (stopped.has(seat.organisationId)) socket.close(STOPPED, "stopped");
        else if (concerned === null || concerned.has(seat.organisationId)) socket.send(said);
      } catch {
        // @NOTE It asks from its own last number when it comes back.
      }
    }
    // Only now: where anything above failed, the next look starts from the same number.
    this.told = head;
  }

  /** Once a minute while anybody sits here, asleep or not. An empty room sleeps until somebody comes. */
  override async alarm(): Promise<void> {
    const sockets = this.seated();
    if (sockets.length === 0) return;
    await this.ctx.storage.setAlarm(Date.now() + LOOK);
    for (const socket of sockets)
      if (Date.now() - this.heardAt(socket) > GONE) socket.close(UNANSWERED, "unanswered");
    try {
      if ((await headOf(this.env.DB)) !== this.told) await this.poke();
    } catch (error) {
      logFailure("room", error);
      await this.ctx.storage.setAlarm(Date.now() + SOON);
    }
  }

  /** A desk has nothing to say here but the heartbeat, which comes so far only before a first answer was set. */
  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    if (message === "ping") {
      // Nobody but the room has heard it: it is not silent.
      socket.serializeAttachment({ ...(socket.deserializeAttachment() as Seat), at: Date.now() });
      socket.send(JSON.stringify({ beat: this.told }));
    } else socket.close(1008, "unexpected");
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are reserved: they may be reported and never sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
