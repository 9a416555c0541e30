// Which sentences harm when they are misread (ruling 8): English stands beside them while their language is a draft, and
// they are the first to be reviewed.

/** Consent and who gets what, danger and warnings, permits, medical words, codes and leaving, rights, what is gone for good. */
const groups = [
  "alone",
  "asked",
  "code",
  "consent",
  "danger",
  "delete",
  "exit",
  "journey.go",
  "medical",
  "notice",
  "other.consent",
  "other.danger",
  "permit",
  "permitGround",
  "permitState",
  "pin",
  "place.exact",
  "purpose",
  "referral",
  "severity",
  "slip",
  "waiver",
] as const;

const single: ReadonlySet<string> = new Set([
  "alert.cancelled",
  "alert.over",
  "call.emergency",
  "complaint.oversee",
  "complaint.overseeHint",
  "complaint.safe",
  "complaint.sealedDoor",
  "complaint.sealedHere",
  "complaint.sealedNot",
  "complaint.sealedRing",
  "leader.give",
  "leader.once",
  "need.callback",
  "need.medical",
  "need.medicine",
  "need.protection",
  "offline.notSent",
  "paper.agree",
  "places.never",
  "places.stale",
  "receipt.comeBack",
  "receipt.leave",
  "receipt.write",
  "safe.device",
  "signIn.changed",
  "sms.confirm",
  "sms.danger",
  "sms.pinChanged",
  "sms.safe",
  "sms.why",
  "status.doNotGo",
  "trace.adults",
  "trace.cannot",
  "trace.closeMeans",
  "trace.danger",
  "trace.never",
  "trace.nothing",
  "trace.promise",
  "trace.recipient",
  "trace.refuseMeans",
  "trace.stopMeans",
  "trace.takeBackMeans",
  "trace.unsure",
  "trace.waiting",
  "trace.wrote",
]);

/** The rights and the advice themselves: `rights.1`. Their title is a link in every footer. */
const numbered = /^(rights|safe|true)\.\d/;

export function isSafetyCritical(key: string): boolean {
  return single.has(key) || numbered.test(key) || groups.some((group) => key.startsWith(`${group}.`));
}
