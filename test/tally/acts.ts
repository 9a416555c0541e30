// Random acts of every kind that changes what an organisation sees: people who come, go and are counted anew, officers who
// decide, refer and place, gates that board, captured offices, a clock that lets things end. Most are cheap, some are rare.
import { env } from "cloudflare:workers";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { locationDelete, locationSet } from "../../schema/location.ts";
import { movementAdvance, movementGet } from "../../schema/movement.ts";
import { needKinds, needUpdate } from "../../schema/need.ts";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import {
  referralAccept,
  referralGiveBack,
  referralMeet,
  referralOffer,
  referralRevoke,
} from "../../schema/referral.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDecide } from "../../schema/registration-desk.ts";
import {
  registrationDelete,
  registrationGiveCode,
  registrationKeep,
  registrationLeaveGroup,
} from "../../schema/registration-end.ts";
import { registrationChangePerson } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { seatAnswer, seatFree, seatPlace } from "../../schema/seat.ts";
import { clockRuns, later } from "../consent/clock.ts";
import { event, GATE_A, merges } from "../gate/aboard.ts";
import { planned, seats } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import type { Random } from "../kit/random.ts";
import { type Answer, comesBack, freshKey, type Someone, type World } from "../kit/world.ts";

export const desks = {
  org_embassyOne: "embassyCoordinator",
  org_embassyTwo: "otherEmbassy",
  org_supportDesk: "agencyCoordinator",
  org_healthTeam: "healthCoordinator",
} as const satisfies Record<string, PersonName>;
type Organisation = keyof typeof desks;
export const organisations = Object.keys(desks) as Organisation[];

interface Case {
  id: string;
  reference: string;
  pin: string;
  someone: Someone;
  /** To whom it was sent, as far as this side knows. */
  sent: Set<Organisation>;
}

export class Acts {
  /** How often each kind was done and not refused; and how often any was tried. */
  readonly done = new Map<string, number>();
  tried = 0;
  private readonly cases: Case[] = [];
  private ship = "";
  private stopped: { id: string; organisationId: Organisation } | null = null;
  private made = 0;
  private readonly world: World;
  private readonly dice: Random;

  constructor(world: World, dice: Random) {
    this.world = world;
    this.dice = dice;
  }

  private async act(kind: string, answer: Promise<Answer>): Promise<Answer> {
    this.tried++;
    const got = await answer;
    if (got.status === 200) this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
    return got;
  }

  private place() {
    return { lng: 12.8 + this.dice.next(), lat: 32.4 + this.dice.next() / 2 };
  }

  /** Cases at the beginning, and a ship. */
  async begin(cases: number): Promise<void> {
    this.ship = await planned(this.world, { gates: ["org_supportDesk"], ...seats({ seat: 300 }) });
    for (let n = 0; n < cases; n++) {
      const organisationId = this.dice.of(organisations);
      const people = Array.from({ length: this.dice.whole(1, 4) }, () => ({ born: "34" }));
      const place = this.dice.next() < 0.8 ? this.place() : undefined;
      const needs = [this.dice.of(needKinds), this.dice.of(needKinds)];
      const made = await this.world.opens({
        recipients: [organisationId],
        people,
        needs: [...new Set(needs)],
        place,
      });
      this.tried++;
      this.cases.push({ ...made, sent: new Set([organisationId]) });
    }
  }

  /** As many acts at once as there are cases in it, each on another case. */
  async some(atOnce: number): Promise<void> {
    const start = this.dice.whole(0, this.cases.length - 1);
    const those = Array.from({ length: atOnce }, (_, n) => this.cases[(start + n * 7) % this.cases.length]);
    await Promise.all([...new Set(those)].map((one) => (one === undefined ? undefined : this.one(one))));
  }

  /** One more case, of which an organisation sees the need that it took on and nothing else: chance seldom leaves one so. */
  async holds(): Promise<void> {
    const [from, to] = ["org_embassyOne", "org_embassyTwo"] as const;
    const made = await this.world.opens({ recipients: [from], needs: ["medical"], place: this.place() });
    const need = await this.needOf(made.id);
    const refer = { organisationId: from, purpose: "refer" };
    await this.act("give refer", made.someone.does(consentGive, refer));
    const offered = { needId: need?.id, organisationId: to };
    const sending = { ifMatch: need?.version ?? 1, key: freshKey() };
    const offer = await this.act("offer", this.world.as(desks[from]).does(referralOffer, offered, sending));
    const taken = this.world
      .as(desks[to])
      .does(referralAccept, { id: offer.body.id }, { ifMatch: 1, key: freshKey() });
    await this.act("accept", taken);
    this.cases.push({ ...made, sent: new Set([from]) });
  }

