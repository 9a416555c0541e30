// seat: a travel group on a movement. Groups are placed whole; the group itself says whether it comes.
import * as z from "zod/mini";
import { caseDeciders, caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  Count,
  Instant,
  LocalText,
  MovementId,
  OrganisationId,
  PersonId,
  RegistrationId,
  SplitId,
  text,
} from "./kit/fields.ts";
import { MovementMode, MovementState, SeatKind, Stop } from "./movement.ts";

/** waiting: on the waiting list. asked: placed, not yet answered. coming: she said yes. */
export const passengerStates = ["waiting", "asked", "coming"] as const;
export const PassengerState = z.enum(passengerStates);
export type PassengerState = z.infer<typeof PassengerState>;

/** What became of one person: each of the last four is final for closing. */
export const seatStates = ["held", "boarded", "arrived", "absent", "refused", "handed-over"] as const;
export const SeatState = z.enum(seatStates, "not-one-of");
export type SeatState = z.infer<typeof SeatState>;

export const answers = ["coming", "cannot", "not-this", "stay"] as const;
export const SeatAnswer = z.enum(answers, "not-one-of");
export type SeatAnswer = z.infer<typeof SeatAnswer>;

/** A group as a seat maker sees it: no names. Null ids where the case was not sent to her organisation. */
export const PassengerGroup = z.strictObject({
  registrationId: z.nullable(RegistrationId),
  reference: z.nullable(z.string()),
  /** Number of the group in this movement, on passes and manifest; null while it waits. */
  group: z.nullable(z.int()),
  organisationId: OrganisationId,
  people: Count,
  state: PassengerState,
  since: Instant,
  /** Place on the waiting list from 1; null where it has seats. */
  position: z.nullable(z.int()),
  seats: z.array(z.strictObject({ number: z.string(), kind: SeatKind, state: SeatState })),
  /** People who were added after the group got its seats, and have none. */
  unseated: z.optional(z.int()),
});
export type PassengerGroup = z.infer<typeof PassengerGroup>;

const placed = { registrationId: "reg_8f2Kd03mQ1", state: "asked", group: 12, position: null };
const Placed = z.strictObject({
  registrationId: RegistrationId,
  state: PassengerState,
  group: z.nullable(z.int()),
  position: z.nullable(z.int()),
});

export const seatPlace = act({
  name: "seat.place",
  says: "An officer gives one whole travel group seats, those of it whose split was agreed, or those who were added since.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({
    movementId: MovementId,
    registrationId: RegistrationId,
    /** Kind by person where it is not an ordinary seat; everybody of the group is placed whatever stands here. */
    kinds: z.optional(
      z.array(z.strictObject({ personId: PersonId, kind: SeatKind })).check(z.maxLength(30, "too-many")),
    ),
    /** An agreed and approved split: then only its people are placed. */
    splitId: z.optional(SplitId),
  }),
  reply: Placed,
  fails: [
    "crisis-closed",
    "movement-not-open",
    "seats-gone",
    "share-used",
    "already-seated",
    "split-not-agreed",
    "transition-impossible",
  ],
  example: { input: { movementId: "mov_ionis0418", registrationId: "reg_8f2Kd03mQ1" }, reply: placed },
});

export const seatPlaceMany = act({
  name: "seat.placeMany",
  says: "An officer gives many groups seats in the order given; who does not fit waits. Groups stay whole.",
  kind: "write",
  may: caseDeciders,
  limit: 65_536,
  input: z.strictObject({
    movementId: MovementId,
    registrationIds: z.array(RegistrationId).check(z.minLength(1, "empty"), z.maxLength(500, "too-many")),
  }),
  reply: z.strictObject({ placed: z.array(Placed), refused: z.array(RegistrationId) }),
  fails: ["crisis-closed", "movement-not-open", "seats-gone"],
  example: {
    input: { movementId: "mov_ionis0418", registrationIds: ["reg_8f2Kd03mQ1"] },
    reply: { placed: [placed], refused: [] },
  },
});

export const seatFree = act({
  name: "seat.free",
  says: "An officer takes a group off a movement; it goes back to its old place in the queue and is told why.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ movementId: MovementId, registrationId: RegistrationId, reason: text(500) }),
  reply: z.strictObject({ registrationId: RegistrationId }),
  fails: ["crisis-closed", "movement-not-open"],
  example: {
    input: { movementId: "mov_ionis0418", registrationId: "reg_8f2Kd03mQ1", reason: "The ship is smaller." },
    reply: { registrationId: "reg_8f2Kd03mQ1" },
  },
});

