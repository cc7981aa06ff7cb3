import { both, html, type Html } from './html';
import type { ProofEvidence } from '../proof-evidence';

/** What no claim covers: resources that may give access otherwise than by a policy that is read, by their type. */
export function unreadBlock({ unread }: ProofEvidence): Html {
  if (unread.length === 0) { return html``; }
  const types = [...new Set(unread.map(({ resourceType }) => resourceType))].sort();
  return html`<article class="key" aria-labelledby="unread-title">
<h3 id="unread-title">${both('What is not read', '읽지 않은 리소스')}</h3>
<p class="intro">${both(
  'These resources may give access in ways that are not read. No claim covers them: look at them by hand.',
  '다음 리소스는 증명이 읽지 않는 방식으로 접근 권한을 줄 수 있습니다. 어떤 명제도 이를 다루지 않으므로 직접 검토해야 합니다.',
)}</p>
<dl class="facts">${types.map((type) => html`<dt><code>${type}</code></dt>
<dd>${unread.filter(({ resourceType }) => resourceType === type).map(({ construct }) => html`<span class="path line">${construct}</span>`)}</dd>`)}</dl>
</article>`;
}
