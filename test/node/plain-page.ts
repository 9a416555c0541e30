// A page that a migrant may stand on, and how one is reached: by its address, by a form that is sent, with her cookie.
import type { Page } from "playwright-core";
import { CRISIS } from "../kit/people.ts";
import type { Plain } from "./plain.ts";

export interface PlainPage {
  name: string;
  /** Leads a page of the browser there, in this language. */
  open(page: Page, lang: string, stage: Stage): Promise<void>;
}

export interface Stage {
  plain: Plain;
  /** One registration that came back: its code and PIN, and her cookie. */
  reference: string;
  pin: string;
  cookie: string;
}

export const at =
  (path: string): PlainPage["open"] =>
  async (page, lang, { plain }) => {
    await page.goto(`${plain.url}/${lang}${path}`);
  };

/** Posts a form as a page of ours would, so that the reply is the page under test. */
export async function posts(
  page: Page,
  path: string,
  fields: readonly (readonly [string, string])[],
): Promise<void> {
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      ([action, pairs]) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = action;
        for (const [name, value] of pairs) {
          const input = document.createElement("input");
          input.name = name;
          input.value = value;
          form.append(input);
        }
        document.body.append(form);
        HTMLFormElement.prototype.submit.call(form);
      },
      [path, fields] as const,
    ),
  ]);
}

let turn = 0;
export const key = () => `plain-page-key-${String(turn++).padStart(8, "0")}`;

export const group = (actId: string, lang: string) =>
  [
    ["actId", actId],
    ["lang", lang],
    ["crisisId", CRISIS],
    ["recipients[]", "org_embassyOne"],
    ["partners[]", "org_healthTeam"],
    ["people.0.relation", "self"],
    ["needs[]", "medical"],
    ["danger", "soon"],
  ] as const;

/** Her own pages need her cookie; the others must not have it. */
export async function asHerself(page: Page, { plain, cookie }: Stage): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: plain.url, httpOnly: true, sameSite: "Strict" }]);
}
