// The look of plain pages: a paper form by day, an instrument by night (tokens of EXPERIENCE 5.3). One string, inlined:
// a page is one request, and carries the rules of what stands on it. Logical properties only, so that right-to-left needs
// no second sheet. One rule a line.
import type { Script } from "../../schema/kit/language.ts";
import { formCss } from "./css-form.ts";
import { ownCss } from "./css-own.ts";

const css = `
:root{--bg:#fff;--surface:#f2f5f4;--ink:#10201c;--muted:#44544f;--border:#71817b;--line:#d5dcd9;--primary:#00594c;--on:#fff;--link:#0b4f9e;--error:#a3170f;--ok:#1b6b3a;--warn:#7a4a00;--halo:#ffc20e;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--bg:#0f1417;--surface:#171e22;--ink:#e6ecea;--muted:#a9b7b2;--border:#74858c;--line:#2b363c;--primary:#5cc8b0;--on:#06231e;--link:#8ab8f5;--error:#ff9a8f;--ok:#7fd69b;--warn:#ffcb6b}}
*{box-sizing:border-box}
[hidden]{display:none!important}
.f{margin-block:16px}
html{scroll-padding-top:72px}
body{margin:0;background:var(--bg);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main,header>div,footer{max-width:36rem;margin:0 auto;padding:0 16px}
main{padding-block:16px 48px}
header{position:sticky;top:0;z-index:2;background:var(--bg);border-block-end:1px solid var(--line)}
header>div{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;justify-content:space-between;min-height:64px;padding-block:6px}
header form{margin:0}
.tongue{display:flex;flex:none;max-width:50%;min-width:min-content;gap:8px;align-items:center;min-height:48px;color:var(--ink);font-weight:700;overflow-wrap:normal}
.tongue svg{flex:none;stroke-width:1.5}
h1{font-size:1.6875rem;line-height:1.25;margin:16px 0 8px}
h2{font-size:1.375rem;line-height:1.3;margin:0 0 8px}
h3{font-size:1.125rem;margin:16px 0 4px}
p{margin:8px 0}
a{color:var(--link)}
small,.hint{color:var(--muted);font-size:1rem;display:block}
.en{display:block;color:var(--muted);font-size:0.9375rem;line-height:1.4;text-align:start}
.lead{font-size:1.25rem}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 6px var(--halo);border-radius:8px}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:56px;padding:8px 24px;border:2px solid var(--primary);border-radius:8px;background:var(--primary);color:var(--on);font:inherit;font-weight:700;text-decoration:none;text-align:center}
.wide{display:flex;width:100%;margin-block:12px}
.second{background:none;color:var(--primary)}
.exit{background:none;color:var(--ink);border-color:var(--border);min-height:48px;padding:8px 16px;font-size:1rem}
.danger{border-color:var(--error);background:none;color:var(--error)}
section,.card{border:1px solid var(--line);border-radius:8px;padding:16px;margin-block:16px;background:var(--bg)}
.card{background:var(--surface)}
fieldset{border:0;padding:0;margin:16px 0;min-width:0}
legend,.label{font-weight:700;padding:0;display:block;margin-block-end:4px}
legend h2{margin:0}
input[type=text],textarea,select{width:100%;min-height:56px;padding:10px 12px;border:2px solid var(--border);border-radius:8px;background:var(--bg);color:var(--ink);font:inherit}
textarea{min-height:96px}
.short{max-width:14rem}
.pick{display:flex;gap:12px;align-items:center;padding:8px 12px;min-height:56px;border:2px solid var(--line);border-radius:8px;margin-block:8px}
.pick input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--primary)}
.pick:has(:checked){border-color:var(--primary)}
.pick span{min-width:0}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:12px}
details{border:1px solid var(--line);border-radius:8px;margin-block:8px;padding:0 12px}
summary{padding-block:14px;font-weight:700}
.bad{border-inline-start:6px solid var(--error);padding-inline-start:12px}
.bad input,.bad textarea,.bad select{border-color:var(--error)}
.why{color:var(--error);font-weight:700;margin:4px 0}
.problem{border:3px solid var(--error);border-radius:8px;padding:16px;margin-block:16px}
.problem h2{color:var(--error)}
.done{border:3px solid var(--ok);border-radius:8px;padding:12px 16px;margin-block:16px;font-weight:700}
.warn{border-inline-start:6px solid var(--warn);padding:8px 12px;background:var(--surface);margin-block:12px}
.code{font-size:2.25rem;font-weight:700;letter-spacing:1px;font-variant-numeric:tabular-nums;line-height:1.2;display:block;margin-block:4px}
bdi[dir=ltr]:not([lang]){white-space:nowrap}
.code,.long{white-space:normal!important}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain>li{padding-block:10px;border-block-end:1px solid var(--line)}
ul.plain>li:last-child{border:0}
.row{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline;justify-content:space-between}
.tag{font-size:0.9375rem;border:1px solid var(--border);border-radius:4px;padding:0 8px;display:inline-block}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:12px;margin-block:16px}
.tiles a{display:flex;align-items:center;justify-content:center;min-height:56px;border:2px solid var(--border);border-radius:8px;text-decoration:none;font-weight:700;padding:8px;text-align:center;color:var(--ink)}
.tongues{grid-template-columns:repeat(auto-fit,minmax(8rem,1fr))}.tongues a{line-height:1.9;font-size:1.25rem}
.state{font-size:1.6875rem;font-weight:700;line-height:1.25;margin:0}
meter{width:100%;height:20px}
svg{max-width:100%;height:auto;display:block}
.nav{gap:12px;margin-block:16px}
.nav button{flex:1}
.nav,.jsonly,.js .q{display:none}
.js .nav{display:flex}
.js .jsonly,.js .now{display:block}
.skip{position:absolute;inset-inline-start:-999em}
.skip:focus{position:static}
footer{padding-block:24px;border-block-start:1px solid var(--line);color:var(--muted);font-size:1rem}
.links{list-style:none;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:4px 20px}
footer a{display:inline-block;padding-block:12px}
@media(forced-colors:active){.pick:has(:checked){outline:3px solid Highlight}}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:0.875rem}
@media print{.noprint,.skip,header,footer,form{display:none!important}body{font-size:14pt}.code{font-size:30pt}section,.card{border-color:#000;break-inside:avoid}}
${formCss}${ownCss}`
  .split("\n")
  .filter((line) => line !== "");

