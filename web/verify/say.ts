// Times, ages and numbers as this gate says them.
import { lang, t } from "./words.ts";

const locale = () => (lang.value === "ar" ? "ar-u-nu-latn" : lang.value);

/** `14:02 UTC`, with the day where it is another one than `now`. */
export function moment(at: number, now: number): string {
  const sameDay = Math.floor(at / 86_400_000) === Math.floor(now / 86_400_000);
  const text = new Intl.DateTimeFormat(locale(), {
    ...(sameDay ? {} : { day: "numeric", month: "short", year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "UTC",
  });
  return `${text.format(at)} UTC`;
}

/** How old something is, in the largest whole unit. */
export function age(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return t("gate.age.now");
  if (minutes < 60) return t("gate.age.minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t("gate.age.hours", { n: hours }) : t("gate.age.days", { n: Math.floor(hours / 24) });
}

/** `402 913`: three by three, as it is read aloud. */
export function spaced(number: string): string {
  return number.replace(/(\d{3})(?=\d)/g, "$1 ");
}
