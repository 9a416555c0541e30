// What is planted for the search of all bytes: words, numbers and a place that stand nowhere else in the world.
import { CRISIS } from "../kit/people.ts";
import { dangerTexts } from "./planted-danger.ts";
import { officeTexts } from "./planted-office.ts";
import { PIN, tracedTexts } from "./planted-tracing.ts";

/** Neither is a number of seconds, so that no moment looks like it. */
export const point = { lng: -75.137, lat: 61.911 };
export const texts = {
  ...dangerTexts,
  ...officeTexts,
  ...tracedTexts,
  name: "Zephyrine Quillfeather",
  arabicName: "زفيرين كويلفذر",
  phone: "+999 55 7310 4468",
  note: "my brother waits behind the violet bakery",
  landmark: "third house after the crooked minaret",
  reason: "bring the torn blue folder on Thursday",
  secondPlace: "under the bridge of seven lanterns",
  laterName: "Euphrosyne Larkspur",
  laterNote: "ask for the clockmaker at the ferry",
  message: "we hide in the cellar of the grey mill",
  answer: "walk to the orange gate at dusk",
  speaks: "the tongue of the Vashlin hills",
  adultMessage: "my husband must not read this line",
  wrongField: "Obadiah Threlkeld",
  soughtName: "Zefirin Kwilfeder",
  soughtNobody: "Wilhelmina Borogove",
  soughtNumber: "0557 3104 468",
};
/**
 * Words of the contract that must not stand beside a person at rest, and a year of birth as answers say it; the bundle of the
 * code names such words too.
 */
export const words = [
  ...["work-conduct", "imprisoned", "another-country", "sibling"],
  ...["year:1987", '"birthYear":1987'],
];

/** The request that is planted. */
export const group = {
  crisisId: CRISIS,
  lang: "ar",
  recipients: ["org_embassyOne"],
  exactPlace: true,
  place: { ...point, accuracy: 40, landmark: texts.landmark },
  people: [
    { name: texts.name, born: "1987", relation: "self", document: "held" },
    { name: texts.arabicName, born: "7", relation: "sibling", document: "none" },
  ],
  needs: ["travel-paper"],
  barriers: ["work-conduct", "imprisoned"],
  choice: "another-country",
  phone: texts.phone,
  note: texts.note,
  pin: PIN,
};
