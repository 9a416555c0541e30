// Who sits at this desk. What a role may do is read from the contract's own words; the server decides anyway.
import { computed, signal } from "@preact/signals";
import { caseDeciders, caseReaders, deskRoles, queueReaders, type Role } from "../../schema/kit/access.ts";
import type {
  Officer,
  organisationMe,
  organisationSignIn,
  organisationSignOut,
} from "../../schema/organisation.ts";
import { type Outcome, onSignedOut, read, write } from "../kit/call.ts";

/** Null: nobody; undefined: not asked yet. */
export const me = signal<Officer | null | undefined>(undefined);

/** When administrators of the platform last touched accounts of this organisation; null where not within thirty days. */
export const fromOutsideAt = signal<string | null>(null);

/** Acts that are narrower than the whole desk; all others are for every role of a desk. */
const narrow: Record<string, readonly Role[]> = {
  "registration.queue": queueReaders,
  "registration.map": queueReaders,
  "registration.get": queueReaders,
  "registration.decide": caseDeciders,
  "registration.find": caseReaders,
  "registration.take": caseReaders,
  "registration.within": caseReaders,
  "registration.resetPin": caseDeciders,
  "registration.pinsGiven": ["supervisor"],
  "need.state": caseDeciders,
  "consent.revoke": ["supervisor"],
  "consent.taken": ["supervisor"],
  "permit.lost": ["permit-officer"],
  "complaint.lost": ["oversight"],
  "sms.ofCase": caseReaders,
  "sms.cancel": caseDeciders,
  "need.update": caseDeciders,
  "referral.offer": caseDeciders,
  "referral.accept": caseDeciders,
  "referral.list": caseReaders,
  "movement.list": [...queueReaders, "gate-officer", "oversight", "platform-admin"],
  "movement.plan": caseDeciders,
  "movement.change": caseDeciders,
  "movement.advance": caseDeciders,
  "movement.differences": [...caseReaders, "gate-officer"],
  "seat.list": caseReaders,
  "seat.ofCase": caseReaders,
  "seat.place": caseDeciders,
  "seat.free": caseDeciders,
  "manifest.get": caseReaders,
  "export.list": caseDeciders,
  "export.figures": queueReaders,
  "complaint.list": ["oversight"],
  "complaint.count": ["oversight", "platform-admin"],
  "key.mine": [...caseReaders, "oversight"],
  "key.set": ["supervisor", "oversight"],
  "note.ofCase": caseReaders,
  "demand.list": ["oversight", "platform-admin"],
  "paper.queue": caseReaders,
  "paper.ask": caseDeciders,
  "permit.ofCase": caseReaders,
  "permit.askFor": caseReaders,
  "permit.list": ["permit-officer"],
  "permit.find": ["permit-officer"],
  "permit.waive": ["permit-officer"],
  "gate.list": ["gate-officer"],
  "zone.near": ["intake", "coordinator", "supervisor"],
  "zone.declare": ["coordinator", "supervisor"],
  "zone.confirm": ["intake", "coordinator", "supervisor"],
  "zone.close": ["coordinator", "supervisor"],
  "alert.issue": ["coordinator", "supervisor"],
  "alert.cancel": ["coordinator", "supervisor"],
  "danger.list": queueReaders,
  "danger.report": caseReaders,
  "danger.confirm": caseDeciders,
  "danger.words": caseReaders,
  "glass.explain": [...queueReaders, "permit-officer"],
  "glass.list": ["supervisor", "oversight"],
  "organisation.stop": ["supervisor", "oversight", "platform-admin"],
  "organisation.stops": ["oversight", "platform-admin"],
  "audit.list": ["supervisor", "oversight", "platform-admin"],
  "audit.verify": ["oversight", "platform-admin"],
  "crisis.step": ["coordinator", "supervisor", "platform-admin"],
  "crisis.play": ["coordinator", "supervisor", "platform-admin"],
  "crisis.open": ["platform-admin"],
  "crisis.close": ["platform-admin"],
  "token.list": ["supervisor", "platform-admin"],
  "organisation.roster": ["oversight", "platform-admin"],
  "organisation.add": ["platform-admin"],
  "organisation.join": ["platform-admin"],
  "organisation.addOfficer": ["platform-admin"],
  "organisation.vet": ["platform-admin"],
  "organisation.refuse": ["platform-admin"],
  "account.invite": ["supervisor", "platform-admin"],
  "pair.refuse": ["platform-admin", "oversight"],
  "account.history": ["supervisor", "oversight", "platform-admin"],
};

export function may(act: string): boolean {
  const role = me.value?.role;
  return role !== undefined && (narrow[act] ?? deskRoles).some((one) => one === role);
}

export const readsCases = computed(() => may("registration.queue"));

/** Set when a session ended in the middle of work: the sign-in page then says so. */
export const endedMeanwhile = signal(false);
onSignedOut.call = () => {
  if (me.value != null) endedMeanwhile.value = true;
  me.value = null;
};

export async function findMe(): Promise<void> {
  const answer = await read<typeof organisationMe>("organisation.me");
  if (answer.ok) {
    fromOutsideAt.value = answer.data.fromOutsideAt;
    me.value = answer.data;
  } else if (me.value === undefined) me.value = null;
}

export async function signIn(token: string): Promise<Outcome<Officer>> {
  const answer = await write<typeof organisationSignIn>("organisation.signIn", { token });
  if (answer.ok) {
    endedMeanwhile.value = false;
    me.value = answer.data;
  }
  return answer;
}

export async function signOut(): Promise<void> {
  await write<typeof organisationSignOut>("organisation.signOut", {});
  endedMeanwhile.value = false;
  me.value = null;
}
