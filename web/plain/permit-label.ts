// What stands printed on an exit permit: always English, French and Arabic, whatever language she reads. A permit is read
// by gates of several states; these are labels of the paper, not sentences of the page, and are agreed with the authority.
import { alpha2Of } from "../../schema/kit/country.ts";
import type { PermitGround } from "../../schema/permit.ts";

export type Three = readonly [en: string, fr: string, ar: string];

export const label = {
  title: ["Exit permit", "Permis de sortie", "تصريح خروج"],
  issuedBy: ["Issued by", "Délivré par", "صادر عن"],
  number: ["Number", "Numéro", "الرقم"],
  name: ["Name", "Nom", "الاسم"],
  birthYear: ["Year of birth", "Année de naissance", "سنة الميلاد"],
  document: ["Travel document", "Document de voyage", "وثيقة السفر"],
  territory: ["May leave", "Peut quitter", "يجوز له مغادرة"],
  validFrom: ["Valid from", "Valable du", "صالح من"],
  validUntil: ["Valid until", "Valable jusqu’au", "صالح حتى"],
  exitPoints: ["Exit points", "Points de sortie", "منافذ الخروج"],
  anyPoint: ["All", "Tous", "جميعها"],
  ground: ["Ground", "Motif", "السبب"],
  returnUntil: ["Right of return until", "Droit de retour jusqu’au", "حق العودة حتى"],
  returnWanted: ["Right of return", "Droit de retour", "حق العودة"],
  returnNotStated: ["Not stated", "Non indiqué", "غير مذكور"],
  fees: ["Fees and fines", "Frais et amendes", "الرسوم والغرامات"],
  feesWaived: ["Waived", "Annulés", "معفاة"],
  minor: ["Under 18", "Moins de 18 ans", "دون 18 سنة"],
  noConsent: [
    "No consent of an employer or sponsor is needed.",
    "Aucun accord d’un employeur ou d’un garant n’est requis.",
    "لا تلزم موافقة صاحب عمل أو كفيل.",
  ],
  notTravel: [
    "This is not a travel document.",
    "Ceci n’est pas un document de voyage.",
    "هذه ليست وثيقة سفر.",
  ],
  trueOne: [
    "A true permit: the code, read by the gate page, shows this number and this name.",
    "Un vrai permis : le code, lu par la page du contrôle, affiche ce numéro et ce nom.",
    "التصريح الصحيح: الرمز، حين تقرؤه صفحة البوابة، يعرض هذا الرقم وهذا الاسم.",
  ],
  specimen: ["SPECIMEN", "SPÉCIMEN", "نموذج"],
  revoked: ["TAKEN BACK, NOT VALID", "RÉVOQUÉ, NON VALABLE", "مسحوب، غير صالح"],
  expired: ["NO LONGER VALID", "PÉRIMÉ", "انتهت صلاحيته"],
} as const satisfies Record<string, Three>;

export const groundLabel: Record<PermitGround, Three> = {
  evacuation: ["Leaving danger", "Fuir un danger", "الابتعاد عن الخطر"],
  medical: ["Medical", "Médical", "طبي"],
  family: ["To be with family", "Rejoindre sa famille", "الالتحاق بالعائلة"],
  humanitarian: ["Humanitarian", "Humanitaire", "إنساني"],
};

const languages = ["en", "fr", "ar"] as const;

/** Name of a state (three letters) in the three languages; null where the platform does not know it. */
export function territoryNames(alpha3: string): Three | null {
  const alpha2 = alpha2Of(alpha3);
  if (alpha2 === null) return null;
  const [en, fr, ar] = languages.map((lang) =>
    new Intl.DisplayNames([lang], { type: "region", fallback: "none" }).of(alpha2),
  );
  return en === undefined || fr === undefined || ar === undefined ? null : [en, fr, ar];
}

/** To the minute, in figures that every script's reader knows: `2011-03-02 06:00 UTC`. */
export function figures(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
