// Forms of her pages at their doors: who is nobody signs in first, other sites are refused, and a form does one act.
import { beforeAll, describe, expect, it } from "vitest";
import { registrationStatus } from "../../schema/registration-status.ts";
import { makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

function post(path: string, fields: Record<string, string>, cookie: string, site = "same-origin") {
  const headers: Record<string, string> = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": site,
    ...(cookie === "" ? {} : { Cookie: cookie }),
  };
  return send("POST", path, { headers, body: new URLSearchParams(fields).toString() });
}

describe("a form of hers", () => {
  const steps = [
    "seat-answer",
    "split-answer",
    "permit-ask",
    "permit-answer",
    "permit-withdraw",
    "permit-share",
  ];
  it("asks nobody to sign in first, and changes nothing", async () => {
    for (const step of steps) {
      const answer = await post(`/en/s/${step}`, {}, "");
      expect([step, answer.status, answer.text.includes("Come back")]).toEqual([step, 401, true]);
    }
    for (const path of ["/en/s/pass", "/en/s/permit", "/en/s/permit/prm_4hT0s9aLx2", "/en/s/place"])
      expect((await send("GET", path)).text).toContain("Come back");
  });
  it("is refused to other sites", async () => {
    for (const step of steps)
      expect((await post(`/en/s/${step}`, {}, world.as("strandedMigrant").cookie, "cross-site")).status).toBe(
        403,
      );
  });
  it("shows the page again with what was wrong, and nothing where there is no such step", async () => {
    const { cookie } = world.as("strandedMigrant");
    const asked = await post("/en/s/permit-ask", { name: "Marked Name One", agree: "yes" }, cookie);
    expect([asked.status, asked.text.includes("Some answers need another look.")]).toEqual([400, true]);
    const answered = await post(
      "/en/s/seat-answer",
      { movementId: "mov_nothing00", answer: "coming" },
      cookie,
    );
    expect(answered.status).toBe(404);
    expect((await post("/en/s/permit-nothing", {}, cookie)).status).toBe(404);
    const place = await post("/en/s/place", { "place.lng": "500", "place.lat": "1" }, cookie);
    expect([place.status, place.text.includes('name="place.landmark"')]).toEqual([400, true]);
  });
  it("asks for a permit, lets others ask, and takes one purpose back or all", async () => {
    const { someone } = await world.opens();
    const { cookie } = someone;
    const shares = async () => {
      const { body } = await someone.does(registrationStatus);
      return (body.shares as { organisationId: string; purposes: string[] }[]).map((one) => [
        one.organisationId,
        one.purposes,
      ]);
    };
    const share = { organisationId: "org_exitOffice", purpose: "permit", lang: "en" };
    expect((await post("/en/s/permit-share", share, cookie)).text).toContain("Shared.");
    expect(await shares()).toContainEqual(["org_exitOffice", ["permit"]]);
    const one = { organisationId: "org_embassyOne", purpose: "place", lang: "en" };
    expect((await post("/en/s/withdraw", one, cookie)).status).toBe(200);
    expect(await shares()).toContainEqual(["org_embassyOne", ["help"]]);
    const all = { organisationId: "org_embassyOne", purpose: "", lang: "en" };
    expect((await post("/en/s/withdraw", all, cookie)).status).toBe(200);
    expect(await shares()).toEqual([["org_exitOffice", ["permit"]]]);
  });
  it("does nothing again when its address is opened", async () => {
    for (const step of ["seat-answer", "permit-ask"])
      expect(
        (await send("GET", `/en/s/${step}`, { headers: { Cookie: world.as("strandedMigrant").cookie } }))
          .status,
      ).toBe(200);
  });
});
