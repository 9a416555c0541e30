// Table of contents: what every response carries, then each concept's doors in glossary order, then pages.
import { Hono } from "hono";
import { HEADS_ADDRESS } from "../schema/audit.rules.ts";
import { Problem } from "../schema/kit/problem.ts";
import * as accountLink from "./account/link.ts";
import * as account from "./account/routes.ts";
import * as accountTeam from "./account/team.ts";
import * as adult from "./adult/routes.ts";
import * as alert from "./alert/routes.ts";
import * as area from "./area/routes.ts";
import { headsPage } from "./audit/heads.ts";
import * as audit from "./audit/routes.ts";
import * as complaintFile from "./complaint/file.ts";
import * as complaint from "./complaint/routes.ts";
import { receipt } from "./consent/record.ts";
import * as consent from "./consent/routes.ts";
import { replaceDesk } from "./crisis/desk.ts";
import * as crisis from "./crisis/routes.ts";
import * as decideDanger from "./danger/decide.ts";
import * as ownDanger from "./danger/own.ts";
import * as danger from "./danger/routes.ts";
import * as demand from "./demand/routes.ts";
import * as documentNumber from "./document/routes.ts";
import * as erasure from "./erasure/routes.ts";
import { exerciseDoors } from "./exercise/routes.ts";
import { onTime } from "./expiry/due.ts";
import * as exportFile from "./export/file.ts";
import * as exporting from "./export/routes.ts";
import * as figure from "./figure/routes.ts";
import { find } from "./find/routes.ts";
import * as gate from "./gate/routes.ts";
import * as glass from "./glass/routes.ts";
import { confirm } from "./intake/confirm.ts";
import { openMany } from "./intake/many.ts";
import * as intake from "./intake/routes.ts";
import * as issuer from "./issuer/routes.ts";
import * as keyPasskey from "./key/passkey.ts";
import * as key from "./key/routes.ts";
import { type Bound, door } from "./kit/door.ts";
import type { Bindings } from "./kit/env.ts";
import { onError, secure } from "./kit/headers.ts";
import { ready } from "./kit/ready.ts";
import * as live from "./live/routes.ts";
import * as location from "./location/routes.ts";
import * as manifest from "./manifest/routes.ts";
import * as message from "./message/routes.ts";
import * as movementChange from "./movement/change.ts";
import * as movement from "./movement/routes.ts";
import * as need from "./need/routes.ts";
import * as note from "./note/routes.ts";
import { ogcAddresses } from "./ogc/door.ts";
import * as organisation from "./organisation/routes.ts";
import * as oversee from "./oversee/routes.ts";
import { openapi } from "./page/openapi.ts";
import { apiPage, pages } from "./page/routes.ts";
import * as pair from "./pair/routes.ts";
import * as paper from "./paper/routes.ts";
import * as pass from "./pass/routes.ts";
import { knownAddresses } from "./permit/known.ts";
import * as office from "./permit/office.ts";
import * as ownPermit from "./permit/own.ts";
import * as permit from "./permit/routes.ts";
import * as referral from "./referral/routes.ts";
import * as regime from "./regime/routes.ts";
import * as change from "./registration/change.ts";
import * as mine from "./registration/mine.ts";
import * as own from "./registration/own.ts";
import * as registration from "./registration/routes.ts";
import * as whole from "./registration/whole.ts";
import { within } from "./registration/within.ts";
import * as reset from "./reset/routes.ts";
import * as retention from "./retention/routes.ts";
import * as ownSeat from "./seat/own.ts";
import * as place from "./seat/place.ts";
import * as seat from "./seat/routes.ts";
import { smsDoors } from "./sms/door.ts";
import * as sms from "./sms/routes.ts";
import * as split from "./split/routes.ts";
import * as stop from "./stop/routes.ts";
import * as tally from "./tally/routes.ts";
import { tileDoors } from "./tile/routes.ts";
import * as token from "./token/routes.ts";
import * as ownTracing from "./tracing/own.ts";
import * as tracing from "./tracing/routes.ts";
import * as waiver from "./waiver/routes.ts";
import * as zone from "./zone/routes.ts";

export const app = new Hono<{ Bindings: Bindings }>();

app.use(secure);
app.onError(onError);
app.use(ready);
app.use(onTime);

