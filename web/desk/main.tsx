// Starts the desk: its style, from what is general to what is particular, then the application in its element.
// The style stands before the application: a page's own file then comes after all of these.
import "./css/token.css";
import "./css/base.css";
import "./css/control.css";
import "./css/part.css";
import "./css/dialog.css";
import "./css/table.css";
import "./css/top.css";
import "./css/work.css";
import "./css/queue.css";
import "./css/case.css";
import "./css/map.css";
import "./css/sign-in.css";
import "./css/print.css";
import { render } from "preact";
import { followLinks } from "../kit/route.ts";
import { lang, learner, tellLanguage } from "../kit/words.ts";
import { App } from "./app.tsx";
import { handOver } from "./first.ts";
import { learn } from "./learn.ts";

learner.call = learn;
document.addEventListener("click", followLinks);

/** After how many milliseconds words that did not come are asked for again. */
const AGAIN = 3000;

async function start(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) return;
  try {
    await learn(lang.value, "first");
  } catch {
    setTimeout(() => void start(), AGAIN);
    return;
  }
  tellLanguage();
  render(<App />, root);
  handOver(root);
}
void start();
