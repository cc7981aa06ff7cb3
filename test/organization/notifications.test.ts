import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { Fn, Stack, Validations, aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { type Hub, ORGANIZATION, UNITS, hub } from './hub';
import { passes } from './requests';
import { Domain } from '../../src/core';
import { DomainTopic } from '../../src/data';
import { BucketProduct, GoldPortfolio, LaunchRoles, OrganizationNode, type GoldProduct } from '../../src/organization';
import { GoldProofs } from '../../src/proofs';
import type { ProofRun } from '../../src/proofs/record/proof-run';

const CATALOGUE = '111111111111';
const LAUNCHING = '222222222222';
const REGION = 'ap-northeast-2';
const NAME = 'launches';
const TOPIC = `arn:aws:sns:${REGION}:${CATALOGUE}:${NAME}`;
const KEY = `arn:aws:kms:${REGION}:${CATALOGUE}:key/1`;

interface Resource { readonly Type: string; readonly Properties: Record<string, unknown> }
interface Template { readonly Resources: Record<string, Resource>; readonly Parameters?: object }
type Offer = (made: Hub) => sns.ITopic[];

const ofDomain: Offer = ({ domain }) => [new DomainTopic(domain, 'Launches')];

function offer(topics: Offer, { sharedWith = UNITS, again = false }: { sharedWith?: OrganizationNode[]; again?: boolean } = {}) {
  const made = hub();
  const product: GoldProduct = new BucketProduct(made.domain, 'Bucket', made.of('bucket'));
  const launchRoles = new LaunchRoles(made.domain, 'LaunchRoles', { products: [product], organizationalUnits: UNITS });
  const notifications = topics(made);
  for (const id of again ? ['Portfolio', 'Other'] : ['Portfolio']) {
    new GoldPortfolio(made.domain, id, {
      displayName: 'Gold', providerName: 'Platform team', launchRoles, launcherPatterns: ['arn:aws:iam:::role/developers/*'], sharedWith, notifications,
    }).addProduct(product);
  }
  return { made, notifications };
}

/** The templates of the catalogue, and of the accounts that launch. */
function templatesOf({ app, stack }: Hub): { home: Template; elsewhere: Template } {
  const { directory } = app.synth();
  const read = (file: string) => JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as Template;
  const elsewhere = readdirSync(directory).map(String).filter((file) => file.includes('LaunchRolesTemplate') && file.endsWith('.template.json'));
  expect(elsewhere).toHaveLength(1);
  return { home: read(stack.templateFile), elsewhere: read(elsewhere[0]) };
}

/** A policy as AWS has it once references are known. */
function known(policy: unknown, account: string, given: Readonly<Record<string, string>> = {}): unknown {
  const references: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::AccountId': account, 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com', ...given };
  const at = (value: unknown): unknown => {
    if (Array.isArray(value)) { return value.map(at); }
    if (typeof value !== 'object' || value === null) { return value; }
    const { Ref: reference, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
    if (typeof reference === 'string') { return references[reference] ?? TOPIC; } // the only resource that policies refer to here
    if (Array.isArray(attribute)) { return attribute[1] === 'TopicName' ? NAME : KEY; }
    if (Array.isArray(join)) { return (join[1] as unknown[]).map(at).join(String(join[0])); }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, at(one)]));
  };
  return at(policy);
}

