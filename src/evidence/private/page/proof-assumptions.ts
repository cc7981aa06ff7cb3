import { both, capital, html, type Html, idOf, link } from './html';
import type { ProofEvidence } from '../proof-evidence';

export const assumptionId = (id: string): string => idOf('assumption', id);

/** What the proofs take for granted, each once, with the page that says so. */
export function assumptionsBlock({ assumptions }: ProofEvidence): Html {
  if (assumptions.length === 0) { return html``; }
  return html`<article class="key" aria-labelledby="assumptions-title">
<h3 id="assumptions-title">${both('What the proofs take for granted', '증명의 가정')}</h3>
<dl class="facts assumptions">${assumptions.map(({ id, text, source }) =>
  html`<dt id="${assumptionId(id)}"><code>${id}</code></dt><dd lang="en-US">${capital(text)} <small>${link(source)}</small></dd>`)}</dl>
</article>`;
}
