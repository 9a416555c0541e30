// What only the pages of coming back need of the look.

export const ownCss = `
.js .nojs{display:none}
button .en{color:inherit}
.state{display:flex;gap:12px;align-items:center}
.state>.i{color:var(--primary)}
.card h2{font-size:1.125rem;margin:16px 0 0}
.card form{margin:0}
.button bdi[dir=ltr]:not([lang]){white-space:normal}
.to a{display:block;padding-block:10px}
.said{white-space:pre-wrap}
.mine{border-inline-start:4px solid var(--primary);padding-inline-start:12px}
.four{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:0 8px}
.four .pick{gap:8px;padding:10px 6px;font-size:1rem}
dd{margin:0 0 12px}
blockquote{margin:4px 0;padding-inline-start:12px;border-inline-start:4px solid var(--border);white-space:pre-wrap}
`;
