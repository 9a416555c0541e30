// A private key under a passphrase, and on paper. In Node, because workerd refuses as many rounds as a passphrase needs.
import { describe, expect, it } from "vitest";
import { WRAP_ROUNDS } from "../../schema/key.ts";
import { readShare, shareOf } from "../../web/desk/key/share.ts";
import { fits, fromText, makePair, openNote, sealNote, unwrap, usable, wrap } from "../../web/kit/seal.ts";
import { random } from "../kit/random.ts";
import { openBase, toHex } from "./rfc9180.ts";

const of = { organisationId: "org_embassyOne", version: 1 };
const passphrase = "seven quiet lanterns by the river";

describe("a wrapped key", () => {
  it("opens with its passphrase, however its letters and spaces were typed, and with no other", async () => {
    const { publicKey, privateKey } = await makePair();
    const wrapped = await wrap(privateKey, passphrase, of, WRAP_ROUNDS);
    expect(wrapped.rounds).toBeGreaterThanOrEqual(600_000);
    const opened = await unwrap(wrapped, `  seven quiet  lanterns by the river `, of);
    expect(toHex(opened ?? new Uint8Array())).toBe(toHex(privateKey));
    expect(await fits(privateKey, publicKey)).toBe(true);
    expect(await unwrap(wrapped, "seven quiet lanterns by the lake", of)).toBe(null);
    expect(await unwrap(wrapped, "", of)).toBe(null);
  });
  it("opens for its organisation and version alone, and not once it was changed", async () => {
    const { privateKey } = await makePair();
    const wrapped = await wrap(privateKey, passphrase, of, WRAP_ROUNDS);
    expect(await unwrap(wrapped, passphrase, { ...of, version: 2 })).toBe(null);
    expect(await unwrap(wrapped, passphrase, { ...of, organisationId: "org_embassyTwo" })).toBe(null);
    expect(await unwrap({ ...wrapped, rounds: WRAP_ROUNDS + 1 }, passphrase, of)).toBe(null);
    const bent = `${wrapped.sealed[0] === "A" ? "B" : "A"}${wrapped.sealed.slice(1)}`;
    expect(await unwrap({ ...wrapped, sealed: bent }, passphrase, of)).toBe(null);
  });
  it("under a new passphrase still opens what was sealed before; the other path agrees in Node, too", async () => {
    const { publicKey, privateKey } = await makePair();
    const place = { ...of, registrationId: "reg_aaaaaa", noteId: "nte_aaaaaa" };
    const note = await sealNote(publicKey, "before", place);
    const again = await unwrap(
      await wrap(privateKey, "another one, longer", of, WRAP_ROUNDS),
      "another one, longer",
      of,
    );
    expect(await openNote(await usable(again ?? new Uint8Array(32)), note, place)).toBe("before");
    const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));
    const plain = await openBase(
      2,
      { d: privateKey, publicKey: fromText(publicKey) },
      fromText(note.enc),
      bytes("causeway note 1\norg_embassyOne\n1"),
      bytes("reg_aaaaaa\nnte_aaaaaa"),
      fromText(note.sealed),
    );
    expect(new TextDecoder().decode(plain)).toBe("before");
  });
});

describe("a recovery share", () => {
  const dice = random(3);
  const someKey = () => Uint8Array.from({ length: 32 }, () => dice.whole(0, 255));
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  it("is thirteen groups of five, and reads back, also as people type it", () => {
    for (const key of [
      new Uint8Array(32),
      new Uint8Array(32).fill(255),
      ...Array.from({ length: 500 }, someKey),
    ]) {
      const share = shareOf(key);
      expect(share.every((group) => /^[0-9A-HJKMNP-TV-Z]{5}$/.test(group)) && share.length === 13).toBe(true);
      for (const typed of [
        share.join("-"),
        share.join(" ").toLowerCase(),
        share.join("\n"),
        share.join("").replaceAll("0", "O").replaceAll("1", "l"),
      ]) {
        const read = readShare(typed);
        expect(read.ok && toHex(read.key) === toHex(key)).toBe(true);
      }
    }
  });
  it("names the group of every single slip", () => {
    const share = shareOf(someKey());
    const wrong: string[] = [];
    share.forEach((group, g) => {
      for (let i = 0; i < 5; i++)
        for (const sign of signs) {
          if (sign === group[i]) continue;
          const bent = share.with(g, group.slice(0, i) + sign + group.slice(i + 1));
          const read = readShare(bent.join("-"));
          if (read.ok || read.group !== g + 1) wrong.push(`${String(g)}.${String(i)} ${sign}`);
        }
    });
    expect(wrong).toEqual([]);
  });
  it("names the first group of neighbours that were swapped, of groups that were swapped, and says what is missing", () => {
    for (let n = 0; n < 300; n++) {
      const share = shareOf(someKey());
      const g = dice.whole(0, 12);
      const i = dice.whole(0, 3);
      const group = share[g] ?? "";
      const [a, b] = [group[i], group[i + 1]];
      if (a !== b) {
        const bent = share.with(g, group.slice(0, i) + String(b) + String(a) + group.slice(i + 2));
        expect(readShare(bent.join("-"))).toEqual({ ok: false, group: g + 1 });
      }
      const h = (g + 1 + dice.whole(0, 10)) % 13;
      const swapped = share.with(g, share[h] ?? "").with(h, group);
      expect(readShare(swapped.join("-")).ok).toBe(false);
    }
    expect(readShare("")).toEqual({ ok: false, group: 0 });
    expect(readShare(shareOf(someKey()).slice(1).join("-"))).toEqual({ ok: false, group: 0 });
  });
});
