import { LAYOUT } from './style-layout';
import { TABLES } from './style-tables';

/** Pairs of ink and ground have a contrast of 4.5 : 1 or more in both schemes. */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f7f6f3; --surface: #ffffff; --ink: #1f2328; --soft: #59606a; --line: #dedbd4; --accent: #7d5b0b; --wash: #faf6ea;
  --met: #17663a; --met-ground: #e4f2e9; --violated: #a1242b; --violated-ground: #fbe8e8; --acknowledged: #5f4696; --acknowledged-ground: #eeeaf7;
  --unknown: #735100; --unknown-ground: #fcf0d3; --none: #59606a; --none-ground: #efeeea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141619; --surface: #1c1f23; --ink: #e7e5e0; --soft: #a6acb4; --line: #353a40; --accent: #e2bb5c; --wash: #25231c;
    --met: #84d6a5; --met-ground: #17301f; --violated: #ffa3a3; --violated-ground: #3b1b1d; --acknowledged: #c9b9f4; --acknowledged-ground: #2b2441;
    --unknown: #f1c96f; --unknown-ground: #372b11; --none: #a6acb4; --none-ground: #282c30;
  }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #fff; --surface: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #5e4408; --wash: #fff;
    --met: #17663a; --met-ground: #fff; --violated: #a1242b; --violated-ground: #fff; --acknowledged: #5f4696; --acknowledged-ground: #fff;
    --unknown: #735100; --unknown-ground: #fff; --none: #444; --none-ground: #fff;
  }
}
.compliant { --tone: var(--met); --tone-ground: var(--met-ground); }
.violated { --tone: var(--violated); --tone-ground: var(--violated-ground); }
.error { --tone: var(--violated-ground); --tone-ground: var(--violated); }
.acknowledged { --tone: var(--acknowledged); --tone-ground: var(--acknowledged-ground); }
.unknown { --tone: var(--unknown); --tone-ground: var(--unknown-ground); }
.notApplicable { --tone: var(--none); --tone-ground: var(--none-ground); }
@media print { .error { --tone: var(--violated); --tone-ground: #fff; } }
`;

/** Only texts in exactly these languages come in pairs; what there is in one language only is marked en-US or ko-KR. */
const LANGUAGES = `
:root:not([lang=ko]) [lang=ko], :root[lang=ko] [lang=en] { display: none; }
:root[lang=ko] body { word-break: keep-all; overflow-wrap: break-word; }
`;

export const STYLE = `${COLOURS}${LANGUAGES}${LAYOUT}${TABLES}`;
