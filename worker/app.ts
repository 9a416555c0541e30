// Table of contents: what every response carries, then each concept's doors in glossary order, then pages.
import { Hono } from "hono";
import { Problem } from "../schema/kit/problem.ts";
import * as adult from "./adult/routes.ts";
import * as alert from "./alert/routes.ts";
import * as area from "./area/routes.ts";
import * as audit from "./audit/routes.ts";
import * as consent from "./consent/routes.ts";
import * as crisis from "./crisis/routes.ts";
import * as erasure from "./erasure/routes.ts";
import { exerciseDoors } from "./exercise/routes.ts";
import * as gate from "./gate/routes.ts";
import { confirm } from "./intake/confirm.ts";
import { openMany } from "./intake/many.ts";
import * as intake from "./intake/routes.ts";
import { type Bound, door } from "./kit/door.ts";
import type { Bindings } from "./kit/env.ts";
import { onError, secure } from "./kit/headers.ts";
import * as live from "./live/routes.ts";
import * as location from "./location/routes.ts";
import * as manifest from "./manifest/routes.ts";
import * as message from "./message/routes.ts";
import * as movementChange from "./movement/change.ts";
import * as movement from "./movement/routes.ts";
import * as need from "./need/routes.ts";
import { ogcAddresses } from "./ogc/door.ts";
import * as organisation from "./organisation/routes.ts";
import { openapi } from "./page/openapi.ts";
import { apiPage, pages } from "./page/routes.ts";
import * as paper from "./paper/routes.ts";
import * as pass from "./pass/routes.ts";
import { knownAddresses } from "./permit/known.ts";
import * as office from "./permit/office.ts";
import * as ownPermit from "./permit/own.ts";
import * as permit from "./permit/routes.ts";
import * as regime from "./regime/routes.ts";
import * as change from "./registration/change.ts";
import * as mine from "./registration/mine.ts";
import * as own from "./registration/own.ts";
import * as registration from "./registration/routes.ts";
import { within } from "./registration/within.ts";
import * as reset from "./reset/routes.ts";
import * as ownSeat from "./seat/own.ts";
import * as place from "./seat/place.ts";
import * as seat from "./seat/routes.ts";
import { smsDoors } from "./sms/door.ts";
import * as sms from "./sms/routes.ts";
import * as split from "./split/routes.ts";
import * as tally from "./tally/routes.ts";
import { tileDoors } from "./tile/routes.ts";
import * as token from "./token/routes.ts";
import * as waiver from "./waiver/routes.ts";
import * as zone from "./zone/routes.ts";

export const app = new Hono<{ Bindings: Bindings }>();

app.use(secure);
app.onError(onError);

/** Every act and its handler; a repository test compares the list with the contract's. */
export const bounds: readonly Bound[] = [
  ...[crisis.list, crisis.get, crisis.open, crisis.close, crisis.step, crisis.play, crisis.figures],
  ...[area.areas, area.history],
  ...[
    organisation.list,
    organisation.roster,
    organisation.add,
    organisation.join,
    organisation.addOfficer,
    organisation.signIn,
    organisation.signOut,
    organisation.me,
  ],
  ...[own.openOne, own.signIn, own.signOut, mine.status, own.alive],
  ...[change.update, change.changePerson, change.tell, change.stay, change.changePin],
  ...[openMany, confirm, intake.take, intake.reserve, intake.aloud],
  ...[adult.giveCode, adult.leaveGroup],
  ...[mine.download, erasure.remove, erasure.keepAll],
  ...[registration.queue, registration.map, within, registration.get, registration.decide],
  ...[reset.pinQuestions, reset.resetPin],
  ...[consent.give, consent.withdraw],
  ...[location.set, location.remove],
  ...[need.state, need.update],
  ...[zone.list, zone.figures, zone.near, zone.declare, zone.confirm, zone.close, zone.places],
  ...[
    movement.list,
    movement.get,
    movement.plan,
    movement.differences,
    movementChange.change,
    movementChange.advance,
  ],
  ...[place.place, place.placeMany, seat.free, seat.list, seat.ofCase, ownSeat.answer, ownSeat.mine],
  ...[split.propose, split.answer, split.approve],
  ...[manifest.get, manifest.print, manifest.csv],
  ...[pass.mine, pass.sheet],
  ...[ownPermit.ask, ownPermit.mine, ownPermit.answer, ownPermit.withdraw, permit.askFor, permit.ofCase],
  ...[office.list, office.get, office.decide, office.revoke],
  ...[waiver.waive, waiver.endWaiver, waiver.waivers],
  regime.list,
  ...[gate.list, gate.pack, gate.merge],
  ...[paper.queue, paper.sheet],
  ...[alert.issue, alert.cancel, alert.list],
  ...[message.send, message.mine, message.seen, message.ofCase, message.answer, message.read],
  ...[sms.ofCase, sms.cancel],
  tally.check,
  ...[token.list, token.make, token.revoke],
  ...[audit.list, audit.verify],
  live.changes,
] as unknown as Bound[];

for (const bound of bounds) door(app, bound);

app.get("/api/live", live.socket);
app.get("/api/openapi.json", openapi);
exerciseDoors(app);
knownAddresses(app);
smsDoors(app);
tileDoors(app);
ogcAddresses(app);
app.get("/api", apiPage);
app.all("/api/*", () => {
  throw new Problem("not-found");
});

pages(app);
