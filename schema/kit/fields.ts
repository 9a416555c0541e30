// Fields that more than one concept uses. Every text is bounded, well-formed Unicode (no lone surrogate) and
// normalised to NFC; every number a person types may be written in the digits of any script.
import * as z from "zod/mini";
import { plainDigits } from "./digits.ts";
import { inLanguage, languages } from "./language.ts";

// They need no parser, so a page that only shows or searches takes them from their own files.
export { inLanguage, plainDigits };

/**
 * Controls, and the invisible characters that reorder text, are taken out: pasted text carries them unseen.
 * Joiners (U+200C, U+200D) and the marks U+200E, U+200F stay: Persian, Sinhala and mixed lines need them.
 */
const hidden = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Free text of 1 to `max` characters (code points), trimmed, NFC. */
export const text = (max: number) =>
  z.pipe(
    z.string().check(
      z.refine((value) => value.length <= max * 4, "too-long"),
      z.refine((value) => value.isWellFormed(), "not-unicode"),
    ),
    z.pipe(
      z.transform((value: string) =>
        value.normalize("NFC").replace(/\r\n?/g, "\n").replace(hidden, "").trim(),
      ),
      z.string().check(
        z.refine((value) => value.length > 0, "empty"),
        z.refine((value) => [...value].length <= max, "too-long"),
      ),
    ),
  );

/** Ids carry a prefix that says what they name; the rest is 6 to 40 letters and digits, made by the creator. */
export const id = (prefix: string) =>
  z.string().check(z.regex(new RegExp(`^${prefix}_[0-9A-Za-z]{6,40}$`), "not-an-id"));

export const CrisisId = id("crs");
export const OrganisationId = id("org");
export const OfficerId = id("off");
export const RegistrationId = id("reg");
export const PersonId = id("per");
export const NeedId = id("ned");
export const ZoneId = id("zon");
export const AlertId = id("alr");
export const MovementId = id("mov");
export const SplitId = id("spl");
export const PermitId = id("prm");
export const WaiverId = id("wvr");
export const MessageId = id("msg");
export const SmsId = id("sms");
export const GlassId = id("gls");
export const StopId = id("stp");
export const ExportId = id("exp");
export const NoteId = id("nte");
export const DemandId = id("dmd");
export const TokenId = id("tok");
export const ReferralId = id("rfl");
export const TracingId = id("trc");
/** A tracing request as it stands before one person. */
export const MatchId = id("trm");

/** What makes a retry safe: 16 to 64 characters, made once by whoever sends. */
export const ActId = z.string().check(z.regex(/^[0-9A-Za-z_-]{16,64}$/, "not-an-id"));

/** UTC, ISO 8601 to the second or finer, as in `2011-03-01T06:00:00Z`. */
export const Instant = z.iso.datetime({ error: "not-an-instant" });

/** Languages that have a file in words/. */
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** Text of an organisation or an officer for people to read, by language; English is always there. */
export const LocalText = (max: number) => {
  const others = Object.fromEntries(
    languages.filter((lang) => lang !== "en").map((lang) => [lang, z.optional(text(max))]),
  ) as Record<Exclude<Language, "en">, z.ZodMiniOptional<ReturnType<typeof text>>>;
  return z.strictObject({ en: text(max), ...others });
};
export type LocalText = { en: string } & { [lang in Exclude<Language, "en">]?: string | undefined };

/** Degrees, WGS 84. */
export const Longitude = z.number().check(z.gte(-180, "off-the-globe"), z.lte(180, "off-the-globe"));
export const Latitude = z.number().check(z.gte(-90, "off-the-globe"), z.lte(90, "off-the-globe"));
export const LngLat = z.strictObject({ lng: Longitude, lat: Latitude });
export type LngLat = z.infer<typeof LngLat>;

/** A count of people: whole, not negative, and no larger than anybody could mean. */
export const Count = z.int("not-a-number").check(z.gte(0, "too-small"), z.lte(10_000_000, "too-large"));

export const Urgency = z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "not-one-of" });
export type Urgency = z.infer<typeof Urgency>;

/** A version that If-Match carries: whole, from 1. */
export const Version = z.int().check(z.gte(1));
