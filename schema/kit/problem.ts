// Every way in which Causeway says no: one list, code → status and meaning (RFC 9457).
// The status is looked up from the code, never the reverse; words for people are looked up by code
// (`problem.<code>` in words/), so messages are translated and never parsed.

export const problems = {
  malformed: {
    status: 400,
    means: "The body is not readable JSON or form data, or a field has a wrong shape. `fields` lists them.",
  },
  "signed-out": { status: 401, means: "No session, or it has expired. Sign in again; nothing was changed." },
  "code-or-pin-wrong": {
    status: 401,
    means: "Code and PIN do not belong together. The same answer is given for an unknown code.",
  },
  "passkey-wrong": {
    status: 401,
    means: "This passkey opens nothing here. The same answer is given whatever is wrong with it.",
  },
  "issuer-refused": {
    status: 401,
    means: "The organisation's sign-in server did not answer for an account here. Nobody was signed in.",
  },
  "not-allowed": { status: 403, means: "This act is not open to this role." },
  "wrong-origin": { status: 403, means: "The request did not come from a page of this site." },
  "not-found": { status: 404, means: "No such thing, or none that you may know of." },
  "method-not-allowed": { status: 405, means: "This address exists, but takes another method." },
  "link-spent": { status: 410, means: "A one-time link was used before, has expired, or never was." },
  stale: {
    status: 412,
    means: "Somebody changed it since you read it. `version` is the present one; nothing was overwritten.",
  },
  "too-large": { status: 413, means: "The body is larger than this act allows. `limit` is in bytes." },
  "unsupported-type": { status: 415, means: "Send application/json or a form." },
  "key-reused": {
    status: 422,
    means: "This Idempotency-Key was used with another body. Send again with a fresh key.",
  },
  "version-missing": { status: 428, means: "Send If-Match with the version that you read." },
  "too-many": { status: 429, means: "Too many tries. `retryAfter` is in seconds." },
  "crisis-closed": {
    status: 409,
    means: "The crisis is closed: it takes no new registrations and no changes.",
  },
  "crisis-not-exercise": { status: 409, means: "A real crisis has no clock to move." },
  "recipient-unknown": {
    status: 422,
    means: "A chosen recipient does not take part in this crisis or cannot receive registrations.",
  },
  "recipient-has-consent": { status: 409, means: "This recipient already sees it." },
  "place-unknown": { status: 422, means: "The named place is not in this crisis." },
  "transition-impossible": { status: 422, means: "A case cannot go from its present state to this one." },
  "reason-missing": { status: 422, means: "This decision needs a reason." },
  "reason-needed": {
    status: 422,
    means: "This case is nobody's work now. Say why you must open it; others will read the reason.",
  },
  "organisation-stopped": {
    status: 409,
    means: "Sharing with this organisation was stopped in this crisis. Two people have to lift that first.",
  },
  "zone-over-capacity-unconfirmed": {
    status: 422,
    means: "More people than places: send `overCapacity: true` to confirm that the figure is meant.",
  },
  "alert-expired": { status: 422, means: "The alert would end before it starts." },
  "area-invalid": { status: 422, means: "The area is not one closed ring without crossings on the globe." },
  "demo-only": { status: 404, means: "This door is open only where the deployment says demo." },
  "already-exists": { status: 409, means: "A thing with this id or number exists already." },
  "seats-gone": { status: 409, means: "The seats are no longer free. Nobody was placed; look again." },
  "share-used": {
    status: 409,
    means:
      "Your organisation has filled its share, and the rest is kept for others until their time is over.",
  },
  "share-too-large": { status: 422, means: "The shares add up to more people than there are places." },
  "movement-not-open": { status: 409, means: "This movement no longer takes or frees seats." },
  "already-seated": { status: 409, means: "Somebody of this group has a seat on a movement already." },
  "split-not-agreed": {
    status: 422,
    means: "A group is split only with a reason, its own yes, and a second officer.",
  },
  "second-officer-needed": { status: 422, means: "Another officer than the first has to do this." },
  "differences-open": {
    status: 409,
    means: "Not everybody is accounted for. Settle the list of differences or sign it.",
  },
  "manifest-changed": {
    status: 409,
    means: "The manifest has changed since its newest version. Fix a new version first.",
  },
  "consent-missing": {
    status: 422,
    means: "This needs the person's consent for that purpose, and she has not given it.",
  },
  "last-person": { status: 409, means: "A group has at least one person; the last cannot be taken out." },
  "person-held": {
    status: 409,
    means: "This person has a seat, a permit or a code of their own, and cannot be taken out.",
  },
  "being-deleted": {
    status: 409,
    means: "She asked to delete this request: until it is gone it can only be kept, read or left.",
  },
  "code-not-reserved": {
    status: 422,
    means:
      "This reference was not handed out on paper by your organisation, was used already, or has expired.",
  },
  "paper-not-typed": {
    status: 409,
    means: "Code and PIN are right, but the paper form has not been typed in yet.",
  },
  "answers-wrong": {
    status: 422,
    means: "The answers do not all match what the person told. Nothing was changed.",
  },
  "same-line": {
    status: 422,
    means:
      "Whoever did the first part let you in, or you her, or one person let in both. Somebody else has to do this.",
  },
  "supervisor-needed": {
    status: 409,
    means: "There were too many wrong tries: only a supervisor may go on.",
  },
  "organisation-pending": {
    status: 409,
    means: "A second administrator has not confirmed this organisation yet: until then it can do nothing.",
  },
  "supervisor-invites": {
    status: 409,
    means: "This organisation has a supervisor: she invites its officers.",
  },
  "session-too-old": {
    status: 409,
    means: "Keys are changed only within fifteen minutes of signing in. Sign in again.",
  },
  "last-passkey": {
    status: 409,
    means: "The last way into an account cannot be removed. Add another one first.",
  },
  "authority-missing": { status: 409, means: "No host authority takes part in this crisis." },
  "signing-key-missing": {
    status: 503,
    means: "The authority has no valid signing key here; nothing was granted.",
  },
  "count-changed": {
    status: 409,
    means: "The number of people is another than the one that you were shown. Count again.",
  },
  "export-too-large": { status: 422, means: "A sheet holds at most 500 people. Narrow the filter." },
  "export-ended": { status: 410, means: "The time of this sheet is over, or it was refused. Ask anew." },
  "key-changed": {
    status: 409,
    means: "The key of the organisation is not the one that you used. Nothing was stored; read it again.",
  },
  "need-held": {
    status: 409,
    means: "Another organisation has this need now. It has to come back first.",
  },
  "offer-closed": {
    status: 409,
    means: "This can no longer be answered: it was taken back, taken by another, ended, or its time is over.",
  },
  "tokens-full": {
    status: 409,
    means: "Your organisation has as many tokens as it may have. End one that nobody uses.",
  },
  "dates-reversed": { status: 422, means: "The end must be later than the beginning." },
  internal: {
    status: 500,
    means: "Something failed here. Nothing was stored by halves; try again with the same Idempotency-Key.",
  },
  unavailable: {
    status: 503,
    means: "The database or the live room did not answer. Try again; a retry never doubles.",
  },
  configuration: {
    status: 503,
    means:
      "This deployment is not set up rightly; its log says how. Nothing was read and nothing was stored.",
  },
  restored: {
    status: 503,
    means:
      "The database was put back to an older state. Nobody is shown until what was withdrawn since is withdrawn again.",
  },
} as const satisfies Record<string, { status: number; means: string }>;

export type ProblemCode = keyof typeof problems;

/** What a problem may say besides its code. Never personal data, never what was sent. */
export interface ProblemDetail {
  /** Dotted paths of the fields that were refused, with a word for why (`fields.<path>: <reason>`). */
  fields?: { path: string; reason: string }[];
  version?: number;
  limit?: number;
  retryAfter?: number;
}

/** The one error that is thrown on purpose; worker/kit/problem.ts turns it into a response. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;
  constructor(code: ProblemCode, detail: ProblemDetail = {}) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.detail = detail;
  }
}

/** True where the text is one of the listed codes: used to read a guard's name out of a database error. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text);
}
