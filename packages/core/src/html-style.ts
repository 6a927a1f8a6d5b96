/** The style of the HTML report: readable on paper, on a telephone, in the light and in the dark. */
export const stylesheet: string = `
:root { color-scheme: light dark; --fg: #1c2330; --dim: #5b6577; --bg: #f5f6f9; --card: #fff; --line: #dfe3ea; --code: #f0f2f6;
  --error: #b42318; --security: #9a2a8f; --warning: #8f5b00; --suggestion: #1f5fa8; --passed: #17703d; --mark: #ffd9d4; }
@media (prefers-color-scheme: dark) { :root { --fg: #e4e8ef; --dim: #98a3b5; --bg: #12151b; --card: #1b2029; --line: #303848; --code: #12161d;
  --error: #ff8b7e; --security: #e99be0; --warning: #eab65b; --suggestion: #84b8f5; --passed: #72d39b; --mark: #6b2a24; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 48px; }
header { background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--error); border-radius: 10px; padding: 18px 22px; }
header.passed { border-left-color: var(--passed); }
header h1 { margin: 0; font-size: 26px; line-height: 1.2; color: var(--error); }
header.passed h1 { color: var(--passed); }
header p { margin: 6px 0 0; font-size: 17px; }
h2 { margin: 34px 0 12px; font-size: 19px; }
h3 { margin: 0 0 10px; font-size: 15px; overflow-wrap: anywhere; }
h4 { margin: 0 0 4px; font-size: 14px; }
p { margin: 6px 0; overflow-wrap: anywhere; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px; margin: 16px 0 0; padding: 0; list-style: none; }
.tiles li { flex: 1 1 110px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; color: var(--dim); }
.tiles b { display: block; font-size: 24px; line-height: 1.2; color: var(--fg); font-variant-numeric: tabular-nums; }
.tiles .error b { color: var(--error); } .tiles .security-warning b { color: var(--security); }
.tiles .warning b { color: var(--warning); } .tiles .suggestion b { color: var(--suggestion); } .tiles .none b { color: var(--dim); }
article, details { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; margin: 0 0 14px; }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
.type { color: var(--dim); font-size: 13px; }
.finding { border-top: 1px solid var(--line); margin: 12px -18px 0; padding: 12px 18px 0; }
article > h3 + .finding { border-top: 0; margin-top: 0; padding-top: 0; }
.head { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: baseline; }
.head a { margin-left: auto; font-size: 13px; }
a { color: var(--suggestion); }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 9px; font-size: 12px; line-height: 1.6; font-weight: 600; white-space: nowrap; }
.error.badge { color: var(--error); } .security-warning.badge { color: var(--security); } .warning.badge { color: var(--warning); } .suggestion.badge { color: var(--suggestion); }
.place, .engine { color: var(--dim); font-size: 13px; }
code, pre { font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 4px; padding: 1px 4px; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; padding: 8px 12px; overflow-x: auto; white-space: pre; }
.n { color: var(--dim); user-select: none; }
mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--error); border-radius: 2px; }
mark.caret { display: inline-block; height: 1.1em; width: 0; margin: 0 -1px; border: 0; border-left: 2px solid var(--error); vertical-align: text-bottom; }
.label { color: var(--dim); } .fix { color: var(--passed); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 14px 26px; }
table { border-collapse: collapse; } th { text-align: left; font-weight: 500; color: var(--dim); padding: 2px 14px 2px 0; vertical-align: top; white-space: nowrap; } td { padding: 2px 0; }
section > details ul { margin: 8px 0 0; padding-left: 20px; }
footer { margin-top: 34px; color: var(--dim); font-size: 13px; }
@media print { body { background: #fff; } article, details { break-inside: avoid; } }
`;