  private deskOf(one: Case): { organisationId: Organisation; as: Someone } {
    const organisationId = this.dice.of(one.sent.size > 0 ? [...one.sent] : organisations);
    return { organisationId, as: this.world.as(desks[organisationId]) };
  }

  private async one(one: Case): Promise<void> {
    const { organisationId, as } = this.deskOf(one);
    const n = this.dice.whole(0, 99);
    if (n < 14) await this.gives(one);
    else if (n < 20) {
      const answer = await this.act("withdraw", one.someone.does(consentWithdraw, { organisationId }));
      if (answer.status === 200) one.sent.delete(organisationId);
    } else if (n < 25) await this.act("place", one.someone.does(locationSet, { place: this.place() }));
    else if (n < 27) await this.act("forget place", one.someone.does(locationDelete));
    else if (n < 42) await this.act("alive", one.someone.does(registrationAlive));
    else if (n < 44)
      await this.act("person", one.someone.does(registrationChangePerson, { person: { born: "40" } }));
    else if (n < 60) {
      const version = await this.versionOf(one);
      const input = { id: one.id, state: this.dice.of(["read", "listed", "left", "safe", "read"]) };
      await this.act("decide", as.does(registrationDecide, input, { ifMatch: version }));
    } else if (n < 70) await this.need(one, as);
    else if (n < 80) await this.refers(one, organisationId);
    else if (n < 86) await this.endsReferral();
    else await this.seat(one);
  }

  private async versionOf(one: Case): Promise<number> {
    const sql = "SELECT version FROM registration WHERE id = ?1";
    return (await env.DB.prepare(sql).bind(one.id).first<number>("version")) ?? 1;
  }

  private async gives(one: Case): Promise<void> {
    const organisationId = this.dice.of(organisations);
    const purpose = this.dice.of(["help", "help", "assist", "place", "refer"]);
    const answer = await this.act(
      `give ${purpose}`,
      one.someone.does(consentGive, { organisationId, purpose }),
    );
    if (answer.status === 200 && purpose === "help") one.sent.add(organisationId);
  }

  /** So many ask an organisation for help: what chance and the clock left of its cases may be few. */
  async asks(organisationId: Organisation, many: number): Promise<void> {
    for (const one of this.cases.slice(0, many)) {
      const input = { organisationId, purpose: "help" };
      const answer = await this.act("give help", one.someone.does(consentGive, input));
      if (answer.status === 200) one.sent.add(organisationId);
    }
  }

  private needOf(id: string) {
    return env.DB.prepare(
      "SELECT id, version FROM need WHERE registrationId = ?1 AND state IN ('open', 'assigned') ORDER BY abs(random()) LIMIT 1",
    )
      .bind(id)
      .first<{ id: string; version: number }>();
  }

  private async need(one: Case, as: Someone): Promise<void> {
    const need = await this.needOf(one.id);
    if (need === null) return;
    const change =
      this.dice.next() < 0.7
        ? { urgency: this.dice.whole(1, 3) }
        : { state: this.dice.of(["assigned", "met", "open"]) };
    await this.act("need", as.does(needUpdate, { needId: need.id, ...change }, { ifMatch: need.version }));
  }

  /** She agrees, one organisation offers a need, and the other mostly takes it. */
  private async refers(one: Case, organisationId: Organisation): Promise<void> {
    const need = await this.needOf(one.id);
    if (need === null || !one.sent.has(organisationId)) return;
    await this.act("give refer", one.someone.does(consentGive, { organisationId, purpose: "refer" }));
    const to = this.dice.of(organisations.filter((other) => other !== organisationId));
    const offer = await this.act(
      "offer",
      this.world
        .as(desks[organisationId])
        .does(
          referralOffer,
          { needId: need.id, organisationId: to },
          { ifMatch: need.version, key: freshKey() },
        ),
    );
    if (offer.status !== 200 || this.dice.next() < 0.2) return;
    const taken = this.world
      .as(desks[to])
      .does(referralAccept, { id: offer.body.id }, { ifMatch: 1, key: freshKey() });
    await this.act("accept", taken);
  }

