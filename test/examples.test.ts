import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { type Assembly, EXAMPLE_NAMES, PACK_NAMES, type Resource, acceptedInReadme, synthesize } from './examples/assembly';
import {
  type FoundStatement, awsPrincipals, hasSource, isAccount, isAllow, isCatchAll, isKeyPolicy, listOf, positive,
  servicePrincipals, statementsOf, supportsSource, usesKey,
} from './examples/policies';

let assemblies: readonly Assembly[];
let resources: readonly Resource[];
let statements: readonly FoundStatement[];
beforeAll(() => {
  assemblies = EXAMPLE_NAMES.map((name) => synthesize(name));
  resources = assemblies.flatMap((assembly) => assembly.resources);
  statements = statementsOf(resources);
}, 120_000);

const ofType = (...types: string[]): Resource[] => resources.filter(({ Type }) => types.includes(Type));
const names = (found: readonly Resource[]): string[] => found.map(({ example, logicalId }) => `${example}: ${logicalId}`);
const keyStatements = (): FoundStatement[] => {
  const found = statements.filter((one) => isKeyPolicy(one) && isAllow(one));
  expect(found.length).toBeGreaterThan(20);
  return found;
};
/** Policies of launch roles and the boundary of what they make: which keys there are, nobody knows before a launch. Claims are proved of them. */
const isOfLaunches = ({ at }: FoundStatement): boolean => /^service-catalog: (CatalogueLaunchRoles)?(Boundary|environment|database|domain|bucket|webentry)(Policy|Notifications)/.test(at);
const places = (found: readonly FoundStatement[]): string[] => found.map(({ at }) => at);

test('there are examples, and each has its own cdk.json', () => {
  expect(EXAMPLE_NAMES).toEqual(expect.arrayContaining(['minimal', 'payments']));
  for (const name of EXAMPLE_NAMES) { expect(existsSync(path.join(__dirname, '..', 'examples', name, 'cdk.json'))).toBe(true); }
});

