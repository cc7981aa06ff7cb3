import { OF_CALLERS, OF_KEYS, OF_POLICIES } from './assumptions';
import type { ClaimContext } from './claim-context';
import { impossible, type Question } from './question';
import { ECR_LAYERS_ACTION } from '../../private/aws-buckets';
import { and, FALSE, type Formula, not, or } from '../engine';
import { INVOKE_API } from '../facts/policy-resources';
import { originAccountOf } from '../model/origin-access';
import { isOwnPrincipal } from '../model/own-principals';

/** What claims about a border are made with. */
type BorderContext = Pick<ClaimContext, 'access' | 'key' | 'resource' | 'subjects'>;

/** Nobody outside the account, or outside the organization where it is named, gets anywhere; the account is in the organization. */
export function noAccessOutside({ access, key, resource, subjects: { accounts, organization } }: BorderContext): Question {
  const own = [access.account, ...accounts];
  const origins = resource?.model.hasOrigins === true ? own.map(originAccountOf) : [];
  const ownNetwork = resource?.isFromOwnNetwork ?? or();
  const inside = or(
    ...own.map((account) => isOwnPrincipal(access, account)),
    ...origins.map((account) => access.space.principals.isOfAccount(account)),
    and(access.space.principals.isOneOf('anonymous'), ownNetwork),
  );
  const toOwnApis = unsignedToApis(access, resource, own);
  const isMember = organization === undefined ? or() : access.keyIs('aws:PrincipalOrgID', organization);
  const layers = imageLayers(access, resource);
  return impossible(access, and(access.isCaller, not(or(inside, isMember, layers, toOwnApis))), 'is allowed', [
    ...key ? [...OF_KEYS, 'cross-account-operations'] : OF_CALLERS,
    ...organization === undefined ? [] : ['own-account-in-organization'],
    ...resource?.model.networks?.length ? ['own-network-is-inside'] : [],
    ...layers === FALSE ? [] : ['image-layers-are-public-to-read'],
    ...toOwnApis === FALSE ? [] : ['own-apis-know-unsigned-callers'],
  ]);
}

/** Through an endpoint of API Gateway, callers with a token reach APIs of one's own, whose policies and methods say which of them get in. */
function unsignedToApis(access: BorderContext['access'], resource: BorderContext['resource'], own: readonly string[]): Formula {
  const { space } = access;
  return resource?.model.facts.isPassage !== true || !space.context.has('aws:ResourceAccount') ? FALSE
    : and(space.principals.isOneOf('anonymous'), space.actionIs(INVOKE_API), access.keyIs('aws:ResourceAccount', ...own));
}

/** Through an endpoint of Amazon S3, ECR has the layers of images fetched from a bucket of AWS by addresses that it signs itself. */
function imageLayers(access: BorderContext['access'], resource: BorderContext['resource']): Formula {
  const pattern = resource?.model.imageLayers;
  return pattern === undefined ? FALSE : and(access.space.actionIs(ECR_LAYERS_ACTION), access.space.resourceIs(pattern));
}

/** No service acts on the resource, or uses the key, for somebody else's resource. */
export function noConfusedDeputy({ access, key, resource, subjects: { accounts, organization } }: BorderContext): Question {
  const { space } = access;
  const own = [access.account, ...accounts];
  // ARNs of buckets and the like name no account: those of the templates are known to be one's own
  const arns = resource?.model.ownSources ?? [];
  const isOwn = or(
    resource?.isFromOwnNetwork ?? or(),
    access.keyIs('aws:SourceAccount', ...own),
    access.arnIs('aws:SourceArn', ...own.map((account) => `arn:*:*:*:${account}:*`), ...arns),
    organization === undefined ? or() : access.keyIs('aws:SourceOrgID', organization),
    // some services send Amazon SNS this key instead
    space.context.has('aws:sourceowner') ? and(space.actionIs('sns:*'), access.keyIs('aws:SourceOwner', ...own)) : or(),
    ...key ? [...space.context.all.keys()].filter((name) => SET_BY_SERVICES.test(name))
      .map((name) => access.keyIs(name, ...own, ...own.map((account) => `arn:*:${account}:*`))) : [],
  );
  const uses = key ? or(key.isCryptographic, space.actionIs('kms:CreateGrant')) : and();
  const assumptions = [
    ...key ? OF_KEYS : OF_POLICIES, 'services-act-for-owner', 'source-keys-only-from-services', ...resource?.model.networks?.length ? ['own-network-is-inside'] : [],
  ];
  return { ...impossible(access, and(access.isService, uses, not(isOwn)), 'is allowed', assumptions), remark: 'whoever\'s resource the service acts for' };
}

/** Encryption contexts that services set themselves, so that nobody chooses them. */
const SET_BY_SERVICES = /^kms:encryptioncontext:(aws:|secretarn$|parameter_arn$)/;
