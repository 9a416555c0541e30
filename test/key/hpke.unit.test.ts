// Notes sealed to an organisation's key: the standard's own vector, the desk's library against another path written from
// the standard, and nothing that opens beside the place for which it was sealed. In workerd; ./wrap.web.test.ts is in Node.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { describe, expect, it } from "vitest";
import { fits, fromText, makePair, openNote, sealNote, usable } from "../../web/kit/seal.ts";
import { fromHex, openBase, toHex } from "./rfc9180.ts";
import { a31 } from "./vectors.ts";

const of = {
  organisationId: "org_embassyOne",
  version: 1,
  registrationId: "reg_aaaaaa",
  noteId: "nte_aaaaaa",
};
const words = "Do not call before ten; ask for the cousin. لا تتصل قبل العاشرة 🙏";

describe("the vector of RFC 9180, A.3.1", () => {
  it("is opened by the library, and by the path written from the standard", async () => {
    const suite = new CipherSuite({
      kem: new DhkemP256HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes128Gcm(),
    });
    const key = await suite.kem.importKey("raw", fromHex(a31.skRm).buffer, false);
    const info = fromHex(a31.info);
    const opened = await suite.open(
      { recipientKey: key, enc: fromHex(a31.enc).buffer, info: info.buffer },
      fromHex(a31.ct).buffer,
      fromHex(a31.aad).buffer,
    );
    expect(toHex(new Uint8Array(opened))).toBe(a31.pt);
    const recipient = { d: fromHex(a31.skRm), publicKey: fromHex(a31.pkRm) };
    const again = await openBase(1, recipient, fromHex(a31.enc), info, fromHex(a31.aad), fromHex(a31.ct));
    expect(toHex(again)).toBe(a31.pt);
  });
});

describe("a note", () => {
  it("is opened by its key, and by the other path with the binding that the desk says", async () => {
    const { publicKey, privateKey } = await makePair();
    const note = await sealNote(publicKey, words, of);
    expect(await openNote(await usable(privateKey), note, of)).toBe(words);
    const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));
    const plain = await openBase(
      2,
      { d: privateKey, publicKey: fromText(publicKey) },
      fromText(note.enc),
      bytes("causeway note 1\norg_embassyOne\n1"),
      bytes("reg_aaaaaa\nnte_aaaaaa"),
      fromText(note.sealed),
    );
    expect(new TextDecoder().decode(plain)).toBe(words);
  });
  it("does not open beside another case, id, organisation or version, under another key, or with one bit changed", async () => {
    const { publicKey, privateKey } = await makePair();
    const key = await usable(privateKey);
    const note = await sealNote(publicKey, words, of);
    for (const other of [
      { registrationId: "reg_bbbbbb" },
      { noteId: "nte_bbbbbb" },
      { organisationId: "org_embassyTwo" },
      { version: 2 },
    ])
      expect(await openNote(key, note, { ...of, ...other })).toBe(null);
    expect(await openNote(await usable((await makePair()).privateKey), note, of)).toBe(null);
    for (const at of [0, 10, note.sealed.length - 3]) {
      const bent =
        note.sealed.slice(0, at) + (note.sealed[at] === "A" ? "B" : "A") + note.sealed.slice(at + 1);
      expect(await openNote(key, { ...note, sealed: bent }, of)).toBe(null);
    }
    expect(await openNote(key, { ...note, enc: (await sealNote(publicKey, words, of)).enc }, of)).toBe(null);
  });
  it("is another text every time, and says nothing but its length", async () => {
    const { publicKey } = await makePair();
    const [one, two] = [await sealNote(publicKey, words, of), await sealNote(publicKey, words, of)];
    expect(one.sealed).not.toBe(two.sealed);
    expect(one.enc).not.toBe(two.enc);
  });
  it("key fits its own public key alone", async () => {
    const [a, b] = [await makePair(), await makePair()];
    expect([await fits(a.privateKey, a.publicKey), await fits(a.privateKey, b.publicKey)]).toEqual([
      true,
      false,
    ]);
    expect(await fits(new Uint8Array(32), a.publicKey)).toBe(false);
  });
});
