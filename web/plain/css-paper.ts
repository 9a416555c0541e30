// The look of what is written in lines and printed: a leader's sheet, slips, and the paper form (A4, black on white).

export const linesCss = `.lines{list-style:none;margin:8px 0;padding:0}
.lines>li{display:grid;grid-template-columns:1.75rem 1fr 5.5rem;gap:8px;align-items:center;margin-block:6px}
.lines>li:first-child{align-items:end;font-size:1rem}
.lines input[type=text]{min-height:48px;padding:8px}`.replace(/\n/g, "");

export const slipsCss =
  `.slips{list-style:none;margin:16px 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr))}
.slips>li{border:1px dashed var(--border);padding:12px;break-inside:avoid}
.slips h3{margin:0 0 8px}.slips h3 small{display:inline}
.slips p{margin:4px 0}.slips p>bdi[dir=ltr]:not([lang]),.slips .en bdi{white-space:normal}.slips .two{gap:0 12px;margin:0}
.slips b{display:block;font-size:1.25rem;white-space:nowrap}
@page{margin:12mm}@media print{main{max-width:none;padding:0}.slips{grid-template-columns:1fr 1fr}.slips>li{border-color:#000;font-size:11pt}}`.replace(
    /\n/g,
    "",
  );

/** Sizes in millimetres and points: what is seen here is a sheet, not a screen. Tamil words are the longest. On a small screen it is only printed. */
export const paperCss = `@page{size:A4;margin:10mm 11mm}
.form{display:none}
.sheet{font-size:9.5pt;line-height:1.3;color:#000;background:#fff;border:0;margin:0;padding:0}
.sheet:lang(ta){font-size:8.7pt}
.sheet p{margin:1mm 0;max-width:none}
.sheet h1{font-size:15pt;line-height:1.3;margin:0}.sheet h2{font-size:11pt;line-height:1.3;margin:0 0 .5mm}
.sheet .en{display:inline;margin-inline-start:1mm;font-size:.75em;color:#333}.sheet .en::before{content:"("}.sheet .en::after{content:")"}
.sheet .i{width:5.5mm;height:5.5mm}
.sheet .told{border:.3mm solid #000;padding:1mm 2mm}
.head{display:flex;gap:6mm;justify-content:space-between;align-items:flex-start}
.ask{margin-block-start:2mm;border-block-start:.2mm solid #888;padding-block-start:1mm;break-inside:avoid}
.bx{display:inline-block;flex:none;width:4mm;height:4mm;border:.35mm solid #000;border-radius:.5mm;background:#fff;vertical-align:middle}
.cells{display:block;white-space:nowrap}.cells .bx{width:6mm;height:7mm;text-align:center;font:700 12pt/7mm monospace}.cells .gap{margin-inline-end:2mm}
.boxes{list-style:none;margin:.5mm 0;padding:0;display:grid;gap:.8mm 3mm}
.boxes li{display:flex;gap:1.5mm;align-items:center;min-height:5mm}
.boxes.two{grid-template-columns:1fr 1fr}.boxes.three{grid-template-columns:repeat(3,1fr)}.boxes.four{grid-template-columns:repeat(4,1fr)}
.sheet u{flex:1;display:inline-block;min-width:20mm;height:7mm;border-block-end:.25mm solid #000;text-decoration:none}
.sheet u.line{display:block;height:8mm}.sheet u.short{flex:none;width:30mm}
.fill{display:flex;gap:2mm;align-items:flex-end}
.sheet table{border-collapse:collapse;width:100%;table-layout:fixed}
.sheet th,.sheet td{border:.2mm solid #555;padding:.5mm;text-align:center;font-weight:400;font-size:7.5pt;line-height:1.15;overflow-wrap:anywhere}
.sheet td{height:8.5mm}.sheet tr>:first-child:is([rowspan],td){width:6mm}
.sheet tr:first-child>:nth-child(2){width:48mm}.sheet tr:first-child>:nth-child(3){width:18mm}
.sheet th .i{margin:auto}
.legend{list-style:none;margin:.8mm 0 0;padding:0;display:flex;flex-wrap:wrap;gap:0 3mm;font-size:8.5pt}
.legend li{display:flex;gap:1mm;align-items:center}.legend .i{width:4mm;height:4mm}
.agree{margin-block-start:2mm}
.slip{border-block-start:.4mm dashed #000;margin-block-start:3mm;padding-block-start:2mm;break-inside:avoid}
.sheet .code{display:block;font-size:15pt;margin:0}
@media screen and (min-width:820px){main{max-width:200mm}.form{display:block}.sheet{padding:8mm 6mm;margin-block:8mm;border:1px solid #888}}
@media print{:root{color-scheme:light}body{background:#fff}main{max-width:none;padding:0}.form{display:block}.sheet{break-after:page}.form:last-child .sheet:last-child{break-after:auto}main>.hint{display:none}}`.replace(
  /\n/g,
  "",
);
