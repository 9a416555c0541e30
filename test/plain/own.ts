// A case that has everything, and its pages as a browser without scripts asks for them: for the tests of coming back.
import { messageAnswer, messageOfCase, messageSend } from "../../schema/message.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { type Answer, comesBack, type Someone, send, type World } from "../kit/world.ts";

const people = [
  { name: "Marked Head", born: "1990", relation: "self", document: "held" },
  { name: "اسم معلّم", born: "35", relation: "partner", document: "original" },
  { name: "Marked Child", born: "7", relation: "child", document: "none" },
];
export const given = {
  people,
  recipients: ["org_embassyOne", "org_supportDesk"],
  partners: ["org_healthTeam"],
  phone: "+218 91 000 0000",
  note: "By the blue gate",
};

export const get = (who: Someone, path: string) => send("GET", path, { headers: { Cookie: who.cookie } });
/** A form as a browser without scripts sends it. */
export const post = (who: Someone, path: string, fields: Record<string, string | string[]>) => {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) body.append(name, value);
  return send("POST", path, {
    body: body.toString(),
    headers: {
      Cookie: who.cookie,
      "Content-Type": "application/x-www-form-urlencoded",
      "Sec-Fetch-Site": "same-origin",
    },
  });
};
export const cookieOf = (answer: Answer) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

export async function packed(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
/** What is read: without tags, scripts and English beside a draft. */
export const words = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ");
/** The hidden fields of the form that goes to a step. */
export function formOf(html: string, step: string): Record<string, string> {
  const inside = new RegExp(`action="/\\w+/s/${step}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? "";
  const fields = [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}

/** A case that has everything: three people, messages both ways, a look, a code. */
export async function full(world: World) {
  const opened = await world.opens(given);
  const { someone, id } = opened;
  const persons = (await someone.does(registrationStatus)).body.persons as { id: string }[];
  const code = (await someone.does(registrationGiveCode, { personId: persons[1]?.id })).body as {
    reference: string;
    pin: string;
  };
  await someone.does(messageSend, { text: "We can walk." });
  const desk = world.as("embassyCoordinator");
  await desk.does(registrationGet, { id });
  await desk.does(registrationDecide, { id, state: "more-needed", reason: "How many bags?" }, { ifMatch: 1 });
  const { messages } = (await desk.does(messageOfCase, { registrationId: id })).body as {
    messages: { id: string }[];
  };
  await desk.does(messageAnswer, { registrationId: id, text: "Stay there.", answers: messages[0]?.id });
  return { ...opened, persons, code, adult: await comesBack(code.reference, code.pin) };
}

export const ofHead = [
  ...["", "/people", "/people/0", "/people/1", "/people/2", "/tell/1", "/tell/3", "/place", "/danger"],
  ...["/needs", "/answers", "/msg", "/share", "/data", "/delete", "/pin"],
];
export const ofAdult = [
  "",
  "/people",
  "/people/2",
  "/tell/2",
  "/danger",
  "/msg",
  "/share",
  "/data",
  "/pin",
  "/own",
];
