// Random acts on cases that change what an organisation sees: people who give, take back and are counted anew, officers who decide,
// refer and place, gates that board.
import { env } from "cloudflare:workers";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { locationDelete, locationSet } from "../../schema/location.ts";
import { needUpdate } from "../../schema/need.ts";
import {
  referralAccept,
  referralGiveBack,
  referralMeet,
  referralOffer,
  referralRevoke,
} from "../../schema/referral.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDecide } from "../../schema/registration-desk.ts";
import { registrationChangePerson } from "../../schema/registration-own.ts";
import { seatAnswer, seatFree, seatPlace } from "../../schema/seat.ts";
import { event, GATE_A, merges } from "../gate/aboard.ts";
import type { PersonName } from "../kit/people.ts";
import type { Random } from "../kit/random.ts";
import { type Answer, freshKey, type Someone, type World } from "../kit/world.ts";
export const desks = {
  org_embassyOne: "embassyCoordinator",
  org_embassyTwo: "otherEmbassy",
  org_supportDesk: "agencyCoordinator",
  org_healthTeam: "healthCoordinator",
} as const satisfies Record<string, PersonName>;
export type Organisation = keyof typeof desks;
export const organisations = Object.keys(desks) as Organisation[];

interface Case {
  id: string;
  reference: string;
  pin: string;
  someone: Someone;
  /** To whom it was sent, as far as this side knows. */
  sent: Set<Organisation>;
}

export class Chance {
  /** How often each kind was done and not refused; and how often any was tried. */
  readonly done = new Map<string, number>();
  tried = 0;
  protected readonly cases: Case[] = [];
  protected ship = "";
  protected readonly world: World;
  protected readonly dice: Random;

  constructor(world: World, dice: Random) {
    this.world = world;
    this.dice = dice;
  }

  protected async act(kind: string, answer: Promise<Answer>): Promise<Answer> {
    this.tried++;
    const got = await answer;
    if (got.status === 200) this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
    return got;
  }

  protected place() {
    return { lng: 12.8 + this.dice.next(), lat: 32.4 + this.dice.next() / 2 };
  }

  /** As many acts at once as there are cases in it, each on another case. */
  async some(atOnce: number): Promise<void> {
    const start = this.dice.whole(0, this.cases.length - 1);
    const those = Array.from({ length: atOnce }, (_, n) => this.cases[(start + n * 7) % this.cases.length]);
    await Promise.all([...new Set(those)].map((one) => (one === undefined ? undefined : this.one(one))));
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

  protected needOf(id: string) {
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
}
