import { type Need, holds } from './needs';
import { isRepeated } from './resource-arns';
import type { Permission } from './statement';
import { SUPPLEMENTS } from './supplements';
import { type LaunchedResource, targetOf, valuesAt } from './template';
import { KEY_CONSUMERS } from '../../../keys/private/key-consumers';
import { SERVICES } from '../../../keys/private/service-facts';
import { exactActions } from '../../../private/exact-actions';
import { DOMAIN_TAG, PRODUCT_TAG } from '../../../private/names';
import type { Conditions } from '../policy-statement';

/** What uses a key, or hands its use on: never given by a handler's list, but by the table of services and only through the service. */
const USES = /^kms:(CreateGrant|RetireGrant|RevokeGrant|Decrypt|DeriveSharedSecret|DescribeKey|Encrypt|GenerateDataKey\w*|GenerateMac|ReEncrypt\w+|Sign|Verify\w*)$/;

/** Whether an action that a type asks for is for the table of keys to give. */
export const isKeyUse = (action: string, type: string): boolean => USES.test(action) && !type.startsWith('AWS::KMS::');

/** Properties that name what something is made from, which another key may encrypt. */
const NAMES_SOURCE = /Snapshot(Id|Identifier|Arn|Name)s?$|^(ImageId|LaunchTemplate|Source\w*(Id|Identifier|Arn))$/;

interface Given { readonly permissions: Permission[]; readonly needs: Need[] }

/**
 * What the launch role does with keys of domains, through the services that encrypt with them.
 *
 * @param productName whose keys they are, where the template makes them all
 * @param readsSecrets whether the template asks for the value of a secret
 */
export function keyPermissions(resources: readonly LaunchedResource[], productName: string, readsSecrets: boolean): Given {
  const keys = resources.filter(({ type }) => type === 'AWS::KMS::Key').map(({ id }) => id);
  const permissions: Permission[] = [];
  const needs: Need[] = [];
  for (const { id, viaServices, provision } of SERVICES) {
    const users = resources.flatMap((resource) => {
      const named = KEY_CONSUMERS.filter(({ type, service }) => service === id && type === resource.type)
        .flatMap(({ paths }) => paths.flatMap((path) => valuesAt(resource.properties, path.join('.'))));
      const consumes = named.length > 0;
      const isOwn = consumes && !Object.keys(resource.properties).some((name) => NAMES_SOURCE.test(name)) && named.every((value) => keys.includes(targetOf(value) ?? ''));
      const more = SUPPLEMENTS.filter((row) => row.viaService === id && holds(row, resource)).flatMap(({ actions }) => actions);
      return consumes || more.length > 0 ? [{ resource, isOwn, actions: exactActions([...consumes ? provision : [], ...more]) }] : [];
    });
    if (viaServices.length === 0) { continue; }
    const repeated = users.some(({ resource }) => isRepeated(resource));
    const read = readsSecrets && id === 'secretsmanager' ? ['kms:Decrypt'] : [];
    // a key that a parameter names is of a domain that was made before, by whatever product
    const owner = read.length === 0 && users.every(({ isOwn }) => isOwn) ? productName : undefined;
    const actions = [...new Set([...users.flatMap((user) => user.actions), ...read])].sort();
    permissions.push(...actions.map((action): Permission => ({
      action,
      resources: [`arn:\${AWS::Partition}:kms:${repeated ? '*' : '${AWS::Region}'}:\${AWS::AccountId}:key/*`],
      condition: through(viaServices, repeated, action === 'kms:CreateGrant', owner),
      purpose: `Keys ${id}`,
    })));
    needs.push(...read.map((action): Need => ({ action, type: 'AWS::CloudFormation::Stack', phase: 'all', source: 'key' })));
    needs.push(...users.flatMap(({ resource, actions: used }) => used.map((action): Need => ({ action, type: resource.type, phase: 'all', source: 'key' }))));
  }
  return { permissions, needs: needs.filter((need, at) => needs.findIndex((one) => one.action === need.action && one.type === need.type) === at) };
}

/** Keys of domains carry the domain's name as a tag: of any value, since the launch chooses it. Those that the template makes carry the product's too. */
function through(services: readonly string[], repeated: boolean, isGrant: boolean, owner?: string): Conditions {
  const via = services.map((service) => `${service}.${repeated ? '*' : '${AWS::Region}'}.\${AWS::URLSuffix}`);
  return {
    StringEquals: { ...repeated ? {} : { 'kms:ViaService': via }, 'kms:CallerAccount': '${AWS::AccountId}', ...owner === undefined ? {} : { [`aws:ResourceTag/${PRODUCT_TAG}`]: owner } },
    ...repeated ? { StringLike: { 'kms:ViaService': via } } : {},
    Null: { [`aws:ResourceTag/${DOMAIN_TAG}`]: 'false' },
    ...isGrant ? { Bool: { 'kms:GrantIsForAWSResource': 'true' } } : {},
  };
}