export const seatList = act({
  name: "seat.list",
  says: "Groups on a movement and on its waiting list, without names.",
  kind: "read",
  may: caseReaders,
  input: z.strictObject({ movementId: MovementId }),
  reply: z.strictObject({ groups: z.array(PassengerGroup) }),
  fails: [],
  example: {
    input: { movementId: "mov_ionis0418" },
    reply: {
      groups: [
        {
          registrationId: "reg_8f2Kd03mQ1",
          reference: "4829130574",
          group: 12,
          organisationId: "org_embassyB1",
          people: 1,
          state: "asked",
          since: "2011-04-17T08:00:00Z",
          position: null,
          seats: [{ number: "402913", kind: "seat", state: "held" }],
        },
      ],
    },
  },
});

/** Splits: a reason by one officer, the group's own yes, a second officer. */
export const Split = z.strictObject({
  id: SplitId,
  movementId: MovementId,
  personIds: z.array(PersonId),
  proposedAt: Instant,
  agreed: z.nullable(z.boolean()),
  approved: z.boolean(),
});
export type Split = z.infer<typeof Split>;
const split = {
  id: "spl_4hT0s9aLx2",
  movementId: "mov_ionis0418",
  personIds: ["per_4hT0s9aLx2"],
  proposedAt: "2011-04-17T08:00:00Z",
  agreed: null,
  approved: false,
};

export const seatOfCase = act({
  name: "seat.ofCase",
  says: "On which movements a case has seats or waits, and what its people answered.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({
    seats: z.array(
      z.strictObject({
        movementId: MovementId,
        label: z.string(),
        leavesAt: Instant,
        movementState: MovementState,
        state: PassengerState,
        people: Count,
        position: z.nullable(z.int()),
      }),
    ),
    splits: z.array(Split),
  }),
  fails: [],
  example: { input: { registrationId: "reg_8f2Kd03mQ1" }, reply: { seats: [], splits: [split] } },
});

export const seatProposeSplit = act({
  name: "seat.proposeSplit",
  says: "An officer asks a group whether some of its people may travel before the others, with a reason that it reads.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({
    id: SplitId,
    movementId: MovementId,
    registrationId: RegistrationId,
    personIds: z.array(PersonId).check(z.minLength(1, "empty"), z.maxLength(29, "too-many")),
    reason: text(500),
  }),
  reply: Split,
  fails: ["crisis-closed", "movement-not-open", "already-exists", "split-not-agreed"],
  example: {
    input: {
      id: split.id,
      movementId: split.movementId,
      registrationId: "reg_8f2Kd03mQ1",
      personIds: split.personIds,
      reason: "One place by ambulance today.",
    },
    reply: split,
  },
});

export const seatAnswerSplit = act({
  name: "seat.answerSplit",
  says: "The person says whether her group may be split; without her yes it stays whole.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ splitId: SplitId, agree: z.enum(["yes", "no"], "not-one-of") }),
  reply: z.strictObject({ splitId: SplitId, agreed: z.boolean() }),
  fails: ["crisis-closed"],
  example: { input: { splitId: split.id, agree: "yes" }, reply: { splitId: split.id, agreed: true } },
});

export const seatApproveSplit = act({
  name: "seat.approveSplit",
  says: "A second officer approves a split that another officer proposed and the group agreed to.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ splitId: SplitId }),
  reply: Split,
  fails: ["crisis-closed", "second-officer-needed", "split-not-agreed"],
  example: { input: { splitId: split.id }, reply: { ...split, agreed: true, approved: true } },
});

export const seatAnswer = act({
  name: "seat.answer",
  says: "The person says whether her group comes. Any no frees the seats at once; it never lowers help.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ movementId: MovementId, answer: SeatAnswer }),
  reply: z.strictObject({ movementId: MovementId, answer: SeatAnswer }),
  fails: ["crisis-closed", "movement-not-open"],
  example: {
    input: { movementId: "mov_ionis0418", answer: "coming" },
    reply: { movementId: "mov_ionis0418", answer: "coming" },
  },
});

/** A movement as its own passengers read it. */
export const SeatForSelf = z.strictObject({
  movementId: MovementId,
  label: z.string(),
  mode: MovementMode,
  from: Stop,
  to: Stop,
  leavesAt: Instant,
  movementState: MovementState,
  /** Why it was cancelled, or why an officer took her off; null otherwise. */
  reason: z.nullable(LocalText(500)),
  runBy: z.string(),
  state: z.nullable(PassengerState),
  position: z.nullable(z.int()),
  people: z.array(
    z.strictObject({ personId: PersonId, name: z.nullable(z.string()), kind: SeatKind, state: SeatState }),
  ),
});
export type SeatForSelf = z.infer<typeof SeatForSelf>;

export const seatMine = act({
  name: "seat.mine",
  says: "The person reads her seats, her place on waiting lists, what was cancelled, and splits that she is asked about.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({
    seats: z.array(SeatForSelf),
    splits: z.array(
      z.strictObject({
        id: SplitId,
        movementId: MovementId,
        people: z.array(z.nullable(z.string())),
        reason: z.string(),
        agreed: z.nullable(z.boolean()),
      }),
    ),
  }),
  fails: [],
  example: { input: {}, reply: { seats: [], splits: [] } },
});
