import { ACCOUNT, allow, DEPLOYER, policy, proveAbout, stackOf } from './template';
import type { ClaimSpec } from '../../../src/proofs/claims/claim-spec';
import type { StackTemplate } from '../../../src/proofs/template/stack-template';

const ENDPOINT = { Ref: 'Endpoint' };
const ALL = 'execute-api:/*';
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

const invoke = (principal: unknown, more: object = {}) => ({ ...allow(principal, 'execute-api:Invoke'), Resource: ALL, ...more });
const from = (endpoint: unknown, operator = 'StringEquals') => ({ Condition: { [operator]: { 'aws:SourceVpce': endpoint } } });
const DENY = { ...invoke('*'), Effect: 'Deny', ...from(ENDPOINT, 'StringNotEquals') };

/** An API with a method for each kind of authorization. */
function api(types: readonly string[], statements: readonly object[] | undefined, more: object = {}): StackTemplate {
  const methods = types.map((type, index) => [`Method${index}`, { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'Api' }, ResourceId: { Ref: `Path${index}` }, HttpMethod: 'GET', AuthorizationType: type } }]);
  const paths = types.map((_type, index) => [`Path${index}`, { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: 'Api' }, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: `path${index}` } }]);
  return stackOf({
    Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: {} },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { ...statements ? { Policy: policy(...statements) } : {}, EndpointConfiguration: { Types: ['PRIVATE'] }, ...more } },
    ...Object.fromEntries([...methods, ...paths]) as object,
  });
}

const verdicts = (stack: StackTemplate, ...specs: Partial<ClaimSpec>[]) =>
  proveAbout(stack, 'Api', specs.length > 0 ? specs : undefined).map(({ verdict }) => verdict);
const onlyFromEndpoint = { claim: 'onlyFromEndpoint', endpoint: ENDPOINT };

describe('a private API that denies whoever comes another way', () => {
  test.each([['AWS_IAM', ROOT], ['CUSTOM', '*'], ['COGNITO_USER_POOLS', '*'], ['NONE', '*']])('is called through its endpoint only, with authorization %s', (type, principal) => {
    const stack = api([type], [DENY, invoke(principal)]);
    expect(verdicts(stack, onlyFromEndpoint)).toEqual(['proved']);
    expect(verdicts(stack)).toEqual(['proved', 'proved']); // nobody outside, no confused deputy
  });

  test('is proved with what it takes for granted', () => {
    const [record] = proveAbout(api(['NONE'], [DENY, invoke('*')]), 'Api', [{ claim: 'noAccessOutside' }]);
    expect(record.assumptions).toEqual(expect.arrayContaining(['api-policy-is-deployed', 'api-methods-are-in-templates', 'own-network-is-inside']));
  });

  test('is refuted once the deny names another endpoint, is gone, or is of one path only', () => {
    const without = (...statements: object[]) => verdicts(api(['CUSTOM'], [...statements, invoke('*')]), onlyFromEndpoint)[0];
    expect(without({ ...DENY, ...from([ENDPOINT, 'vpce-0123456789abcdef0'], 'StringNotEquals') })).toBe('refuted');
    expect(without()).toBe('refuted');
    expect(without({ ...DENY, Condition: undefined, Principal: { AWS: 'arn:aws:iam::999988887777:root' } })).toBe('refuted');
    expect(verdicts(api(['NONE'], [{ ...DENY, Resource: 'execute-api:/prod/GET/path' }, invoke('*')]), onlyFromEndpoint)).toEqual(['refuted']);
  });

  test('is open to whoever deploys: of them the claim does not speak', () => {
    const spared = { ...DENY, Condition: { StringNotEquals: { 'aws:SourceVpce': ENDPOINT }, ArnNotLike: { 'aws:PrincipalArn': DEPLOYER } } };
    expect(verdicts(api(['AWS_IAM'], [spared, invoke(ROOT)]), onlyFromEndpoint)).toEqual(['proved']);
  });
});

describe('a private API that allows calls through its endpoint and denies none', () => {
  const stack = (...types: string[]) => api(types, [invoke('*', from(ENDPOINT))]);

  test('is called through it only where nothing but the policy lets in', () => {
    expect(verdicts(stack('NONE'), onlyFromEndpoint)).toEqual(['proved']);
  });

  test('is called by identities of the account that their own policies let in', () => {
    const [record] = proveAbout(stack('AWS_IAM'), 'Api', [onlyFromEndpoint]);
    expect(record).toMatchObject({ verdict: 'refuted', detail: expect.stringContaining(`arn:aws:iam::${ACCOUNT}:`) });
    expect(verdicts(stack('AWS_IAM', 'NONE'), onlyFromEndpoint)).toEqual(['refuted']);
  });

  test('is called by whomever a Lambda authorizer lets in', () => {
    expect(verdicts(stack('CUSTOM'), onlyFromEndpoint, { claim: 'noAccessOutside' })).toEqual(['refuted', 'refuted']);
  });

  test('is undecided with Amazon Cognito, of which AWS says both', () => {
    const [record] = proveAbout(stack('COGNITO_USER_POOLS'), 'Api', [onlyFromEndpoint]);
    expect(record).toMatchObject({ verdict: 'undecided', detail: expect.stringContaining('AWS says both ways') });
  });
});

