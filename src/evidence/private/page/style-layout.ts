/** The page but its tables. */
export const LAYOUT = `
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif;
}
code, .path, .hash { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono', monospace; font-size: .86em; overflow-wrap: anywhere; word-break: normal; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft, small { color: var(--soft); }
small { font-size: .86em; }
.skip { position: absolute; left: -999em; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; padding: .5rem 1rem; background: var(--surface); }

.top, nav ul, main, footer { max-width: 76rem; margin: 0 auto; padding-left: 1.5rem; padding-right: 1.5rem; }
.top { display: flex; justify-content: space-between; align-items: flex-start; gap: 1.5rem; padding-top: 3rem; padding-bottom: 1.5rem; }
.top p { margin: 0; }
.brand { color: var(--accent); font-weight: 600; letter-spacing: .02em; }
h1 { margin: .2rem 0 .4rem; font-size: clamp(1.8rem, 4vw, 2.6rem); line-height: 1.2; letter-spacing: -.02em; font-weight: 650; }
h2 { margin: 0 0 1rem; font-size: 1.45rem; line-height: 1.3; letter-spacing: -.01em; font-weight: 650; }
h3 { margin: 0; font-size: 1.1rem; font-weight: 650; overflow-wrap: anywhere; }
section { padding: 2.25rem 0 1rem; }
.intro { max-width: 46rem; margin: 0 0 1.25rem; color: var(--soft); }

.languages { display: inline-flex; flex: none; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; background: var(--surface); }
.languages button { border: 0; background: none; padding: .45rem .9rem; min-height: 2.5rem; color: var(--soft); font: inherit; font-size: .92rem; cursor: pointer; }
.languages button[aria-pressed=true] { background: var(--wash); color: var(--ink); font-weight: 650; box-shadow: inset 0 -3px var(--accent); }
.languages button:focus-visible { outline-offset: -3px; }

nav { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); }
nav ul { display: flex; gap: 1.6rem; list-style: none; margin-top: 0; margin-bottom: 0; overflow-x: auto; }
nav a { display: block; padding: .8rem 0; color: var(--soft); text-decoration: none; white-space: nowrap; }
nav a:hover { color: var(--ink); box-shadow: inset 0 -2px var(--accent); }
footer { margin-top: 3rem; padding-top: 1.5rem; padding-bottom: 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
footer p { max-width: 52rem; margin: 0; }

.verdict { margin: 0 0 1.5rem; font-size: 1.15rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; list-style: none; margin: 0 0 1.5rem; padding: 0; }
.tiles.many { grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); }
.tile { padding: 1rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-top: 4px solid var(--tone, var(--line)); border-radius: 8px; }
.tile strong { display: block; font-size: 2rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.02em; color: var(--tone, var(--ink)); }
.tile .label { display: block; }
.tile small { display: block; }
.bar { display: block; width: 100%; height: 12px; border-radius: 6px; overflow: hidden; }
.bar rect { fill: var(--tone); }
.bar rect.error { fill: var(--tone-ground); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; margin: .7rem 0 0; padding: 0; color: var(--soft); font-size: .92rem; }
.legend .mark { margin-right: .4em; color: var(--tone); font-weight: 700; }
.legend .error .mark { color: var(--violated); }
.legend b { margin-left: .2em; color: var(--ink); font-variant-numeric: tabular-nums; }
.notes { margin: 1.5rem 0 0; padding: .9rem 1.2rem .9rem 2.2rem; background: var(--unknown-ground); color: var(--unknown); border-radius: 8px; }

.filters { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem 1rem; margin: 0 0 1rem; }
.filters label { display: flex; flex-direction: column; gap: .2rem; font-size: .86rem; color: var(--soft); max-width: 100%; }
.filters .wide { flex: 1 1 14rem; }
.filters input, .filters select, .quiet {
  min-height: 2.5rem; padding: .4rem .7rem; font: inherit; font-size: .95rem; color: var(--ink); background: var(--surface); border: 1px solid var(--soft); border-radius: 6px; max-width: 100%;
}
.quiet { cursor: pointer; }
.quiet[aria-pressed=true] { background: var(--wash); border-color: var(--accent); }
.count { margin: 0; padding: .5rem 0; color: var(--soft); font-variant-numeric: tabular-nums; }
html:not(.js) .filters, html:not(.js) .languages { display: none; }

.bill { margin: 0 0 1.25rem; }
.bill strong { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.key { margin: 1.5rem 0; padding: 1.25rem 1.5rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.graph { display: block; width: 100%; min-width: 46rem; height: auto; }
.graph text { font-size: 12.5px; fill: var(--ink); }
.graph .heading { font-size: 12px; fill: var(--soft); }
.graph rect { fill: var(--surface); stroke: var(--line); }
.graph .node-key rect { fill: var(--wash); stroke: var(--accent); }
.graph .open rect { stroke: var(--violated); stroke-dasharray: 4 3; }
.graph .edge { fill: none; stroke: var(--soft); stroke-opacity: .45; stroke-width: 1.3; }
.graph .edge.open { stroke: var(--violated); stroke-opacity: .8; stroke-dasharray: 4 3; }
.graph .dim { opacity: .12; }

@media (max-width: 40rem) {
  .top { flex-direction: column-reverse; gap: 1rem; padding-top: 1.25rem; }
  .top, nav ul, main, footer { padding-left: 1rem; padding-right: 1rem; }
  .tiles, .tiles.many { grid-template-columns: repeat(2, 1fr); }
  .filters label { flex: 1 1 8rem; }
  .filters .wide { flex-basis: 100%; }
  .filters select { width: 100%; }
  .key { padding: 1rem; }
}
@media print {
  body { font-size: 9.5pt; }
  nav, .filters, .languages, .skip { display: none; }
  .top { padding-top: 0; }
  section, .top, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .key, .tile, tr { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  .scroll { overflow: visible; border: 0; }
  .graph { min-width: 0; }
}
`;
