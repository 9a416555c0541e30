// Alerts as acts on the tape. What each rests on is a row of the facts, named by its source; the sentences are our own,
// and none tells where people hide or that somebody would be stopped there.
import { alertIssue } from "../../../schema/alert.ts";
import { CRISIS, DESK, deciderOf, HEALTH, instant } from "./crisis.ts";
import { pointOf } from "./fact.ts";
import type { Acted } from "./zone.ts";

interface Told {
  id: string;
  /** Id of the source that the alert rests on. */
  source: string;
  at: string;
  days: number;
  severity: "extreme" | "severe" | "moderate";
  by: string;
  place: string;
  /** Half a side of the drawn area, degrees. */
  reach: number;
  headline: { en: string; ar: string };
  advice: { en: string; ar: string };
}

export const told: readonly Told[] = [
  {
    id: "alr_papersKept",
    source: "IOMHK",
    at: "2011-02-27T10:00:00Z",
    days: 14,
    severity: "moderate",
    by: DESK,
    place: "TRIPOLI",
    reach: 0.5,
    headline: { en: "You can ask for help without a passport", ar: "يمكنك طلب المساعدة بدون جواز سفر" },
    advice: {
      en: "If somebody else keeps your passport, or you lost it, say so when you register. Your embassy can issue a travel paper. Do not go back for it alone.",
      ar: "إذا كان جوازك عند شخص آخر أو فقدته، قل ذلك عند التسجيل. تستطيع سفارتك إصدار وثيقة سفر. لا تعد وحدك لأخذه.",
    },
  },
  {
    id: "alr_rasAjdirWait",
    source: "OCHA02",
    at: "2011-02-28T16:00:00Z",
    days: 6,
    severity: "severe",
    by: DESK,
    place: "RAS_AJDIR_LIBYAN_SIDE",
    reach: 0.12,
    headline: {
      en: "Long waits on the Libyan side of Ras Ajdir",
      ar: "انتظار طويل في الجانب الليبي من رأس اجدير",
    },
    advice: {
      en: "Thousands wait to cross. If you are safe where you are, wait for word before you set out. Carry water and stay with your group. If you are there now, register where you stand.",
      ar: "آلاف الأشخاص ينتظرون العبور. إذا كنت في مكان آمن فانتظر الخبر قبل أن تتحرك. احمل ماء وابق مع مجموعتك. إذا كنت هناك الآن فسجّل من مكانك.",
    },
  },
  {
    id: "alr_salloumPapers",
    source: "OCHA02",
    at: "2011-03-01T05:30:00Z",
    days: 10,
    severity: "moderate",
    by: DESK,
    place: "SALLOUM",
    reach: 0.12,
    headline: {
      en: "Salloum: a ticket and papers are asked for to travel on",
      ar: "السلوم: تُطلب تذكرة ووثائق لمتابعة السفر",
    },
    advice: {
      en: "Nobody may leave the border area there without a valid ticket and documents. If you have none, register at the crossing: people without papers are written down too, and flights are being found.",
      ar: "لا يُسمح بمغادرة منطقة الحدود هناك بدون تذكرة ووثائق صالحة. إذا لم تكن لديك فسجّل عند المعبر: يُسجَّل أيضا من لا يحمل وثائق، ويجري البحث عن رحلات.",
    },
  },
  {
    id: "alr_indiaWaiver",
    source: "IND0310",
    at: "2011-03-10T08:00:00Z",
    days: 14,
    severity: "moderate",
    by: "org_embassyIN",
    place: "SALLOUM",
    reach: 0.2,
    headline: { en: "Indian nationals enter Egypt without a visa", ar: "يدخل الهنود مصر بدون تأشيرة" },
    advice: {
      en: "Egypt lets Indian nationals in at Salloum and by sea without a visa. Bring any proof of who you are; the embassy helps those who have none.",
      ar: "تسمح مصر بدخول الهنود عبر السلوم وبحرا بدون تأشيرة. أحضر أي إثبات لهويتك؛ وتساعد السفارة من ليس لديه إثبات.",
    },
  },
  {
    id: "alr_misrataShip",
    source: "IOM0415",
    at: "2011-04-15T06:30:00Z",
    days: 4,
    severity: "extreme",
    by: DESK,
    place: "MISRATA_PORT",
    reach: 0.15,
    headline: { en: "Misrata: a ship takes people to Benghazi", ar: "مصراتة: سفينة تنقل الناس إلى بنغازي" },
    advice: {
      en: "More people wait at the port than one ship holds; it comes again. Wounded people, families and children first. Stay under cover until your group is called.",
      ar: "عدد المنتظرين في الميناء أكبر مما تتسع له سفينة واحدة، وستعود. الجرحى والعائلات والأطفال أولا. ابقوا في مكان محمي حتى تُنادى مجموعتكم.",
    },
  },
  {
    id: "alr_chouchaFire",
    source: "HCRBN0527",
    at: "2011-05-22T07:00:00Z",
    days: 7,
    severity: "extreme",
    by: HEALTH,
    place: "CHOUCHA",
    reach: 0.05,
    headline: { en: "Fire in Choucha camp", ar: "حريق في مخيم الشوشة" },
    advice: {
      en: "Move away from the burnt rows and keep the road free. If you lost your tent or need care, go to the health point by the road or write it here.",
      ar: "ابتعدوا عن الصفوف المحترقة واتركوا الطريق خاليا. من فقد خيمته أو يحتاج إلى علاج فليذهب إلى النقطة الصحية قرب الطريق أو ليكتب ذلك هنا.",
    },
  },
  {
    id: "alr_tripoliFerry",
    source: "IOM0822",
    at: "2011-08-22T08:00:00Z",
    days: 4,
    severity: "extreme",
    by: DESK,
    place: "TRIPOLI_PORT",
    reach: 0.15,
    headline: {
      en: "Tripoli: do not go to the port before you are called",
      ar: "طرابلس: لا تذهب إلى الميناء قبل أن تُنادى",
    },
    advice: {
      en: "A ship waits off Tripoli until it can dock safely. Register here or with your embassy, stay indoors, and come only when your group is told the hour.",
      ar: "تنتظر سفينة قبالة طرابلس حتى تستطيع الرسو بأمان. سجّل هنا أو لدى سفارتك، وابق في الداخل، ولا تأت إلا عندما تُبلَّغ مجموعتك بالساعة.",
    },
  },
  {
    id: "alr_noNeedToTravel",
    source: "AFP0829",
    at: "2011-08-29T06:30:00Z",
    days: 14,
    severity: "severe",
    by: DESK,
    place: "TRIPOLI",
    reach: 0.4,
    headline: {
      en: "You need not cross the city to register",
      ar: "لا تحتاج إلى عبور المدينة كي تسجّل",
    },
    advice: {
      en: "If the way to your embassy is not safe for you, register from your phone and choose who may read it. You lose nothing by not going there.",
      ar: "إذا لم يكن الطريق إلى سفارتك آمنا لك فسجّل من هاتفك واختر من يقرأ طلبك. لن تخسر شيئا إن لم تذهب.",
    },
  },
];

/** A square around a place, closed, as RFC 7946 asks. */
function around(place: string, reach: number): Record<string, unknown> {
  const { lng, lat } = pointOf(place);
  const near = (value: number) => Math.round(value * 1000) / 1000;
  const [w, s, e, n] = [near(lng - reach), near(lat - reach), near(lng + reach), near(lat + reach)];
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

export function alertActs(): Acted[] {
  return told.map(({ id, at, days, severity, by, place, reach, headline, advice }) => ({
    at: instant(Date.parse(at)),
    as: deciderOf(by),
    act: alertIssue.name,
    input: {
      id,
      crisisId: CRISIS,
      severity,
      headline,
      advice,
      area: around(place, reach),
      validUntil: instant(Date.parse(at) + days * 86_400_000),
    },
  }));
}
