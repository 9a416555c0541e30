// What happens between random acts (./chance.ts), some of it once: people who come and go, a ship that sails, captured offices, a
// clock that lets things end.
import { consentGive } from "../../schema/consent.ts";
import { movementAdvance, movementGet } from "../../schema/movement.ts";
import { needKinds } from "../../schema/need.ts";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import { referralAccept, referralOffer } from "../../schema/referral.ts";
import {
  registrationDelete,
  registrationGiveCode,
  registrationKeep,
  registrationLeaveGroup,
} from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { clockRuns, later } from "../consent/clock.ts";
import { planned, seats } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, freshKey } from "../kit/world.ts";
import { Chance, desks, type Organisation, organisations } from "./chance.ts";

export class Acts extends Chance {
  private stopped: { id: string; organisationId: Organisation } | null = null;
  private made = 0;

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

  /** So many ask an organisation for help: what chance and the clock left of its cases may be few. */
  async asks(organisationId: Organisation, many: number): Promise<void> {
    for (const one of this.cases.slice(0, many)) {
      const input = { organisationId, purpose: "help" };
      const answer = await this.act("give help", one.someone.does(consentGive, input));
      if (answer.status === 200) one.sent.add(organisationId);
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
