import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { testApp } from './synth';

export const REGION = 'ap-northeast-2';
export const ACCOUNT = '111111111111';

type Json = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Json;
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Principal?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Json>>;
}

/** A stack that knows its Region and not its account, without CDK's own validation. */
export function testStack(app: App = testApp(), id = 'Test'): Stack {
  return new Stack(app, id, { env: { region: REGION } });
}

/** The resources of a type in the template, by logical id. */
export function resourcesOf(stack: Stack, type?: string): Readonly<Record<string, Resource>> {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
  return Object.fromEntries(Object.entries(Resources).filter(([, resource]) => type === undefined || resource.Type === type));
}

/** The one resource of a type whose logical id begins as given. */
export function resourceOf(stack: Stack, type: string, beginning = ''): Resource {
  const found = Object.entries(resourcesOf(stack, type)).filter(([logicalId]) => logicalId.startsWith(beginning));
  if (found.length !== 1) { throw new Error(`${found.length} resources of ${type} begin with '${beginning}': ${found.map(([id]) => id).join(', ')}`); }
  return found[0][1];
}

/** The statements of a policy document under a property. */
export function statementsOf({ Properties }: Resource, property = 'PolicyDocument'): readonly Statement[] {
  return (Properties[property] as { Statement: Statement[] }).Statement;
}

const PSEUDO: Json = { 'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com' };

/** A value with its intrinsic functions resolved as a deployment would; a resource's reference or ARN is looked up in `known` by logical id. */
export function deployed<T>(value: T, known: Readonly<Record<string, string>> = {}): T {
  const resolve = (at: unknown): unknown => {
    if (Array.isArray(at)) { return at.map(resolve); }
    if (typeof at !== 'object' || at === null) { return at; }
    const [name, argument] = Object.entries(at)[0] ?? [];
    if (name === 'Ref') { return PSEUDO[String(argument)] ?? known[String(argument)] ?? String(argument); }
    if (name === 'Fn::GetAtt') { return known[(argument as string[])[0]] ?? (argument as string[]).join('.'); }
    if (name === 'Fn::ImportValue') { return known[String(argument)] ?? String(argument); }
    if (name === 'Fn::Join') { return (argument as [string, unknown[]])[1].map(resolve).join((argument as [string])[0]); }
    if (name?.startsWith('Fn::')) { throw new Error(`not resolved: ${JSON.stringify(at)}`); }
    return Object.fromEntries(Object.entries(at).map(([key, item]) => [key, resolve(item)]));
  };
  return resolve(value) as T;
}
