// The message gateway that tests talk to: Kannel as Debian packs it, with its fake message centre. Finds it, installs it
// where that can be done, starts it on free ports with a folder of its own, ends it by its own process ids.
// Invariant: without Kannel the test fails with a sentence; it is never skipped.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aptInstall } from "./chromium.ts";

interface Programs {
  bearerbox: string;
  smsbox: string;
  fakesmsc: string;
}

export function findKannel(): Programs | null {
  const find = (name: string, folders: readonly string[]) =>
    folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
  const boxes = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/sbin"];
  const bearerbox = find("bearerbox", boxes);
  const smsbox = find("smsbox", boxes);
  const fakesmsc = find("fakesmsc", ["/usr/lib/kannel/test", "/usr/local/lib/kannel/test", ...boxes]);
  return bearerbox && smsbox && fakesmsc ? { bearerbox, smsbox, fakesmsc } : null;
}

/** Where we are root on Debian or Ubuntu. The package would start a gateway of its own: it is told not to. */
export function installKannel(say: (line: string) => void): void {
  if (findKannel() !== null || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say("Installing Kannel for the tests (once) …");
  const policy = "/usr/sbin/policy-rc.d";
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    aptInstall(["kannel", "kannel-extras"]);
  } finally {
    if (ours) rmSync(policy);
  }
}

function freePorts(count: number): Promise<number[]> {
  return Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<{ port: number; close: () => void }>((resolve, reject) => {
          const server = createServer();
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            const port = typeof address === "object" && address !== null ? address.port : 0;
            resolve({ port, close: () => server.close() });
          });
        }),
    ),
  ).then((taken) => {
    for (const one of taken) one.close();
    return taken.map((one) => one.port);
  });
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends one of our own processes: asks first, and does not wait for ever. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const left = await Promise.race([gone.then(() => false), sleep(8_000).then(() => true)]);
  if (left) child.kill("SIGKILL");
  await gone;
}

/** What fakesmsc logs is what it hears: an entry for each line of a text; a long text comes in parts, each with its own header. */
function textsIn(output: string): string[] {
  const lines = [...output.matchAll(/Got message \d+: <(.*)>$/gm)].map(([, line = ""]) => line);
  const texts: string[] = [];
  const parts = new Map<string, Buffer[]>();
  for (const line of lines) {
    const [, kind, body = ""] = /^\S+ \S+ (text|ucs-2|udh) (.*)$/.exec(line) ?? [];
    if (kind === undefined) texts.push(`${texts.pop() ?? ""}\n${line}`);
    else if (kind === "text") texts.push(body);
    else if (kind === "ucs-2") texts.push(wide(bytesIn(body)));
    else {
      const [udh = "", , ...rest] = body.split(" ");
      const header = bytesIn(udh);
      const [reference, total = 1, number = 1] = header.subarray(3);
      const all = parts.get(String(reference)) ?? [];
      all[number - 1] = bytesIn(rest.join(" "));
      parts.set(String(reference), all);
      if (all.filter(Boolean).length === total) texts.push(decoded(Buffer.concat(all)));
    }
  }
  return texts;
}

function bytesIn(encoded: string): Buffer {
  return Buffer.from(
    encoded
      .replaceAll("+", " ")
      .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  );
}
const wide = (bytes: Buffer) => Buffer.from(bytes).swap16().toString("utf16le");
const decoded = (bytes: Buffer) => (bytes.includes(0) ? wide(bytes) : bytes.toString("latin1"));

export interface Phone {
  /** Sends a text and waits for this many texts that came after it; replies with them. */
  says(text: string, expected?: number): Promise<string[]>;
  /** Waits for texts without sending one that anybody answers. */
  hears(expected: number, within?: number): Promise<string[]>;
}

