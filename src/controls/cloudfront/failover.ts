import { configOf, DISTRIBUTION, identityOf } from './distribution';
import { control, managedRule, violated } from '../control';
import { itemsOf } from '../items';
import { agreed, best, checkThere, type Presence, worst } from '../presence';
import { asArray, isIntrinsic, type TemplateResource } from '../template';
import { branchesOf, decideEach, deferred, valuesAt } from '../value';

/** Whether a behavior goes to a group, whose branches are what a condition leaves open. */
function targeting(distribution: TemplateResource, group: readonly unknown[]): Presence {
  const behaviors = itemsOf(configOf(distribution, 'CacheBehaviors'));
  const targets = [configOf(distribution, 'DefaultCacheBehavior', 'TargetOriginId'), ...behaviors.items.map((behavior) => valuesAt(behavior, 'TargetOriginId'))];
  const isTarget = (id: unknown): Presence => best(targets.map((values, index) => worst([
    agreed(values.map((value) => (identityOf(value) === identityOf(id) ? 'there' : isIntrinsic(value) ? 'perhaps' : 'not'))),
    index === 0 || behaviors.certain ? 'there' : 'perhaps',
  ])));
  return agreed(group.flatMap((branch) => (branch === undefined ? ['not'] : isIntrinsic(branch) ? ['perhaps'] : valuesAt(branch, 'Id').map(isTarget))));
}

export const failover = control({
  id: 'cloudfront.failover',
  title: 'a distribution turns to a second origin when the first fails',
  titleKo: '배포는 첫 번째 오리진에 장애가 나면 두 번째 오리진으로 전환한다',
  why: 'without an origin group, the failure of one origin is the failure of the site',
  severity: 'low',
  responsibility: 'customer',
  frameworks: {
    fsbp: ['CloudFront.4'],
    nist80053r5: ['CP-10', 'SC-5(2)', 'SC-36', 'SI-13(5)'],
    iso27001: ['A.8.14'],
    ismsP: ['2.9.3', '2.12.1'],
    controlTower: ['CT.CLOUDFRONT.PR.4'],
  },
  appliesTo: [DISTRIBUTION],
  check: (distribution) => decideEach(configOf(distribution, 'OriginGroups', 'Items'), (groups) => {
    if (isIntrinsic(groups)) { return deferred('OriginGroups'); }
    if (asArray(groups).length === 0) { return violated('OriginGroups is empty'); }
    return checkThere(best(asArray(groups).map((group) => targeting(distribution, branchesOf(group)))), 'no behavior goes to its origin groups');
  }),
  default: {},
  fix: 'add an origin group of two origins, and make it the target of the behaviors',
  runtime: managedRule('CLOUDFRONT_ORIGIN_FAILOVER_ENABLED'),
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html',
});
