// Every act is tried by every role and by nobody: it is refused to exactly those whom the contract does not name.
import { beforeAll, describe, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { alwaysFails } from "../../schema/kit/act.ts";
import { problems } from "../../schema/kit/problem.ts";
import { sideOf } from "../../worker/kit/door.ts";
import { people, personNames } from "../kit/people.ts";
import { looks, makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
let relative: Someone;
beforeAll(async () => {
  world = await makeWorld();
  relative = (await looks()).someone;
});

/** Whoever looks for somebody is nobody at every door that was not made for her. */
const metAs = (role: string, act: (typeof acts)[number]) =>
  role === "relative" && !act.may.includes("relative") ? "nobody" : role;
/** Acts that end the session of whoever does them are tried with a session of their own, last. */
const ending = new Set([
  "organisation.signOut",
  "registration.signOut",
  "registration.delete",
  "tracing.close",
]);
/** Open to an adult with a code of her own, and to nobody who registered: test/adult tries every act as such an adult. */
const ofAdults = new Set(["registration.leaveGroup"]);

for (const act of acts.filter((one) => !ending.has(one.name)))
  describe(act.name, () => {
    for (const name of personNames) {
      const role = metAs(people[name].role, act);
      const may = act.may.some((caller) => caller === role);
      // A desk's cookie does not count at a person's door, nor hers at a desk's: they are nobody there.
      const personal = sideOf(act) === "own";
      const ownSide = role === "person" || role === "relative";
      const seenAs = ownSide ? (personal ? role : "nobody") : personal ? "nobody" : role;
      const allowed = act.may.some((caller) => caller === seenAs) && !ofAdults.has(act.name);
      it(`${allowed ? "is open to" : "is refused to"} ${people[name].says}`, async () => {
        // Each act comes from an address of its own: hundreds of refusals from one address are slowed down.
        const headers = { "CF-Connecting-IP": act.name };
        const answer = await (name === "relativeAbroad" ? relative : world.as(name)).does(
          act,
          act.example.input,
          act.guarded === true ? { ifMatch: 1, headers } : { headers },
        );
        const code = answer.status === 200 ? null : answer.body.code;
        if (allowed) {
          expect([401, 403]).not.toContain(
            answer.status === 401 && code !== "signed-out" ? 0 : answer.status,
          );
          if (code !== null) expect([...alwaysFails(act), ...act.fails]).toContain(code);
        } else {
          expect(code).toBe(seenAs === "nobody" ? "signed-out" : "not-allowed");
          expect(answer.status).toBe(problems[seenAs === "nobody" ? "signed-out" : "not-allowed"].status);
        }
        expect(may || !allowed || seenAs === "nobody").toBe(true);
      });
    }
  });

describe("unknown methods and doors", () => {
  it("answers method-not-allowed at an act's door", async () => {
    const answer = await world.as("nobody").does({ name: "registration.queue", kind: "write" }, {});
    expect([answer.status, answer.body.code]).toEqual([405, "method-not-allowed"]);
  });
  it("answers not-found elsewhere under /api", async () => {
    const answer = await world.as("nobody").does({ name: "registration.everything", kind: "read" }, {});
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
  });
});
