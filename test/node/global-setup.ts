// Before the first test of project `node`: a browser there is, and the message gateway and GDAL where they can be had.
import { ensureChromium } from "./chromium.ts";
import { installGdal } from "./gdal.ts";
import { installKannel } from "./kannel.ts";

export default function setup(): void {
  const say = (line: string) => console.log(line);
  ensureChromium(say);
  installKannel(say);
  installGdal(say);
}