  private async endsReferral(): Promise<void> {
    const row = await env.DB.prepare(
      "SELECT id, version, fromId, toId FROM referral WHERE state = 'accepted' ORDER BY abs(random()) LIMIT 1",
    ).first<{ id: string; version: number; fromId: Organisation; toId: Organisation }>();
    if (row === null) return;
    const how = this.dice.of([referralGiveBack, referralMeet, referralRevoke]);
    const as = this.world.as(desks[how === referralRevoke ? row.fromId : row.toId]);
    const input = how === referralGiveBack ? { id: row.id, reason: "full" } : { id: row.id };
    await this.act("end a referral", as.does(how, input, { ifMatch: row.version, key: freshKey() }));
  }

  private async seat(one: Case): Promise<void> {
    const as = this.world.as("embassyCoordinator");
    const which = { movementId: this.ship, registrationId: one.id };
    const n = this.dice.whole(0, 9);
    if (n < 4 && one.sent.has("org_embassyOne")) await this.act("seat", as.does(seatPlace, which));
    else if (n < 6)
      await this.act(
        "answer",
        one.someone.does(seatAnswer, {
          movementId: this.ship,
          answer: this.dice.of(["coming", "coming", "cannot"]),
        }),
      );
    else if (n < 7) await this.act("free", as.does(seatFree, { ...which, reason: "Marked words" }));
    else {
      const cti = await env.DB.prepare(
        "SELECT cti FROM seat WHERE movementId = ?1 AND state = 'held' ORDER BY abs(random()) LIMIT 1",
      )
        .bind(this.ship)
        .first<string>("cti");
      if (cti !== null)
        await this.act("board", merges(this.world, GATE_A, [event(this.ship, cti, "boarded", "06:30")]));
    }
  }

  /** The ship goes on, as far as its people are accounted for. */
  async sails(...states: string[]): Promise<void> {
    for (const state of states) {
      const as = this.world.as("embassyCoordinator");
      const { version } = (await as.does(movementGet, { id: this.ship })).body;
      await this.act(
        `ship ${state}`,
        as.does(movementAdvance, { id: this.ship, state }, { ifMatch: Number(version) }),
      );
    }
  }

  async stops(organisationId: Organisation): Promise<void> {
    const id = `stp_random${String(++this.made).padStart(4, "0")}`;
    const input = { id, crisisId: CRISIS, organisationId, reason: "Marked words" };
    await this.act(
      "stop",
      this.world.as("platformAdministrator").does(organisationStop, input, { key: freshKey() }),
    );
    this.stopped = { id, organisationId };
  }

  async lifts(): Promise<void> {
    if (this.stopped === null) return;
    const { id } = this.stopped;
    for (const by of ["platformAdministrator", "oversightVisitor"] as const)
      await this.act(
        "lift",
        this.world.as(by).does(organisationLift, { id, reason: "Marked words" }, { key: freshKey() }),
      );
    this.stopped = null;
  }

  /** Everything is to be deleted; some come back and keep it. */
  async deletes(): Promise<void> {
    const one = this.dice.of(this.cases);
    await this.act("delete", one.someone.does(registrationDelete));
    if (this.dice.next() < 0.6) {
      one.someone = await comesBack(one.reference, one.pin);
      await this.act("keep", one.someone.does(registrationKeep));
    } else this.cases.splice(this.cases.indexOf(one), 1);
  }

  /** An adult of a group gets a code of her own, and leaves it for another organisation. */
  async leavesGroup(): Promise<void> {
    const one = this.dice.of(this.cases);
    const { body } = await one.someone.does(registrationStatus);
    const personId = (body.persons as { id: string }[] | undefined)?.[1]?.id;
    if (personId === undefined) return;
    const given = await this.act("code", one.someone.does(registrationGiveCode, { personId }));
    if (given.status !== 200) return;
    const adult = await comesBack(String(given.body.reference), String(given.body.pin));
    const organisationId = this.dice.of(organisations);
    const input = { lang: "en", recipients: [organisationId] };
    await this.act("leave a group", adult.does(registrationLeaveGroup, input, { key: freshKey() }));
  }

  /** Time goes by, and what ends by it ends. */
  async waits(days: number): Promise<void> {
    await later(this.world, days * 24);
    await clockRuns();
    this.done.set("wait", (this.done.get("wait") ?? 0) + 1);
  }
}
