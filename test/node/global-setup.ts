// Before the first test of project `node`: a browser there is.
import { ensureChromium } from "./chromium.ts";

export default function setup(): void {
  ensureChromium((line) => console.log(line));
}
