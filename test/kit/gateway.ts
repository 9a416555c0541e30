// A gateway for tests: it takes texts as Kannel does, can be away, slow or refusing, and brings what somebody writes. What it
// took is read back here; nothing of our own is replaced.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, vi } from "vitest";
import worker from "../../worker/index.ts";
import { type Answer, send } from "./world.ts";

export interface Taken {
  id: string;
  to: string;
  text: string;
  coding: string;
  reports: string;
}

const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const inner = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

export interface Gateway {
  taken: Taken[];
  /** How often it was asked, and the address and the headers of the last time. */
  asked: number;
  url: string;
  answers: "taken" | "away" | "broken" | "refused" | "silent";
  /** Texts to a number since the last look. */
  heard(number: string): string[];
  /** Somebody writes; replies with the answer of our door. */
  writes(from: string, text: string, id?: string): Promise<Answer>;
  reports(id: string, said: string): Promise<Answer>;
}

let turns = 0;

/** In place of the network, until the file ends. */
export function makeGateway(): Gateway {
  afterAll(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
  const looked = new Map<string, number>();
  const gateway: Gateway = {
    taken: [],
    asked: 0,
    url: "",
    answers: "taken",
    heard(number) {
      const all = gateway.taken.filter((one) => one.to === number).map((one) => one.text);
      const since = looked.get(number) ?? 0;
      looked.set(number, all.length);
      return all.slice(since);
    },
    async writes(from, text, id = `gw-${String(++turns)}`) {
      const answer = await bring({ id, from, text });
      await settled();
      return answer;
    },
    async reports(id, said) {
      const one = gateway.taken.find((taken) => taken.id === id);
      const url = new URL((one?.reports ?? "").replace("%d", said));
      return send("GET", `${url.pathname}${url.search}`);
    },
  };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit);
    const xml = await request.text();
    gateway.asked++;
    gateway.url = request.url;
    if (gateway.answers === "away") throw new TypeError("Network connection lost.");
    if (gateway.answers === "broken") return new Response("Temporal failure", { status: 503 });
    if (gateway.answers === "refused") return new Response("rejected", { status: 400 });
    if (inner(xml, "password") !== env.SMS_PASSWORD) return new Response("no", { status: 403 });
    gateway.taken.push({
      id: request.headers.get("Idempotency-Key") ?? "",
      to: inner(xml, "number"),
      text: decodeURIComponent(inner(xml, "ud")),
      coding: inner(xml, "coding"),
      reports: unescaped(inner(xml, "dlr-url")),
    });
    if (gateway.answers === "silent") throw new DOMException("timed out", "TimeoutError");
    return new Response("0: Accepted for delivery", { status: 202 });
  });
  return gateway;
}

export const secret = () => ({ Authorization: `Basic ${btoa(`kannel:${env.SMS_GATEWAY ?? ""}`)}` });

export function bring(
  body: Record<string, unknown>,
  headers: Record<string, string> = secret(),
): Promise<Answer> {
  return send("POST", "/in/sms", {
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** As Kannel's smsbox brings it: the text is the body, in UTF-8 or, as it came from the air, in UTF-16. */
export function bringAsKannel(id: string, from: string, text: string, charset = "UTF-8"): Promise<Answer> {
  const wide = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) new DataView(wide.buffer).setUint16(2 * i, text.charCodeAt(i));
  return send("POST", `/in/sms?id=${id}`, {
    headers: {
      ...secret(),
      "Content-Type": `text/plain; charset="${charset}"`,
      "X-Kannel-From": from,
      "X-Kannel-To": "12345",
    },
    body: charset === "UTF-16BE" ? wide : text,
  });
}

/** From now on the clock of the whole isolate shows another time; it goes on from there only by being set again. */
export function passTime(ms: number): void {
  const now = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"], now });
}

/** What the clock does, now. */
export async function tick(): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
}

/** Texts are brought after the answer: wait until no row is being sent. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const row = await env.DB.prepare(
      "SELECT count(*) AS n FROM smsOut WHERE state = 'queued' AND (claim IS NOT NULL OR (dueAt <= ?1 AND tries = 0))",
    )
      .bind(new Date().toISOString())
      .first<{ n: number }>();
    if (row?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
