// A lost secret number: who may give a new one, after which answers, how often one may be wrong, and what she reads of it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationDownload } from "../../schema/registration-end.ts";
import {
  type PinFact,
  registrationPinQuestions,
  registrationResetPin,
} from "../../schema/registration-pin.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { comesBack, freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
type Name = Parameters<World["as"]>[0];

const told: Record<PinFact, string> = {
  phone: "0912 345 678",
  name: "marked name two",
  born: "٣٤",
  landmark: "the red bakery",
  place: "",
  need: "transport",
  choice: "home",
  people: "2",
  recipient: "org_embassyOne",
  lang: "en",
};
const opens = () =>
  world.opens({ phone: "+218 912345678", place: { landmark: "the red bakery, second floor" } });
const asks = async (id: string, who: Name = "embassyCoordinator") =>
  (await world.as(who).does(registrationPinQuestions, { id })).body as unknown as {
    questions: PinFact[];
    left: number;
    code?: string;
  };
const answersTo = (questions: readonly PinFact[], wrong: readonly number[] = []) =>
  questions.map((question, i) => ({ question, answer: wrong.includes(i) ? "99 nothing" : told[question] }));
const says = (id: string, answers: unknown, who: Name = "embassyCoordinator", key = freshKey()) =>
  world.as(who).does(registrationResetPin, { id, answers }, { key });
/** Two officers, one after the other; the answer of the second, or of the first where she is refused. */
async function resets(id: string, answers: unknown, who: Name = "embassyCoordinator", key = freshKey()) {
  const other = who === "embassyColleague" ? "supervisor" : "embassyColleague";
  const first = await says(id, answers, other);
  return first.status === 200 ? says(id, answers, who, key) : first;
}

