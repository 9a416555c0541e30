// A movement ready to board, and gates in browsers of their own: each a fresh device on which a gate officer is signed in.
import axe from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { Pass } from "../../schema/pass.ts";
import { buildWeb } from "../../worker/local/build.ts";
import { CRISIS } from "../kit/people.ts";
import { type Json, type Officer, openPages, type Pages } from "./pages.ts";

export const MOVEMENT = "mov_gatetest01";

export interface Device {
  context: BrowserContext;
  page: Page;
}

export interface Group {
  cookie: string;
  /** Of an adult and of a child of seven. */
  passes: readonly [Pass, Pass];
}

export interface GateStage {
  pages: Pages;
  embassy: Officer;
  /** One more group that comes; its passes as its own page shows them. */
  seats(): Promise<Group>;
  /** An exit permit for the adult of a group, granted; its id and the text of its code. */
  grants(group: Group): Promise<{ id: string; credential: string }>;
  /** A device on which this officer is signed in, at the gate's first page. */
  opens(officerId: string, options?: BrowserContextOptions, browser?: Browser): Promise<Device>;
  stop(): Promise<void>;
}

const none = { wheelchair: 0, stretcher: 0, lap: 0 };

export async function openGates(whole = false): Promise<GateStage> {
  await buildWeb(() => {});
  const pages = await openPages(whole);
  const embassy = await pages.officer("off_emb0001");
  const version = async () => Number((await embassy.get(`/api/movement/get?id=${MOVEMENT}`)).version);
  await embassy.post("/api/movement/plan", {
    id: MOVEMENT,
    crisisId: CRISIS,
    mode: "ship",
    label: "Ship, 3 March",
    from: { name: { en: "Misrata port", ar: "ميناء مصراتة" } },
    to: { name: { en: "Benghazi port", ar: "ميناء بنغازي" } },
    leavesAt: "2011-03-03T12:00:00Z",
    capacity: { seat: 40, ...none },
    gates: ["org_supportDesk"],
  });
  for (const state of ["confirmed", "boarding"])
    await embassy.post("/api/movement/advance", { id: MOVEMENT, state }, await version());

  async function own(cookie: string, path: string, body?: unknown): Promise<Json> {
    const response = await fetch(`${pages.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Cookie: cookie, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Json;
  }
  /** The case of a group, as the embassy's queue has it. */
  async function caseOf(cookie: string): Promise<string> {
    const { reference } = await own(cookie, "/api/registration/status");
    const { rows } = await embassy.get(`/api/registration/queue?crisisId=${CRISIS}`);
    return (rows as { id: string; reference: string }[]).find((row) => row.reference === reference)?.id ?? "";
  }

  return {
    pages,
    embassy,
    async seats() {
      const { cookie } = await pages.group();
      const registrationId = await caseOf(cookie);
      await embassy.post("/api/seat/place", { movementId: MOVEMENT, registrationId });
      await own(cookie, "/api/seat/answer", { movementId: MOVEMENT, answer: "coming" });
      const { passes } = (await own(cookie, "/api/pass/mine")) as { passes: Pass[] };
      const adult = passes.find((pass) => pass.n === 1);
      const child = passes.find((pass) => pass.n === 2);
      if (adult === undefined || child === undefined) throw new Error("the group has no passes");
      return { cookie, passes: [adult, child] };
    },
    async grants({ cookie, passes: [{ personId }] }) {
      const office = await pages.officer("off_perm001");
      const asked = await own(cookie, "/api/permit/ask", {
        personId,
        ground: "evacuation",
        name: "Marked Name One",
        birthYear: 1977,
        agree: "yes",
      });
      const id = String(asked.id);
      await office.post(
        "/api/permit/decide",
        { id, state: "granted", days: 14, exitPoints: ["Ras Ajdir"] },
        1,
      );
      const { permits } = (await own(cookie, "/api/permit/mine")) as {
        permits: { id: string; credential: string }[];
      };
      return { id, credential: permits.find((one) => one.id === id)?.credential ?? "" };
    },
    async opens(officerId, options = {}, browser = pages.browser) {
      const { cookie } = await pages.officer(officerId);
      const context = await browser.newContext({
        baseURL: pages.url,
        viewport: { width: 390, height: 844 },
        ...options,
      });
      const [name = "", value = ""] = cookie.split("=");
      await context.addCookies([{ name, value, url: pages.url, httpOnly: true, sameSite: "Strict" }]);
      const page = await context.newPage();
      await page.goto("/v/");
      return { context, page };
    },
    stop: () => pages.stop(),
  };
}

/** Chooses the movement, fetches everything, and goes back to scanning. */
export async function supply(page: Page, label: string): Promise<void> {
  await page.click("nav a:has-text('Supply')");
  await page.fill("input[maxlength='40']", label);
  await page.press("input[maxlength='40']", "Tab");
  await page.check(".movements input");
  await page.click("button:has-text('Fetch everything now')");
  await page.waitForSelector("text=This gate now works without a network");
  await page.click("nav a:has-text('Scan')");
}

/** Reads a code or a number as an officer types or pastes it; the verdict, its reason and the whole screen's words. */
export async function reads(
  page: Page,
  text: string,
): Promise<{ verdict: string; why: string; all: string }> {
  await page.fill(".reading input", text);
  await page.press(".reading input", "Enter");
  await page.waitForSelector(".verdict");
  return {
    verdict: await page.innerText("#word"),
    why: await page.innerText("#why"),
    all: await page.innerText(".verdict"),
  };
}

export async function next(page: Page): Promise<void> {
  await page.click(".verdict .next");
  await page.waitForSelector(".verdict", { state: "detached" });
}

/** Everything that the browser has written: names and values of the database, as text. */
export function written(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const asked = indexedDB.open("gate");
        asked.onsuccess = () => {
          const db = asked.result;
          const out: string[] = [];
          const names = [...db.objectStoreNames];
          const transaction = db.transaction(names);
          for (const name of names) {
            const cursor = transaction.objectStore(name).openCursor();
            cursor.onsuccess = () => {
              const at = cursor.result;
              if (at === null) return;
              out.push(`${name} ${String(at.key)} ${JSON.stringify(at.value)}`);
              const { data } = at.value as { data?: ArrayBuffer };
              if (data) out.push(new TextDecoder("latin1").decode(data));
              at.continue();
            };
          }
          transaction.oncomplete = () => {
            db.close();
            resolve(out.join("\n"));
          };
        };
      }),
  );
}

/** What axe finds against the page as it stands. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: unknown[] }[] }> } }
    ).axe;
    return (await run.run()).violations.map(({ id }) => id);
  });
}
