import type { App } from './app';
import { hole, holeIn } from '../engine';
import { readPolicy } from '../engine/policy';
import type { Placed } from '../template/deployment';
import { fieldsOf } from '../template/stack-template';

/** A policy whose resources are written as ARNs: its own may leave out all of the ARN before the stage. */
export function withFullArns(document: unknown, short: string, arn: string): unknown {
  const { Statement: statements } = fieldsOf(document);
  if (statements === undefined) { return document; }
  return { ...fieldsOf(document), Statement: [statements].flat().map((statement) => written(statement, short, arn)) };
}

function written(statement: unknown, short: string, arn: string): unknown {
  const elements = Object.entries(fieldsOf(statement)).map(([name, value]) =>
    [name, name === 'Resource' || name === 'NotResource' ? [value].flat().map((one) => fullArn(one, short, arn)) : value] as const);
  return typeof statement === 'object' ? Object.fromEntries(elements) : statement;
}

function fullArn(resource: unknown, short: string, arn: string): unknown {
  if (typeof resource !== 'string' || resource === '*' || resource.startsWith('arn:') || holeIn(resource) !== undefined) { return resource; }
  if (resource.startsWith(`${short}/`)) { return `${arn}${resource.slice(short.length)}`; }
  return hole(`what '${resource}' stands for in the policy is not documented`);
}

/** The document is no policy where a definition of the API may bring another. */
export function apiDocument({ resource: { properties } }: Placed, document: unknown): unknown {
  const { Body: body, BodyS3Location: location, CloneFrom: cloned } = properties;
  const mayHavePolicy = location !== undefined || cloned !== undefined || /x-amazon-apigateway-policy|"Fn::Transform"/.test(JSON.stringify(body ?? {}));
  if (mayHavePolicy) { return { Statement: [hole('a definition of the API may bring a policy of its own')] }; }
  return document ?? { Statement: [hole('an API without a policy lets in whomever its methods let in')] };
}

/** Conditions by which a policy names where callers come from, and the resources that give such names. */
const NETWORKS = { 'aws:sourcevpce': 'AWS::EC2::VPCEndpoint', 'aws:sourcevpc': 'AWS::EC2::VPC' } as const;

/** An endpoint or VPC that a policy names by its id. */
export interface NamedNetwork {
  readonly key: string;
  readonly id: string;
  /** Whether it is one of the templates: an id does not tell whose it is. */
  readonly isOwn: boolean;
}

/** The endpoints and VPCs that a policy names. */
export function namedNetworks(document: unknown, app: App): NamedNetwork[] {
  const conditions = readPolicy(document).statements.flatMap((statement) => statement.conditions);
  return Object.entries(NETWORKS).flatMap(([key, type]) => {
    const own = new Set(app.deployment.ofType(type).flatMap((placed) => app.namesOf(placed)));
    const named = conditions.filter((condition) => condition.key.toLowerCase() === key).flatMap(({ values }) => values);
    const ids = [...new Set(named)].filter((id) => !/[*?]/.test(id) && holeIn(id) === undefined);
    return ids.map((id) => ({ key, id, isOwn: own.has(id) }));
  });
}
