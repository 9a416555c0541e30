// The look of plain pages: a paper form by day, an instrument by night (tokens of EXPERIENCE 5.3). One string, inlined:
// a page is one request. Logical properties only, so that right-to-left needs no second sheet.

export const css = `
:root{--bg:#fff;--surface:#f2f5f4;--ink:#10201c;--muted:#44544f;--border:#71817b;--line:#d5dcd9;--primary:#00594c;--on:#fff;--link:#0b4f9e;--error:#a3170f;--ok:#1b6b3a;--warn:#7a4a00;--halo:#ffc20e;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--bg:#0f1417;--surface:#171e22;--ink:#e6ecea;--muted:#a9b7b2;--border:#74858c;--line:#2b363c;--primary:#5cc8b0;--on:#06231e;--link:#8ab8f5;--error:#ff9a8f;--ok:#7fd69b;--warn:#ffcb6b}}
*{box-sizing:border-box}
[hidden]{display:none!important}
.f{margin-block:16px}
html{scroll-padding-top:72px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:18px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif}
[lang=ar],[lang=ar] button,[lang=ar] input{line-height:1.7}
main,header>div,footer{max-width:36rem;margin:0 auto;padding:0 16px}
main{padding-block:16px 48px}
header{position:sticky;top:0;z-index:2;background:var(--bg);border-block-end:1px solid var(--line)}
header>div{display:flex;gap:12px;align-items:center;justify-content:space-between;min-height:64px}
header form{margin:0}
h1{font-size:27px;line-height:1.25;margin:16px 0 8px;text-wrap:balance}
h2{font-size:22px;line-height:1.3;margin:0 0 8px;text-wrap:balance}
h3{font-size:18px;margin:16px 0 4px}
p{margin:8px 0;max-width:34rem}
a{color:var(--link);text-underline-offset:3px}
small,.hint{color:var(--muted);font-size:16px;display:block}
.en{display:block;color:var(--muted);font-size:15px;line-height:1.4;text-align:start}
.lead{font-size:20px}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 6px var(--halo);border-radius:8px}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:56px;padding:8px 24px;border:2px solid var(--primary);border-radius:8px;background:var(--primary);color:var(--on);font:inherit;font-weight:700;text-decoration:none;cursor:pointer;text-align:center}
.wide{display:flex;width:100%;margin-block:12px}
.second{background:transparent;color:var(--primary)}
.exit{background:transparent;color:var(--ink);border-color:var(--border);min-height:48px;padding-inline:16px;font-size:16px}
.danger{border-color:var(--error);background:transparent;color:var(--error)}
section,.card{border:1px solid var(--line);border-radius:8px;padding:16px;margin-block:16px;background:var(--bg)}
.card{background:var(--surface)}
fieldset{border:0;padding:0;margin:16px 0;min-width:0}
legend,.label{font-weight:700;padding:0;display:block;margin-block-end:4px}
legend h2{margin:0}
input[type=text],textarea,select{width:100%;min-height:56px;padding:10px 12px;border:2px solid var(--border);border-radius:8px;background:var(--bg);color:var(--ink);font:inherit}
textarea{min-height:96px}
.short{max-width:14rem}
.pick{display:flex;gap:12px;align-items:flex-start;padding:14px 12px;min-height:56px;border:2px solid var(--line);border-radius:8px;margin-block:8px;cursor:pointer;background:var(--bg)}
.pick input{flex:none;width:24px;height:24px;margin:2px 0;accent-color:var(--primary)}
.pick:has(:checked){border-color:var(--primary)}
.pick span{min-width:0;overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:1fr 1fr;gap:12px}
details{border:1px solid var(--line);border-radius:8px;margin-block:8px;padding:0 12px}
summary{min-height:56px;padding-block:14px;font-weight:700;cursor:pointer}
.bad{border-inline-start:6px solid var(--error);padding-inline-start:12px}
.bad input,.bad textarea,.bad select{border-color:var(--error)}
.why{color:var(--error);font-weight:700;margin:4px 0}
.problem{border:3px solid var(--error);border-radius:8px;padding:16px;margin-block:16px}
.problem h2{color:var(--error)}
.done{border:3px solid var(--ok);border-radius:8px;padding:12px 16px;margin-block:16px;font-weight:700}
.warn{border-inline-start:6px solid var(--warn);padding:8px 12px;background:var(--surface);margin-block:12px}
.code{font-size:36px;font-weight:700;letter-spacing:1px;font-variant-numeric:tabular-nums;line-height:1.2;display:block;margin-block:4px}
bdi{unicode-bidi:isolate}
blockquote{margin:8px 0;padding-inline-start:12px;border-inline-start:4px solid var(--border);overflow-wrap:anywhere}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain>li{padding-block:10px;border-block-end:1px solid var(--line)}
ul.plain>li:last-child{border:0}
.row{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline;justify-content:space-between}
.tag{font-size:15px;border:1px solid var(--border);border-radius:4px;padding:0 8px;white-space:nowrap}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:12px;margin-block:16px}
.tiles a{display:flex;align-items:center;justify-content:center;min-height:56px;border:2px solid var(--border);border-radius:8px;text-decoration:none;font-weight:700;padding:8px;text-align:center;color:var(--ink)}
.state{font-size:27px;font-weight:700;line-height:1.25;margin:0}
meter{width:100%;height:20px}
svg{max-width:100%;height:auto;display:block}
.step,.nav{display:none}
.js .nav{display:flex;gap:12px;margin-block-start:16px}
.js .nav button{flex:1}
.js .step{display:block;color:var(--muted);margin:0 0 8px;font-size:16px}
.js section.q{display:none;border:0;padding:0}
.js section.now{display:block}
.js .last{display:none}
.jsonly{display:none}
.js .jsonly{display:block}
.skip{position:absolute;inset-inline-start:-999em}
.skip:focus{position:static}
footer{padding-block:24px;border-block-start:1px solid var(--line);color:var(--muted);font-size:16px}
footer ul{list-style:none;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:4px 20px}
footer a{display:inline-block;padding-block:12px}
@media(prefers-reduced-motion:no-preference){.pick{transition:border-color .12s}}
@media(forced-colors:active){.pick:has(:checked){outline:3px solid Highlight}}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px}
@media print{header,footer,form,.skip,.noprint{display:none!important}body{font-size:14pt}.code{font-size:30pt}section,.card{border-color:#000;break-inside:avoid}}
`
  .replace(/\n/g, "")
  .trim();
