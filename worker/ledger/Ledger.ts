// The one memory outside the database: consents and answers taken back, requests deleted, places forgotten, reports withdrawn,
// referrals over, offices stopped, accounts closed, secret numbers changed, rights ended (worker/right); ids, words for how,
// moments and hashes, nothing else. Where its newest audit row or right is missing in the database, that was put back to an
// older state, and says `restored` until ./replay.ts has taken everything back again.
import { DurableObject } from "cloudflare:workers";
import { type AgreeSeen, type AgreeTakenBack, listAgreesAfter } from "../agree/store.ts";
import type { Bindings } from "../kit/env.ts";
import { findNewestRight, listRightsAfter, type RightEnded, type RightSeen } from "../right/store.ts";
import {
  type ClosedSeen,
  type ConsentSeen,
  type EndSeen,
  findMark,
  findReach,
  fromStart,
  hasMark,
  listClosedAfter,
  listConsentsAfter,
  listEndsAfter,
  listOverAfter,
  listStopsAfter,
  listTracedAfter,
  listWithdrawnAfter,
  type Mark,
  type OverSeen,
  type Pin,
  type Reach,
  type StopSeen,
  type TakenBack,
  type TracedSeen,
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
  stops: StopSeen[];
  closed: ClosedSeen[];
  over: OverSeen[];
  pins: { registrationId: string; pins: Pin[] }[];
  agrees: AgreeTakenBack[];
  /** Answers that were taken back, by the state that they have since, and requests that were closed. */
  traced: { id: string; state: string }[];
  /** Reports of dangers that were taken back. */
  reports: string[];
  rights: RightEnded[];
  /** From where the next page goes on; null at the end. */
  next: string | null;
}

const consentKey = (row: TakenBack) => `consent:${row.registrationId}:${row.organisationId}:${row.purpose}`;

const agreeKey = (row: Pick<AgreeSeen, "registrationId" | "speakerId">) =>
  `agree:${row.registrationId}:${row.speakerId}`;

export class Ledger extends DurableObject<Bindings> {
  /** Compares and takes in what is new. True where the database is not the one that it knows. */
  async isRestored(): Promise<boolean> {
    const mark = await this.ctx.storage.get<Mark>("mark");
    if (mark !== undefined && !(await hasMark(this.env.DB, mark))) return true;
    // Some rights end without a row of the audit, as texts that were stopped.
    const right = (await this.ctx.storage.get<Partial<Reach>>("read"))?.right ?? 0;
    if (right > (await findNewestRight(this.env.DB))) return true;
    await this.takeIn();
    return false;
  }

  private async takeIn(): Promise<void> {
    // The mark is read first: what is committed meanwhile is taken in the next time.
    const mark = await findMark(this.env.DB);
    const read: Reach = { ...fromStart, ...(await this.ctx.storage.get<Partial<Reach>>("read")) };
    const [stops, closed, over] = await Promise.all([
      listStopsAfter(this.env.DB, read.seq),
      listClosedAfter(this.env.DB, read.seq),
      listOverAfter(this.env.DB, read.seq),
    ]);
    await this.write(
      new Map<string, unknown>([
        ...stops.map((one) => [`stop:${one.id}`, one] as const),
        ...closed.map((one) => [`closed:${one.officerId}`, one] as const),
        ...over.map((one) => [`over:${one.id}`, one] as const),
      ]),
    );
    for (;;) {
      const [consents, ends, agrees, traced, reports, rights] = await Promise.all([
        listConsentsAfter(this.env.DB, read.consent, AT_ONCE),
        listEndsAfter(this.env.DB, read.seq, AT_ONCE),
        listAgreesAfter(this.env.DB, read.agree, AT_ONCE),
        listTracedAfter(this.env.DB, read.traced, AT_ONCE),
        listWithdrawnAfter(this.env.DB, read.report, AT_ONCE),
        listRightsAfter(this.env.DB, read.right, AT_ONCE),
      ]);
      await this.keep(consents, ends, agrees, traced, reports, rights);
      read.consent = consents.at(-1)?.id ?? read.consent;
      read.seq = ends.at(-1)?.seq ?? read.seq;
      read.agree = agrees.at(-1)?.id ?? read.agree;
      read.traced = traced.at(-1)?.seq ?? read.traced;
      read.report = reports.at(-1)?.seq ?? read.report;
      read.right = rights.at(-1)?.id ?? read.right;
      if ([consents, ends, agrees, traced, reports, rights].every((one) => one.length < AT_ONCE)) break;
      await this.ctx.storage.put("read", read);
    }
    // All up to the mark was read: the next time begins after it, however rarely something is taken back.
    if (mark !== null) {
      read.seq = Math.max(read.seq, mark.seq);
      read.traced = Math.max(read.traced, mark.seq);
      read.report = Math.max(read.report, mark.seq);
    }
    // Put back to an older state while it was read: that row is none of it, and would be taken for one that is missing.
    if (mark !== null && !(await hasMark(this.env.DB, mark))) return;
    await this.ctx.storage.put({ read, ...(mark === null ? {} : { mark }) });
  }