/** Every act and its handler; a repository test compares the list with the contract's. */
export const bounds: readonly Bound[] = [
  ...[
    crisis.list,
    crisis.get,
    crisis.open,
    crisis.close,
    crisis.reopen,
    crisis.step,
    crisis.play,
    crisis.figures,
    replaceDesk,
  ],
  ...[area.areas, area.history],
  ...[
    organisation.list,
    organisation.roster,
    organisation.add,
    organisation.vet,
    organisation.refuse,
    organisation.join,
    organisation.addOfficer,
    organisation.signIn,
    organisation.signOut,
    organisation.me,
    stop.stop,
    stop.lift,
    stop.list,
  ],
  ...[account.begin, account.signIn, account.mine, account.endOthers],
  ...[account.beginPasskey, account.addPasskey, account.removePasskey],
  ...[accountLink.invite, accountLink.openLink, accountLink.useLink],
  ...[accountTeam.team, accountTeam.endSessions, accountTeam.close, accountTeam.standFor],
  accountTeam.history,
  ...[issuer.list, issuer.set, issuer.drop, issuer.begin, issuer.finish],
  ...[pair.list, pair.refuse],
  ...[own.openOne, own.signIn, own.signOut, mine.status, own.alive],
  ...[change.update, change.changePerson, change.tell, change.stay, change.changePin, own.endOthers],
  ...[openMany, confirm, intake.take, intake.reserve, intake.aloud],
  ...[adult.giveCode, adult.leaveGroup],
  ...[whole.download, erasure.remove, erasure.keepAll],
  ...[registration.queue, registration.map, within, registration.get, registration.decide, find],
  ...[reset.pinQuestions, reset.resetPin, reset.pinsGiven],
  ...[consent.give, consent.withdraw, consent.renew, consent.revoke, consent.taken, receipt],
  ...[consent.lostPermits, consent.lostComplaints],
  ...[retention.get, retention.preview, retention.set],
  ...[location.set, location.remove],
  ...[need.state, need.update],
  ...[referral.offer, referral.accept, referral.refuse, referral.revoke, referral.giveBack, referral.meet],
  referral.list,
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
  ...[exporting.count, exporting.ask, exporting.list, exporting.answer, exporting.alone],
  ...[exportFile.file, figure.figures],
  ...[pass.mine, pass.sheet],
  ...[ownPermit.ask, ownPermit.mine, ownPermit.answer, ownPermit.withdraw, permit.askFor, permit.ofCase],
  ...[office.list, documentNumber.find, office.get, office.decide, office.revoke],
  ...[waiver.waive, waiver.endWaiver, waiver.waivers],
  regime.list,
  ...[gate.list, gate.pack, gate.merge],
  ...[paper.queue, paper.ask, paper.sheet],
  ...[alert.issue, alert.cancel, alert.list],
  ...[danger.list, danger.words, danger.report],
  ...[decideDanger.confirm, decideDanger.dismiss, decideDanger.end, decideDanger.undo],
  ...[ownDanger.tell, ownDanger.mine, ownDanger.withdraw, ownDanger.known],
  ...[message.send, message.mine, message.seen, message.ofCase, message.answer, message.read],
  ...[sms.ofCase, sms.cancel],
  ...[glass.explain, glass.list, glass.review],
  ...[key.mine, key.set, key.rewrap, keyPasskey.addPasskey, keyPasskey.dropPasskey],
  ...[note.add, note.ofCase],
  ...[complaintFile.file, complaint.signIn, complaint.see, complaint.say, complaint.withdraw],
  ...[oversee.list, oversee.count, oversee.read, oversee.answer, oversee.state, oversee.ofCase],
  ...[demand.record, demand.answer, demand.list, demand.count],
  ...[token.list, token.make, token.revoke],
  ...[tracing.open, tracing.signIn, tracing.see, tracing.write, tracing.close],
  ...[ownTracing.mine, ownTracing.agree, ownTracing.disagree],
  ...[ownTracing.answer, ownTracing.refuse, ownTracing.takeBack],
  tally.check,
  ...[audit.list, audit.verify],
  live.changes,
] as unknown as Bound[];

for (const bound of bounds) door(app, bound);

app.get("/api/live", live.socket);
app.get("/api/openapi.json", openapi);
// Whoever starts or watches a platform asks here: what is wrong with its configuration comes before any answer.
app.get("/api/health", (c) => c.json({ ok: true }));
exerciseDoors(app);
knownAddresses(app);
app.get(HEADS_ADDRESS, headsPage);
smsDoors(app);
ogcAddresses(app);
tileDoors(app);
app.get("/api", apiPage);
app.all("/api/*", () => {
  throw new Problem("not-found");
});

pages(app);