describe('who is outside an API', () => {
  test('is another account that its policy lets in, where methods know identities', () => {
    const foreign = invoke({ AWS: 'arn:aws:iam::999988887777:root' });
    expect(verdicts(api(['AWS_IAM'], [foreign]), { claim: 'noAccessOutside' })).toEqual(['refuted']);
    expect(verdicts(api(['NONE'], [foreign]), { claim: 'noAccessOutside' })).toEqual(['proved']);
  });

  test('is whoever comes from the internet', () => {
    const [record] = proveAbout(api(['NONE'], [invoke('*')]), 'Api', [{ claim: 'noAccessOutside' }]);
    expect(record).toMatchObject({ verdict: 'refuted', detail: expect.stringMatching(/without credentials|anonymous|unsigned/i) });
  });

  test('is an identity of another account also in one\'s own network', () => {
    expect(verdicts(api(['AWS_IAM'], [DENY, invoke('*')]), { claim: 'noAccessOutside' })).toEqual(['refuted']);
    const denied = { ...DENY, Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT }, Null: { 'aws:PrincipalAccount': 'false' } } };
    expect(verdicts(api(['AWS_IAM', 'CUSTOM'], [DENY, denied, invoke('*')]), { claim: 'noAccessOutside' })).toEqual(['proved']);
  });

  test('is not known of an endpoint that is not in the templates', () => {
    const elsewhere = 'vpce-0123456789abcdef0';
    const [record] = proveAbout(api(['NONE'], [{ ...DENY, ...from(elsewhere, 'StringNotEquals') }, invoke('*')]), 'Api', [{ claim: 'noAccessOutside' }]);
    expect(record).toMatchObject({ verdict: 'undecided', detail: expect.stringContaining(`whose ${elsewhere} is, the templates do not say`) });
  });

  test('is a service that acts for anybody, unless it comes by the endpoint', () => {
    const events = invoke({ Service: 'events.amazonaws.com' });
    expect(verdicts(api(['NONE'], [events]), { claim: 'noConfusedDeputy' })).toEqual(['refuted']);
    expect(verdicts(api(['NONE'], [DENY, events]), { claim: 'noConfusedDeputy' })).toEqual(['proved']);
  });
});

