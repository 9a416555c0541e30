// A danger from a person's side: she tells of it, reads what she told, takes it back; and what everybody is told. Nothing here
// carries her case: what is kept of her report names nobody (worker/danger/own.ts).
import * as z from "zod/mini";
import { DangerKind, DangerState } from "./danger.ts";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { CrisisId, DangerReportId, Instant, Latitude, LocalText, Longitude, text } from "./kit/fields.ts";
import { PlaceGiven } from "./location.ts";

/** How long ago she saw it, in words of a form: hours, at the older end. */
export const seenAgo = { now: 0, hours: 3, today: 10, yesterday: 20 } as const;
export const SeenAgo = z.enum(Object.keys(seenAgo) as (keyof typeof seenAgo)[], "not-one-of");

/** What she told, to herself. */
export const DangerOwn = z.strictObject({
  id: DangerReportId,
  kind: DangerKind,
  state: DangerState,
  seenAt: Instant,
  where: z.nullable(z.string()),
  text: z.nullable(z.string()),
});
export type DangerOwn = z.infer<typeof DangerOwn>;

/** Where a public danger is from where she said she is: in her district, or in one beside it. */
export const nearness = ["here", "beside"] as const;

/** All dangers of one kind in one district, as one: which square it was stays with desks. */
export const DangerForPublic = z.strictObject({
  /** Kind and district: `mines-1221213030`. */
  id: z.string(),
  kind: DangerKind,
  district: z.string().check(z.regex(/^[0-3]{10}$/)),
  lng: Longitude,
  lat: Latitude,
  name: LocalText(80),
  confirmedAt: Instant,
  until: Instant,
});
export type DangerForPublic = z.infer<typeof DangerForPublic>;

const known = {
  id: "mines-1221213030",
  kind: "mines",
  district: "1221213030",
  lng: 12.83,
  lat: 32.84,
  name: { en: "Zawiya and around" },
  confirmedAt: "2011-03-01T07:00:00Z",
  until: "2011-03-04T07:00:00Z",
};

export const dangerTell = act({
  name: "danger.tell",
  says: "A person tells of a danger. Others read its kind, its square and its time; her words only those whom she asked for help. She is never named.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({
    kind: DangerKind,
    place: z.optional(PlaceGiven),
    seen: SeenAgo,
    words: z.optional(text(500)),
  }),
  reply: z.strictObject({ id: DangerReportId }),
  fails: ["place-unknown", "crisis-closed", "danger-place-missing"],
  example: {
    input: { kind: "armed-men", place: { lng: 12.73, lat: 32.75 }, seen: "hours" },
    reply: { id: "dgp_bridge0001" },
  },
});

export const dangerMine = act({
  name: "danger.mine",
  says: "What the signed-in person told, and the public dangers in her district and beside it.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({
    told: z.array(DangerOwn),
    near: z.array(z.strictObject({ ...DangerForPublic.shape, from: z.enum(nearness) })),
  }),
  fails: [],
  example: {
    input: {},
    reply: {
      told: [
        {
          id: "dgp_bridge0001",
          kind: "armed-men",
          state: "reported",
          seenAt: "2011-03-01T03:00:00Z",
          where: null,
          text: null,
        },
      ],
      near: [{ ...known, from: "here" }],
    },
  },
});

export const dangerWithdraw = act({
  name: "danger.withdraw",
  says: "The person takes back what she told: her report and her words are gone at once. Works in a closed crisis too.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ id: DangerReportId }),
  reply: z.strictObject({ withdrawn: z.literal(true) }),
  fails: [],
  example: { input: { id: "dgp_bridge0001" }, reply: { withdrawn: true } },
});

export const dangerKnown = act({
  name: "danger.known",
  says: "Confirmed dangers of which an officer tells the public, by district, for everybody.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ dangers: z.array(DangerForPublic) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { dangers: [known] } },
});
