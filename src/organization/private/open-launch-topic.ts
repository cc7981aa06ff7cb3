import { Annotations, Stack, aws_iam as iam, type aws_kms as kms, type aws_sns as sns } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { accountsOf, launchingRoles } from './launching-roles';
import { DomainKey, KeyService } from '../../keys';
import type { RolesElsewhere } from '../../keys/private/roles-elsewhere';
import { fillIn } from '../../private/arns';
import { declareOutside } from '../../private/declared-outside';
import { refuseUnless } from '../../private/errors';
import { LAUNCH_ROLE_PREFIX } from '../../private/names';
import type { OrganizationNode } from '../organization-node';

/** Whom a topic or a key was opened to, so that two portfolios do so once. */
const opened = new WeakMap<IConstruct, Set<string>>();

/**
 * Has a topic, and the key that encrypts it, let launch roles publish: those of some nodes, and those of its own account.
 *
 * @throws if CloudFormation can't publish to it
 */
export function openLaunchTopic(topic: sns.ITopic, nodes: readonly OrganizationNode[]): void {
  refuseUnless(!topic.fifo, {
    what: `the topic of launches '${topic.node.path}'`, got: 'a FIFO topic', allowed: 'a standard topic', fix: 'take another one: CloudFormation names no message group',
  });
  const roles = launchingRoles(topic, nodes);
  const elsewhere = roles.slice(0, -1); // the account's own need no word of the topic
  elsewhere.forEach((one) => letPublish(topic, one));
  if (topic.masterKey) { letEncrypt(topic, topic.masterKey, roles); }
  const policy = topic.node.tryFindChild('Policy')?.node.defaultChild;
  if (policy && elsewhere.length > 0) { declareOutside(policy, accountsOf(elsewhere)); }
}

function letPublish(topic: sns.ITopic, roles: RolesElsewhere): void {
  const number = numberOf(topic, roles);
  if (number === undefined) { return; }
  const { statementAdded } = topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: `LaunchRolesPublish${number}`, principals: [roles.principal], actions: ['sns:Publish'], resources: [topic.topicArn], conditions: roles.conditions,
  }));
  if (!statementAdded) { warn(topic, 'topic', `is imported${topic.masterKey ? '' : ' (where a key encrypts it, name its keyArn at the import)'}`, ['sns:Publish']); }
}

function letEncrypt(topic: sns.ITopic, key: kms.IKey, roles: readonly RolesElsewhere[]): void {
  const { write: actions, context } = KeyService.SNS._facts;
  refuseUnless(!JSON.stringify(Stack.of(topic).resolve([key.keyArn, key.keyId])).includes('alias/aws/'), {
    what: `the key of the topic of launches '${topic.node.path}'`, got: 'one that AWS manages', allowed: 'a key of a domain', fix: 'make it a DomainTopic: other accounts can\'t use a key that AWS manages',
  });
  const owner = key.node.scope?.node.tryFindChild(key.node.id); // what a topic has of a domain's key is a view of it
  if (!(owner instanceof DomainKey)) {
    warn(topic, 'key', 'is no domain\'s', actions);
    return;
  }
  // by a pattern: the topic names the key, so the key can't name the topic
  const ofTopics = { key: context!.key, operator: 'ArnLike', value: fillIn(context!.value, topic) } as const;
  const use = { service: KeyService.SNS, actions, context: ofTopics };
  for (const one of roles.filter((some) => numberOf(owner, some) !== undefined)) { owner._allowElsewhere(one, use); }
}

function warn(topic: sns.ITopic, what: 'topic' | 'key', why: string, actions: readonly string[]): void {
  Annotations.of(topic).addWarningV2(`cdk-gold:launchTopic-${what}`, `${what === 'key' ? 'the key of ' : ''}the topic '${topic.node.path}', which is told of launches, ${why}, so its policy must be given `
    + `by hand: let the roles ${LAUNCH_ROLE_PREFIX}* (aws:PrincipalArn) of the launching accounts of your organization (aws:PrincipalOrgID) do ${actions.join(' and ')}`);
}

/** Counts the roles that a resource is opened to; `undefined` where these are among them already. */
function numberOf(resource: IConstruct, { arn, conditions }: RolesElsewhere): number | undefined {
  const known = opened.get(resource) ?? new Set<string>();
  opened.set(resource, known);
  const key = JSON.stringify(Stack.of(resource).resolve([arn, conditions]));
  if (known.has(key)) { return undefined; }
  known.add(key);
  return known.size;
}
