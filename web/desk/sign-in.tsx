// Signing in with a one-time link: the token leaves the address at once, and one click spends it, so that a preview
// of the link by a mail program does not.
import { useState } from "preact/hooks";
import type { ProblemSeen } from "../kit/call.ts";
import { go } from "../kit/route.ts";
import { ProblemLine } from "../kit/ui/parts.tsx";
import { t } from "../kit/words.ts";
import { endedMeanwhile, signIn } from "./session.ts";

/** Read once, when the page starts: afterwards neither address nor history holds it. */
let token = location.pathname === "/desk/sign-in" ? location.hash.slice(1) : "";
if (token !== "") history.replaceState(null, "", "/desk/sign-in");

export function SignIn() {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  async function enter(): Promise<void> {
    setBusy(true);
    const answer = await signIn(token);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    token = "";
    go("/desk/queue", {}, true);
  }
  return (
    <main class="sign-in" id="main">
      <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
        <path d="M4 44V24a20 20 0 0 1 40 0v20h-8V24a12 12 0 0 0-24 0v20Z" fill="currentColor" />
      </svg>
      <h1>{t("desk.signIn.title")}</h1>
      {endedMeanwhile.value ? <p role="alert">{t("desk.signIn.ended")}</p> : null}
      <ProblemLine problem={problem} />
      {token === "" ? (
        <p>{t("desk.signIn.link")}</p>
      ) : (
        <button type="button" class="primary" disabled={busy} onClick={() => void enter()}>
          {t("desk.signIn.button")}
        </button>
      )}
    </main>
  );
}
