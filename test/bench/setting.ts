// What every measurement needs: its conditions in words, a platform of its own with a crisis in it, and percentiles.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { at } from "../../worker/local/root.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { serve } from "../../worker/local/serve.ts";
import { crisis, officers, organisations } from "../kit/people.ts";
import type { Sent } from "./crowd.ts";

export type Print = (line: string) => void;

export function conditions(): string {
  const [cpu] = cpus();
  const { version } = JSON.parse(readFileSync(at("node_modules", "workerd", "package.json"), "utf8")) as {
    version: string;
  };
  const parts = [
    `${String(cpus().length)} cores (${cpu?.model.trim() ?? "unknown"})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node ${process.versions.node}`,
    `workerd ${version}`,
    `${process.platform} ${process.arch}`,
    new Date().toISOString().slice(0, 10),
    `load ${loadavg()
      .map((one) => one.toFixed(1))
      .join(" ")}`,
  ];
  return `${parts.join(", ")}; client and server share the cores, loopback, local D1`;
}

export interface Got {
  status: number;
  bytes: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Platform {
  url: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Got>;
  /** A cookie of an officer's session. */
  signIn(officerId: string): Promise<string>;
  load(registrations: readonly Sent[]): Promise<void>;
  /** Bytes of the database. */
  size(): Promise<number>;
  /** Resident MiB of this platform's own workerd; 0 where the system does not tell. */
  memory(): number;
  stop(): Promise<void>;
}

/** A platform with a state folder of its own and one crisis, its reads counted (test/kit/counted.ts). */
export async function openPlatform(entry = at("test", "kit", "counted.ts")): Promise<Platform> {
  const statePath = mkdtempSync(join(tmpdir(), "causeway-bench-"));
  mkdirSync(at("dist"), { recursive: true });
  const secrets = makeSecrets();
  const others = new Set(processesBelow(process.pid, /^workerd$/));
  const served = await serve({
    port: 0,
    statePath,
    entry,
    vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true" },
    secrets: { ...secrets },
  });
  const own = processesBelow(process.pid, /^workerd$/).filter((pid) => !others.has(pid));
  const bearer = { Authorization: `Bearer ${secrets.DEMO_TOKEN}` };
  const send: Platform["send"] = async (method, path, body, headers = {}) => {
    const init: RequestInit = { method, headers: { "Content-Type": "application/json", ...headers } };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(`${served.url}${path}`, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get("Content-Type")?.includes("json") === true;
    const parsed = isJson ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {};
    return { status: response.status, bytes: bytes.length, headers: response.headers, body: parsed };
  };
  const must = async (path: string, body: unknown) => {
    const got = await send("POST", path, body, bearer);
    if (got.status !== 200) throw new Error(`${path}: ${String(got.status)} ${JSON.stringify(got.body)}`);
    return got;
  };
  await must("/api/exercise/load", {
    crisis: { ...crisis, name: { en: "A measured crisis" } },
    organisations,
    officers,
  });
  return {
    url: served.url,
    send,
    async signIn(officerId) {
      const { body } = await must("/api/exercise/links", { officerIds: [officerId] });
      const [link] = body.links as { token: string }[];
      const got = await send("POST", "/api/organisation/sign-in", { token: link?.token });
      return got.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    },
    async load(registrations) {
      const sent = registrations.map(({ id, at: moment, input }) => ({ id, at: moment, input }));
      await must("/api/exercise/load", { registrations: sent });
    },
    size: async () => Number((await send("GET", "/measure/size")).body.size),
    memory: () => memoryOf(own),
    async stop() {
      await served.dispose();
      rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

const told = (pid: string, file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");

/** The processes below one, by the name of their program; none where the system does not tell (only Linux does). */
export function processesBelow(parent: number, name: RegExp): string[] {
  try {
    const all = readdirSync("/proc").filter((one) => /^\d+$/.test(one));
    const parents = new Map<string, string>();
    for (const pid of all) {
      try {
        parents.set(pid, /^PPid:\t(\d+)$/m.exec(told(pid, "status"))?.[1] ?? "");
      } catch {
        // It ended while the list was read.
      }
    }
    const isBelow = (pid: string): boolean => {
      const above = parents.get(pid);
      return above === String(parent) || (above !== undefined && above !== "" && isBelow(above));
    };
    return all.filter(
      (pid) => isBelow(pid) && name.test(/^Name:\s+(.+)$/m.exec(told(pid, "status"))?.[1] ?? ""),
    );
  } catch {
    return [];
  }
}

/** Resident MiB of these processes together. */
export function memoryOf(pids: readonly string[]): number {
  const kib = pids.map((pid) => Number(/^VmRSS:\s+(\d+)/m.exec(told(pid, "status"))?.[1] ?? 0));
  return kib.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Milliseconds of processor that the workerd of this process has used: on a shared machine steadier than a clock. */
export function processorOfWorkerd(): number {
  return processesBelow(process.pid, /^workerd$/).reduce((sum, pid) => {
    const fields = told(pid, "stat")
      .replace(/^.*\) /, "")
      .split(" ");
    // User and system time in ticks of 10 ms (proc(5): fields 14 and 15, counted here from the third).
    return sum + 10 * (Number(fields[11]) + Number(fields[12]));
  }, 0);
}

/** Milliseconds of each of `times` runs, sorted. */
export async function timesOf(times: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work(n);
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** `size` registrations at a time out of a stream. */
export function* chunks<T>(stream: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const one of stream) {
    chunk.push(one);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