/** Letters that stand taller, or hang lower, than Latin ones (EXPERIENCE 2.3): text, and headings. */
const tall = "body{line-height:1.7}h1,.state{line-height:1.45}h2{line-height:1.5}";
const lines: Partial<Record<Script, string>> = {
  arabic: tall,
  nastaliq: "body{line-height:1.9}h1,.state,h2{line-height:1.8}",
  devanagari: tall,
  bengali: tall,
  sinhala: tall,
  tamil: tall,
  myanmar: tall,
  ethiopic: tall,
};

/** Classes that only scripts give, and what every page has. */
const always = ["js", "now", "reading", "html", "body", "root"];

/** The words of a selector that a page must have for it to match: classes and elements. */
function wordsOf(selector: string): string[] {
  const plain = selector.replace(/\[[^\]]*\]|::?[a-z-]+(\([^)]*\))?/g, "");
  return plain.match(/[a-z][\w-]*/g) ?? [];
}

/** The look of a page in one script: nothing of other scripts, and nothing for what `html` does not hold, is sent. */
export function cssFor(script: Script, html?: string): string {
  const own = lines[script] ?? "";
  if (html === undefined) return css.join("") + own;
  const there = new Set(always);
  for (const [, tag = ""] of html.matchAll(/<([a-z][a-z0-9]*)/g)) there.add(tag);
  for (const [, names = ""] of html.matchAll(/ class="([^"]*)"/g))
    for (const name of names.split(" ")) there.add(name);
  const used = css.filter((rule) => {
    // What is printed has to do with pages that are.
    if (rule.startsWith("@")) return !rule.startsWith("@media print") || there.has("noprint");
    const [selectors = ""] = rule.split("{", 1);
    return selectors.split(",").some((one) => wordsOf(one).every((word) => there.has(word)));
  });
  const whole = used.join("");
  // Colours that no rule of the page names are left out too.
  const named = (all: string, name: string) => (whole.includes(`(${name})`) ? all : "");
  return whole.replace(/(--[a-z]+):[^;}]+;/g, named) + own;
}
