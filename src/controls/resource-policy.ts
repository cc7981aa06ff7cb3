import { type CheckResult, compliant, unknown, violated } from './control';
import { type Condition, conditionsOn, coversAction, matchesPattern, type Statement, statementsOf, textOf } from './policy';
import { asArray, asBoolean, isIntrinsic, isRecord, type Template, type TemplateResource } from './template';
import { branchesOf, isDeferred, valuesAt } from './value';

/** How the policies of a service's resources are declared. */
export interface PolicyKind {
  /** Types of policy resources, each with its property that names the resources it is attached to. */
  readonly attachedBy: Readonly<Record<string, string>>;
  /** The property with the resource's own name. */
  readonly nameProperty: string;
  /** The widest action that a deny can name in such a policy. */
  readonly allActions: string;
  /** What a deny must cover, as suffixes to the resource's name. */
  readonly parts: readonly string[];
}

/** Whether a value names a resource of the template: by reference, or by the same name, alone or at the end of an ARN or URL. */
export function names(resource: TemplateResource, nameProperty: string, value: unknown): boolean {
  const name = textOf(resource.get(nameProperty));
  return resource.isReferredBy(value) || (name !== undefined && asArray(value).some((item) => textOf(item)?.split(/[:/]/).pop() === name));
}

/** Whether a policy attached to the resource denies every request that is not sent over TLS. */
export function checkTlsOnly(resource: TemplateResource, kind: PolicyKind): CheckResult {
  const policies = Object.entries(kind.attachedBy).flatMap(([type, property]) =>
    resource.template.ofType(type).filter((policy) => names(resource, kind.nameProperty, policy.properties[property])));
  if (policies.length === 0) { return violated('it has no policy that denies requests without TLS'); }
  const readings = policies.map(({ properties }) => read(properties.PolicyDocument));
  const requiresTls = (statements: readonly Statement[]): boolean => kind.parts.every((part) => statements.some((statement) =>
    deniesPlainText(statement, kind) && statement.resources.some((pattern) => coversResource(pattern, resource, kind, part))));
  if (readings.some(({ certain }) => requiresTls(certain))) { return compliant(); }
  return readings.some(({ certain, possible, unreadable }) => unreadable || requiresTls([...certain, ...possible])
    || certain.some((statement) => deniesPlainText(statement, kind) && statement.resources.some((pattern) => textOf(pattern) === undefined)))
    ? unknown('its policy depends on what only a deployment knows')
    : violated(`no statement of its policy denies ${kind.allActions} on it to Principal * when aws:SecureTransport is false`);
}

function deniesPlainText(statement: Statement, kind: PolicyKind): boolean {
  const [condition, ...others] = statement.conditions;
  return statement.effect === 'Deny'
    && statement.principals.some(({ value }) => value === '*')
    && statement.actions.length > 0 && coversAction(statement, kind.allActions)
    && others.length === 0 && condition?.key.toLowerCase() === 'aws:securetransport' && /^bool(ifexists)?$/i.test(condition.operator)
    && condition.values.length > 0 && condition.values.every((value) => asBoolean(value) === false);
}

/** Compares what follows the last colon of an ARN: a policy reaches only resources it is attached to. */
function coversResource(pattern: unknown, resource: TemplateResource, kind: PolicyKind, part: string): boolean {
  const last = textOf(pattern)?.split(':').pop();
  const own = new RegExp(`<${resource.logicalId}\\.[\\w.]+>`, 'g');
  return last !== undefined && [`<${resource.logicalId}>`, textOf(resource.get(kind.nameProperty))]
    .some((name) => name !== undefined && matchesPattern(last.replace(own, `<${resource.logicalId}>`), `${name}${part}`));
}

/** Keys whose fixed value tells whose requests, or which resource's, a statement is for. */
const BINDING_KEYS = [
  'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalAccount', 'aws:PrincipalArn',
  'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOwner', 'aws:SourceVpc', 'aws:SourceVpce',
  'aws:VpceAccount', 'aws:VpceOrgID', 's3:DataAccessPointAccount', 's3:DataAccessPointArn',
];

