import { isPrivate, REST_API } from './stage';
import { type CheckResult, compliant, control, noRuntimeRule, notApplicable, unknown, violated } from '../control';
import { coversAction, isFixed, nameOf, readableStatements, requires, type Statement, textOf } from '../policy';
import { asArray, isIntrinsic, isRecord, type Template, type TemplateResource } from '../template';
import { branchesOf, decideEach, deferred, valuesAt } from '../value';

const INVOKE = 'execute-api:Invoke';
const ENDPOINT = /^aws:SourceVpce?$/i;

type Answer = 'yes' | 'no' | 'unknown';

/** Everything of an API, whichever it is; an ARN that names one may name another. */
function coversApi(resource: unknown): Answer {
  const text = textOf(resource) ?? '';
  if (/^(\*|execute-api:(\/)?\*|arn:[^:]+:execute-api:[^:]*:[^:]*:\*(\/\*)?)$/.test(text)) { return 'yes'; }
  return /^arn:[^:]+:execute-api:[^:]*:[^:]*:[^/]+\/\*$/.test(text) ? 'unknown' : 'no';
}

/** Whether a deny leaves only calls through named endpoints or VPCs; with a second condition it would deny fewer. */
function deniesOthers(statement: Statement): Answer {
  const { effect, principals, conditions: [condition, ...others], resources } = statement;
  const isBinding = effect === 'Deny' && principals.some(({ kind, value }) => kind === 'AWS' && value === '*')
    && coversAction(statement, INVOKE)
    && condition !== undefined && others.length === 0 && ENDPOINT.test(condition.key) && /^StringNotEquals(IgnoreCase)?(IfExists)?$/.test(condition.operator)
    && condition.values.length > 0 && condition.values.every(isFixed);
  const covers = isBinding ? resources.map(coversApi) : [];
  return covers.includes('yes') ? 'yes' : covers.includes('unknown') ? 'unknown' : 'no';
}

/** What the statement that a branch of a condition gives says; there is one, or none where it can't be read. */
const read = (branch: unknown): Statement | undefined => readableStatements({ Statement: branch }).statements[0];

/** Whether a statement holds for others than what it names too; a pattern that a parameter gives may be a wildcard. */
function reachesOthers(template: Template, statement: Statement): Answer {
  if (!requires(statement, ENDPOINT)) { return 'yes'; }
  const isGiven = (value: unknown): boolean => [...(textOf(value) ?? '').matchAll(/<(\w+)/g)].some(([, id]) => id !== 'AWS' && !template.find(id));
  const conditions = statement.conditions.filter(({ operator, values }) => !operator.endsWith('Like') || !values.some(isGiven));
  return requires({ ...statement, conditions }, ENDPOINT) ? 'no' : 'unknown';
}

const opens = (template: Template, branch: unknown): Answer => {
  const statement = read(branch);
  return branch === undefined ? 'no' : statement === undefined ? 'unknown' : statement.effect === 'Allow' ? reachesOthers(template, statement) : 'no';
};

const denies = (branch: unknown): Answer => {
  const statement = read(branch);
  return branch === undefined ? 'no' : statement === undefined ? 'unknown' : deniesOthers(statement);
};

/** Whether each allow is bound to endpoints or VPCs, or a deny leaves nothing else. */
function bound(template: Template, statements: readonly unknown[]): CheckResult {
  const items = statements.map(branchesOf);
  if (items.some((branches) => branches.every((branch) => denies(branch) === 'yes'))) { return compliant(); }
  const openness = items.map((branches) => branches.map((branch) => opens(template, branch)));
  if (openness.flat().every((answer) => answer === 'no')) { return compliant(); }
  const open = items.find((_, index) => openness[index].every((answer) => answer === 'yes'))?.map(read)[0];
  return open === undefined || items.flat().some((branch) => denies(branch) !== 'no')
    ? unknown('a part of the policy is known only at deployment')
    : violated(`${nameOf(open)} allows calls that come through any VPC endpoint, and none denies those that do not come through named ones`);
}

function judge(template: Template, policy: unknown): CheckResult {
  if (policy === undefined) { return violated('Policy is not set'); }
  return !isRecord(policy) || isIntrinsic(policy) ? deferred('Policy') : decideEach(valuesAt(policy, 'Statement'), (statements) => bound(template, asArray(statements)));
}

/** The policies of which one counts: its own, and that of the definition that it is imported from. */
function policiesOf({ properties }: TemplateResource): readonly unknown[] {
  const own = valuesAt(properties, 'Policy');
  const defined = valuesAt(properties, 'Body', 'x-amazon-apigateway-policy');
  return defined.every((policy) => policy === undefined) ? own : own.every((policy) => policy === undefined) ? defined : [...own, ...defined];
}

/** Whether a part of the definition is elsewhere. */
const isUnread = (api: TemplateResource): boolean => api.get('BodyS3Location') !== undefined || api.get('Body', 'Fn::Transform') !== undefined;

export const privateApiPolicy = control({
  id: 'apigateway.private-api-policy',
  title: 'the resource policy of a private API allows calls through named VPC endpoints or VPCs only',
  titleKo: '프라이빗 API의 리소스 정책은 지정된 VPC 엔드포인트나 VPC의 호출만 허용한다',
  why: 'without one nobody can call it, and one that names no endpoint lets every VPC of AWS in',
  severity: 'high',
  responsibility: 'customer',
  frameworks: { nist80053r5: ['AC-3', 'AC-4', 'SC-7'], iso27001: ['A.8.20'], ismsP: ['2.6.1', '2.10.2'] },
  appliesTo: [REST_API],
  check: (api) => {
    const applies = isPrivate(api);
    if (applies === false) { return notApplicable(); }
    if (isUnread(api)) { return unknown('its policy may be in an OpenAPI definition, which is not read'); }
    const result = decideEach(policiesOf(api), (policy) => judge(api.template, policy));
    return applies === undefined && result.status === 'violated' ? deferred('EndpointConfiguration') : result;
  },
  default: {},
  fix: 'set a Policy that denies execute-api:Invoke on execute-api:/* to Principal * where aws:SourceVpce is not the endpoint (StringNotEquals)',
  runtime: noRuntimeRule('no managed rule of AWS Config looks at it'),
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html',
});