  private async keep(
    consents: readonly ConsentSeen[],
    ends: readonly EndSeen[],
    agrees: readonly AgreeSeen[],
    traced: readonly TracedSeen[],
    reports: readonly { reportId: string }[],
    rights: readonly RightSeen[],
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
      if (/Pin(Alone)?$/.test(one.act)) set(`pin:${registrationId}`, JSON.parse(one.pins) as Pin[]);
      else if (one.act.startsWith("location.")) {
        if (placeAt === null) set(`place:${registrationId}`, { registrationId, at: "" });
        else unset(`place:${registrationId}`);
      } else if (askedAt !== null && goneAt !== null) {
        if (erasedAt !== null) unset(`pin:${registrationId}`);
        set(`end:${registrationId}`, { askedAt, goneAt, erasedAt } satisfies End);
      } else unset(`end:${registrationId}`);
    }
    for (const { reportId } of reports) set(`report:${reportId}`, { reportId });
    for (const { id: _, ended, ...row } of rights)
      if (ended === 1) set(`right:${row.kind}:${row.name}`, row satisfies RightEnded);
      else unset(`right:${row.kind}:${row.name}`);
    for (const { id: _, given, ...row } of agrees)
      if (given === 0) set(agreeKey(row), row);
      else unset(agreeKey(row));
    for (const { id, act, state } of traced)
      if (act === "tracing.close") set(`traced:${id}`, "closed");
      else if (state !== null && state !== "answered") set(`traced:${id}`, state);
      else unset(`traced:${id}`);
    await this.write(put);
    const gone = [...drop];
    for (let i = 0; i < gone.length; i += KEYS) await this.ctx.storage.delete(gone.slice(i, i + KEYS));
  }

  private async write(put: ReadonlyMap<string, unknown>): Promise<void> {
    const entries = [...put];
    for (let i = 0; i < entries.length; i += KEYS)
      await this.ctx.storage.put(Object.fromEntries(entries.slice(i, i + KEYS)));
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
      stops: [],
      closed: [],
      over: [],
      pins: [],
      agrees: [],
      traced: [],
      reports: [],
      rights: [],
      next: found.size < AT_ONCE ? null : ([...found.keys()].at(-1) ?? null),
    };
    for (const [key, value] of found) {
      const [kind, registrationId = ""] = key.split(":");
      if (kind === "consent") kept.consents.push(value as TakenBack);
      else if (kind === "end") kept.ends.push({ registrationId, ...(value as End) });
      else if (kind === "pin") kept.pins.push({ registrationId, pins: value as Pin[] });
      else if (kind === "stop") kept.stops.push(value as StopSeen);
      else if (kind === "closed") kept.closed.push(value as ClosedSeen);
      else if (kind === "over") kept.over.push(value as OverSeen);
      else if (kind === "agree") kept.agrees.push(value as AgreeTakenBack);
      else if (kind === "traced") kept.traced.push({ id: registrationId, state: value as string });
      else if (kind === "report") kept.reports.push(registrationId);
      else if (kind === "right") kept.rights.push(value as RightEnded);
      else if (kind === "place") kept.places.push(value as { registrationId: string; at: string });
    }
    return kept;
  }

  /** Everything is taken back again: this database is the one that it knows from now on. */
  async settle(): Promise<void> {
    const [mark, read] = [await findMark(this.env.DB), await findReach(this.env.DB)];
    await this.ctx.storage.put({ read });
    if (mark === null) await this.ctx.storage.delete("mark");
    else await this.ctx.storage.put({ mark });
  }
}
