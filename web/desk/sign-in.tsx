// The ways in: a passkey, an organisation's own sign-in server, a one-time link. What stood in the address, a token or what
// a server sent back, leaves it at once; one click spends a link, so that a preview of it by a mail program does not.
import { useEffect, useState } from "preact/hooks";
import type { issuerList } from "../../schema/issuer.ts";
import { useAnswer } from "../kit/answer.ts";
import type { ProblemSeen } from "../kit/call.ts";
import { go } from "../kit/route.ts";
import { ProblemLine } from "../kit/ui/parts.tsx";
import { local, t } from "../kit/words.ts";
import { EnteredLine } from "./account/entered.tsx";
import { NewLink } from "./account/link.tsx";
import { comeFromIssuer, type Entered, goToIssuer, passkeys, signInByPasskey } from "./account/state.ts";
import { endedMeanwhile, signIn } from "./session.ts";

/** Read once, when the page starts: afterwards neither address nor history holds it. */
const [, issuer = ""] = /^\/desk\/sign-in\/(org_[0-9A-Za-z]+)$/.exec(location.pathname) ?? [];
let query = issuer === "" ? "" : location.search.slice(1);
let token = location.pathname === "/desk/sign-in" ? location.hash.slice(1) : "";
if (token !== "" || issuer !== "") history.replaceState(null, "", "/desk/sign-in");
// Another link that is opened where this page stands already changes only what is behind the `#`.
addEventListener("hashchange", () => {
  if (location.pathname === "/desk/sign-in" && location.hash.length > 40) location.reload();
});

function DemoLink({ token }: { token: string }) {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  async function enter(): Promise<void> {
    setBusy(true);
    const answer = await signIn(token);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    go("/desk/queue", {}, true);
  }
  return (
    <>
      <ProblemLine problem={problem} />
      <button type="button" class="primary" disabled={busy} onClick={() => void enter()}>
        {t("desk.signIn.button")}
      </button>
    </>
  );
}

function Ways() {
  const [entered, setEntered] = useState<Entered>(null);
  const [busy, setBusy] = useState(query !== "");
  const issuers = useAnswer<typeof issuerList>("issuer.list", {});
  useEffect(() => {
    void passkeys();
    if (query === "") return;
    const answer = query;
    query = "";
    void comeFromIssuer(issuer, answer).then((problem) => {
      setEntered(problem);
      setBusy(false);
    });
  }, []);
  async function tries(way: () => Promise<Entered>): Promise<void> {
    setBusy(true);
    setEntered(null);
    const ended = await way();
    setEntered(ended);
    setBusy(false);
  }
  return (
    <>
      <EnteredLine entered={entered} />
      {busy ? <p role="status">{t("desk.signIn.wait")}</p> : null}
      <button type="button" class="primary" disabled={busy} onClick={() => void tries(signInByPasskey)}>
        {t("desk.signIn.passkey")}
      </button>
      {(issuers.data?.issuers ?? []).map((one) => (
        <button
          key={one.organisationId}
          type="button"
          disabled={busy}
          onClick={() => void tries(() => goToIssuer(one.organisationId))}
        >
          {t("desk.signIn.issuer", { name: local(one.name) })}
        </button>
      ))}
      <p class="muted">{t("desk.signIn.none")}</p>
      <p class="muted">{t("desk.signIn.lost")}</p>
    </>
  );
}

/** Whoever signs out and comes to this page again finds no link of before. */
function takeToken(): string {
  const taken = token;
  token = "";
  return taken;
}

export function SignIn() {
  const [held] = useState(takeToken);
  const [way, setWay] = useState<"new" | "demo" | "ways">(
    held.startsWith("new.") ? "new" : held === "" ? "ways" : "demo",
  );
  return (
    <main class="sign-in" id="main">
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
        <path d="M4 44V24a20 20 0 0 1 40 0v20h-8V24a12 12 0 0 0-24 0v20Z" fill="currentColor" />
      </svg>
      <h1>{t("desk.signIn.title")}</h1>
      {endedMeanwhile.value ? <p role="alert">{t("desk.signIn.ended")}</p> : null}
      {way === "new" ? <NewLink token={held.slice(4)} onGiveUp={() => setWay("ways")} /> : null}
      {way === "demo" ? <DemoLink token={held} /> : null}
      {way === "ways" ? <Ways /> : null}
    </main>
  );
}