describe('the resources of an API\'s policy', () => {
  const full = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}${rest}` });
  const endpointOnly = (resource: unknown, types = ['NONE']) => verdicts(api(types, [{ ...DENY, Resource: resource }, invoke('*')]), onlyFromEndpoint)[0];

  test('may leave out all that comes before the stage, or be written in full', () => {
    expect([endpointOnly(ALL), endpointOnly(full('/*')), endpointOnly('*')]).toEqual(['proved', 'proved', 'proved']);
    expect([endpointOnly('execute-api:/prod/*'), endpointOnly(full('/prod/*'))]).toEqual(['refuted', 'refuted']);
    expect(endpointOnly('arn:aws:execute-api:ap-northeast-2:111122223333:another/*')).not.toBe('proved');
  });

  test('are the same in both forms for what was allowed before', () => {
    const stack = api(['NONE'], [invoke('*', { Resource: full('/prod/GET/pets') })]);
    const before = (Resource: string) => ({ claim: 'noNewAccess', baseline: policy(invoke('*', { Resource })) });
    expect(verdicts(stack, before('execute-api:/prod/GET/pets'), before('execute-api:/prod/GET/cats'))).toEqual(['proved', 'refuted']);
  });

  test('are undecided in a form that is not documented', () => {
    expect(endpointOnly('execute-api:prod')).toBe('undecided');
  });

  test('are told apart by their methods\' authorization', () => {
    const paths = (path: string) => [DENY, invoke(ROOT), invoke('*', { Resource: `execute-api:/prod/GET/${path}` })];
    const outside = (path: string) => verdicts(api(['CUSTOM', 'AWS_IAM'], paths(path)), { claim: 'noAccessOutside' })[0];
    expect([outside('path0'), outside('path1'), outside('*')]).toEqual(['proved', 'refuted', 'refuted']);
  });
});

describe('an API whose calls nobody can tell of', () => {
  test.each<[string, string[], object[] | undefined, object]>([
    ['methods of a definition', [], [invoke('*', from(ENDPOINT))], { Body: { openapi: '3.0.1' } }],
    ['no method in the templates', [], [invoke('*', from(ENDPOINT))], {}],
    ['authorization that the deployment knows', [{ 'Fn::ImportValue': 'Type' } as unknown as string], [invoke('*', from(ENDPOINT))], {}],
    ['a definition that brings a policy', ['NONE'], [DENY, invoke('*')], { Body: { 'x-amazon-apigateway-policy': policy() } }],
    ['a definition that is elsewhere', ['NONE'], [DENY, invoke('*')], { BodyS3Location: { Bucket: 'definitions' } }],
    ['a definition that a macro writes', ['NONE'], [DENY, invoke('*')], { Body: { 'Fn::Transform': { Name: 'AWS::Include' } } }],
    ['properties that a macro writes', ['AWS_IAM'], [DENY, invoke(ROOT)], { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['no policy', ['NONE'], undefined, {}],
  ])('is undecided: %s', (_name, types, statements, more) => {
    expect(verdicts(api(types, statements, more), onlyFromEndpoint)).toEqual(['undecided']);
  });
});

test('an API without a policy is not claimed of', () => {
  expect(verdicts(api(['NONE'], undefined))).toEqual([]);
});

test('which calls a method takes is not known where its verb is none', () => {
  const method = { RestApiId: { Ref: 'Api' }, ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, HttpMethod: 'get' };
  const stack = api(['AWS_IAM'], [invoke('*', { Resource: 'execute-api:/*/GET/' })]);
  const { Resources } = stack.template as { Resources: object };
  const open = { ...stack, template: { Resources: { ...Resources, Open: { Type: 'AWS::ApiGateway::Method', Properties: method } } } };
  expect(verdicts(open, { claim: 'noAccessOutside' })).toEqual(['undecided']);
});

test('a method of another stack whose API only the deployment knows may be one of this API', () => {
  const own = api(['AWS_IAM'], [invoke(ROOT, from(ENDPOINT))]);
  const method = (RestApiId: object) => stackOf({
    Elsewhere: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId, ResourceId: 'r', HttpMethod: 'GET', AuthorizationType: 'AWS_IAM' } },
  });
  const asked = (other: StackTemplate) => proveAbout(own, 'Api', [onlyFromEndpoint], [other])[0].verdict;
  expect(asked(method({ Ref: 'Parameter' }))).toBe('undecided');
  expect(asked(method({ 'Fn::ImportValue': 'no-such-export' }))).toBe('undecided');
});

describe('what else may give an API methods or stages', () => {
  const own = api(['NONE'], [invoke('*', from(ENDPOINT))]);
  const resources = (own.template as { Resources: object }).Resources;
  const asked = (more: object, others: readonly StackTemplate[] = [], template: object = {}) =>
    proveAbout({ ...own, template: { ...template, Resources: { ...resources, ...more } } }, 'Api', [onlyFromEndpoint], others)[0].verdict;

  test('is a loop over resources', () => {
    expect(asked({})).toBe('proved');
    expect(asked({ 'Fn::ForEach::Methods': ['Name', ['a'], {}] }, [], { Transform: 'AWS::LanguageExtensions' })).toBe('undecided');
  });

  test('is a macro over resources, or of a method', () => {
    expect(asked({ 'Fn::Transform': { Name: 'AWS::Include' } })).toBe('undecided');
    const method = { 'RestApiId': { Ref: 'Api' }, 'ResourceId': { Ref: 'Path0' }, 'HttpMethod': 'PUT', 'Fn::Transform': { Name: 'AWS::Include' } };
    expect(asked({ Written: { Type: 'AWS::ApiGateway::Method', Properties: method } })).toBe('undecided');
  });

  test('is a macro of another template', () => {
    expect(asked({}, [{ ...stackOf({}, { Transform: 'Rewriter' }), stack: 'Other' }])).toBe('undecided');
  });

  test('is a stage of another template whose API only the deployment knows', () => {
    const mixed = (...stages: StackTemplate[]) => {
      const stack = api(['AWS_IAM', 'NONE'], [invoke(ROOT), { ...DENY, Resource: 'execute-api:/prod/*' }]);
      const stage = { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod' } };
      const { Resources } = stack.template as { Resources: object };
      return proveAbout({ ...stack, template: { Resources: { ...Resources, Stage: stage } } }, 'Api', [onlyFromEndpoint], stages)[0].verdict;
    };
    const other = { ...stackOf({ Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { 'Fn::ImportValue': 'no-such' }, StageName: 'v2' } } }), stack: 'Other' };
    expect([mixed(), mixed(other)]).toEqual(['proved', 'refuted']);
  });
});
