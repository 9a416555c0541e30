// The demo exercise as it is served: loaded once and whole, figures side by side, doors for every role, a clock that
// brings what comes next and is not held up by what somebody changed meanwhile.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officerRoles } from "../../schema/kit/access.ts";
import { type App, startApp } from "../node/server.ts";
import { CRISIS, DESK } from "../scenarios/libya-2011/crisis.ts";
import { crowd } from "../scenarios/libya-2011/crowd.ts";
import { demoMigrant, demoSignIn, loadDemo } from "../scenarios/libya-2011/load.ts";

const PEOPLE = 600;
let app: App;
let url: string;
/** Cookies by organisation and role. */
const cookies = new Map<string, string>();
const DESK_COORDINATOR = "Migration agency, receiving desk";

beforeAll(async () => {
  app = await startApp({ people: PEOPLE });
  url = app.url.replace(/\/$/, "");
});
afterAll(() => app.stop());

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

async function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const cookie = cookies.get(DESK_COORDINATOR);
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      "Content-Type": "application/json",
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const queue = (query = "") => call(`/api/registration/queue?crisisId=${CRISIS}${query}`);
const peopleOf = (answer: Answer) => (answer.body.count as { people: number }).people;
const figuresOf = async (zoneId: string) =>
  (await call(`/api/zone/figures?zoneId=${zoneId}`)).body.figures as {
    measure: string;
    value: number;
    source: string;
  }[];
const step = (hours: number) => call("/api/crisis/step", { id: CRISIS, hours });

async function dangers(): Promise<string[]> {
  const { body } = await call(`/api/danger/list?crisisId=${CRISIS}`);
  return (body.dangers as { kind: string; state: string }[]).map((one) => `${one.kind} ${one.state}`).sort();
}

describe("the demo exercise", () => {
  it("opens a door that works once for every role", async () => {
    const doors = await demoSignIn(url, app.token);
    expect(new Set(doors.map((one) => one.role))).toEqual(new Set(officerRoles));
    for (const { role, who, link } of doors) {
      expect(link).toMatch(/^http:\/\/[^/]+\/desk\/sign-in#[0-9A-Za-z_-]{43}$/);
      const token = link.split("#")[1];
      const answer = await call("/api/organisation/sign-in", { token });
      expect([answer.status, answer.body.role, answer.body.label]).toEqual([200, role, who]);
      cookies.set(who, answer.headers.getSetCookie()[0]?.split(";")[0] ?? "");
      expect((await call("/api/organisation/sign-in", { token })).body.code).toBe("link-spent");
    }
  });
  it("prints one migrant, the same at every start, who can come back", async () => {
    const [first, second] = [await demoMigrant(url, app.token), await demoMigrant(url, app.token)];
    expect(second).toEqual(first);
    const signedIn = await call("/api/registration/sign-in", { reference: first.code, pin: first.pin });
    expect(signedIn.body).toEqual({ signedIn: true });
  });
  it("has groups waiting, most of them undecided, and some without a place", async () => {
    const { body } = await queue("&limit=200");
    const { groups, onMap, noPlace } = body.count as Record<string, number>;
    expect(groups).toBeGreaterThan(60);
    expect(noPlace).toBeGreaterThan(0);
    expect(onMap).toBeGreaterThan(noPlace ?? 0);
    const states = (body.rows as { state: string }[]).map((one) => one.state);
    expect(states.filter((one) => one === "sent").length).toBeGreaterThan(states.length / 2);
    expect(new Set(states).size).toBeGreaterThan(2);
  });
  it("keeps figures that contradict side by side, each with its source", async () => {
    const found = await figuresOf("zon_rasAjdirLibyanSide");
    expect(found.map((one) => one.value)).toEqual([15000, 3000]);
    expect(found.map((one) => /\[(\w+)\]$/.exec(one.source)?.[1])).toEqual(["OCHA02", "DHAK0302"]);
  });
  it("tells of two dangers, and the public of the one that was confirmed", async () => {
    expect(await dangers()).toEqual(["armed-men reported", "robbery confirmed"]);
    const home = await (await fetch(`${url}/en/dangers`)).text();
    expect(home).toContain("Coast road west of Zuwara");
  });
  it("changes nothing when it is loaded again", async () => {
    const before = await queue();
    await loadDemo(url, { people: PEOPLE, token: app.token, log: () => {} });
    const after = await queue();
    expect(after.body.count).toEqual(before.body.count);
    expect(await dangers()).toEqual(["armed-men reported", "robbery confirmed"]);
    expect((await figuresOf("zon_rasAjdirLibyanSide")).length).toBe(2);
  });
  it("brings people, figures and an alert as its clock is stepped, though a zone was closed meanwhile", async () => {
    // Without this the stretch would hold nobody whom the closed zone concerns.
    const naming = [...crowd(PEOPLE)].filter((one) => one.input.place?.zoneId === "zon_choucha");
    expect(naming.some((one) => one.at > "2011-03-02T06" && one.at < "2011-03-23T06")).toBe(true);
    const before = await queue();
    const { zones } = (await call(`/api/zone/list?crisisId=${CRISIS}`)).body as {
      zones: { id: string; version: number; organisationId: string }[];
    };
    const choucha = zones.find((one) => one.id === "zon_choucha");
    expect(choucha?.organisationId).toBe(DESK);
    const version = { "If-Match": `"${String(choucha?.version)}"` };
    expect((await call("/api/zone/close", { zoneId: "zon_choucha" }, version)).status).toBe(200);

    expect((await step(24)).body.now).toBe("2011-03-02T06:00:00.000Z");
    expect((await figuresOf("zon_rasAjdirLibyanSide")).map((one) => one.value)).toEqual([40000, 15000, 3000]);
    expect((await step(24 * 21)).status).toBe(200);
    expect(peopleOf(await queue())).toBeGreaterThan(peopleOf(before) + 20);
    const { alerts } = (await call(`/api/alert/list?crisisId=${CRISIS}`)).body as {
      alerts: { number: number }[];
    };
    expect(alerts.map((one) => one.number)).toEqual([4, 3, 2, 1]);
    for (let month = 0; month < 4; month++) expect((await step(24 * 31)).status).toBe(200);
    const hospital = await figuresOf("zon_fayaHospital");
    expect(hospital.map((one) => `${one.measure} ${String(one.value)}`)).toEqual([
      "occupancy 350",
      "capacity 45",
    ]);
    expect(app.errors).toEqual([]);
  });
});
