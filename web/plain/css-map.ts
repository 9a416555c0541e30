// The look of the public map: one hue in five strengths, so that shades differ for every eye, and lines that differ by their
// breaks as well. Colours of its own, which neither a forced scheme nor paper changes.

export const mapCss = `
.map{--sea:#d6e4ec;--land:#fff;--edge:#71817b;--hue:#00594c;--text:#10201c;--bad:#a3170f;width:100%;direction:ltr;border:1px solid var(--edge);border-radius:8px;forced-color-adjust:none}
.key .map{width:44px;border:0}
@media(prefers-color-scheme:dark){.map{--sea:#0a1c26;--land:#222d32;--edge:#74858c;--hue:#5cc8b0;--text:#f2f6f5;--bad:#ff9a8f}}
.map path,.map circle{fill:none;stroke-linejoin:round}
.map .sea,.map .lake{fill:var(--sea)}
.map .land{fill:var(--land);fill-rule:evenodd}
.map .inner{stroke:var(--edge);stroke-width:.7;opacity:.7}
.map .border,.map .open{stroke:var(--edge);stroke-width:2.5}
.map .open{stroke-dasharray:9 6}
.map .s{fill:var(--hue);fill-opacity:.2;stroke:var(--hue);stroke-width:1.5}
.map .s1{fill-opacity:.35}.map .s2{fill-opacity:.5}.map .s3{fill-opacity:.65}.map .s4{fill-opacity:.85}
.map .untold,.map .about{stroke:var(--edge);stroke-width:1.5;stroke-dasharray:2 3}
.map .within{stroke:var(--text);stroke-width:2}
.map .alert{stroke:var(--bad);stroke-width:4;stroke-dasharray:14 5}
.map .peril{stroke:var(--bad);stroke-width:2.5;stroke-dasharray:5 5}
.map .tri{fill:#ffcb05;stroke:#10201c;stroke-width:2.5}
.map .sign{fill:none;stroke:var(--text);stroke-width:1.5}
.map .sign circle{fill:var(--land)}
.map .dot,.map .town{fill:var(--text)}
.map .lead,.map .bar{stroke:var(--text);stroke-width:2}
.map .tab{fill:var(--land);stroke:var(--bad);stroke-width:2}
.map text{font:700 26px system-ui,sans-serif;fill:var(--text);stroke:var(--land);stroke-width:5;paint-order:stroke;stroke-linejoin:round;text-anchor:middle}
.map .small{font-size:21px;font-weight:400}
.rows{width:100%;border-collapse:collapse;margin-block-end:24px}
.rows th,.rows td{padding:8px 8px 8px 0;border-block-end:1px solid var(--line);text-align:start;vertical-align:top;font-weight:400}
.rows .key{width:3.25rem;font-weight:700}
.rows .n{text-align:end;padding-inline-end:0;width:30%}
.rows a{display:inline-block;padding-block:6px}
.shades{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 16px}
.shades .map{display:inline-block;vertical-align:middle;width:24px;margin-inline-end:6px}
@media print{.skip,header,footer{display:none}.rows tr{break-inside:avoid}.map{max-height:17cm}}
`
  .trim()
  .replace(/\n/g, "");
