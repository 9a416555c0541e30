// A relay between browser and app: it compresses as an edge does, counts what crosses the wire, and may change what is
// said on the way, as a newer release would.
import { createServer } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";

export interface Line {
  path: string;
  status: number;
  /** Body and headers, in bytes. */
  gzip: number;
  brotli: number;
}

export interface Relay {
  url: string;
  wire: Line[];
  /** Set to answer otherwise: each of these texts becomes the other, in what is asked for and in what is answered. */
  change: readonly [before: string, after: string][];
  stop(): void;
}

export async function openRelay(target: string): Promise<Relay> {
  const kept = new Map<string, [packed: Buffer, brotli: number]>();
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? "/";
      const asked = relay.change.reduce((text, [before, after]) => text.replaceAll(after, before), path);
      const headers: Record<string, string> = {};
      // What is changed here must not be answered with "as before".
      for (const name of relay.change.length === 0 ? ["cookie", "if-none-match"] : ["cookie"]) {
        const value = request.headers[name];
        if (typeof value === "string") headers[name] = value;
      }
      const answer = await fetch(`${target}${asked}`, { headers, redirect: "manual" });
      const text = await answer.text();
      const body = Buffer.from(
        relay.change.reduce((all, [before, after]) => all.replaceAll(before, after), text),
      );
      const out = Object.fromEntries(
        [...answer.headers].filter(([name]) => !/^(content-(encoding|length)|transfer-encoding)$/.test(name)),
      );
      const head = Object.entries(out).reduce(
        (sum, [name, value]) => sum + name.length + value.length + 4,
        15,
      );
      // Files with their hash in their name are packed once, as an edge would: a large one takes seconds.
      const known = relay.change.length === 0 && answer.status === 200 ? kept.get(path) : undefined;
      const [packed, brotli] = known ?? [gzipSync(body), brotliCompressSync(body).length];
      if (path.startsWith("/assets/")) kept.set(path, [packed, brotli]);
      relay.wire.push({
        path,
        status: answer.status,
        gzip: packed.length + head,
        brotli: brotli + head,
      });
      response.writeHead(answer.status, body.length === 0 ? out : { ...out, "content-encoding": "gzip" });
      response.end(body.length === 0 ? undefined : packed);
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  const relay: Relay = {
    url: `http://127.0.0.1:${String(address.port)}`,
    wire: [],
    change: [],
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return relay;
}
