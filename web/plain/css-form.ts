// What only forms need of the look: pictograms, tiles, screens. The same with scripts and without until a choice is made,
// so that nothing jumps when the script takes over.

export const formCss = `
section.q{border:0;padding:0;margin-block:8px 40px}
.top{display:flex;gap:12px;align-items:center;justify-content:space-between;min-height:48px}
.i{width:40px;height:40px;flex:none;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.pick>.i{color:var(--primary)}
.row3{display:flex;flex-wrap:wrap;gap:8px}
.tile{flex:1 7rem;flex-direction:column;gap:4px;margin:0;position:relative;text-align:center;font-size:1rem;line-height:1.35}
.pick.tile input{position:absolute;inset-block-start:8px;inset-inline-start:8px}
.listen{min-height:48px;padding:4px 12px;gap:8px;font-size:1rem}
.listen .i{width:24px;height:24px}
details>button{margin-block-end:12px}
.reading .en{display:none}
`;
