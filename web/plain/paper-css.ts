// How permits and passes look: paper, in every theme and on every printer. Black on white, and no colour or grey carries
// meaning. A code is never smaller than 240 px on a screen and 40 mm in print; it keeps white around it.

const paper = `
.paper{background:#fff;color:#000;border:2px solid #000;border-radius:8px;padding:12px;margin-block:16px;line-height:1.4}
.qr{background:#fff;width:100%;min-width:240px;max-width:22rem;margin:0 auto}
.who{font-size:22px;font-weight:700;overflow-wrap:anywhere;margin:0}
`;

/** One pass per slip: on a sheet they stand side by side with lines to cut; on a roll, one below the other. */
export const passCss = `${paper}
.paper .code{text-align:center}
.paper p{margin:4px 0}
@media print{
@page{margin:10mm}
main{padding:0;max-width:none}
h1{display:none}
.paper{display:inline-block;vertical-align:top;width:88mm;max-width:100%;margin:0 1mm 2mm;padding:3mm;font-size:11pt;border:1px dashed #000;break-inside:avoid}
.qr{width:64mm;min-width:0}
}
`.replace(/\n/g, "");

/** The permit: a full page of A4, or a card of two faces to fold, each as large as a bank card at least. */
export const permitCss = `${paper}
.paper [lang=ar]{line-height:1.5}
.paper h2{font-size:20px;margin:0 0 4px;text-align:center}
.three{display:flex;flex-wrap:wrap;gap:0 12px}
h2 .three,.stamp .three,.no .three{justify-content:center}
.paper dl{margin:4px 0}
.paper dl>div{border-block-start:1px solid #000;padding-block:4px}
.paper dt{font-size:14px}
.paper dd{margin:0;font-weight:700;overflow-wrap:anywhere}
.num{font-size:22px}
.no{border:2px solid #000;padding:6px 8px;margin-block:8px;font-weight:700}
.small{font-size:14px;border-block-start:1px solid #000;padding-block-start:4px;margin-block-end:8px}
.small .three{display:block;margin-block-end:4px}
.small .three>*{display:block}
.stamp{max-width:none;border:4px double #000;padding:4px 8px;margin:0 0 8px;font-size:24px;font-weight:700;letter-spacing:2px}
.stamp [lang=ar]{letter-spacing:0}
@media print{
@page{size:A4;margin:10mm}
main{padding:0;max-width:none}
.paper{margin:0;padding:5mm;font-size:11.5pt}
.paper h2{font-size:20pt}
.stamp{font-size:16pt}
.who,.num{font-size:15pt}
.paper dt,.small{font-size:9.5pt}
.paper dl>div{padding-block:1mm}
.face:first-child{display:grid;grid-template-columns:80mm 1fr;column-gap:6mm}
.face:first-child>:not(.qr,dl){grid-column:1/-1}
.face:last-child dl{columns:2;column-gap:6mm}
.face:last-child dl>div{break-inside:avoid}
.qr{width:80mm;min-width:0;margin:0}
.wallet{border:0;border-radius:0;padding:0;width:92mm;font-size:7.5pt;line-height:1.2}
.wallet .face{border:1px dashed #000;padding:2mm;min-height:56mm}
.wallet .face:first-child{grid-template-columns:46mm 1fr;column-gap:2mm}
.wallet .qr{width:46mm}
.wallet h2{font-size:9pt}
.wallet dt,.wallet .small,.wallet dt .three,.wallet .small .three{font-size:6.5pt;gap:0 4px}
.wallet dl{margin:0}
.wallet dl>div{padding-block:.4mm}
.wallet .face:last-child dl{column-gap:3mm}
.wallet .small .three{margin:0}
.wallet .who,.wallet .num{font-size:9pt}
.wallet .no{border-width:1px;padding:.5mm;margin:0 0 .5mm}
.wallet .stamp{max-width:none;border-width:2px;font-size:8pt;padding:.3mm;margin:0 0 .5mm}
}
`.replace(/\n/g, "");
