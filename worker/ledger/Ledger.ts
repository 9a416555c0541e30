// The one memory outside the database: which consents were taken back, which requests are deleted, which places forgotten, which reports withdrawn;
// ids and moments, nothing else. It knows the database by its newest audit row; where that is missing, the database was put
// back to an older state, and says `restored` until ./replay.ts has taken everything back again.
import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../kit/env.ts";
import {
  type ConsentSeen,
  type EndSeen,
  findMark,
  findReach,
  hasMark,
  listConsentsAfter,
  listEndsAfter,
  listWithdrawnAfter,
  type Mark,
  type TakenBack,
} from "./store.ts";

const AT_ONCE = 500;
/** Keys of one write to the object's storage. */
const KEYS = 128;

export interface End {
  askedAt: string;
  goneAt: string;
  erasedAt: string | null;
}

export interface Kept {
  mark: Mark | null;
  consents: TakenBack[];
  ends: ({ registrationId: string } & End)[];
  places: { registrationId: string; at: string }[];
  /** Reports of dangers that were taken back. */
  reports: string[];
  /** From where the next page goes on; null at the end. */
  next: string | null;
}

const consentKey = (row: TakenBack) => `consent:${row.registrationId}:${row.organisationId}:${row.purpose}`;

export class Ledger extends DurableObject<Bindings> {
  /** Compares and takes in what is new. True where the database is not the one that it knows. */
  async isRestored(): Promise<boolean> {
    const mark = await this.ctx.storage.get<Mark>("mark");
    if (mark !== undefined && !(await hasMark(this.env.DB, mark))) return true;
    await this.takeIn();
    return false;
  }

  private async takeIn(): Promise<void> {
    // The mark is read first: what is committed meanwhile is taken in the next time.
    const mark = await findMark(this.env.DB);
    const read = (await this.ctx.storage.get<{ consent: number; seq: number; report?: number }>("read")) ?? {
      consent: 0,
      seq: 0,
    };
    for (;;) {
      const [consents, ends, reports] = await Promise.all([
        listConsentsAfter(this.env.DB, read.consent, AT_ONCE),
        listEndsAfter(this.env.DB, read.seq, AT_ONCE),
        listWithdrawnAfter(this.env.DB, read.report ?? 0, AT_ONCE),
      ]);
      await this.keep(consents, ends, reports);
      read.report = reports.at(-1)?.seq ?? read.report ?? 0;
      read.consent = consents.at(-1)?.id ?? read.consent;
      read.seq = ends.at(-1)?.seq ?? read.seq;
      if ([consents, ends, reports].every((some) => some.length < AT_ONCE)) break;
      await this.ctx.storage.put("read", read);
    }
    // Put back to an older state while it was read: that row is none of it, and would be taken for one that is missing.
    if (mark !== null && !(await hasMark(this.env.DB, mark))) return;
    // Withdrawn reports may be rare: the next look begins where this one knew the audit, and does not read it all again.
    if (mark !== null) read.report = Math.max(read.report ?? 0, mark.seq);
    await this.ctx.storage.put({ read, ...(mark === null ? {} : { mark }) });
  }

  private async keep(
    consents: readonly ConsentSeen[],
    ends: readonly EndSeen[],
    reports: readonly { reportId: string }[],
  ): Promise<void> {
    const put = new Map<string, unknown>();
    const drop = new Set<string>();
    const set = (key: string, value: unknown) => {
      drop.delete(key);
      put.set(key, value);
    };
    const unset = (key: string) => {
      put.delete(key);
      drop.add(key);
    };
    for (const { id: _, given, ...row } of consents)
      if (given === 0) set(consentKey(row), row);
      else unset(consentKey(row));
    for (const one of ends) {
      const { registrationId, askedAt, goneAt, erasedAt, placeAt } = one;
      if (one.act.startsWith("location.")) {
        if (placeAt === null) set(`place:${registrationId}`, { registrationId, at: "" });
        else unset(`place:${registrationId}`);
      } else if (askedAt !== null && goneAt !== null)
        set(`end:${registrationId}`, { askedAt, goneAt, erasedAt } satisfies End);
      else unset(`end:${registrationId}`);
    }
    for (const { reportId } of reports) set(`report:${reportId}`, { reportId });
    const entries = [...put];
    for (let i = 0; i < entries.length; i += KEYS)
      await this.ctx.storage.put(Object.fromEntries(entries.slice(i, i + KEYS)));
    const gone = [...drop];
    for (let i = 0; i < gone.length; i += KEYS) await this.ctx.storage.delete(gone.slice(i, i + KEYS));
  }

  /** Everything that was taken back, a page at a time. */
  async page(after: string | null): Promise<Kept> {
    const found = await this.ctx.storage.list({
      limit: AT_ONCE,
      ...(after === null ? {} : { startAfter: after }),
    });
    const kept: Kept = {
      mark: (await this.ctx.storage.get<Mark>("mark")) ?? null,
      consents: [],
      ends: [],
      places: [],
      reports: [],
      next: found.size < AT_ONCE ? null : ([...found.keys()].at(-1) ?? null),
    };
    for (const [key, value] of found) {
      const [kind, registrationId = ""] = key.split(":");
      if (kind === "consent") kept.consents.push(value as TakenBack);
      else if (kind === "end") kept.ends.push({ registrationId, ...(value as End) });
      else if (kind === "report") kept.reports.push(registrationId);
      else if (kind === "place") kept.places.push(value as { registrationId: string; at: string });
    }
    return kept;
  }

  /** Everything is taken back again: this database is the one that it knows from now on. */
  async settle(): Promise<void> {
    const [mark, read] = [await findMark(this.env.DB), await findReach(this.env.DB)];
    await this.ctx.storage.put({ read: { ...read, report: read.seq } });
    if (mark === null) await this.ctx.storage.delete("mark");
    else await this.ctx.storage.put({ mark });
  }
}
