import { both, capital, html, type Html, scrolling } from './html';
import { principalName, shortName } from './principal';
import { claimsId } from './proofs-link';
import type { DeployerEvidence } from '../deployer-evidence';
import { keyPrincipal } from '../key-principal';
import type { ProofEvidence } from '../proof-evidence';

/** What the claims leave out: roles that deploy, each with all keys that it may do the same with. */
export function deployersBlock({ deployers, resources }: ProofEvidence): Html {
  if (deployers.length === 0) { return html``; }
  return html`<article class="key" aria-labelledby="deployers-title">
<h3 id="deployers-title">${both('Roles that deploy', '배포 역할')}</h3>
<p class="intro">${both(
  'Claims speak of everybody else. Whoever can assume one of these roles, or change what it deploys, can do this with the keys.',
  '명제는 배포 역할을 제외한 모든 주체를 대상으로 합니다. 배포 역할을 맡거나 배포할 내용을 바꿀 수 있는 사람은 키에 대해 아래 작업을 할 수 있습니다.',
)}</p>
${scrolling('Roles that deploy', '배포 역할', html`<table class="deployers">
<caption class="hidden">${both('What each role that deploys may do with which keys, directly and through services', '배포 역할별로 어떤 키에 직접 또는 서비스를 통해 할 수 있는 작업')}</caption>
<thead><tr><th scope="col">${both('Role', '역할')}</th><th scope="col">${both('Directly', '직접 호출')}</th><th scope="col">${both('Through services only', '서비스를 통해서만')}</th><th scope="col">${both('Its own permissions', '역할 자체의 권한')}</th></tr></thead>
<tbody>${deployers.map((deployer) => deployerRow(deployer, resources))}</tbody>
</table>`)}
</article>`;
}

const deployerRow = ({ deployer, direct, throughServices, identity, keys }: DeployerEvidence, resources: ProofEvidence['resources']): Html => html`<tr>
<th scope="row">${principalName(keyPrincipal(deployer))}<small>${both('with', '대상 키:')} ${keys.map((key, index) => html`${index > 0 && ', '}${keyLink(key, resources)}`)}</small></th>
<td>${lines(direct)}</td>
<td>${throughServices.length === 0 ? none : throughServices.map(({ service, actions }) => html`<b>${shortName(service)}</b>${lines(actions)}`)}</td>
<td class="prose" lang="en-US">${capital(identity)}</td></tr>`;

const none = html`<span class="soft">${both('nothing', '없음')}</span>`;

const lines = (actions: readonly string[]): Html => (actions.length === 0 ? none : html`${actions.map((action) => html`<code class="line">${action}</code>`)}`);

function keyLink({ stack, construct, logicalId }: DeployerEvidence['keys'][number], resources: ProofEvidence['resources']): Html {
  const found = resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId);
  return found ? html`<a class="path" href="#${claimsId(found)}">${construct}</a>` : html`<span class="path">${construct}</span>`;
}
