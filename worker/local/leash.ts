// Ties every workerd that this process starts to its own life: without it, a `kill -9` here leaves a workerd behind that
// holds the port and the database. Invariant: nothing outlives us on a POSIX system; on Windows nothing is done.
import { type ChildProcess, spawn } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { basename } from "node:path";

let watching = false;

export function leash(): void {
  if (watching || process.platform === "win32") return;
  watching = true;
  subscribe("child_process", (message) => {
    const child = (message as { process: ChildProcess }).process;
    child.once("spawn", () => {
      if (basename(child.spawnfile) === "workerd") tie(child);
    });
  });
}

/** A shell that waits for the end of its input, which comes when we end in whatever way, and then ends the child. */
function tie(child: ChildProcess): void {
  const holder = spawn("/bin/sh", ["-c", `read -r _; kill -9 ${child.pid} 2>/dev/null`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  holder.on("error", () => {});
  holder.unref();
  (holder.stdin as Socket | null)?.unref();
  child.once("exit", () => holder.kill("SIGKILL"));
}