describe('in the templates of the examples', () => {
  test('no key policy allows kms:*', () => {
    expect(places(keyStatements().filter(({ statement }) => 'NotAction' in statement || listOf(statement.Action).some((action) => /^(kms:)?\*$/i.test(action))))).toEqual([]);
  });

  test('no key policy lets a whole account use the key, unless it is bound by the ARN of who calls', () => {
    const forAccounts = keyStatements().filter((one) => usesKey(one) && awsPrincipals(one).some(isAccount));
    const isBound = (one: FoundStatement): boolean => {
      const arns = positive(one, 'aws:PrincipalArn');
      return arns.length > 0 && !arns.some(isCatchAll);
    };
    expect(forAccounts.length).toBeGreaterThan(5);
    expect(places(forAccounts.filter((one) => !isBound(one)))).toEqual([]);
  });

  test('no policy of a key, bucket, queue, topic, secret or endpoint names a role or user as principal, since it need not exist yet', () => {
    const others = statements.filter(({ property }) => property !== 'AssumeRolePolicyDocument');
    const identities = new Set(ofType('AWS::IAM::Role', 'AWS::IAM::User').map(({ logicalId }) => logicalId));
    const isIdentity = (principal: string): boolean => /:(role|user|assumed-role)\//.test(principal) || identities.has(/^<(\w+)\.Arn>$/.exec(principal)?.[1] ?? '');
    expect(places(others.filter((one) => awsPrincipals(one).some(isIdentity)))).toEqual([]);
  });

  test('no policy uses NotPrincipal', () => {
    expect(places(statements.filter(({ statement }) => 'NotPrincipal' in statement))).toEqual([]);
  });

  test('every use of a key that an identity policy grants is bound to a service and to the caller\'s account', () => {
    const grants = statements.filter((one) => isAllow(one) && /^AWS::IAM::(ManagedPolicy|Policy|Role|User|Group)$/.test(one.type) && one.property !== 'AssumeRolePolicyDocument' && usesKey(one));
    expect(grants.length).toBeGreaterThan(5);
    expect(places(grants.filter((one) => !isOfLaunches(one) && (positive(one, 'kms:ViaService').length === 0 || positive(one, 'kms:CallerAccount').length === 0)))).toEqual([]);
  });

  test('every use of a key that a launch role has is bound to a service, and to keys of domains, of its organization or of one topic', () => {
    const uses = statements.filter((one) => isAllow(one) && isOfLaunches(one) && !/Boundary/.test(one.at) && usesKey(one));
    const isOfDomain = ({ statement }: FoundStatement) => JSON.stringify(statement.Condition).includes('"Null":{"aws:ResourceTag/domain":"false"}');
    const isOfOrganization = (one: FoundStatement) => positive(one, 'aws:ResourceOrgID').join() === '${aws:PrincipalOrgID}';
    const isOfTopic = (one: FoundStatement) => positive(one, 'kms:EncryptionContext:aws:sns:topicArn').length === 1 && positive(one, 'kms:CallerAccount').length > 0;
    expect(uses.length).toBeGreaterThan(5);
    expect(places(uses.filter((one) => positive(one, 'kms:ViaService').length === 0 || !(isOfDomain(one) ? positive(one, 'kms:CallerAccount').length > 0 : isOfOrganization(one) || isOfTopic(one))))).toEqual([]);
  });

  test('no identity policy grants a key by a wildcard', () => {
    const wild = statements.filter((one) => isAllow(one) && !isOfLaunches(one) && one.type.startsWith('AWS::IAM::') && usesKey(one)
      && (listOf(one.statement.Action).some((action) => action.includes('*')) || listOf(one.statement.Resource).some((resource) => resource.includes('*'))));
    expect(places(wild)).toEqual([]);
  });

  test('every service that a key policy lets in is bound to its source, where the service says which it is', () => {
    const services = keyStatements().filter((one) => servicePrincipals(one).some(supportsSource));
    expect(services.length).toBeGreaterThan(2);
    expect(places(services.filter((one) => !hasSource(one)))).toEqual([]);
  });

  test('every service that a queue, topic or bucket lets in is bound to its source', () => {
    const services = statements.filter((one) => isAllow(one) && /^AWS::(SQS|SNS|S3)::/.test(one.type) && servicePrincipals(one).length > 0);
    expect(services.length).toBeGreaterThan(2);
    // AWS documents no source for the logs of load balancers: the account in their path binds them
    const isBoundByPath = (one: FoundStatement) => servicePrincipals(one).every((principal) => principal === 'logdelivery.elasticloadbalancing.amazonaws.com')
      && listOf(one.statement.Resource).every((resource) => resource.endsWith('/AWSLogs/<AWS::AccountId>/*'));
    expect(places(services.filter((one) => !hasSource(one) && !isBoundByPath(one)))).toEqual([]);
  });

  test('every key that can rotate does', () => {
    const able = ofType('AWS::KMS::Key').filter(({ Properties: { KeySpec = 'SYMMETRIC_DEFAULT', Origin = 'AWS_KMS' } = {} }) => KeySpec === 'SYMMETRIC_DEFAULT' && Origin === 'AWS_KMS');
    expect(able.length).toBeGreaterThan(5);
    expect(names(able.filter(({ Properties }) => Properties?.EnableKeyRotation !== true))).toEqual([]);
  });

  test('every key and alias outlives its stack, but not a failed creation', () => {
    const kept = ofType('AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::KMS::ReplicaKey');
    expect(kept.length).toBeGreaterThan(10);
    expect(names(kept.filter(({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy !== 'RetainExceptOnCreate' || UpdateReplacePolicy !== 'Retain'))).toEqual([]);
  });

  test('every key waits 30 days before it is deleted', () => {
    expect(names(ofType('AWS::KMS::Key').filter(({ Properties }) => Properties?.PendingWindowInDays !== 30))).toEqual([]);
  });

  test('all that takes tags carries its domain and how harmful a leak would be', () => {
    // what a stack or an environment has once, for all of its domains
    const shared = /\/(GoldAccessLogs|GoldLoadBalancerLogs|Custom::[^/]+|[^/]+\/Endpoints)\//;
    const owned = resources.filter(({ example, logicalId, Type }) => {
      if (Type === 'AWS::CloudFront::VpcOrigin') { return false; } // CloudFront changes none that is in use, tags included
      const construct = assemblies.find((assembly) => assembly.example === example)?.taggable.get(logicalId);
      return construct !== undefined && !shared.test(construct);
    });
    const keysOf = ({ Properties = {} }: Resource): string => JSON.stringify([Properties.Tags, Properties.HostedZoneTags, Properties.Replicas]);
    expect(owned.length).toBeGreaterThan(50);
    expect(names(owned.filter((resource) => !/"domain"/.test(keysOf(resource)) || !/"data-classification"/.test(keysOf(resource))))).toEqual([]);
  });

  test('no secret has a value', () => {
    expect(names(ofType('AWS::SecretsManager::Secret').filter(({ Properties }) => Properties?.SecretString !== undefined))).toEqual([]);
    const secretLike = /AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|"(Master)?(User)?Password": ?"(?!\{\{resolve:)[^"]+"/i;
    expect(assemblies.filter(({ texts }) => texts.some((text) => secretLike.test(text))).map(({ example }) => example)).toEqual([]);
  });
});

describe('all packs and CDK\'s own validation', () => {
  test('looked at every example', () => {
    for (const { plugins, isValidatedByCdk } of assemblies) {
      expect(plugins).toEqual(expect.arrayContaining([...PACK_NAMES]));
      expect(isValidatedByCdk).toBe(true);
    }
  });

  test('leave no finding open, of any severity', () => {
    const open = assemblies.flatMap(({ example, reports }) => reports.flatMap(({ pluginName, violations }) => (violations ?? [])
      .map(({ ruleName, severity, violatingConstructs: [first] }) => `${example}: ${pluginName} ${ruleName} (${severity}) ${first?.constructPath}`)));
    expect(open).toEqual([]);
  });

  test('have every accepted finding with who answers for it and why', () => {
    const accepted = assemblies.flatMap(({ reports }) => reports.flatMap(({ suppressedViolations }) => suppressedViolations ?? []));
    expect(accepted.length).toBeGreaterThan(10);
    expect(accepted.filter(({ reason }) => !/^owner=[^;]+; .{20,}/.test(reason ?? '')).map(({ ruleName }) => ruleName)).toEqual([]);
  });
});

describe('the README of the payments example', () => {
  const acknowledged = (): string[] => {
    const { reports, resources: own } = assemblies.find(({ example }) => example === 'payments') ?? { reports: [], resources: [] as readonly Resource[] };
    const kinds = new Map(own.map(({ logicalId, Type }) => [logicalId, (Type.split('::').pop() ?? '').toLowerCase()]));
    const general = (rule: string): string => rule.replace(/<(\w+)\.Arn>/g, (_match, id: string) => `<${kinds.get(id)}>`);
    return [...new Set(reports.flatMap(({ suppressedViolations }) => (suppressedViolations ?? []).map(({ ruleName }) => general(ruleName))))].sort();
  };

  test('names each finding that is accepted, and no other', () => {
    expect([...new Set(acceptedInReadme('payments'))].sort()).toEqual(acknowledged());
  });
});
