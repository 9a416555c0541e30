// One room per crisis: hibernating sockets that are told numbers, never content. Keeps no truth: what it forgets
// while it sleeps costs one superfluous poke. Reads D1 to know whom a commit concerns, and tells nobody else.
import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../kit/env.ts";
import { headOf, listConcerned, listLiving, listStopped } from "./store.ts";

interface Seat {
  organisationId: string;
  crisisId: string;
  /** Hash of the session's token: whoever is signed out elsewhere is told nothing more. */
  session: string;
}

/** A room takes at most so many: below the platform's own limit of 32,768, and far above any real crisis room. */
const MOST_SOCKETS = 10_000;

/** At most two pokes a second: what comes meanwhile travels with the next. */
const PAUSE = 500;
/** The organisation was stopped in this crisis: whoever hears this drops all that it shows (web/kit/live.ts). */
const STOPPED = 4403;

export class CrisisRoom extends DurableObject<Bindings> {
  private told: number | null = null;
  private waiting = false;
  private lastAt = 0;
  private most = MOST_SOCKETS;

  override async fetch(request: Request): Promise<Response> {
    if (this.ctx.getWebSockets().length >= this.most) return new Response(null, { status: 503 });
    const { 0: client, 1: server } = new WebSocketPair();
    const seat: Seat = {
      organisationId: request.headers.get("X-Organisation") ?? "",
      crisisId: request.headers.get("X-Crisis") ?? "",
      session: request.headers.get("X-Session") ?? "",
    };
    this.ctx.acceptWebSocket(server, [seat.organisationId]);
    server.serializeAttachment(seat);
    const head = await headOf(this.env.DB);
    this.answerPings(head);
    server.send(JSON.stringify({ head }));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Called after every commit of this crisis. The first poke goes at once; those of the next half second go together. */
  async poke(): Promise<void> {
    if (this.waiting) return;
    const pause = this.lastAt + PAUSE - Date.now();
    if (pause > 0) {
      this.waiting = true;
      await scheduler.wait(pause);
      this.waiting = false;
    }
    this.lastAt = Date.now();
    await this.tell();
  }

  private async tell(): Promise<void> {
    const head = await headOf(this.env.DB);
    this.answerPings(head);
    const sockets = this.ctx.getWebSockets();
    if (sockets.length === 0) {
      this.told = head;
      return;
    }
    const seats = new Map(sockets.map((socket) => [socket, socket.deserializeAttachment() as Seat]));
    const organisationIds = [...new Set([...seats.values()].map((seat) => seat.organisationId))];
    const crisisId = [...seats.values()][0]?.crisisId ?? "";
    const concerned =
      this.told === null ? null : await listConcerned(this.env.DB, crisisId, organisationIds, this.told);
    this.told = head;
    const [stopped, living] = await Promise.all([
      listStopped(this.env.DB, crisisId, organisationIds),
      // Many screens of one officer are one session: it is asked for once.
      listLiving(this.env.DB, [...new Set([...seats.values()].map((seat) => seat.session))]),
    ]);
    const said = JSON.stringify({ head });
    for (const [socket, seat] of seats) {
      // One that broke a moment ago must not keep the number from those after it.
      try {
        if (living.get(seat.session) !== seat.organisationId) socket.close(4401, "signed-out");
        else if (stopped.has(seat.organisationId)) socket.close(STOPPED, "stopped");
        else if (concerned === null || concerned.has(seat.organisationId)) socket.send(said);
      } catch {
        // @NOTE It asks from its own last number when it comes back.
      }
    }
  }

  /** The heartbeat is answered without waking the room, and carries the head. */
  private answerPings(head: number): void {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", JSON.stringify({ head })));
  }

  /** A desk has nothing to say here but the heartbeat: anything else ends the socket. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(1008, "unexpected");
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are reserved: they may be reported and never sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
