// What is different where somebody else asks: a place only by its name or in words, and consents that say whose they are.
// Pure.
import type { Asked } from "../../schema/asked.ts";
import type { ConsentWay } from "../../schema/consent.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { RegistrationGiven } from "../../schema/registration.ts";

/** How the consents of one request came in; null where she gave them on her own page. */
export interface Way {
  way: ConsentWay;
  officerId: string | null;
}

/** What is sealed of whoever asked; null where it was herself. */
export function askedOf(given: RegistrationGiven): Asked | null {
  const { asked } = given;
  return asked === undefined ? null : { by: asked.by ?? null, knows: asked.knows ?? null, confirmedAt: null };
}

/**
 * The device of whoever asks is somewhere else, and an exact place is the person's own to give. Raises `malformed`.
 * @PRIVACY nobody is placed exactly on a map by the word of another.
 */
export function refuseExactPlace(given: Pick<RegistrationGiven, "place" | "exactPlace">): void {
  const { place, exactPlace } = given;
  const path =
    place?.lng !== undefined || place?.lat !== undefined
      ? "place.lat"
      : place?.plusCode !== undefined
        ? "place.plusCode"
        : exactPlace === true
          ? "exactPlace"
          : null;
  if (path !== null) throw new Problem("malformed", { fields: [{ path, reason: "not-their-device" }] });
}
