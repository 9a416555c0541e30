// One policy in one place: its printed tables, and that nothing in the worker unseals what a person said without asking it.
import { describe, expect, it } from "vitest";
import { withTables } from "./policy-tables.ts";
import { code, read } from "./source.ts";

describe("schema/policy.md", () => {
  it("holds what the rules print (`node test/repo/policy-tables.ts` writes it anew)", () => {
    expect(read("schema/policy.md")).toBe(withTables(read("schema/policy.md")));
  });
});

/** Files that unseal without asking the policy, and why none of what they open is in a reply to anybody else. */
const writers: Record<string, string> = {
  "worker/kit/commit.ts": "the stored reply of whoever sent the same act before",
  "worker/consent/record.ts": "her own record, to herself",
  "worker/complaint/words.ts":
    "answers, to whoever came with the complaint's code; her words, to the oversight body that reads it",
  "worker/danger/clock.ts":
    "whose a report is, and officers' words, sealed anew after a rotation of the ring",
  "worker/consent/view.ts": "which notice she read, for her own record",
  "worker/demand/routes.ts": "what an authority wanted, in words that are about nobody",
  "worker/export/routes.ts": "an officer's reasons, to her colleagues",
  "worker/exercise/tape.ts": "what an exercise's tape does next",
  "worker/export/rotate.ts": "an officer's reasons, sealed anew after a rotation of the ring",
  "worker/glass/rotate.ts": "an officer's reasons, sealed anew after a rotation of the ring",
  "worker/issuer/rotate.ts": "secrets at an issuer, sealed anew after a rotation of the ring",
  "worker/find/stale.ts": "names, of which an index of keyed numbers is made",
  "worker/match/clock.ts": "names of those who agreed to be looked for, compared and shown to nobody",
  "worker/issuer/routes.ts": "secrets of this platform at an issuer",
  "worker/stop/routes.ts": "why an organisation was stopped",
  "worker/adult/routes.ts": "an adult's own entry, copied under a key of her own",
  "worker/intake/confirm.ts": "her own request, sealed anew",
  "worker/referral/tell.ts": "her language, to write to her",
  "worker/registration/change.ts": "her own request, sealed anew",
  "worker/registration/receipt.ts": "a code, for whoever made the request and sends the very same again",
  "worker/registration/rotate.ts": "codes, sealed anew after a rotation of the ring",
  "worker/seat/placing.ts": "ages, from which kinds of seats follow",
  "worker/sms/outbox.ts": "a text and its number, for the gateway alone",
  "worker/sms/receive.ts": "a conversation, for the number that writes it",
};

describe("the policy", () => {
  it("is asked by every file of the worker that unseals for a reader", () => {
    const opens = code.filter(
      (path) => /^worker\/(?!local\/|kit\/seal\.ts)/.test(path) && /\bopen(ByRing)?(<|\()/.test(read(path)),
    );
    const asks = (path: string) => /\b(showing|showingCase|showingOwn|Showing)\b/.test(read(path));
    const silent = opens.filter((path) => /import [^;]*\bopen(ByRing)?\b[^;]*seal\.ts/.test(read(path)));
    expect(silent.filter((path) => !asks(path)).sort()).toEqual(Object.keys(writers).sort());
    expect(silent.length).toBeGreaterThan(15);
  });
  it("decides in one file: nowhere else in the worker are its rules read", () => {
    const readers = code.filter(
      (path) =>
        path.startsWith("worker/") &&
        /import (?!type)[^;]*policy(\.rules)?\.ts/.test(read(path)) &&
        /\bopenFields\b/.test(read(path)),
    );
    expect(readers).toEqual(["worker/kit/policy.ts"]);
  });
});
