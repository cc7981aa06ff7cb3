import type { Asked } from './question';
import { ACTION_PREFIX, DOMAIN_TAG, LAUNCH_BOUNDARY_NAME, PRODUCT_TAG } from '../../private/names';
import { and, type Formula, not, or, unknown } from '../engine';
import { CRYPTOGRAPHIC } from '../facts/kms-actions';
import { BY_BOUNDARY, BY_NAME, READS_IAM, READS_SECRETS, SERVICE_ROLE } from '../facts/launch-actions';
import type { IdentityAccess } from '../model/identity-access';

/** What claims about a launch role take for granted. */
const ASSUMPTIONS = ['resource-policies-speak-apart', 'policy-change-is-visible', 'organization-policies-only-deny'];

const asked = (access: IdentityAccess, formula: Formula, remark: string): Asked => ({
  question: {
    wanted: 'none',
    formula: and(access.allowed, formula),
    confirm: (request) => access.confirms(request),
    kind: 'access',
    meaning: 'is allowed',
    remark,
    assumptions: ASSUMPTIONS,
  },
});

/** What depends on a product's template is not known without it. */
const notHere = ({ model: { product } }: IdentityAccess): Formula => unknown(`the template of the product '${product}' is not here`, `product ${product}`);

/** Reading what is known of keys. */
const READS_KEYS = ['kms:Describe*', 'kms:Get*', 'kms:List*'];
/** Uses of a key, and what hands its use on. */
const USES_KEYS = [...CRYPTOGRAPHIC, 'kms:CreateGrant', 'kms:RetireGrant', 'kms:RevokeGrant'];

/** The resource belongs to the organization of whoever asks, in the words of a policy: the engine decides it as it does the role's own. */
const OF_ORGANIZATION = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } } }],
};

/** Keys are used through the services of the product's types only, but for code and topics of the organization, and none is changed but the product's. */
export function launchRoleUsesOnlyItsKeys(access: IdentityAccess): Asked[] {
  const { space, model: { services, account, product, topics } } = access;
  const { partition } = space.principals;
  const keys = `arn:${partition}:kms:*:${account}:key/*`;
  const isOwn = or(access.resourceIs(keys), access.keyIs('aws:ResourceAccount', account));
  const through = services ? access.keyIs('kms:ViaService', ...services.map((name) => `${name}.*`)) : notHere(access);
  const readsCode = and(space.actionIs('kms:Decrypt'), access.keyIs('kms:ViaService', 's3.*'), space.policy(OF_ORGANIZATION, false).allow);
  // with notifications, the keys of the topics that it publishes to
  const tells = and(
    space.actionIs('kms:Decrypt', 'kms:GenerateDataKey*'), access.keyIs('kms:ViaService', 'sns.*'), access.keyIs('kms:EncryptionContext:aws:sns:topicArn', ...topics),
    or(isOwn, space.policy(OF_ORGANIZATION, false).allow),
  );
  const uses = and(space.actionIs(...USES_KEYS), not(or(readsCode, tells)));
  const isProducts = access.keyIs(`aws:ResourceTag/${PRODUCT_TAG}`, product);
  // what nobody has tagged yet may be a key that is just made, and a key of a domain is not
  const isUntagged = not(or(...[PRODUCT_TAG, DOMAIN_TAG].map((tag) => space.context.key(`aws:ResourceTag/${tag}`).present)));
  const becomesProducts = and(
    access.keyIs(`aws:RequestTag/${PRODUCT_TAG}`, product), or(space.actionIs('kms:CreateKey'), and(space.actionIs('kms:TagResource'), isUntagged)),
  );
  const isAlias = and(space.actionIs('kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias'), access.resourceIs(`arn:${partition}:kms:*:${account}:alias/*`));
  const administers = and(space.actionIs('kms:*'), not(space.actionIs(...USES_KEYS, ...READS_KEYS)));
  return [
    asked(access, and(uses, not(through)), 'and not only through the services of the product\'s types'),
    asked(access, and(uses, not(isOwn)), 'and not only with keys of the role\'s own account'),
    asked(access, and(uses, not(space.context.key(`aws:ResourceTag/${DOMAIN_TAG}`).present)), 'and not only with keys of domains'),
    asked(access, and(administers, not(or(isProducts, becomesProducts, isAlias))), `and not only on keys of the product '${product}'`),
  ];
}

/** The values of secrets and parameters are read only of those that the product's template makes or names. */
export function launchRoleReadsOnlyItsSecrets(access: IdentityAccess): Asked[] {
  const { space, model: { readable, product } } = access;
  const isOwn = readable ? access.resourceIs(...readable) : notHere(access);
  return [asked(access, and(space.actionIs(...READS_SECRETS), not(isOwn)), `and reads what is not of the product '${product}'`)];
}

/** What a launch makes of IAM is bounded and has a name of its own; the role changes nothing that bounds itself, and becomes nobody else. */
export function launchRoleCannotWidenItself(access: IdentityAccess): Asked[] {
  const { space, model: { account, ownPolicies, product } } = access;
  const arn = (name: string) => `arn:${space.principals.partition}:iam::${account}:${name}`;
  const isNamed = access.resourceIs(...['role', 'policy', 'instance-profile'].flatMap((kind) => ['gold/*', `SC-${account}-pp-*`].map((name) => arn(`${kind}/${name}`))));
  const isBounded = access.keyIs('iam:PermissionsBoundary', arn(`policy/${LAUNCH_BOUNDARY_NAME}`));
  const makesServiceRole = and(space.actionIs(SERVICE_ROLE), access.resourceIs(arn('role/aws-service-role/*')));
  // to Automation, for what is offered to be done with what the product was launched with
  const passesActions = and(space.actionIs('iam:PassRole'), access.resourceIs(arn(`role/${ACTION_PREFIX}${product}.*`)), access.keyIs('iam:PassedToService', 'ssm.amazonaws.com'));
  const changes = and(space.actionIs('iam:*'), not(space.actionIs(...READS_IAM)));
  const isKnown = space.actionIs(...BY_BOUNDARY, ...BY_NAME, SERVICE_ROLE);
  return [
    asked(access, and(changes, not(isKnown)), 'and no launch needs it'),
    asked(access, and(changes, isKnown, not(or(isNamed, makesServiceRole, passesActions))), 'and not only on what launches make, under /gold/ or by the name of their stack, and roles of the product\'s actions'),
    asked(access, and(space.actionIs(...BY_BOUNDARY), not(isBounded)), `and not only with the boundary ${LAUNCH_BOUNDARY_NAME}`),
    ...ownPolicies.length === 0 ? [] : [asked(access, and(changes, access.resourceIs(...ownPolicies)), 'and changes a policy of the role itself')],
    asked(access, space.actionIs('sts:Assume*'), 'and makes it another role'),
    asked(access, space.actionIs('organizations:*'), 'and reaches the organization'),
  ];
}