/** Whether a policy resource allows nothing to everybody. */
export function checkNotPublic(policy: TemplateResource): CheckResult {
  const { certain, possible, unreadable } = read(policy.properties.PolicyDocument);
  const judged = certain.map((statement) => ({ statement, open: openness(policy.template, statement) }));
  const open = judged.find((one) => one.open === 'open');
  if (open) {
    return violated(`statement ${open.statement.sid ?? certain.indexOf(open.statement) + 1} allows ${open.statement.actions.map(String).join(', ')} to everybody;`
      + ' name principals, or add a condition with a fixed value, such as aws:PrincipalOrgID');
  }
  return unreadable || judged.some((one) => one.open === 'unknown') || possible.some((statement) => openness(policy.template, statement) !== 'closed')
    ? unknown('whom it allows is known only at deployment')
    : compliant();
}

type Openness = 'open' | 'closed' | 'unknown';

function openness(template: Template, statement: Statement): Openness {
  if (statement.effect === 'Deny') { return 'closed'; }
  const principals = statement.principals.map(({ value }) => branchesOf(value));
  const everybody = statement.hasNotPrincipal || principals.some((branches) => branches.every((value) => value === '*'));
  const anybody = principals.flat().some((value) => value === '*' || isDeferred(template, textOf(value) ?? '<Fn>'));
  if (!everybody && !anybody) { return 'closed'; }
  const bindings = BINDING_KEYS.flatMap((key) => conditionsOn(statement, key)).map((condition) => bindingOf(template, condition));
  return bindings.includes('closed') ? 'closed' : bindings.includes('unknown') || !everybody ? 'unknown' : 'open';
}

/** An operator with `IfExists`, and `ForAllValues`, lets a request without the key pass. */
function bindingOf(template: Template, { operator, values }: Condition): Openness {
  if (!/^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i.test(operator)) { return 'open'; }
  const fixities = values.flatMap(branchesOf).map((value) => fixityOf(template, value));
  return fixities.length === 0 || fixities.includes('open') ? 'open' : fixities.includes('unknown') ? 'unknown' : 'closed';
}

/** Whether a value binds a request to one owner (`closed`), to any (`open`: a wildcard or a variable of the requester), or can't be read. */
export function fixityOf(template: Template, value: unknown): Openness {
  const text = textOf(value)?.replace(/\$\{aws:Resource(Account|OrgID)\}/gi, 'own');
  if (text === undefined || isDeferred(template, text)) { return value === undefined ? 'open' : 'unknown'; }
  if (text === '' || text.includes('${')) { return 'open'; }
  const account = text.split(':')[4] ?? '';
  return !/[*?]/.test(text) || /^o-[a-z0-9]+\//.test(text) || (account !== '' && !/[*?]/.test(account)) ? 'closed' : 'open';
}

interface Reading {
  readonly certain: readonly Statement[];
  /** Statements that a condition of the template adds or leaves out. */
  readonly possible: readonly Statement[];
  readonly unreadable: boolean;
}

/** Statements of a document, which CloudFormation also takes as JSON text, as far as they can be read before deployment. */
function read(document: unknown): Reading {
  const parsed = typeof document === 'string' ? parse(document) : document;
  if (!isRecord(parsed)) { return { certain: [], possible: [], unreadable: true }; }
  if (isIntrinsic(parsed) || isIntrinsic(parsed.Statement)) {
    const branches = valuesAt(parsed, 'Statement').flatMap(asArray).flatMap(branchesOf).filter((raw) => raw !== undefined);
    return { certain: [], possible: branches.filter(isReadable).flatMap(toStatements), unreadable: !branches.every(isReadable) };
  }
  const items = asArray(parsed.Statement).map((item) => branchesOf(item));
  const conditional = items.filter((branches) => branches.length > 1).flat().filter((raw) => raw !== undefined);
  const fixed = items.filter((branches) => branches.length === 1).flat().filter((raw) => raw !== undefined);
  return {
    certain: fixed.filter(isReadable).flatMap(toStatements),
    possible: conditional.filter(isReadable).flatMap(toStatements),
    unreadable: ![...fixed, ...conditional].every(isReadable),
  };
}

const isReadable = (raw: unknown): boolean => isRecord(raw) && !isIntrinsic(raw)
  && !['Effect', 'Principal', 'Condition'].some((element) => isIntrinsic(raw[element]))
  && !Object.values(isRecord(raw.Condition) ? raw.Condition : {}).some(isIntrinsic);

const toStatements = (raw: unknown): readonly Statement[] => statementsOf({ Statement: raw });

function parse(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
