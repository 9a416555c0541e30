// What this gate keeps on its device, all of it sealed: one database, its key, named records, and the log of events.
// Invariant: an event is on the disk before its verdict is shown; nothing readable is ever written.
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { GateEvent } from "../../schema/gate.ts";
import { makeKey, type Sealed, seal, unseal } from "./seal.ts";

const NAME = "gate";

/** An event with the real moment at which this device wrote it. */
export interface Logged {
  event: GateEvent;
  device: number;
  sent: boolean;
}

interface Shape extends DBSchema {
  key: { key: string; value: CryptoKey };
  record: { key: string; value: Sealed };
  /** `sent` stands beside the seal: it says nothing of anybody, and marking it needs no opening. */
  event: { key: string; value: Sealed & { sent: boolean } };
}

export interface Store {
  get<T>(name: string): Promise<T | null>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  names(prefix: string): Promise<string[]>;
  log(events: readonly GateEvent[], device: number): Promise<void>;
  events(): Promise<Logged[]>;
  markSent(ids: readonly string[]): Promise<void>;
  /** Deletes key and data: what a copy of the disk still holds cannot be opened by anybody. */
  wipe(): Promise<void>;
}

async function keyOf(db: IDBPDatabase<Shape>): Promise<CryptoKey> {
  const known = await db.get("key", "seal");
  if (known !== undefined) return known;
  const key = await makeKey();
  await db.add("key", key, "seal");
  return key;
}

export async function openStore(): Promise<Store> {
  const db = await openDB<Shape>(NAME, 1, {
    upgrade(fresh) {
      for (const store of ["key", "record", "event"] as const) fresh.createObjectStore(store);
    },
    // A wipe in another window must not wait for this one.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  const key = await keyOf(db);
  return {
    async get<T>(name: string) {
      const sealed = await db.get("record", name);
      return sealed === undefined ? null : unseal<T>(key, name, sealed);
    },
    async put(name, value) {
      await db.put("record", await seal(key, name, value), name);
    },
    remove: (name) => db.delete("record", name),
    names: (prefix) => db.getAllKeys("record", IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
    async log(events, device) {
      // Sealed first: a transaction ends by itself while anything else is awaited.
      const sealed = await Promise.all(events.map((event) => seal(key, event.id, { event, device })));
      const transaction = db.transaction("event", "readwrite", { durability: "strict" });
      const adding = events.map((event, i) => {
        const one = sealed[i];
        return one === undefined ? undefined : transaction.store.add({ ...one, sent: false }, event.id);
      });
      await Promise.all([...adding, transaction.done]);
    },
    async events() {
      const [ids, sealed] = await Promise.all([db.getAllKeys("event"), db.getAll("event")]);
      const opened = await Promise.all(
        sealed.map((one, i) => unseal<Omit<Logged, "sent">>(key, ids[i] ?? "", one)),
      );
      const found = opened.flatMap((one, i) =>
        one === null ? [] : [{ ...one, sent: sealed[i]?.sent === true }],
      );
      return found.sort((a, b) => a.device - b.device);
    },
    async markSent(ids) {
      const transaction = db.transaction("event", "readwrite");
      for (const id of ids) {
        const found = await transaction.store.get(id);
        if (found !== undefined) await transaction.store.put({ ...found, sent: true }, id);
      }
      await transaction.done;
    },
    async wipe() {
      await db.clear("key");
      db.close();
      await deleteDB(NAME);
    },
  };
}
