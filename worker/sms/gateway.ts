// What is said to the gateway, and what its answers mean: one POST in the form that Kannel's smsbox takes (its user guide,
// "XML Post"). @PRIVACY number and text travel in the body alone: no address, and so no log of addresses, ever holds them.
import { partsOf } from "../../schema/sms.rules.ts";
import type { Settings, SmsSettings } from "../kit/env.ts";
import { keyedHash } from "../kit/seal.ts";

export interface Outgoing {
  id: string;
  to: string;
  text: string;
}

/** `taken`: the gateway has it. `refused`: it never will. `unsure`: it may have it; a report will say. */
export type Outcome = "taken" | "refused" | "later" | "unsure";

const PATIENCE = 10_000;
/** Delivered, not delivered, accepted and rejected by the centre (Kannel's dlr-mask); not "queued", which says nothing. */
const REPORTS = 1 + 2 + 8 + 16;

function tag(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);
}

/** Whoever knows this of a text may say how far it came, and nothing else. */
export async function reportToken(settings: Settings, id: string): Promise<string> {
  return (await keyedHash(settings, "sms-report", id)).slice(0, 32);
}

/** Kannel asks for a report's address with GET, and puts a number for `%d`: the address holds our own random id alone. */
async function reportRequest(settings: Settings, id: string): Promise<string> {
  if (settings.publicUrl === null) return "";
  const address = `${settings.publicUrl}/in/sms/report?r=${id}.${await reportToken(settings, id)}&d=%d`;
  return tag("statusrequest", tag("dlr-mask", String(REPORTS)) + tag("dlr-url", xmlText(address)));
}

/** Kannel decodes user data as it does a URL, so all of it is encoded; the alphabet is chosen here and not guessed there. */
async function bodyOf(settings: Settings, sms: SmsSettings, out: Outgoing): Promise<string> {
  const submit = [
    tag("da", tag("number", xmlText(out.to))),
    sms.from === null ? "" : tag("oa", tag("number", xmlText(sms.from))),
    tag("ud", encodeURIComponent(out.text).replaceAll("'", "%27")),
    tag("dcs", tag("coding", String(partsOf(out.text).coding))),
    await reportRequest(settings, out.id),
    tag("from", tag("username", xmlText(sms.user)) + tag("password", xmlText(sms.password))),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("message", tag("submit", submit.join("")))}`;
}

/** Never raises. A gateway that knows `Idempotency-Key` sends a text once however often we bring it; Kannel does not. */
export async function bring(settings: Settings, sms: SmsSettings, out: Outgoing): Promise<Outcome> {
  try {
    const answer = await fetch(sms.url, {
      method: "POST",
      headers: { "Content-Type": "text/xml; charset=UTF-8", "Idempotency-Key": out.id },
      body: await bodyOf(settings, sms, out),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    if (answer.status >= 200 && answer.status < 300) return "taken";
    return answer.status === 400 || answer.status === 422 ? "refused" : "later";
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError" ? "unsure" : "later";
  }
}

/** What a report says: Kannel's number, or a word. Null where it says nothing new. */
export function reported(said: string): "sent" | "delivered" | "failed" | null {
  if (said === "1" || said === "delivered") return "delivered";
  if (said === "2" || said === "16" || said === "failed") return "failed";
  return said === "8" || said === "sent" ? "sent" : null;
}