const ofType = ({ Resources }: Template, type: string): Resource[] => Object.values(Resources).filter(({ Type }) => Type === type);
const sidsOf = ({ Properties: { PolicyDocument: policy } }: Resource): string[] =>
  (policy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
const notificationsOf = (template: Template): Resource[] =>
  ofType(template, 'AWS::IAM::ManagedPolicy').filter(({ Properties: { ManagedPolicyName: name } }) => name === 'gold-launch-bucket-notifications');

/** Who asks for what; each field can be another. */
interface Asked {
  readonly role?: string;
  readonly account?: string;
  readonly organization?: string;
  readonly ownerOrganization?: string;
  readonly path?: string;
  readonly topic?: string;
  readonly action?: string;
  readonly service?: string;
}

interface Policies { readonly topic: unknown; readonly key: unknown; readonly role: (account: string) => unknown }

function policiesOf(sharedWith?: OrganizationNode[]): Policies {
  const { home, elsewhere } = templatesOf(offer(ofDomain, { sharedWith }).made);
  const [{ Properties: { PolicyDocument: topic } }] = ofType(home, 'AWS::SNS::TopicPolicy');
  const [keyPolicy] = ofType(home, 'AWS::KMS::Key').map(({ Properties: { KeyPolicy: policy } }) => policy).filter((policy) => JSON.stringify(policy).includes('aws:sns:topicArn'));
  const [{ Properties: { Parameters: given } }] = ofType(home, 'AWS::CloudFormation::StackSet');
  const pairs = known(given, CATALOGUE) as { readonly ParameterKey: string; readonly ParameterValue: string }[];
  const parameters = Object.fromEntries(pairs.map(({ ParameterKey: key, ParameterValue: value }) => [key, value]));
  const documentOf = (template: Template) => notificationsOf(template)[0].Properties.PolicyDocument;
  return {
    topic: known(topic, CATALOGUE),
    key: known(keyPolicy, CATALOGUE),
    role: (account) => (account === CATALOGUE ? known(documentOf(home), account) : known(documentOf(elsewhere), account, parameters)),
  };
}

function isAllowed(policies: Policies, on: 'topic' | 'key', asked: Asked = {}): Promise<boolean> {
  const account = asked.account ?? LAUNCHING;
  const organization = asked.organization ?? ORGANIZATION;
  const topic = asked.topic ?? TOPIC;
  return passes({
    principal: `arn:aws:iam::${account}:role/${asked.role ?? 'gold-launch-bucket'}`,
    action: asked.action ?? (on === 'topic' ? 'sns:Publish' : 'kms:GenerateDataKey'),
    resource: on === 'topic' ? topic : KEY,
    owner: CATALOGUE,
    context: {
      'aws:PrincipalOrgID': organization,
      'aws:PrincipalOrgPaths': [asked.path ?? `${organization}/r-ab12/${UNITS[0].value}/`],
      'aws:ResourceOrgID': asked.ownerOrganization ?? ORGANIZATION,
      ...on === 'key' ? { 'kms:CallerAccount': account, 'kms:ViaService': asked.service ?? `sns.${REGION}.amazonaws.com` } : {},
    },
    identityPolicy: policies.role(account),
    resourcePolicy: policies[on],
    ...on === 'key' ? { encryptionContext: ['aws:sns:topicArn', topic] } : {},
  });
}

describe.each(['topic', 'key'] as const)('a launch role that tells of launches: the %s', (on) => {
  let policies: Policies;
  beforeAll(() => { policies = policiesOf(); });

  test('lets it publish from an account of either unit, and from the account of the catalogue', async () => {
    expect(await isAllowed(policies, on)).toBe(true);
    expect(await isAllowed(policies, on, { path: `${ORGANIZATION}/r-ab12/${UNITS[1].value}/` })).toBe(true);
    expect(await isAllowed(policies, on, { account: CATALOGUE, path: `${ORGANIZATION}/r-ab12/` })).toBe(true);
  });

  test.each<[string, Asked]>([
    ['another role of the launching account', { role: 'admin' }],
    ['a role with the name of a launch role under a path', { role: 'team/gold-launch-bucket' }],
    ['a launch role of another organization', { organization: 'o-z9y8x7w6v5' }],
    ['a launch role of another unit', { path: `${ORGANIZATION}/r-ab12/ou-ab12-99999999/` }],
    ['another topic', { topic: `arn:aws:sns:${REGION}:${CATALOGUE}:payments` }],
    ['another topic of the catalogue\'s own account', { topic: `arn:aws:sns:${REGION}:${CATALOGUE}:payments`, account: CATALOGUE, path: `${ORGANIZATION}/r-ab12/` }],
  ])('lets %s not', async (_, asked) => {
    expect(await isAllowed(policies, on, asked)).toBe(false);
  });

  test('lets it do nothing else', async () => {
    const actions = on === 'topic' ? ['sns:Subscribe', 'sns:DeleteTopic', 'sns:SetTopicAttributes'] : ['kms:Encrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy'];
    for (const action of actions) { expect([action, await isAllowed(policies, on, { action })]).toEqual([action, false]); }
  });
});

test('the key is used through Amazon SNS only', async () => {
  const policies = policiesOf();
  expect(await isAllowed(policies, 'key', { action: 'kms:Decrypt' })).toBe(true);
  expect(await isAllowed(policies, 'key', { action: 'kms:Decrypt', service: `sqs.${REGION}.amazonaws.com` })).toBe(false);
});

test('a launch role of another account uses no key that left the organization, whatever the key says', async () => {
  const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
  const policies = { ...policiesOf(), key: open };
  expect(await isAllowed(policies, 'key')).toBe(true);
  expect(await isAllowed(policies, 'key', { ownerOrganization: 'o-z9y8x7w6v5' })).toBe(false);
});

test('an account that the portfolio is shared with by its id tells too', async () => {
  const policies = policiesOf([OrganizationNode.account(LAUNCHING)]);
  for (const on of ['topic', 'key'] as const) {
    expect(await isAllowed(policies, on)).toBe(true);
    expect(await isAllowed(policies, on, { account: '333333333333' })).toBe(false);
  }
});

test.each([
  ['units of the organization', UNITS],
  ['an account by its id', [OrganizationNode.account(LAUNCHING)]],
])('it is proved that the topic and its key let in %s, as declared, and nobody else', (_, sharedWith) => {
  const { made } = offer(ofDomain, { sharedWith });
  Validations.of(made.app).addPlugins(new GoldProofs());
  const { directory } = made.app.synth(); // which throws where something is refuted
  const { records } = JSON.parse(readFileSync(path.join(directory, 'gold-proofs.json'), 'utf8')) as ProofRun;
  const opened = records.filter(({ claim, construct }) => claim === 'noAccessOutside' && /Launches|Messages/.test(construct));
  expect(opened.map(({ construct, verdict, questions }) => [construct, verdict, questions])).toEqual([
    ['Hub/Catalogue/MessagesKey/Resource', 'proved', 1], ['Hub/Catalogue/Launches/Policy/Resource', 'proved', 1],
  ]);
});

test('two portfolios of one topic open it once', () => {
  const { home, elsewhere } = templatesOf(offer(ofDomain, { again: true }).made);
  expect(ofType(home, 'AWS::SNS::TopicPolicy').map(sidsOf)).toEqual([['AllowPublishThroughSSLOnly', 'LaunchRolesPublish1', 'LaunchRolesPublish2']]);
  for (const template of [home, elsewhere]) {
    expect(notificationsOf(template).map(sidsOf)).toEqual([['TellTopic1', 'EncryptForTopic1']]);
  }
});

test('without notifications launch roles publish nowhere', () => {
  const { home, elsewhere } = templatesOf(offer(() => []).made);
  for (const template of [home, elsewhere]) { expect(notificationsOf(template)).toEqual([]); }
  expect(elsewhere.Parameters ?? {}).not.toHaveProperty('TopicName1');
  expect(ofType(home, 'AWS::ServiceCatalog::LaunchNotificationConstraint')).toEqual([]);
});

test('a topic that is imported is named as it is, and its owner is told what its policy has to say', () => {
  const { made } = offer(({ stack }) => [sns.Topic.fromTopicArn(stack, 'Launches', TOPIC)]);
  Annotations.fromStack(made.stack).hasWarning('*', Match.stringLikeRegexp('the topic .* which is told of launches, is imported .*so its policy must be given by hand: let the roles gold-launch-\\* .* do sns:Publish'));
  const { elsewhere } = templatesOf(made);
  expect(elsewhere.Parameters ?? {}).not.toHaveProperty('TopicName1');
  expect(known(notificationsOf(elsewhere)[0].Properties.PolicyDocument, LAUNCHING)).toMatchObject({ Statement: [{ Resource: TOPIC }] });
});

test('a key that is no domain\'s is its owner\'s to open', () => {
  const { made } = offer(({ stack }) => [new sns.Topic(stack, 'Launches', { masterKey: new kms.Key(stack, 'Key') })]);
  Annotations.fromStack(made.stack).hasWarning('*', Match.stringLikeRegexp('the key of the topic .* is no domain\'s, so its policy must be given by hand: .* do kms:GenerateDataKey\\* and kms:Decrypt'));
});

describe('a topic whose ARN only the deployment knows', () => {
  const { home, elsewhere } = templatesOf(offer(({ stack }) => [sns.Topic.fromTopicArn(stack, 'Launches', Fn.importValue('launches'))]).made);

  test('is named by parameters in the template of other accounts, which know no export', () => {
    expect(JSON.stringify(elsewhere)).not.toContain('Fn::ImportValue');
    const policy = known(notificationsOf(elsewhere)[0].Properties.PolicyDocument, LAUNCHING, { TopicName1: NAME, TopicAccount1: CATALOGUE });
    expect(policy).toMatchObject({ Statement: [{ Resource: TOPIC }] });
  });

  test('is what these parameters are given', () => {
    const [{ Properties: { Parameters: given } }] = ofType(home, 'AWS::CloudFormation::StackSet');
    expect((given as { ParameterKey: string }[]).map(({ ParameterKey: key }) => key)).toEqual(['TopicName1', 'TopicAccount1']);
    expect(JSON.stringify(given)).toContain('Fn::ImportValue');
  });
});

test('topics of many portfolios fit into policies, however long their names are', () => {
  const made = hub();
  const product: GoldProduct = new BucketProduct(made.domain, 'Bucket', made.of('bucket'));
  const launchRoles = new LaunchRoles(made.domain, 'LaunchRoles', { products: [product], organizationalUnits: UNITS });
  for (const id of ['One', 'Two', 'Three']) {
    const notifications = [1, 2, 3, 4, 5].map((number) => new DomainTopic(made.domain, `${id}${number}`, { topicName: `${id}-${number}`.padEnd(256, 'x') }));
    new GoldPortfolio(made.domain, id, {
      displayName: id, providerName: 'Platform', launchRoles, launcherPatterns: ['arn:aws:iam:::role/developers/*'], notifications,
    }).addProduct(product);
  }
  const numbers = Array.from({ length: 15 }, (_, at) => at + 1);
  const names = Object.fromEntries(numbers.flatMap((number) => [[`TopicName${number}`, 'x'.repeat(256)], [`TopicAccount${number}`, CATALOGUE]]));
  const { elsewhere } = templatesOf(made);
  const policies = ofType(elsewhere, 'AWS::IAM::ManagedPolicy').filter(({ Properties: { ManagedPolicyName: name } }) => String(name).includes('notifications'));
  expect(policies.map(({ Properties: { ManagedPolicyName: name } }) => name)).toEqual(['gold-launch-bucket-notifications', 'gold-launch-bucket-notifications-2', 'gold-launch-bucket-notifications-3']);
  const sizes = policies.map(({ Properties: { PolicyDocument: policy } }) => JSON.stringify(known(policy, LAUNCHING, names)).length);
  expect(Math.max(...sizes)).toBeLessThan(6_144);
  expect(Math.min(...sizes)).toBeGreaterThan(4_000);
});

test('a product that StackSets roll out tells nobody, since they don\'t', () => {
  const made = hub();
  const product: GoldProduct = new BucketProduct(made.domain, 'Bucket', made.of('bucket'));
  const launchRoles = new LaunchRoles(made.domain, 'LaunchRoles', { products: [product], organizationalUnits: UNITS });
  new GoldPortfolio(made.domain, 'Portfolio', {
    displayName: 'Gold', providerName: 'Platform', launchRoles, launcherPatterns: ['arn:aws:iam:::role/developers/*'], notifications: ofDomain(made),
  }).addProductByStackSets(product, { accounts: [LAUNCHING], regions: [REGION], administrationRoleArn: `arn:aws:iam::${CATALOGUE}:role/Admin`, executionRoleName: 'Execution' });
  const { home } = templatesOf(made);
  expect([...ofType(home, 'AWS::ServiceCatalog::LaunchNotificationConstraint'), ...notificationsOf(home)]).toEqual([]);
});

test('the key of a topic may lie in another account', () => {
  const { made } = offer(({ stack }) => [new sns.Topic(stack, 'Launches', { masterKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:444455556666:key/2`) })]);
  const [{ Properties: { PolicyDocument: policy } }] = notificationsOf(templatesOf(made).elsewhere);
  const { Statement: statements } = known(policy, LAUNCHING) as { Statement: { Resource: string }[] };
  expect(statements.map(({ Resource: resource }) => resource)).toContain(`arn:aws:kms:${REGION}:444455556666:key/*`);
});

test.each<[string, Offer, RegExp]>([
  ['a FIFO topic', ({ stack }) => [new sns.Topic(stack, 'Launches', { fifo: true })], /got 'a FIFO topic'; allowed: a standard topic/],
  ['six topics', ({ stack }) => [1, 2, 3, 4, 5, 6].map((id) => new sns.Topic(stack, `Launches${id}`)), /notifications is not valid: got '6 topics'; allowed: up to 5, each once/],
  ['a topic twice by its ARN', ({ stack }) => ['One', 'Two'].map((id) => sns.Topic.fromTopicArn(stack, id, TOPIC)), /notifications is not valid: got '2 topics'; allowed: up to 5, each once/],
  ['a topic that AWS\'s own key encrypts', ({ stack }) => [new sns.Topic(stack, 'Launches', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') })], /the key of the topic of launches 'Hub\/Launches' is not valid: got 'one that AWS manages'; allowed: a key of a domain/],
  ['a topic twice', (made) => { const [topic] = ofDomain(made); return [topic, topic]; }, /notifications is not valid: got '2 topics'; allowed: up to 5, each once/],
])('%s is refused', (_, topics, message) => {
  expect(() => offer(topics)).toThrow(message);
});

describe('a topic of another stack', () => {
  /** Launch roles in a stack of their own, which the stack of the portfolio depends on. */
  function apart(place: (made: Hub) => sns.ITopic, rolesRegion = REGION): Hub {
    const made = hub();
    const product: GoldProduct = new BucketProduct(made.domain, 'Bucket', made.of('bucket'));
    const launchRoles = new LaunchRoles(new Stack(made.app, 'Roles', { env: { region: rolesRegion } }), 'LaunchRoles', { products: [product], organizationalUnits: UNITS });
    new GoldPortfolio(made.domain, 'Portfolio', {
      displayName: 'Gold', providerName: 'Platform team', launchRoles, launcherPatterns: ['arn:aws:iam:::role/developers/*'], sharedWith: UNITS, notifications: [place(made)],
    }).addProduct(product);
    return made;
  }
  const topicIn = ({ app }: Hub, region: string, topicName?: string) => new DomainTopic(new Domain(new Stack(app, 'Topics', { env: { region } }), 'Orders'), 'Launches', { topicName });

  test('is told where launch roles can name it', () => {
    expect(() => apart((made) => topicIn(made, REGION)).app.synth()).not.toThrow();
  });

  test('is told by roles of a stack of another Region where it has a name', () => {
    const { app } = apart((made) => topicIn(made, REGION, 'launches'), 'us-east-1');
    const template = app.synth().getStackByName('Roles').template as Template;
    expect(JSON.stringify(notificationsOf(template)[0].Properties.PolicyDocument)).toContain(':launches');
  });

  test.each<[string, (made: Hub) => sns.ITopic, RegExp]>([
    ['made beside the portfolio, while the launch roles are in a stack before', ({ domain }) => new DomainTopic(domain, 'Launches'), /which depends on the launch roles'; allowed: one that the launch roles can name; make it in the stack 'Roles'/],
    ['of another account', (made) => new DomainTopic(new Domain(new Stack(made.app, 'Other', { env: { account: '333333333333', region: REGION } }), 'Orders'), 'Launches', { topicName: 'launches' }), /got 'a topic of account 333333333333'; allowed: one of account <AWS::AccountId>; make one there, or import it/],
    ['of another Region', (made) => topicIn(made, 'us-east-1'), /got 'a topic of us-east-1'; allowed: one of ap-northeast-2/],
  ])('is refused: %s', (_, place, message) => {
    expect(() => apart(place)).toThrow(message);
  });
});
