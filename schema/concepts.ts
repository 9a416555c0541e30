// The list of concepts and their acts, in glossary order: drives routes, tests, words and the API description.
import * as account from "./account.ts";
import * as accountTeam from "./account-team.ts";
import * as alert from "./alert.ts";
import * as audit from "./audit.ts";
import * as complaint from "./complaint.ts";
import * as complaintDesk from "./complaint-desk.ts";
import * as consent from "./consent.ts";
import * as consentRecord from "./consent-record.ts";
import * as crisis from "./crisis.ts";
import * as crisisArea from "./crisis-area.ts";
import * as crisisDesk from "./crisis-desk.ts";
import * as danger from "./danger.ts";
import * as dangerOwn from "./danger-own.ts";
import * as demand from "./demand.ts";
import * as exporting from "./export.ts";
import * as gate from "./gate.ts";
import * as glass from "./glass.ts";
import * as issuer from "./issuer.ts";
import * as key from "./key.ts";
import * as keyPasskey from "./key-passkey.ts";
import type { Act } from "./kit/act.ts";
import * as live from "./live.ts";
import * as location from "./location.ts";
import * as manifest from "./manifest.ts";
import * as message from "./message.ts";
import * as movement from "./movement.ts";
import * as need from "./need.ts";
import * as note from "./note.ts";
import * as organisation from "./organisation.ts";
import * as organisationRefuse from "./organisation-refuse.ts";
import * as organisationStop from "./organisation-stop.ts";
import * as pair from "./pair.ts";
import * as paper from "./paper.ts";
import * as pass from "./pass.ts";
import * as permit from "./permit.ts";
import * as permitFind from "./permit-find.ts";
import * as permitOffice from "./permit-office.ts";
import * as referral from "./referral.ts";
import * as regime from "./regime.ts";
import * as registration from "./registration.ts";
import * as registrationDesk from "./registration-desk.ts";
import * as registrationEnd from "./registration-end.ts";
import * as registrationFind from "./registration-find.ts";
import * as registrationIntake from "./registration-intake.ts";
import * as registrationOwn from "./registration-own.ts";
import * as registrationPin from "./registration-pin.ts";
import * as registrationStatus from "./registration-status.ts";
import * as retention from "./retention.ts";
import * as seat from "./seat.ts";
import * as sms from "./sms.ts";
import * as tally from "./tally.ts";
import * as token from "./token.ts";
import * as tracing from "./tracing.ts";
import * as tracingOwn from "./tracing-own.ts";
import * as zone from "./zone.ts";

function actsOf(module: Record<string, unknown>): Act[] {
  return Object.values(module).filter(
    (value): value is Act =>
      typeof value === "object" && value !== null && "may" in value && "example" in value,
  );
}

export const concepts = {
  crisis: [...actsOf(crisis), ...actsOf(crisisDesk), ...actsOf(crisisArea)],
  organisation: [...actsOf(organisation), ...actsOf(organisationRefuse), ...actsOf(organisationStop)],
  account: [...actsOf(account), ...actsOf(accountTeam)],
  issuer: actsOf(issuer),
  pair: actsOf(pair),
  registration: [
    registration,
    registrationStatus,
    registrationOwn,
    registrationIntake,
    registrationEnd,
    registrationDesk,
    registrationFind,
    registrationPin,
  ].flatMap(actsOf),
  consent: [...actsOf(consent), ...actsOf(consentRecord)],
  retention: actsOf(retention),
  location: actsOf(location),
  need: actsOf(need),
  referral: actsOf(referral),
  zone: actsOf(zone),
  movement: actsOf(movement),
  seat: actsOf(seat),
  manifest: actsOf(manifest),
  export: actsOf(exporting),
  pass: actsOf(pass),
  permit: [...actsOf(permit), ...actsOf(permitOffice), ...actsOf(permitFind)],
  regime: actsOf(regime),
  gate: actsOf(gate),
  paper: actsOf(paper),
  alert: actsOf(alert),
  danger: [...actsOf(danger), ...actsOf(dangerOwn)],
  message: actsOf(message),
  sms: actsOf(sms),
  tally: actsOf(tally),
  glass: actsOf(glass),
  key: [...actsOf(key), ...actsOf(keyPasskey)],
  note: actsOf(note),
  complaint: [...actsOf(complaint), ...actsOf(complaintDesk)],
  demand: actsOf(demand),
  token: actsOf(token),
  tracing: [...actsOf(tracing), ...actsOf(tracingOwn)],
  audit: actsOf(audit),
  live: actsOf(live),
} as const;

export const acts: readonly Act[] = Object.values(concepts).flat();

export function findAct(name: string): Act | undefined {
  return acts.find((one) => one.name === name);
}
