/** Tables, and what stands in them. */
export const TABLES = `
table { width: 100%; border-collapse: collapse; background: var(--surface); font-size: .94rem; }
th, td { padding: .6rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { font-size: .84rem; font-weight: 500; color: var(--soft); white-space: nowrap; vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody:last-child > tr:last-child > * { border-bottom: 0; }
th small, td small { display: block; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
.prose { overflow-wrap: anywhere; }
td.prose { min-width: 14rem; }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.line { display: block; }
.empty { padding: 2rem; text-align: center; color: var(--soft); }

.chip { display: inline-flex; align-items: center; gap: .4em; padding: .12rem .6rem .12rem .5rem; border-radius: 999px; background: var(--tone-ground); color: var(--tone); font-size: .86rem; font-weight: 550; white-space: nowrap; }
.chip .mark { font-weight: 700; }
.tags { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; }
.tags .mark { color: var(--tone); font-weight: 700; }
.tags .mark.error { color: var(--violated); }
.tags b { font-weight: 600; }

.controls { border: 1px solid var(--line); border-radius: 8px; border-collapse: separate; border-spacing: 0; }
.controls > thead th:first-child, .controls > tbody > tr:first-child > td:first-child { width: 10rem; }
.severity, .controls > thead th:nth-child(3) { width: 7rem; }
.controls > tbody:last-child > tr > * { border-bottom: 0; }
.opener { display: flex; gap: .55rem; align-items: baseline; width: 100%; margin: -.6rem -.8rem; padding: .6rem .8rem; border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.opener:hover span { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }
.opener code { display: block; color: var(--soft); }
.opener:focus-visible { outline-offset: -3px; }
.arrow { flex: none; width: .5rem; height: .5rem; border-right: 2px solid var(--soft); border-bottom: 2px solid var(--soft); transform: translateY(-.08rem) rotate(-45deg); }
.opener[aria-expanded=true] .arrow { transform: translateY(-.2rem) rotate(45deg); }
html:not(.js) .arrow { display: none; }
.controls > tbody > tr.detail > td { padding: 0; }
.detail-body { padding: .8rem 1.2rem 1.4rem 2.2rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 0 0 1rem; max-width: 62rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts.inline { display: flex; flex-wrap: wrap; gap: .3rem 1.75rem; margin: .3rem 0 1rem; max-width: none; font-size: .94rem; }
.facts.inline div { display: flex; gap: .45rem; }
.acceptance { margin: .3rem 0 0; padding-left: .7rem; border-left: 3px solid var(--acknowledged); overflow-wrap: anywhere; }

.framework { margin: .5rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
summary { padding: .8rem 1.1rem; cursor: pointer; }
summary .name { font-weight: 600; }
.tally { display: inline-flex; flex-wrap: wrap; gap: 0 1.1rem; margin-left: .75rem; font-size: .9rem; }
.tally .mark { margin-right: .3em; font-weight: 700; }
.tally .count { padding: 0; color: var(--tone); }
.tally .error { color: var(--violated); }
.framework table { border-top: 1px solid var(--line); border-radius: 0 0 8px 8px; }
.framework th:first-child { width: 11rem; }
.framework td:nth-child(2) { width: 10rem; }

.matrix { table-layout: fixed; min-width: 52rem; }
.matrix th[scope=row] { overflow-wrap: anywhere; }
.matrix thead th { white-space: normal; }
.matrix thead th:nth-child(1) { width: 30%; }
.matrix thead th:nth-child(2) { width: 22%; }
.matrix .allow strong { color: var(--violated); font-weight: 600; }
.matrix .none { color: var(--soft); }
.matrix .group { padding-top: 1rem; font-size: .84rem; color: var(--soft); font-weight: 600; }
.matrix .mark { color: var(--met); margin-right: .35em; }
.matrix .deny .mark { color: var(--violated); font-weight: 700; }
.matrix .kind { color: var(--soft); }
.ways { display: inline; list-style: none; margin: 0; padding: 0; }
.ways li { display: inline; }
.ways li + li::before { content: ', '; }
.statements { margin-top: .75rem; }
.statements > summary { padding: .5rem 0; color: var(--soft); }
.statements table { table-layout: fixed; min-width: 60rem; }
.statements thead th:nth-child(1) { width: 18%; }
.statements thead th:nth-child(2) { width: 29%; }
.statements thead th:nth-child(3) { width: 21%; }

.claims { table-layout: fixed; border: 1px solid var(--line); border-radius: 8px; border-collapse: separate; border-spacing: 0; }
.claims thead th:nth-child(1) { width: 12.5rem; }
.claims thead th:nth-child(2) { width: 30%; }
.claims thead th:nth-child(4) { width: 6rem; }
.claims p, .deployers p { margin: 0 0 .3rem; overflow-wrap: anywhere; }
.claims .facts { margin: .2rem 0 .6rem; font-size: .92em; gap: .1rem 1rem; }
.request summary, .assuming summary { padding: 0 0 .2rem; color: var(--soft); font-size: .92em; }
.deployers { table-layout: fixed; min-width: 52rem; }
.key h3 .chip { margin-left: .4rem; }
.assumptions { margin: .8rem 0 .4rem; gap: .6rem 1.25rem; }
.assumptions small { display: block; overflow-wrap: anywhere; }

@media print { .matrix, .deployers, .statements table { min-width: 0; } }
@media (max-width: 60rem) {
  .claims, .claims tbody { display: block; }
  .claims thead { display: none; }
  .claims tbody tr { display: grid; grid-template-columns: 1fr max-content; align-items: center; gap: .4rem .8rem; padding: .8rem .9rem; border-bottom: 1px solid var(--line); }
  .claims tbody tr:last-child { border-bottom: 0; }
  .claims tbody tr > * { grid-column: 1 / -1; padding: 0; border: 0; overflow-wrap: anywhere; }
  .claims tbody tr > :first-child { grid-row: 1; grid-column: 1; }
  .claims tbody tr > :last-child { grid-row: 1; grid-column: 2; }
}
@media (max-width: 40rem) {
  .controls, .controls > tbody, .controls > tbody > tr > td, .controls > tbody > tr > th { display: block; width: auto; }
  .controls > thead { display: none; }
  .controls > tbody { border-bottom: 1px solid var(--line); }
  .controls > tbody:last-child { border-bottom: 0; }
  .controls > tbody > tr:first-child { display: grid; grid-template-columns: max-content max-content 1fr; align-items: center; padding: .8rem .9rem; gap: .4rem .8rem; }
  .controls > tbody > tr:first-child > * { padding: 0; border: 0; width: auto; }
  .controls > tbody > tr:first-child > td:first-child { width: auto; }
  .scroll > table:not(.matrix, .deployers) { min-width: 40rem; }
  .scroll > table:not(.matrix) th[scope=row] { min-width: 13rem; }
  .controls > tbody > tr:first-child > th { grid-row: 1; grid-column: 1 / -1; }
  .controls > tbody > tr:first-child .opener { margin: 0; padding: .2rem 0; }
  .controls > tbody > tr:first-child > .number { text-align: right; }
  .controls > tbody > tr.detail { display: block; }
  .controls > tbody > tr.detail > td { border: 0; }
  .detail-body { padding: 0 .9rem 1.2rem; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .tally { display: flex; margin: .3rem 0 0; }
  .framework th:first-child, .framework td:nth-child(2) { width: auto; }
}
`;