export interface Kannel {
  /** Where it takes texts. */
  url: string;
  /** Both boxes, bringing what phones send to this address. */
  start(bringTo: string): Promise<void>;
  /** The half that talks to us, away and back again; the message centre stays. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  phone(number: string): Phone;
  stop(): Promise<void>;
}

export interface Secrets {
  gateway: string;
  password: string;
}

function configuration(ports: readonly number[], folder: string, bringTo: string, secrets: Secrets): string {
  const [admin, boxes, centre, sendsms] = ports.map(String);
  const { host } = new URL(bringTo);
  const group = (name: string, values: Record<string, string>) =>
    [`group = ${name}`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`), ""].join("\n");
  return [
    group("core", {
      "admin-port": admin ?? "",
      "admin-interface": "127.0.0.1",
      "admin-password": secrets.password,
      "smsbox-port": boxes ?? "",
      "smsbox-interface": "127.0.0.1",
      "box-allow-ip": "127.0.0.1",
      "log-file": `"${folder}/bearerbox.log"`,
      "log-level": "2",
    }),
    group("smsc", {
      smsc: "fake",
      "smsc-id": "fake",
      host: "127.0.0.1",
      port: centre ?? "",
      "connect-allow-ip": "127.0.0.1",
    }),
    group("smsbox", {
      "bearerbox-host": "127.0.0.1",
      "sendsms-port": sendsms ?? "",
      "sendsms-interface": "127.0.0.1",
      "log-file": `"${folder}/smsbox.log"`,
      "log-level": "2",
      "reply-couldnotfetch": '""',
      "reply-requestfailed": '""',
      "reply-couldnotrepresent": '""',
      "reply-emptymessage": '""',
      "http-request-retry": "60",
      "http-queue-delay": "1",
    }),
    group("sendsms-user", {
      username: "causeway",
      password: secrets.password,
      "max-messages": "3",
      concatenation: "true",
      "default-sender": "12345",
    }),
    group("sms-service", {
      keyword: "default",
      "catch-all": "true",
      "post-url": `"http://kannel:${secrets.gateway}@${host}/in/sms?id=%I"`,
      "send-sender": "true",
      "max-messages": "0",
      "omit-empty": "true",
    }),
  ].join("\n");
}

/** A gateway that has not started yet, so that its address can be told to the app first. */
export async function makeKannel(secrets: Secrets): Promise<Kannel> {
  const programs = findKannel();
  if (programs === null)
    throw new Error(
      "This test needs Kannel and its fake message centre. Install them (Debian: apt-get install kannel kannel-extras), or run the tests as root on Debian or Ubuntu, where they install themselves.",
    );
  const ports = await freePorts(4);
  const folder = mkdtempSync(join(tmpdir(), "causeway-kannel-"));
  const config = join(folder, "kannel.conf");
  const running: ChildProcess[] = [];
  const run = (program: string, args: readonly string[]): ChildProcess => {
    const child = spawn(program, [...args], { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
    running.push(child);
    return child;
  };
  const url = `http://127.0.0.1:${String(ports[3])}/cgi-bin/sendsms`;
  let smsbox: ChildProcess | null = null;
  const comeBack = async () => {
    smsbox = run(programs.smsbox, [config]);
    smsbox.stderr?.resume();
    for (let i = 0; i < 100; i++) {
      if (
        await fetch(url, { method: "POST" }).then(
          () => true,
          () => false,
        )
      )
        return;
      await sleep(100);
    }
    throw new Error("Kannel's smsbox did not start");
  };
  const phone = (number: string): Phone => {
    const listen = async (text: string, expected: number, within: number): Promise<string[]> => {
      // One phone at a time hangs on the centre: this one, until it has heard what it waits for.
      const args = ["-H", "127.0.0.1", "-r", String(ports[2]), "-i", "0.1", "-m", "1", text];
      const child = run(programs.fakesmsc, args);
      let output = "";
      child.stderr?.on("data", (bytes: Buffer) => {
        output += bytes.toString("latin1");
      });
      const heard = () => textsIn(Buffer.from(output, "latin1").toString("utf8"));
      const until = Date.now() + within;
      while (Date.now() < until && (expected === 0 || heard().length < expected)) await sleep(100);
      // Nothing more comes with it.
      await sleep(expected === 0 ? 0 : 700);
      await end(child);
      return heard();
    };
    const coded = (text: string) =>
      /^[ -~]+$/.test(text)
        ? `${number} 12345 text ${text}`
        : `${number} 12345 ucs2 ${[...Buffer.from(text, "utf16le").swap16()].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")}`;
    return {
      says: (text, expected = 1) => listen(coded(text), expected, expected === 0 ? 3_000 : 20_000),
      // A name sends nothing that is read: it only keeps the line open.
      hears: (expected, within = 20_000) => listen("Line 12345 text open", expected, within),
    };
  };
  return {
    url,
    phone,
    comeBack,
    async start(bringTo) {
      writeFileSync(config, configuration(ports, folder, bringTo, secrets), { mode: 0o600 });
      run(programs.bearerbox, [config]).stderr?.resume();
      await sleep(1_500);
      await comeBack();
    },
    async leave() {
      if (smsbox !== null) await end(smsbox);
    },
    async stop() {
      for (const child of running.reverse()) await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