describe("a new secret number", () => {
  it("comes after three right answers: old number and old sessions end, and she reads that it happened", async () => {
    const { id, reference, pin, someone } = await opens();
    const { questions, left } = await asks(id);
    expect([questions.length, left]).toEqual([3, 3]);
    const answer = await resets(id, answersTo(questions));
    expect(answer.status).toBe(200);
    expect(answer.body.pin).toMatch(/^\d{6}$/);
    expect((await someone.does(registrationStatus)).body.code).toBe("signed-out");
    await expect(comesBack(reference, pin)).rejects.toThrow("code-or-pin-wrong");
    const back = await comesBack(reference, String(answer.body.pin));
    expect((await back.does(registrationStatus)).body.resets).toMatchObject([{ name: "Embassy one" }]);
    const page = await send("GET", "/en/s", { headers: { Cookie: back.cookie } });
    expect(page.text).toContain("gave you a new secret number on");
    const done = (await back.does(registrationDownload)).body.done as { act: string }[];
    expect(done.map((one) => one.act)).toEqual([
      "registration.pinQuestions",
      "registration.askPin",
      "registration.resetPin",
    ]);
  });
  it("is the same one where the same act is sent again, and is kept nowhere", async () => {
    const { id } = await opens();
    const { questions } = await asks(id);
    const key = freshKey();
    const first = await resets(id, answersTo(questions), "embassyCoordinator", key);
    const again = await says(id, answersTo(questions), "embassyCoordinator", key);
    expect([again.status, again.body]).toEqual([200, first.body]);
    const audit = JSON.stringify((await env.DB.prepare("SELECT * FROM audit").all()).results);
    expect(audit).not.toContain(`"${String(first.body.pin)}"`);
  });
  it("does not come for any wrong answer, and nothing says which it was", async () => {
    const { id, reference, pin } = await opens();
    const { questions } = await asks(id);
    const bodies = [];
    for (const wrong of [[0], [2]]) {
      const { requestId: _, ...body } = (await says(id, answersTo(questions, wrong))).body;
      bodies.push(body);
    }
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]?.code).toBe("answers-wrong");
    await comesBack(reference, pin);
    const rows = await env.DB.prepare(
      "SELECT act FROM audit WHERE targetId = ?1 AND act = 'registration.pinWrong'",
    )
      .bind(id)
      .all();
    expect(rows.results).toHaveLength(2);
    expect((await asks(id)).left).toBe(1);
  });
  it("is a supervisor's to give after three wrong tries, and she waits longer with each", async () => {
    const { id } = await opens();
    const { questions } = await asks(id);
    for (let n = 0; n < 3; n++)
      expect((await says(id, answersTo(questions, [1]))).body.code).toBe("answers-wrong");
    const refused = await says(id, answersTo(questions));
    expect([refused.status, refused.body.code]).toEqual([409, "supervisor-needed"]);
    expect((await asks(id)).left).toBe(0);
    // A colleague is no way round.
    expect((await says(id, answersTo(questions), "embassyColleague")).body.code).toBe("supervisor-needed");
    const wrong = [];
    for (let n = 0; n < 4; n++)
      wrong.push((await says(id, answersTo(questions, [0]), "supervisor")).body.code);
    expect(wrong).toEqual(["answers-wrong", "answers-wrong", "answers-wrong", "too-many"]);
    await env.DB.prepare("UPDATE attempt SET lastAt = ?1 WHERE door = 'reset'")
      .bind(new Date(Date.now() - 3_600_000).toISOString())
      .run();
    expect((await says(id, answersTo(questions), "supervisor")).status).toBe(200);
    // A supervisor is one of the two.
    expect((await says(id, answersTo(questions), "embassyColleague")).body.pin).toMatch(/^\d{6}$/);
    // It starts anew afterwards.
    expect((await asks(id)).left).toBe(3);
  });
  it("starts anew after a day", async () => {
    const { id } = await opens();
    const { questions } = await asks(id);
    for (let n = 0; n < 3; n++) await says(id, answersTo(questions, [1]));
    await env.DB.prepare("UPDATE attempt SET lastAt = ?1 WHERE door = 'reset'")
      .bind(new Date(Date.now() - 90_000_000).toISOString())
      .run();
    expect((await says(id, answersTo(questions))).status).toBe(200);
  });
  it("takes answers to what was asked and to nothing else", async () => {
    const { id } = await opens();
    const { questions } = await asks(id);
    const [first = "name"] = questions;
    const code = async (answers: unknown) => (await says(id, answers)).body.code;
    expect(await code(answersTo([first, first, first]))).toBe("stale");
    expect(await code(answersTo(questions).slice(1))).toBe("stale");
    expect(await code([...answersTo(questions), { question: "lang", answer: "en" }])).toBe("malformed");
    expect(await code(questions.map((question) => ({ question, answer: "" })))).toBe("malformed");
    expect((await asks(id)).left).toBe(3);
  });
  it("is given by those to whom the case was sent, and not seen by others at all", async () => {
    const { id } = await opens();
    const { questions } = await asks(id);
    const answers = answersTo(questions);
    for (const who of ["otherEmbassy", "agencyCoordinator", "healthCoordinator"] as const) {
      expect([who, (await asks(id, who)).code]).toEqual([who, "not-found"]);
      expect([who, (await says(id, answers, who)).body.code]).toEqual([who, "not-found"]);
    }
    for (const who of [
      "fieldWorker",
      "healthViewer",
      "permitOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const) {
      expect([who, (await asks(id, who)).code]).toEqual([who, "not-allowed"]);
      expect([who, (await says(id, answers, who)).body.code]).toEqual([who, "not-allowed"]);
    }
    // Needs and area only: a partner gives nobody a number.
    const { id: shared } = await world.opens({ partners: ["org_healthTeam"] });
    expect((await asks(shared, "healthCoordinator")).code).toBe("not-found");
  });
  it("stops with her consent, and while all is being deleted", async () => {
    const { id, someone } = await opens();
    const { questions } = await asks(id);
    await someone.does({ name: "registration.delete", kind: "write" }, {});
    expect((await resets(id, answersTo(questions))).body.code).toBe("not-found");
  });
  it("clears the waiting of a code that somebody guessed at", async () => {
    const { id, reference } = await opens();
    for (let n = 0; n < 6; n++) await comesBack(reference, "000000").catch(() => undefined);
    const { questions } = await asks(id);
    const { pin } = (await resets(id, answersTo(questions))).body;
    await comesBack(reference, String(pin));
  });
  it("shows what was told to nobody: questions and replies hold no word of it", async () => {
    const { id } = await opens();
    const asked = await world.as("embassyCoordinator").does(registrationPinQuestions, { id });
    const { questions } = asked.body as unknown as { questions: PinFact[] };
    const wrong = await says(id, answersTo(questions, [0, 1, 2]));
    for (const text of [asked.text, wrong.text])
      for (const secret of ["Marked Name", "912345678", "bakery", "99 nothing"])
        expect(text).not.toContain(secret);
  });
});
