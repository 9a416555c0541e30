// Her journey on the status page: what she is asked, what follows from it, and never a place to go to before it is sure.
import { describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { renderShares } from "../../web/plain/own-share.tsx";
import { renderStatus } from "../../web/plain/status.tsx";
import { fieldsOf, textOf } from "./page.ts";
import { hostile, permit, seat, status, waiver } from "./sample.ts";

const stay = say("en", "status.doNotGo");
const page = (...seats: ReturnType<typeof seat>[]) =>
  renderStatus(status("en", { journey: { seats, splits: [] } }));

describe("what she is asked", () => {
  it("has four answers of one form, says what a yes opens and that a no costs nothing", () => {
    const html = page(seat());
    for (const answer of ["coming", "cannot", "not-this", "stay"])
      expect(html).toContain(`name="answer" value="${answer}"`);
    expect(fieldsOf(html, "seat-answer")).toEqual(["actId", "movementId", "answer"]);
    const text = textOf(html);
    expect(text).toContain("From Misrata port to Benghazi port");
    expect(text).toMatch(/If you say yes, .?Support desk.? can read the names of your group/);
    expect(text).toContain("A no never lowers the help that you get");
  });
  it("lets her change her mind while the movement is open, and not afterwards", () => {
    const open = page(seat({ state: "coming", movementState: "boarding" }));
    expect(open).not.toContain('value="coming"');
    expect(open).toContain('value="cannot"');
    expect(page(seat({ state: "coming", movementState: "departed" }))).not.toContain('name="answer"');
  });
  it("offers who waits nothing to say yes to, and tells the place on the list", () => {
    const html = page(seat({ state: "waiting", position: 4 }));
    expect(html).not.toContain('value="coming"');
    expect(textOf(html)).toContain("You are number 4.");
  });
  it("tells a cancelled and a lost seat with the reason, and a no without one", () => {
    const cancelled = seat({
      state: null,
      movementState: "cancelled",
      reason: { en: "The road is closed." },
    });
    expect(textOf(page(cancelled))).toContain("This journey is cancelled. You are at your old place");
    expect(textOf(page(cancelled))).toContain("The road is closed.");
    const freed = seat({ state: null, reason: { en: "The ship is smaller." } });
    expect(textOf(page(freed))).toContain("You are no longer on this journey.");
    expect(textOf(page(seat({ state: null })))).toContain("You said no to this journey.");
    expect(page(freed)).not.toContain('name="answer"');
  });
  it("puts the question of a split with its reason, and both answers", () => {
    const split = {
      id: "spl_4hT0s9aLx2",
      movementId: "mov_ionis0418",
      people: ["Marked Name One", null],
      reason: "One place by ambulance.",
      agreed: null,
    };
    const ask = (agreed: boolean | null) =>
      renderStatus(status("en", { journey: { seats: [], splits: [{ ...split, agreed }] } }));
    expect(textOf(ask(null))).toContain("One place by ambulance.");
    expect([...ask(null).matchAll(/name="agree" value="(\w+)"/g)].map(([, value]) => value)).toEqual([
      "no",
      "yes",
    ]);
    expect(ask(true)).not.toContain('name="agree" value="yes"');
    expect(ask(true)).toContain('name="agree" value="no"');
  });
  it("says nothing of a journey where there is none", () => {
    expect(page()).not.toContain('id="journey"');
  });
});

describe("where to go", () => {
  const sure = seat({ state: "coming", movementState: "confirmed" });
  it("stands there once it is sure and she said yes, in place of the warning", () => {
    const text = textOf(page(sure));
    expect(text).toContain("Go to Misrata port . Be there before 4 March 2011");
    expect(text).not.toContain(stay);
    expect(page(sure)).toContain('href="/en/s/pass"');
  });
  it("is nowhere before that: planned, not answered, waiting, left or cancelled", () => {
    for (const one of [
      seat({ state: "coming", movementState: "planned" }),
      seat({ state: "asked", movementState: "confirmed" }),
      seat({ state: "waiting", movementState: "confirmed", position: 1 }),
      seat({ state: "coming", movementState: "departed" }),
      seat({ state: null, movementState: "cancelled" }),
    ]) {
      const text = textOf(page(one));
      expect(text).toContain(stay);
      expect(text).not.toContain("Go to");
      expect(page(one)).not.toContain("/s/pass");
    }
  });
  it("stands in English beside the draft, place and time in English too", () => {
    const html = renderStatus(status("ar", { journey: { seats: [sure], splits: [] } }));
    const english = /<span class="en" lang="en" dir="ltr">(Go to .*?)<\/span>/.exec(html)?.[1] ?? "";
    expect(english).toContain("Misrata port");
    expect(english).toContain("4 March 2011");
    expect(english).not.toMatch(/\p{Script=Arabic}/u);
  });
});

describe("what stands beside it", () => {
  it("names with marks and turned directions stay names", () => {
    const named = seat({
      people: [{ personId: "per_4hT0s9aLx2", name: hostile, kind: "seat", state: "held" }],
    });
    const html = page({ ...named, runBy: hostile, from: { name: { en: hostile } } });
    expect(html).not.toContain("<b onclick");
    // Each stands alone in its direction: nothing after it is turned round.
    for (const [before] of html.matchAll(/.{0,60}&lt;b onclick/g))
      expect(before).toMatch(/<bdi[^>]*>&lt;b onclick$|\u2068&lt;b onclick$/);
  });
  it("a line of permits, and first of all that none is needed", () => {
    const text = textOf(
      renderStatus(status("en", { permits: [permit(), permit({ state: "asked" })], waiver })),
    );
    expect(text).toContain("You need no exit permit now. This holds from 1 March 2011");
    expect(text.indexOf("You need no exit permit")).toBeLessThan(text.indexOf("Granted 1"));
    expect(text).toContain("Asked for 1");
  });
  it("consents for travel and permit can be taken back one by one; neither is given here", () => {
    const base = status("en");
    const shares = [
      {
        organisationId: "org_embassyOne",
        name: "Embassy one",
        purposes: ["help" as const, "travel" as const],
        since: "2011-03-01T06:00:00Z",
        until: "2011-05-30T06:00:00Z",
      },
      {
        organisationId: "org_exitOffice",
        name: "Exit office",
        purposes: ["permit" as const],
        since: "2011-03-01T06:00:00Z",
        until: "2011-05-30T06:00:00Z",
      },
    ];
    const html = renderShares({ ...base, view: { ...base.view, shares } });
    const text = textOf(html);
    expect(text).toContain("Your names, for a movement that you said yes to");
    expect(text).toContain("What is printed on an exit permit, and nothing else");
    const forms = [...html.matchAll(/<form[^>]*\/s\/(withdraw|share)"[^>]*>([\s\S]*?)<\/form>/g)];
    const purposes = forms.map(([, step, inside = ""]) => [
      step,
      [...inside.matchAll(/name="purpose" value(?:="([^"]*)")?/g)].map(([, value = ""]) => value),
    ]);
    expect(purposes.filter(([step]) => step === "withdraw")).toEqual([
      ["withdraw", []],
      ["withdraw", ["travel"]],
      ["withdraw", []],
    ]);
    expect(purposes.filter(([step]) => step === "share").flatMap(([, given]) => given)).not.toContain(
      "travel",
    );
    expect(purposes.filter(([step]) => step === "share").flatMap(([, given]) => given)).not.toContain(
      "permit",
    );
  });
});
