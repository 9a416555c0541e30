// Is a port free, and is a state folder being served already? Asked before anything is removed or opened.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** A sentence where this port cannot be listened on; null where it can. */
export function portProblem(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        resolve(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`);
      else resolve(`Cannot listen on ${host}:${port} (${error.code}).`);
    });
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

const noteOf = (statePath: string) => join(statePath, "served.json");

/** Notes that this process serves this state; answers what removes the note. */
export function noteServed(statePath: string, url: string): () => void {
  writeFileSync(noteOf(statePath), JSON.stringify({ pid: process.pid, url }));
  return () => rmSync(noteOf(statePath), { force: true });
}

/** The address at which another process serves this state now, or null. */
export async function servedAt(statePath: string): Promise<string | null> {
  if (!existsSync(noteOf(statePath))) return null;
  try {
    const { pid, url } = JSON.parse(readFileSync(noteOf(statePath), "utf8")) as { pid: number; url: string };
    process.kill(pid, 0);
    await fetch(url, { signal: AbortSignal.timeout(2000), redirect: "manual" });
    return url;
  } catch {
    return null;
  }
}
