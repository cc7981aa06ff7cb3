import { claimCounts } from './claim-chip';
import { both, html, type Html } from './html';
import { assumptionsBlock } from './proof-assumptions';
import { claimsBlock } from './proof-claims';
import { deployersBlock } from './proof-deployers';
import { unreadBlock } from './proof-unread';
import { isSame } from './proofs-link';
import { duration } from '../duration';
import { type EvidenceModel, summarize } from '../model';
import { claimsOf } from '../proof-evidence';

/** Nothing where no proofs were run: the summary says so. */
export function proofsSection(model: EvidenceModel): Html {
  const { keys, proofs } = model;
  if (proofs === undefined) { return html``; }
  const claims = claimsOf(proofs);
  const time = duration(summarize(model).proofsElapsedMs);
  const order = keys.flatMap((key) => proofs.resources.filter((resource) => isSame(resource, key)));
  const others = proofs.resources.filter((resource) => !order.includes(resource));
  return html`<section id="proofs" aria-labelledby="proofs-title">
<h2 id="proofs-title">${both('Proofs', '증명')}</h2>
<p class="intro">${both(
  'Each claim was decided for all requests and not for samples. Proved: it holds. Nothing to ask: it holds, since nothing there could break it. Refuted: it does not, and the request says why. Undecided: the template does not say enough; never counted as proved. Claims hold under the assumptions at the end, and speak of everybody but the roles that deploy: these are shown apart.',
  '각 명제는 일부 표본이 아니라 가능한 모든 요청에 대해 판정했습니다. ‘증명됨’은 명제가 성립한다는 뜻이고, ‘해당 없음’은 판정할 대상이 없어 성립한다는 뜻입니다. ‘반증됨’은 성립하지 않는다는 뜻으로 그 이유가 되는 요청을 함께 제시합니다. ‘판정 불가’는 템플릿만으로 결론을 낼 수 없다는 뜻이며 증명된 것으로 보지 않습니다. 판정은 끝에 적은 가정을 전제로 하고, 배포 역할은 명제의 대상에서 제외하여 따로 표시합니다.',
)}</p>
${claims.length === 0
  ? html`<p class="soft">${both('The templates have nothing that a claim is about.', '템플릿에 판정할 명제가 없습니다.')}</p>`
  : html`<p class="bill">${both(
    html`<strong>${claims.length}</strong> ${claims.length === 1 ? 'claim' : 'claims'} decided in ${time}`,
    html`명제 <strong>${claims.length}</strong>건 판정, 소요 시간 ${time}`,
  )} ${claimCounts(claims)}</p>`}
${[...order, ...others].map((resource) => claimsBlock(resource, keys))}
${unreadBlock(proofs)}
${deployersBlock(proofs)}
${assumptionsBlock(proofs)}
</section>`;
}
