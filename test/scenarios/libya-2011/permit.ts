// Requests to the exit permit office, and a waiver to come: asked by a few groups of the exercise that have a code and a
// PIN of their own, through the same doors as everybody. All invented; loading twice asks nothing twice.
import { CRISIS, DESK, instant, START } from "./crisis.ts";
import { keyOf, send, signIn } from "./hand.ts";

const HOUR = 3_600_000;

interface Asker {
  name: string;
  born: string;
  lang: "en" | "ar";
  recipient: string;
  ground: "evacuation" | "medical" | "family" | "humanitarian";
  document?: readonly [number: string, issuer: string];
  wantsReturn?: true;
}

const askers: readonly Asker[] = [
  {
    name: "Example Weaver",
    born: "1979",
    lang: "en",
    recipient: "org_embassyBD",
    ground: "evacuation",
    document: ["AA 0000001", "BGD"],
    wantsReturn: true,
  },
  { name: "মো. উদাহরণ", born: "1988", lang: "en", recipient: "org_embassyBD", ground: "medical" },
  { name: "Example Mason", born: "1990", lang: "en", recipient: DESK, ground: "evacuation" },
  { name: "مثال الخياط", born: "1975", lang: "ar", recipient: DESK, ground: "family", wantsReturn: true },
  {
    name: "Example Sailor",
    born: "1983",
    lang: "en",
    recipient: "org_embassyPH",
    ground: "humanitarian",
    document: ["EB 0000002", "PHL"],
  },
];

/** In a demo, whose people are invented, this is no secret. */
const PIN = "604817";

async function askOne(url: string, one: Asker, n: number): Promise<void> {
  const given = {
    crisisId: CRISIS,
    lang: one.lang,
    recipients: [one.recipient],
    pin: PIN,
    people: [
      { name: one.name, born: one.born, relation: "self", document: one.document ? "original" : "held" },
    ],
    needs: ["transport"],
    choice: "home",
  };
  const opened = await send(url, "/api/registration/open", keyOf("group", n), given);
  const who = { reference: opened.body.reference, pin: PIN };
  const { cookie } = await send(url, "/api/registration/sign-in", {}, who);
  const own = { Cookie: cookie };
  const { body } = await send(url, "/api/registration/status", own);
  const [person] = body.persons as { id: string }[];
  const asked = {
    personId: person?.id,
    ground: one.ground,
    name: one.name,
    birthYear: Number(one.born),
    ...(one.document === undefined
      ? {}
      : { documentNumber: one.document[0], documentIssuer: one.document[1] }),
    ...(one.wantsReturn === true ? { wantsReturn: true } : {}),
    agree: "yes",
  };
  await send(url, "/api/permit/ask", { ...own, ...keyOf("ask", n) }, asked);
}

export async function askForPermits(url: string): Promise<void> {
  for (const [i, one] of askers.entries()) await askOne(url, one, i + 1);
}

/** Two weeks without permits from the tenth day on, so that its beginning and its end can both be seen. */
export async function declareWaiver(
  url: string,
  links: (officerIds: string[]) => Promise<Record<string, unknown>>,
): Promise<void> {
  const officer = await signIn(url, links, "off_exitPermits");
  const waiver = {
    id: "wvr_exercise0001",
    crisisId: CRISIS,
    from: instant(START + 240 * HOUR),
    until: instant(START + 576 * HOUR),
    words: {
      en: "Exercise: everybody may leave without an exit permit.",
      ar: "تمرين: يجوز للجميع المغادرة بدون تصريح خروج.",
    },
  };
  await send(url, "/api/permit/waive", { ...officer.headers, ...keyOf("waive", 1) }, waiver);
  await officer.leave();
}
